"""Contradictions: the conditions that cannot be met together, and no more than it takes."""

from collections.abc import Sequence

from assessments.questionnaire.conditions.evaluate import Reading
from assessments.questionnaire.conditions.nodes import AllOf, Condition
from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.solving.solver import MOST_STEPS, Asked, solve
from assessments.questionnaire.solving.things import World


def contradiction(
    world: World, conditions: Sequence[Condition], reading: Reading, most: int = MOST_STEPS
) -> tuple[int, ...]:
    """Return the places of conditions that are never all met, none of which can be left out.

    None are returned where all `conditions` can be met together. Where there are several
    contradictions, it is the one among the earliest conditions. One that cannot be shown to be
    needless within `most` steps is kept.

    Raises:
        TooManyError: It takes more than `most` steps to tell whether all can be met.
    """
    if _can_be_met(world, conditions, reading, most):
        return ()
    kept = list(range(len(conditions)))
    for place in reversed(range(len(conditions))):
        fewer = [other for other in kept if other != place]
        try:
            needless = not _can_be_met(world, [conditions[i] for i in fewer], reading, most)
        except TooManyError:
            needless = False
        if needless:
            kept = fewer
    return tuple(kept)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that must all be met for `condition` to be."""
    if not isinstance(condition, AllOf):
        return (condition,)
    return tuple(part for child in condition.children for part in parts_of(child))


def _can_be_met(world: World, conditions: Sequence[Condition], reading: Reading, most: int) -> bool:
    return (TRUE,) in solve(world, [Asked(conditions=tuple(conditions), reading=reading)], most)
