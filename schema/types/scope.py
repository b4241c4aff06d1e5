"""``enum Scope``."""

from assessments.services.principals import Scope
from schema.enums import describe_enum

__all__ = ["Scope"]

describe_enum(
    Scope,
    "What an integration may do.",
    {
        "CATALOGUE": "Read the catalogue.",
        "MATCHING": "Match profiles to offers.",
        "AGGREGATES": "Read protected figures about many companies.",
        "SHARED_ASSESSMENTS": "Read assessments that companies have shared with it.",
        "COMPANY": "Act for the company that granted it.",
    },
)
