"""Critical values: a few values of each kind between which no comparison tells a difference.

Comparisons are with constants, so whatever can come out comes out for one of these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import ceil, floor, prod
from typing import cast

from assessments.questionnaire.conditions.evaluate import Constants, constant_of
from assessments.questionnaire.conditions.nodes import Leaf
from assessments.questionnaire.given import Given
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.boolean import BooleanAnswer
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.refusals import NotAccepted
from assessments.questionnaire.scales import Band, months_before
from assessments.questionnaire.values import NEVER, Marker, Number, Value, exact
from assessments.texts import MAX_DECIMALS

MOST = 20_000
"""The most combinations that are tried; beyond it a check is left out."""

ANOTHER_TEXT = "\N{BLACK SQUARE}"
SMALLEST_STEP = Fraction(1, 10**MAX_DECIMALS)


class TooManyError(Exception):
    """There are more combinations than are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """What values of one question or fact are compared with: comparisons, and bands of levels."""

    leaves: tuple[Leaf, ...]
    bands: tuple[Band, ...]
    constants: Constants
    today: date

    def constant_values(self) -> Iterator[object]:
        """Yield the constants of the comparisons as the engine uses them."""
        return (constant_of(leaf, self.constants) for leaf in self.leaves)

    def sets(self) -> Iterator[frozenset[str]]:
        """Yield the sets of options or texts among the constants."""
        for value in self.constant_values():
            if isinstance(value, frozenset):
                yield frozenset(str(member) for member in cast("frozenset[object]", value))

    def numbers(self) -> Iterator[Number]:
        """Yield the numbers among the constants, and where bands begin."""
        for value in self.constant_values():
            if isinstance(value, int | Fraction) and not isinstance(value, bool):
                yield value
        yield from (exact(band.start) for band in self.bands)


def critical_values(kind: AnswerKind, compare: Compare) -> Iterator[Value]:
    """Yield values of `kind` that stand for all of them, and *don't know*.

    Raises:
        TooManyError: There are more than can be tried.
    """
    yield Marker.DONT_KNOW
    if isinstance(kind, MultipleChoice):
        yield from _subsets(kind, compare)
    elif isinstance(kind, WithOptions):
        yield from (kind.meaning(slug) for slug in kind.by_slug)
    elif isinstance(kind, Numeric):
        yield from _numbers(kind, compare)
    elif isinstance(kind, BooleanAnswer):
        yield from (True, False)
    elif isinstance(kind, DateAnswer):
        yield from _dates(kind, compare)
    else:
        yield from _texts(kind, compare)


def _numbers(kind: Numeric, compare: Compare) -> Iterator[Value]:
    """Yield numbers that can be given: both ends, and for each constant those around it."""
    step = Fraction(1) if kind.integer else SMALLEST_STEP
    lowest, highest = ceil(exact(kind.minimum) / step), floor(exact(kind.maximum) / step)
    steps = {lowest, highest}
    for number in compare.numbers():
        below = floor(number / step)
        steps |= {below, below + 1}
    for count in sorted(steps):
        if lowest <= count <= highest:
            number = count * step
            yield number.numerator if number.denominator == 1 else number


def _dates(kind: DateAnswer, compare: Compare) -> Iterator[Value]:
    days = {value for value in compare.constant_values() if isinstance(value, date)}
    starts = (months_before(compare.today, int(band.start)) for band in compare.bands)
    days |= {start for start in starts if start is not None}
    days |= {kind.not_before, compare.today}
    one = timedelta(days=1)
    for day in sorted({day + shift for day in days for shift in (-one, timedelta(), one)}):
        if day >= kind.not_before and (kind.allow_future or day <= compare.today):
            yield day
    if kind.allow_never:
        yield NEVER


def _texts(kind: AnswerKind, compare: Compare) -> Iterator[Value]:
    """Yield the texts compared with that can be given, and one that stands for any other."""
    yield ANOTHER_TEXT
    alone = {value for value in compare.constant_values() if isinstance(value, str)}
    for text in sorted(alone.union(*compare.sets())):
        if _is_given(kind, text, compare.today):
            yield text


def _is_given(kind: AnswerKind, text: str, today: date) -> bool:
    """Tell whether `text` can be given, just as it is."""
    try:
        return kind.accept(Given(shape=kind.shape, payload=text), today) == text
    except NotAccepted:
        return False


def _subsets(kind: MultipleChoice, compare: Compare) -> Iterator[Value]:
    """Yield sets of options; those that every comparison treats alike are only counted."""
    sets = list(compare.sets())
    counted = max((ceil(number) for number in compare.numbers()), default=1)
    classes: dict[tuple[bool, ...], list[str]] = {}
    for option in kind.options:
        if option.exclusive:
            yield frozenset({option.slug})
        else:
            classes.setdefault(tuple(option.slug in s for s in sets), []).append(option.slug)
    sizes = [_sizes(len(members), counted) for members in classes.values()]
    if prod(len(choice) for choice in sizes) > MOST:
        raise TooManyError
    for chosen in product(*sizes):
        members = zip(classes.values(), chosen, strict=True)
        found = frozenset(slug for slugs, size in members for slug in slugs[:size])
        if found or kind.may_be_empty:
            yield found


def _sizes(members: int, counted: int) -> Sequence[int]:
    return sorted({*range(min(members, max(counted, 1)) + 1), members})
