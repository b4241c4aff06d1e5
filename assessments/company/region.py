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
        if code is None or code in self._today:
            return code
        former = self._former.get(code)
        return former.became[0] if former is not None and len(former.became) == 1 else None

    def of_municipality(self, municipality: str) -> str | None:
        """Return today's county of a municipality by its code of 2020 or later."""
        old = self._by_old_municipality.get(municipality)
        if old is not None:
            return old
        county = municipality[:COUNTY_DIGITS]
        return county if county in self._today else None

    def is_known_county(self, code: str) -> bool:
        """Tell whether `code` is or was a county."""
        return code in self._today or code in self._former
