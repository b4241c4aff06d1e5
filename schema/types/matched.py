"""Matches as they are worked out now, for a profile or an assessment."""

from assessments.matching.combining import RECEIVED, within_reach
from assessments.matching.missing import missing_facts
from assessments.scoring.rounding import one_decimal
from assessments.services.evaluating import Evaluation, ProfileEvaluation
from schema.paging import page
from schema.types.match import MatchConnection, MatchView, NextFact, next_facts_of

Evaluated = Evaluation | ProfileEvaluation


def matches_page(evaluation: Evaluated, first: int, after: str | None) -> MatchConnection:
    """Return a page of the matches.

    Raises:
        SaidError: `first` is out of range, or `after` is no cursor of this list.
    """
    known, gaps = evaluation.state.facts, frozenset(evaluation.gaps)
    outcomes = ((match.offer.slug, match.outcome) for match in evaluation.matches)
    beside = within_reach(outcomes, known.get(RECEIVED))
    views = [
        (
            match.offer.slug,
            MatchView(
                offer=match.offer,
                catalogue=evaluation.catalogue,
                outcome=match.outcome,
                relevance=one_decimal(match.relevance),
                stale=match.stale,
                verdicts=match.verdicts,
                missing=missing_facts(match, known, evaluation.known_stated),
                gaps=gaps,
                known=known,
                scores=evaluation.state.scores,
                beside=beside,
            ),
        )
        for match in evaluation.matches
    ]
    return MatchConnection.of(page(views, first, after))


def next_facts_first(evaluation: Evaluated, first: int) -> list[NextFact]:
    """Return the first facts that would settle most offers."""
    found = evaluation.next_facts[:first]
    return next_facts_of([(n.fact, n.decides) for n in found], evaluation.catalogue)
