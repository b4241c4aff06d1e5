"""A result beside what a recipient says of its answers; the document stays as it was written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from assessments.assessment import Json, StoredReview
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring.reviewed import reviewed_score
from assessments.scoring.score import Score
from assessments.services.snapshots import evaluated_again


@dataclass(frozen=True)
class ReviewedResult:
    """The document of a result, and what one recipient says of its answers, at least something."""

    document: Json
    questionnaire: CompiledQuestionnaire
    catalogue: CompiledCatalogue
    said: Sequence[StoredReview]

    @cached_property
    def reviews(self) -> Sequence[StoredReview]:
        """What the recipient says, in the questionnaire's order."""
        of = {review.question: review for review in self.said}
        return [of[asked.slug] for asked in self.questionnaire.questions if asked.slug in of]

    @cached_property
    def stated(self) -> Mapping[str, int]:
        """The levels at which questions count in the result, by slug."""
        themes = self.document["themes"]
        return {slug: level for theme in themes for slug, level, *_ in theme["counted"]}

    @property
    def differences(self) -> Sequence[StoredReview]:
        """The reviews with another level than the stated one, in the questionnaire's order."""
        return [
            review
            for review in self.reviews
            if review.level is not None and review.level != self.stated.get(review.question)
        ]

    @property
    def reviewed_at(self) -> datetime:
        """When the last of it was said."""
        return max(review.reviewed_at for review in self.said)

    @cached_property
    def score(self) -> Score:
        """The scores with the recipient's levels, as of the day of the result."""
        evaluation = evaluated_again(dict(self.document), self.questionnaire, self.catalogue)
        levels = {r.question: r.level for r in self.reviews if r.level is not None}
        return reviewed_score(self.questionnaire, evaluation.walk, evaluation.as_of, levels)


def by_recipient(reviews: Iterable[StoredReview]) -> list[list[StoredReview]]:
    """Return `reviews`, of which the last said stands first, by recipient and in the same order."""
    found: dict[str, list[StoredReview]] = {}
    for review in reviews:
        found.setdefault(review.recipient, []).append(review)
    return list(found.values())
