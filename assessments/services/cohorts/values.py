"""The values that figures are told by, with their names; a new dimension has its values here."""

from collections.abc import Iterable, Mapping

from assessments.cohorts.groupings import Band, Grouping
from assessments.content.catalogue import Catalogue
from assessments.texts import Text


def counties(catalogue: Catalogue) -> Mapping[str, Text]:
    """Return the counties of today by code, then Svalbard and Jan Mayen, in order."""
    regions = catalogue.reference.regions
    return {region.code: region.name for region in (*regions.current, *regions.special)}


def parts_of_country(catalogue: Catalogue) -> Mapping[str, Text]:
    """Return the parts of the country by slug, in order."""
    return _by_slug(catalogue.groupings.parts_of_country)


def size_bands(catalogue: Catalogue) -> Mapping[str, Text]:
    """Return the sizes by headcount, the smallest first."""
    return _by_slug(catalogue.groupings.size_bands)


def wider_size_bands(catalogue: Catalogue) -> Mapping[str, Text]:
    """Return the sizes that are told of together by slug, the smallest first."""
    return _by_slug(catalogue.groupings.wider_size_bands)


def sectors(catalogue: Catalogue) -> Mapping[str, Text]:
    """Return the main sectors by slug, in the order of the content."""
    return {option.slug: option.text for option in catalogue.facts_by_slug["sectors"].choices}


def _by_slug(entries: Iterable[Band | Grouping]) -> Mapping[str, Text]:
    return {entry.slug: entry.name for entry in entries}
