"""Computed values: facts that follow from numbers by arithmetic that content writes down.

To add an operation: a member of ``Operation``, its function in ``_RESULTS``, and a row in
``content/README.md``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.questionnaire.values import Marker, Number, Value, Values

HUNDRED = 100


class Operation(StrEnum):
    """How a value is worked out of others; the value is what content files say."""

    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    SHARE = "share"

    @property
    def divides(self) -> bool:
        """Whether there may be no result, since nothing can be divided by 0."""
        return self in {Operation.RATIO, Operation.SHARE}


class Computed(Authored):
    """The facts that a value is worked out `of`, in order, and how."""

    operation: Operation
    of: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=20)]


def compute(computed: Computed, known: Values) -> Value | None:
    """Return the exact value; None while one that it is worked out of is not given.

    What does not apply or is not known makes the whole so. Divided by 0 it is absent: unknown, and
    nothing that anybody could still state makes it known.
    """
    given = [known.get(slug) for slug in computed.of]
    numbers = [v for v in given if isinstance(v, Number) and not isinstance(v, bool)]
    if len(numbers) == len(given):
        found = _RESULTS[computed.operation](numbers)
        return Marker.ABSENT if found is None else _simplest(found)
    return None if None in given else _marker(given)


def _marker(given: Iterable[Value | None]) -> Marker:
    markers = [value for value in given if isinstance(value, Marker)]
    order = (Marker.ABSENT, Marker.NOT_APPLICABLE)
    return next((marker for marker in order if marker in markers), Marker.DONT_KNOW)


def _simplest(number: Number) -> Number:
    return number.numerator if number.denominator == 1 else number


def _ratio(numbers: Sequence[Number]) -> Number | None:
    first, second = numbers
    return None if second == 0 else Fraction(first) / second


def _share(numbers: Sequence[Number]) -> Number | None:
    found = _ratio(numbers)
    return None if found is None else found * HUNDRED


_RESULTS: Mapping[Operation, Callable[[Sequence[Number]], Number | None]] = {
    Operation.SUM: sum,
    Operation.DIFFERENCE: lambda numbers: numbers[0] - numbers[1],
    Operation.RATIO: _ratio,
    Operation.SHARE: _share,
}


class Computations:
    """The computed values among some facts, each after those that it is worked out of."""

    def __init__(self, computed: Mapping[str, Computed]) -> None:
        self._ordered = {slug: computed[slug] for slug in _in_order(computed)}

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the computed values, each after those that it is worked out of."""
        return tuple(self._ordered)

    def add_to(self, known: Values) -> Values:
        """Return `known` with the computed values; what cannot be told yet is not in it."""
        if not self._ordered:
            return known
        found = {slug: value for slug, value in known.items() if slug not in self._ordered}
        for slug, computed in self._ordered.items():
            value = compute(computed, found)
            if value is not None:
                found[slug] = value
        return found


def _in_order(computed: Mapping[str, Computed]) -> Iterable[str]:
    """Return the slugs with the bases of each before it; a cycle, which content refuses, is cut."""
    found: dict[str, None] = {}
    begun: set[str] = set()

    def visit(slug: str) -> None:
        if slug in computed and slug not in begun:
            begun.add(slug)
            for base in computed[slug].of:
                visit(base)
            found[slug] = None

    for slug in computed:
        visit(slug)
    return found
