"""What a case expected and did not get, in words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from assessments.content.cases.models import Case
from assessments.content.files import Placed
from assessments.content.problems import Problem

RULE = "case"
MAX_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Expectations:
    """Reports the differences of the case at `index` in a file of cases."""

    placed: Placed[Any]
    index: int
    case: Case

    def problem(self, message: str, *place: str) -> Problem:
        """Return a problem at `place` inside the case."""
        says = self.case.says
        quoted = says if len(says) <= MAX_QUOTED else f"{says[: MAX_QUOTED - 1]}…"
        return self.placed.problem(RULE, f"“{quoted}”: {message}", "cases", self.index, *place)

    def one(self, name: str, expected: object, found: object) -> Iterator[Problem]:
        """Yield a problem unless `found` is `expected`."""
        if found != expected:
            yield self.problem(_different(name, expected, found), name)

    def each(
        self, name: str, what: str, expected: Mapping[str, object], found: Mapping[str, object]
    ) -> Iterator[Problem]:
        """Yield a problem per entry of `expected` that `found` has not, or has otherwise."""
        for slug, value in expected.items():
            if slug not in found:
                known = ", ".join(found)
                message = f"{name}: there is no {what} `{slug}`; choose among: {known}"
                yield self.problem(message, name, slug)
            elif found[slug] != value:
                message = _different(f"{name} of {slug}", value, found[slug])
                yield self.problem(message, name, slug)

    def whole(
        self, name: str, expected: Collection[str], found: Collection[str]
    ) -> Iterator[Problem]:
        """Yield a problem unless `found` has exactly what is `expected`, in any order."""
        yield from self.one(name, frozenset(expected), frozenset(found))

    def refused(
        self, name: str, own: Collection[str], refusals: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Yield a problem per value under `name`, of the case or its file, that cannot be."""
        for slug, words in refusals.items():
            place: tuple[str | int, ...] = (name, slug)
            if slug in own:
                place = ("cases", self.index, *place)
            yield self.placed.problem(RULE, f"`{slug}`: {words.rstrip('.')}; mend the case", *place)


def _different(name: str, expected: object, found: object) -> str:
    return f"{name}: expected {said(expected)}, found {said(found)}; mend the case or the content"


def said(value: object) -> str:
    """Return `value` as a case would say it."""
    if value is None:
        return "none"
    if isinstance(value, frozenset):
        return said(tuple(sorted(str(item) for item in cast("frozenset[object]", value))))
    if isinstance(value, tuple):
        return f"[{', '.join(str(item) for item in cast('tuple[object, ...]', value))}]"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
