"""``enum MatchOutcome``: what a company can make of an offer."""

from assessments.matching.outcome import Outcome
from schema.enums import describe_enum

describe_enum(
    Outcome,
    "What a company can make of an offer.",
    {
        "ELIGIBLE": "Every hard criterion that can be checked is met.",
        "CANNOT_TELL": "None is unmet, but facts are missing or nothing can be checked.",
        "NEAR_MISS": "Exactly one is unmet, and the company can act on it or wait it out.",
        "REACHED_THROUGH": "Only others may apply, and the company reaches it through them.",
        "NOT_YET_OPEN": "It has not opened yet.",
        "CLOSED": "It has ended or closed, or stands between calls.",
        "NOT_ELIGIBLE": "Hard criteria are unmet.",
    },
    name="MatchOutcome",
)

MatchOutcome = Outcome
"""The enum as fields name it, so that it is described wherever they are."""
