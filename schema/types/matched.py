"""Matches as they are worked out now, for a profile or an assessment."""

from typing import ClassVar, Generic, TypeVar

import strawberry

from assessments.matching.combining import RECEIVED, within_reach
from assessments.matching.match import Match
from assessments.matching.missing import missing_facts
from assessments.scoring.rounding import one_decimal
from assessments.services.evaluating import Evaluation, ProfileEvaluation
from schema.paging import After, First, capped, page
from schema.types.match import MatchConnection, MatchView, NextFact, next_facts_of

Evaluated = TypeVar("Evaluated", Evaluation, ProfileEvaluation)


@strawberry.type
class WorkedOutMatches(Generic[Evaluated]):
    """What a company with an assessment or a profile can make of every offer."""

    LIST: ClassVar[str]
    """What cursors call the list."""

    evaluation: strawberry.Private[Evaluated]

    @strawberry.field(description="The matches; at most 200 a page.")
    def matches(self, first: First, after: After = None) -> MatchConnection:
        """Resolve ``matches``."""
        evaluation = self.evaluation
        known, gaps = evaluation.state.facts, frozenset(evaluation.gaps)
        outcomes = ((match.offer.slug, match.outcome) for match in evaluation.matches)
        beside = within_reach(outcomes, known.get(RECEIVED))

        def show(match: Match) -> MatchView:
            return MatchView(
                offer=match.offer,
                catalogue=evaluation.catalogue,
                outcome=match.outcome,
                relevance=one_decimal(match.relevance),
                stale=match.stale,
                verdicts=match.verdicts,
                missing=missing_facts(match, known, evaluation.known_stated, evaluation.needless),
                gaps=gaps,
                known=known,
                scores=evaluation.state.scores,
                beside=beside,
                on=evaluation.as_of,
            )

        found = [(match.offer.slug, match) for match in evaluation.matches]
        return MatchConnection.of(page(found, first, after, of=self.LIST), show)

    @strawberry.field(description="The facts that would settle most offers; at most 200.")
    def next_facts(self, first: First) -> list[NextFact]:
        """Resolve ``nextFacts``."""
        found = self.evaluation.next_facts[: capped(first)]
        return next_facts_of([(n.fact, n.decides) for n in found], self.evaluation.catalogue)
