"""Says what other content would do to results, for editors."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from api.counts import number_of
from assessments.matching.outcome import Outcome
from assessments.services.effects import LIMITS, WEIGHT, Effects

MAX_LINES = 40

K = TypeVar("K")


def say_levels(effects: Effects) -> Iterator[str]:
    """Yield how many results would change level, by theme, and by the questions behind it."""
    if effects.unknown:
        yield (
            f"{effects.unknown} of {_results(effects.results)} cannot be compared: their"
            " questionnaire is not in both, or its facts follow otherwise in one."
        )
    yield f"{effects.levels_changed} of {_results(effects.compared)} would change level."
    yield from _lines(
        effects.levels,
        lambda k: f"{k[0]}: level {_level(k[1])} becomes {_level(k[2])}",
    )
    yield from _lines(effects.questions, lambda k: f"{k[0]}: {_question(k[1])}")


def say_flips(effects: Effects) -> Iterator[str]:
    """Yield how many matches would flip, by offer, and by the criterion or date behind it."""
    matches = number_of(effects.flips.total(), "match", "matches")
    results = f"{effects.matches_flipped} of {_results(effects.compared)}"
    yield f"{matches} would have another outcome, in {results}."
    yield from _lines(effects.flips, lambda k: f"{k[0]}: {_outcome(k[1])} becomes {_outcome(k[2])}")
    yield from _lines(effects.causes, lambda k: f"{k[0]}: {k[1]}")


def _results(count: int) -> str:
    return number_of(count, "result", "results")


def _lines(counts: Counter[K], say: Callable[[K], str]) -> Iterator[str]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], say(item[0])))
    for key, count in ordered[:MAX_LINES]:
        yield f"  {count:>6} × {say(key)}"
    if len(ordered) > MAX_LINES:
        yield f"  … and {len(ordered) - MAX_LINES} more"


def _question(slug: str) -> str:
    if slug == LIMITS:
        return "its levels begin elsewhere"
    if slug == WEIGHT:
        return "the theme weighs otherwise"
    return f"question {slug} counts otherwise"


def _level(level: int | None) -> str:
    return "none" if level is None else str(level)


def _outcome(outcome: Outcome | None) -> str:
    return "not in the catalogue" if outcome is None else outcome.value
