"""``enum SizeBand``."""

from assessments.company.size import SizeBand
from schema.enums import describe_enum

__all__ = ["SizeBand"]

describe_enum(
    SizeBand,
    "Size by headcount alone.",
    {
        "MICRO": "Below 10 employees.",
        "SMALL": "From 10 to below 50 employees.",
        "MEDIUM": "From 50 to below 250 employees.",
        "LARGE": "250 employees or more.",
    },
)
