"""What follows from an assessment as it was submitted, read from its result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from assessments.assessment import StoredAssessment
from assessments.questionnaire.visibility import Walk
from assessments.scoring.bounds.overall import Bounds
from assessments.scoring.bounds.working import DraftBounds
from assessments.services.evaluating import Evaluation
from assessments.services.kept_walk import kept_walk


@dataclass(frozen=True)
class SubmittedEvaluation(Evaluation):
    """What follows from an assessment as it was submitted, by what was known then."""

    document: dict[str, Any]

    @cached_property
    def walk(self) -> Walk:
        """Which questions were shown, and all that was known."""
        return kept_walk(self.document, self.questionnaire)

    @cached_property
    def bounds(self) -> DraftBounds:
        """The scores and levels of the result, which are both ends."""
        return DraftBounds(
            overall=_settled(self.document), themes=tuple(map(_settled, self.document["themes"]))
        )


def _settled(scored: Mapping[str, Any]) -> Bounds:
    score = None if scored["score"] is None else Fraction(str(scored["score"]))
    level = scored["level"]
    return Bounds(
        lowest=score,
        highest=score,
        lowest_level=level,
        highest_level=level,
        may_be_null=score is None,
        exact=True,
    )


def as_submitted(assessment: StoredAssessment, today: Evaluation) -> Evaluation:
    """Return what follows from an assessment `today`; once submitted, what followed then."""
    result = assessment.result
    if result is None:
        return today
    return SubmittedEvaluation(
        questionnaire=today.questionnaire,
        catalogue=today.catalogue,
        answers=today.answers,
        stated=today.stated,
        as_of=result.as_of,
        document=json.loads(result.document),
    )
