"""When figures are replaced: in steps, so that before and after do not tell about a few."""

from dataclasses import dataclass
from enum import StrEnum

from assessments.cohorts.disclosure.threshold import Threshold


class Step(StrEnum):
    """What becomes of the figures of a set."""

    KEEP = "keep"
    """What is shown stays as it is, with its date, until enough has changed."""

    REPLACE = "replace"
    """Today's figures are shown."""

    WITHHOLD = "withhold"
    """Nothing is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to a set of results since it was last told of.

    Args:
        companies: How many are in it now.
        told: How many were in it when it was last told of; None where it never was.
        came: How many of today's are new in it, or have a new result.
        is_shown: Whether its last figures are shown at present.
    """

    companies: int
    told: int | None
    came: int
    is_shown: bool

    @property
    def different(self) -> int:
        """The fewest companies by which today's set can differ from the one that was told of.

        Whoever has a new result has come and gone at once, so what came and what went may be the
        same companies: the larger number is certain, their sum is not.
        """
        return max(self.came, (self.told or 0) - (self.companies - self.came))


def next_step(change: Change, threshold: Threshold) -> Step:
    """Return what becomes of the figures of a set.

    Figures stand until `threshold.minimum` companies have come, gone or changed, so that the
    difference is about that many. They are withheld while the set has fewer than that.
    """
    if change.companies < threshold.minimum:
        return Step.WITHHOLD
    if change.told is None or change.different >= threshold.minimum:
        return Step.REPLACE
    return Step.KEEP if change.is_shown else Step.WITHHOLD
