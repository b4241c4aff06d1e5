"""Worked cases cover both sides of every hard criterion."""

from collections.abc import Iterator

from assessments.content.checks.entries import is_beside_registration
from assessments.content.checks.subject import Subject
from assessments.content.problems import Problem
from assessments.matching.offers import Criterion
from assessments.matching.outcome import Verdict
from assessments.questionnaire.conditions.nodes import ScoreLeaf, leaves

SIDES = (Verdict.MET, Verdict.UNMET)


def check_coverage(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per side of a hard criterion that no case of the offer shows."""
    for placed in subject.cases.offers.values():
        offer = subject.offers.get(placed.item.offer)
        if offer is None:
            continue
        shown = {
            (slug, verdict) for case in placed.item.cases for slug, verdict in case.verdicts.items()
        }
        for criterion in filter(_can_be_shown, offer.item.criteria):
            for side in SIDES:
                if (criterion.slug, side) not in shown:
                    message = f"no case shows `{criterion.slug}` {side.value}; add one that does"
                    yield placed.problem("one-sided-cases", message, "cases")


def _can_be_shown(criterion: Criterion) -> bool:
    """Tell whether cases must show `criterion`; they state no scores."""
    by_score = any(isinstance(leaf, ScoreLeaf) for leaf in leaves(criterion.condition))
    return criterion.hard and is_beside_registration(criterion) and not by_score
