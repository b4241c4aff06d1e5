"""The second evaluator, on bounds: every way to complete a draft, and what each leads to."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, product
from math import floor
from typing import Any, cast

from tests.conformance.plain import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Data,
    Evaluator,
    Found,
    Given,
    leaves_in,
    months_between,
)

LARGEST = 10**11
LONGEST = 200
FIRST_DAY = "1800-01-01"
SMALLEST_STEP = Decimal("0.0001")
ONE_DAY = timedelta(days=1)
OTHER_TEXTS = ("abc", "Another text")


class Completing(Evaluator):
    """One questionnaire on one day, with all that may still be said of a company."""

    def ends(self, answers: Mapping[str, Given], facts: Mapping[str, Given]) -> Iterator[Found]:
        """Yield what follows from every way to give what is not given.

        What nobody asks for may be left open: optional answers, and facts that answers give.
        """
        self.evaluate(answers, facts)
        kept = {slug: said for slug, said in answers.items() if self._has_a_place(slug, said)}
        asked = self._asked()
        items = [item for item in self._stated() if item["slug"] not in facts]
        ways = [[*self._ways(item), *([] if item["slug"] in asked else [None])] for item in items]
        for said in product(*ways):
            stated = {
                item["slug"]: one for item, one in zip(items, said, strict=True) if one is not None
            }
            yield from self._answered(kept, {**facts, **stated}, frozenset())

    def _answered(
        self, answers: Mapping[str, Given], facts: Mapping[str, Given], left: frozenset[str]
    ) -> Iterator[Found]:
        found = self.evaluate(answers, facts)
        settled = {*self.hidden, *self.answers, *left}
        question = next((q for _, q in self.questions if q["slug"] not in settled), None)
        if question is None:
            yield found
            return
        slug = question["slug"]
        if not question.get("required", True):
            yield from self._answered(answers, facts, left | {slug})
        for said in self._ways(question):
            more = {**answers, slug: said}
            self.evaluate(more, facts)
            if slug in self.answers:
                yield from self._answered(more, facts, left)

    def _has_a_place(self, slug: str, said: Given) -> bool:
        if said != NOT_APPLICABLE or slug in self.answers:
            return True
        question = next(q for _, q in self.questions if q["slug"] == slug)
        return "allowed_when" not in question.get("not_applicable", {})

    def _ways(self, item: Data) -> Iterator[Given]:
        """Yield answers that stand for all there are: each option, both sides of each limit."""
        yield DONT_KNOW
        if "not_applicable" in item or item.get("allows_not_applicable"):
            yield NOT_APPLICABLE
        kind = item["kind"]
        if kind == "boolean":
            yield from ({"boolean": True}, {"boolean": False})
        elif kind in {"single_choice", "likert"}:
            yield from ({"option": option["slug"]} for option in item["options"])
        elif kind == "multiple_choice":
            yield from ({"options": ticks} for ticks in _ticks(item))
        elif kind == "date":
            yield from ({"date": str(day)} for day in self._days(item))
            yield from [{"never": True}] if item.get("allow_never") else []
        elif kind == "text":
            yield from ({"text": text} for text in self._texts(item))
        else:
            yield from ({"number": f"{number:f}"} for number in self._numbers(item))

    def _numbers(self, item: Data) -> list[Decimal]:
        """Return numbers on, just below and just above each edge; the least where there is none."""
        is_share = item["kind"] == "percent"
        least = Decimal(item.get("minimum", 0 if is_share else -LARGEST))
        most = Decimal(item.get("maximum", 100 if is_share else LARGEST))
        is_whole = item.get("integer", item["kind"] == "money")
        step = Decimal(1) if is_whole else SMALLEST_STEP
        edges = {Decimal(band["from"]) for band in item.get("bands", ())}
        edges |= {Decimal(said) for said in self._named(item) if _is_number(said)}
        edges |= {least, Decimal(0), Decimal(1), most} if self.computed else set()
        counts = {floor(edge / step) + shift for edge in edges for shift in (-1, 0, 1)}
        return [n for n in sorted(step * count for count in counts) if least <= n <= most] or [
            least
        ]

    def _days(self, item: Data) -> list[date]:
        """Return days on, just before and just after each edge; today where there is none."""
        edges = {day for said in self._named(item) if (day := _day(said)) is not None}
        edges |= {self._since(band["from"]) for band in item.get("bands", ())}
        first = date.fromisoformat(item.get("not_before", FIRST_DAY))
        last = date.max if item.get("allow_future") else self.today
        near = {edge + shift * ONE_DAY for edge in edges for shift in (-1, 0, 1)}
        return [day for day in sorted(near) if first <= day <= last] or [self.today]

    def _since(self, months: int) -> date:
        """Return the latest day since which so many months have passed."""
        day = self.today
        while months_between(day, self.today) < months:
            day -= ONE_DAY
        return day

    def _texts(self, item: Data) -> list[str]:
        form, longest = item.get("pattern", ".*"), item.get("maximum_length", LONGEST)
        texts = {*OTHER_TEXTS, *(said for said in self._named(item) if isinstance(said, str))}
        return sorted(t for t in texts if re.fullmatch(form, t) and 1 <= len(t) <= longest)

    def _named(self, item: Data) -> list[Any]:
        """Return what conditions compare `item` with, a fact that it gives, and computed facts."""
        read = {item["slug"], item.get("writes_fact", {}).get("fact"), *self.computed}
        return [
            said
            for leaf in leaves_in(self.questionnaire)
            if leaf.get("answer", leaf.get("fact")) in read
            for said in _listed(leaf.get("value"))
        ]


def _listed(value: object) -> list[Any]:
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _is_number(said: object) -> bool:
    return isinstance(said, int | Decimal) and not isinstance(said, bool)


def _day(said: object) -> date | None:
    is_day = isinstance(said, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", said)
    return date.fromisoformat(str(said)) if is_day else None


def _ticks(item: Mapping[str, Any]) -> Iterator[list[str]]:
    together = [o["slug"] for o in item["options"] if not o.get("exclusive")]
    yield from ([o["slug"]] for o in item["options"] if o.get("exclusive"))
    for size in range(0 if item.get("may_be_empty") else 1, len(together) + 1):
        yield from (list(ticks) for ticks in combinations(together, size))
