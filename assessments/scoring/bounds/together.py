"""Where themes can come together: all of them at once, for every choice of what they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from assessments.scoring.bounds.plan import Plan
from assessments.scoring.bounds.tables import Choice
from assessments.scoring.bounds.themes import Reach, Reaches, chooser

Together = tuple[Reach, ...]
"""Where each of several themes can come."""


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Where the `themes` can come together, by the choice of the inputs `outer`."""

    themes: tuple[int, ...]
    outer: tuple[int, ...]
    by_choice: Mapping[Choice, Sequence[Together]]


def together(plan: Plan, themes: Sequence[Reaches]) -> tuple[tuple[int, ...], Sequence[Together]]:
    """Return the themes with a weight, and where they can come together.

    Those that share most are joined first: what no other theme hangs on drops out then.
    """
    joints: list[Joint] = [
        _alone(number, theme)
        for number, theme in enumerate(themes)
        if plan.questionnaire.themes[number].weight
    ]
    while len(joints) > 1:
        left, right = max(combinations(joints, 2), key=_in_common)
        joints = [joint for joint in joints if joint is not left and joint is not right]
        kept = frozenset(number for joint in joints for number in joint.outer)
        joints.append(_joined(plan, left, right, kept))
    if not joints:
        return (), ((),)
    (joint,) = joints
    found = (reached for several in joint.by_choice.values() for reached in several)
    return joint.themes, tuple(dict.fromkeys(found))


def _in_common(pair: tuple[Joint, Joint]) -> int:
    return len(set(pair[0].outer) & set(pair[1].outer))


@lru_cache(maxsize=1024)
def _alone(number: int, theme: Reaches) -> Joint:
    found = {choice: ((reach,),) for choice, reach in theme.by_choice.items()}
    return Joint((number,), theme.outer, found)


@lru_cache(maxsize=1024)
def _joined(plan: Plan, left: Joint, right: Joint, kept: frozenset[int]) -> Joint:
    inputs = tuple(sorted({*left.outer, *right.outer}))
    outer = tuple(number for number in inputs if number in kept)
    place = {number: n for n, number in enumerate(inputs)}
    of_left = chooser([place[number] for number in left.outer])
    of_right = chooser([place[number] for number in right.outer])
    remaining = chooser([place[number] for number in outer])
    found: dict[Choice, dict[Together, None]] = {}
    for choice in product(*(plan.choices_of(number) for number in inputs)):
        ones = left.by_choice.get(of_left(choice), ())
        others = right.by_choice.get(of_right(choice), ())
        if ones and others:
            reached = found.setdefault(remaining(choice), {})
            for one in ones:
                for other in others:
                    reached[one + other] = None
    by_choice = {choice: tuple(reached) for choice, reached in found.items()}
    return Joint((*left.themes, *right.themes), outer, by_choice)
