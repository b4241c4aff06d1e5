"""What makes one random company differ from another as a whole.

Drawn each on its own, answers and facts would make every company mediocre and hardly ever reach
the ends: level 4, an offer whose six criteria are all met, a theme that does not apply.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """The leanings of one company."""

    tilt: int
    """Below 0 the earlier (lower) options are likelier, above 0 the later ones."""
    good: float
    """How likely a yes is where yes helps."""
    stated: float
    """How likely a fact is stated that need not be."""
    dont_know: float
    not_applicable: float
    sells_to_public: bool
    is_small: bool


def random_mood(rng: Random) -> Mood:
    """Return the leanings of a random company."""
    return Mood(
        tilt=rng.choice((-2, -1, 0, 0, 1, 2, 4)),
        good=rng.choice((0.1, 0.5, 0.8, 0.97)),
        stated=rng.choice((0.6, 0.9, 1.0)),
        dont_know=rng.choice((0, 0, 0.03, 0.15)),
        not_applicable=rng.choice((0, 0.05, 0.3)),
        sells_to_public=rng.random() < 0.9,
        is_small=rng.random() < 0.5,
    )


def tilted(rng: Random, mood: Mood, options: Sequence[T]) -> T:
    """Return one of the options, which stand from low to high, by the company's tilt."""
    draws = [rng.randrange(len(options)) for _ in range(1 + abs(mood.tilt))]
    return options[max(draws) if mood.tilt > 0 else min(draws)]
