"""Conditions, and the set of outcomes that each still may have.

A don't know is not one unknown value but every way in which it could be resolved, so a condition
has a *set* of outcomes: met, unmet, or absent (what it compares is not there and never will be).
A group combines every choice of its parts by Kleene's tables. A new operator is a line in
``COMPARE``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from itertools import product
from typing import Final

from tests.reference.delivered import REFERENCE
from tests.reference.money import nok
from tests.reference.questionnaire_shapes import ConditionEntry
from tests.reference.values import Special, Value, number, slug, slugs


class Truth(IntEnum):
    """Kleene's three values in the order in which ``all`` is the least and ``any`` the greatest."""

    UNMET = 0
    ABSENT = 1
    MET = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The outcomes that a condition may have; open while something unanswered may narrow them."""

    truths: frozenset[Truth]
    is_open: bool = False


MET: Final = Outcomes(truths=frozenset({Truth.MET}))
UNMET: Final = Outcomes(truths=frozenset({Truth.UNMET}))
ABSENT: Final = Outcomes(truths=frozenset({Truth.ABSENT}))
EITHER: Final = Outcomes(truths=frozenset({Truth.MET, Truth.UNMET}))
ANYTHING: Final = Outcomes(truths=frozenset(Truth))
OPEN_EITHER: Final = Outcomes(truths=EITHER.truths, is_open=True)
OPEN_ANYTHING: Final = Outcomes(truths=ANYTHING.truths, is_open=True)

COMPARE: Final[dict[str, Callable[[Value, Value | None], bool]]] = {
    "eq": lambda value, operand: value == operand,
    "ne": lambda value, operand: value != operand,
    "lt": lambda value, operand: number(value) < number(operand),
    "lte": lambda value, operand: number(value) <= number(operand),
    "gt": lambda value, operand: number(value) > number(operand),
    "gte": lambda value, operand: number(value) >= number(operand),
    "in": lambda value, operand: slug(value) in slugs(operand),
    "not_in": lambda value, operand: slug(value) not in slugs(operand),
    "contains_any": lambda value, operand: bool(slugs(value) & slugs(operand)),
    "contains_none": lambda value, operand: not slugs(value) & slugs(operand),
    "contains_outside": lambda value, operand: bool(slugs(value) - slugs(operand)),
    "count_gte": lambda value, operand: len(slugs(value)) >= number(operand),
    "is_true": lambda value, _: value is True,
    "is_false": lambda value, _: value is False,
}

SAY_UNKNOWN: Final = frozenset({"regulatory_status", "device_class", "sme_size", "R02"})
"""Facts and questions with an option "unknown" that is a don't know."""

_GROUPS: Final = REFERENCE["market_groups"]
EU27: Final = frozenset(_GROUPS["EU27"])
EFTA: Final = frozenset(_GROUPS["EFTA"])
EEA: Final = EU27 | frozenset(_GROUPS["EEA_NON_EU"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A comparison of an answer or a fact with a constant."""

    answer: str | None = None
    fact: str | None = None
    op: str
    operand: Value | None

    def outcomes_on(self, value: Value | None, *, not_applicable: Outcomes) -> Outcomes:
        """Return the outcomes on an input; ``None`` is one that is not there yet."""
        if value is None:
            return OPEN_EITHER
        if value is Special.DONT_KNOW:
            return self._on_dont_know()
        if value is Special.NOT_APPLICABLE:
            return not_applicable
        return MET if COMPARE[self.op](value, self.operand) else UNMET

    def _on_dont_know(self) -> Outcomes:
        """A condition that names the option "unknown" says itself what a don't know makes of it."""
        named = self.operand == "unknown" or (
            isinstance(self.operand, frozenset) and "unknown" in self.operand
        )
        if not named or (self.answer or self.fact) not in SAY_UNKNOWN:
            return EITHER
        return MET if COMPARE[self.op]("unknown", self.operand) else UNMET


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Met when every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Met when one part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Met when its part is unmet."""

    part: "Condition"


Condition = Leaf | AllOf | AnyOf | Not


def outcomes(condition: Condition, read: Callable[[Leaf], Outcomes]) -> Outcomes:
    """Return the outcomes that a condition may have, given those of its leaves."""
    if isinstance(condition, Leaf):
        return read(condition)
    if isinstance(condition, Not):
        part = outcomes(condition.part, read)
        return Outcomes(truths=frozenset(Truth(2 - t) for t in part.truths), is_open=part.is_open)
    choose = min if isinstance(condition, AllOf) else max
    return _combined(choose, [outcomes(part, read) for part in condition.parts])


def _combined(choose: Callable[[Iterable[Truth]], Truth], parts: Sequence[Outcomes]) -> Outcomes:
    truths = frozenset(choose(way) for way in product(*(part.truths for part in parts)))
    return Outcomes(truths=truths, is_open=len(truths) > 1 and any(p.is_open for p in parts))


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every comparison in a condition."""
    match condition:
        case Leaf():
            yield condition
        case Not(part=part):
            yield from leaves(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from leaves(part)


def condition_from(entry: ConditionEntry) -> Condition:
    """Return the condition that a delivered entry describes."""
    if "all" in entry:
        return AllOf(parts=tuple(condition_from(part) for part in entry["all"]))
    if "any" in entry:
        return AnyOf(parts=tuple(condition_from(part) for part in entry["any"]))
    return Leaf(
        answer=entry.get("answer"),
        fact=entry.get("profile", entry.get("field")),
        op=entry.get("op", ""),
        operand=_operand(entry),
    )


def _operand(entry: ConditionEntry) -> Value | None:
    value = entry.get("value")
    if entry.get("op") == "contains_outside":
        return {"EEA": EEA}[str(value)]
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, dict):
        return nok(value["amount"], value["currency"])
    return Fraction(str(value)) if isinstance(value, float) else value
