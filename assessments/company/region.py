"""Resolves county codes, old and new.

Counties were merged in 2020 and split again in 2024. An old code that became several counties says
too little without the municipality; such a county is not known.
"""

from collections.abc import Mapping

from assessments.company.reference import Region, Regions

COUNTY_DIGITS = 2


class RegionFinder:
    """Finds today's county from codes of any year."""

    def __init__(self, regions: Regions) -> None:
        self._today = {r.code: r for r in (*regions.current, *regions.special)}
        self._former = {r.code: r for r in regions.former}
        self._by_old_municipality = {
            municipality: county
            for region in regions.former
            for county, codes in region.municipality_codes.items()
            for municipality in codes
        } | {
            municipality: county
            for county, codes in regions.moved_municipalities.items()
            for municipality in codes
        }

    @property
    def today(self) -> Mapping[str, Region]:
        """The regions of today by code."""
        return self._today

    def find(self, code: str | None, municipality: str | None) -> str | None:
        """Return the code of today's county; None where the codes do not settle it."""
        if municipality is not None:
            county = self.of_municipality(municipality)
            if county is not None:
                return county
        return None if code is None else self._whole(code)

    def of_municipality(self, municipality: str) -> str | None:
        """Return today's county of a municipality by its code, of today or of earlier years."""
        old = self._by_old_municipality.get(municipality)
        return old or self._whole(municipality[:COUNTY_DIGITS])

    def _whole(self, code: str) -> str | None:
        """Return today's county of which all that had `code` is a part."""
        if code in self._today:
            return code
        former = self._former.get(code)
        return former.became[0] if former is not None and len(former.became) == 1 else None

    def elsewhere(self, code: str, municipality: str) -> Region | None:
        """Return the county of `municipality` where it is no part of the county `code`."""
        county = self.of_municipality(municipality)
        former = self._former.get(code)
        today = (code,) if former is None else former.became
        return None if county is None or county in today else self._today[county]

    def is_known_county(self, code: str) -> bool:
        """Tell whether `code` is or was a county."""
        return code in self._today or code in self._former
