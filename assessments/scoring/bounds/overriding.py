"""Facts that are known for now, and that an answer may still give otherwise.

What was stated, or given by an earlier answer, stands only until a question that gives the same
fact is answered; what follows from other facts only until it, or one behind it, is stated
otherwise. While that may still happen, nothing that reads the fact is settled.
"""

from collections.abc import Iterator
from datetime import date

from assessments.questionnaire.compiled import Derive
from assessments.questionnaire.values import Marker, Values
from assessments.questionnaire.visibility import Standing, Walk, walk, written_facts
from assessments.scoring.bounds.plan import Plan


def without_settling(plan: Plan, answers: Values, stated: Values, walked: Walk) -> Walk:
    """Return the walk over the questions with such facts undecided, and what follows from them."""
    undecided: frozenset[str] = frozenset()
    while True:
        found = undecided.union(_overridden(plan, walked), _following(plan, stated, walked))
        if found == undecided:
            return walked
        undecided = found
        facts, held = walked.state.facts, _held_undecided(undecided)
        walked = walk(plan.questionnaire, answers, facts, plan.as_of, held)


def _held_undecided(slugs: frozenset[str]) -> Derive:
    """Return what keeps the facts `slugs` undecided, also once an answer has given them."""

    def held(facts: Values, as_of: date) -> Values:
        del as_of
        return {**facts, **dict.fromkeys(slugs, Marker.UNDECIDED)}

    return held


def _overridden(plan: Plan, walked: Walk) -> Iterator[str]:
    for question in plan.questionnaire.questions:
        writes = question.question.writes_fact
        if writes is not None and _is_open(walked, question.slug):
            yield from _with_what_follows(plan, walked, writes.fact)


def _following(plan: Plan, stated: Values, walked: Walk) -> Iterator[str]:
    """Yield the facts that follow from others, while one behind them may still be stated.

    A statement of the fact itself, or of another that it follows from, may turn it.
    """
    known = {**stated, **written_facts(plan.questionnaire, walked)}
    behind = plan.questionnaire.definition.stated_behind
    followed = (f.slug for f in plan.facts if f.derived and f.slug in walked.state.facts)
    for fact in followed:
        if any(slug not in known for slug in behind(fact)):
            yield from _with_what_follows(plan, walked, fact)


def _is_open(walked: Walk, slug: str) -> bool:
    """Tell whether the question may still be answered."""
    if walked.standings[slug] is Standing.SHOWN:
        return slug not in walked.state.answers
    return walked.standings[slug] is Standing.UNDECIDED


def _with_what_follows(plan: Plan, walked: Walk, fact: str) -> Iterator[str]:
    """Yield `fact` and the facts that follow from it, as far as they are known."""
    if fact in walked.state.facts:
        yield fact
    for other in plan.questionnaire.definition.facts:
        if fact in other.derived_from:
            yield from _with_what_follows(plan, walked, other.slug)
