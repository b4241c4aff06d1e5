"""What the rows of a breakdown are called in words."""

from typing import Final

from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.cohorts.values import (
    counties,
    parts_of_country,
    sectors,
    size_bands,
    wider_size_bands,
)
from assessments.texts import Text, both

_BETWEEN: Final = "-Q"


def label_of(catalogue: Catalogue, by: Dimension, value: str) -> Text:
    """Return what a value of a dimension is called, or values together.

    Raises:
        KeyError: There is no such value.
    """
    match by:
        case Dimension.REGION:
            return {**counties(catalogue), **parts_of_country(catalogue)}[value]
        case Dimension.SIZE_BAND:
            return {**size_bands(catalogue), **wider_size_bands(catalogue)}[value]
        case Dimension.SECTOR:
            return sectors(catalogue)[value]
        case Dimension.CLUSTER:
            return catalogue.offers_by_slug[value].name
        case Dimension.QUARTER:
            year, _, quarter = value.partition(_BETWEEN)
            return both(f"{quarter}. kvartal {year}", f"Q{quarter} {year}")
