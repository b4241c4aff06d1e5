"""Why an outcome has turned: each reason is so, has an effect, and together they are enough."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.matching.match import match_offer
from assessments.matching.outcome import Outcome, Verdict
from assessments.matching.turning import (
    BY_DATE,
    Closing,
    CriterionTurned,
    DatesChanged,
    EntryChanged,
    Opening,
    Stand,
    StatusChanged,
    Why,
    reasons,
)
from assessments.questionnaire.conditions.evaluate import State
from tests.assessments.matching.made_offers import compiled_offer, criterion
from tests.fixtures.engine import Data
from tests.fixtures.laws import at_least, examples

FIRST: Final = date(2026, 5, 1)
DAYS: Final = st.sampled_from([FIRST + timedelta(days=n) for n in range(-2, 4)])
SHUT: Final = {"ended", "calls_between", "merged", "renamed"}
EXAMPLES: Final = 600
SEEN_AT_LEAST: Final = at_least(5)


@dataclass(frozen=True, slots=True)
class Point:
    """All that decides an outcome, at one time.

    `criteria` are the hard ones by slug: the verdict, and whether one can act on it. `rest` is who
    applies, how, and whether it is open to all.
    """

    day: date
    status: str
    dates: tuple[date | None, date | None]
    criteria: Mapping[str, tuple[Verdict, bool]]
    rest: tuple[str, str, bool]


def _by_date(point: Point) -> Outcome | None:
    first, last = point.dates
    applicant, mode, _ = point.rest
    if point.status in SHUT:
        return Outcome.CLOSED
    if first is not None and point.day < first:
        return Outcome.NOT_YET_OPEN
    if last is not None and point.day > last:
        return Outcome.CLOSED
    if mode == "not_open":
        return Outcome.CLOSED if applicant == "company" else Outcome.REACHED_THROUGH
    return None


def decided(point: Point) -> Outcome:
    """Return the outcome, without the engine."""
    by_date = _by_date(point)
    if by_date is not None:
        return by_date
    applicant, _, open_to_all = point.rest
    said = [verdict for verdict, _ in point.criteria.values()]
    unmet = [actionable for verdict, actionable in point.criteria.values() if verdict == "UNMET"]
    if unmet:
        near = len(unmet) == 1 and applicant == "company" and Verdict.UNKNOWN not in said
        return Outcome.NEAR_MISS if near and unmet[0] else Outcome.NOT_ELIGIBLE
    if applicant != "company":
        return Outcome.REACHED_THROUGH
    if Verdict.UNKNOWN in said or not (said or open_to_all):
        return Outcome.CANNOT_TELL
    return Outcome.ELIGIBLE


A: Final[Data] = {"fact": "a", "op": "eq", "value": True}
B: Final[Data] = {"fact": "b", "op": "eq", "value": True}
CONDITIONS: Final[list[Data]] = [A, {"not": A}, {"all": [A, B]}, {"any": [A, B]}]
Facts = Mapping[str, bool]


def _kleene(condition: Data, facts: Facts) -> bool | None:
    """Return what a condition says of `facts`; None where that is not known."""
    if "not" in condition:
        inner = _kleene(condition["not"], facts)
        return None if inner is None else not inner
    for key, settles in (("all", False), ("any", True)):
        if key in condition:
            found = [_kleene(child, facts) for child in condition[key]]
            return settles if settles in found else None if None in found else not settles
    return facts.get(condition["fact"])


VERDICTS: Final = {True: Verdict.MET, False: Verdict.UNMET, None: Verdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A day, what is known of a company then, and what the entry says then."""

    day: date
    facts: dict[str, bool]
    entry: dict[str, Any]

    @property
    def hard(self) -> dict[str, Data]:
        """The hard criteria by slug."""
        return {c["slug"]: c for c in self.entry["criteria"] if c["hard"]}

    @property
    def point(self) -> Point:
        """All that decides the outcome."""
        entry = self.entry
        mode = entry["application"]["mode"]
        return Point(
            day=self.day,
            status=entry["status"],
            dates=(entry["valid_from"], entry["valid_to"]),
            criteria={
                slug: (VERDICTS[_kleene(c["condition"], self.facts)], c["actionable"])
                for slug, c in self.hard.items()
            },
            rest=(entry["applicant"], mode, entry["open_to_all"]),
        )

    @property
    def stand(self) -> Stand:
        """What the engine makes of it."""
        made = compiled_offer(**self.entry)
        state = State(facts={**self.facts})
        match = match_offer(made, state, frozenset(), self.day)
        return Stand(made, match.outcome, match.verdicts, state)


@st.composite
def _criteria(draw: st.DrawFn, slug: str) -> Data:
    hard = draw(st.sampled_from([True, True, True, False]))
    condition, actionable = draw(st.sampled_from(CONDITIONS)), draw(st.booleans())
    return criterion(slug, condition, actionable=actionable, hard=hard)


ENTRIES: Final = st.fixed_dictionaries(
    {
        "status": st.sampled_from([*["active"] * 6, "uncertain", "ended", "calls_between"]),
        "valid_from": st.sampled_from([None, None, FIRST]),
        "valid_to": st.sampled_from([None, None, FIRST, FIRST + timedelta(days=1)]),
        "criteria": st.tuples(_criteria("one"), _criteria("two"), _criteria("three")).flatmap(
            lambda three: st.sampled_from([three[:n] for n in (0, 1, 2, 2, 3)])
        ),
        "applicant": st.sampled_from([*["company"] * 4, "public_body"]),
        "application": st.sampled_from([*[{"mode": "open"}] * 4, {"mode": "not_open"}]),
        "open_to_all": st.booleans(),
    }
)
KNOWN: Final = st.dictionaries(st.sampled_from("ab"), st.booleans())
DRAWN: Final = st.builds(Drawn, DAYS, KNOWN, ENTRIES)


@st.composite
def two_times(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """Return two times at which most is the same."""
    before, other = draw(DRAWN), draw(DRAWN)
    changed = draw(st.sets(st.sampled_from(sorted(before.entry)), max_size=3))
    entry = {**before.entry, **{key: other.entry[key] for key in changed}}
    day = draw(st.sampled_from([before.day, other.day]))
    facts = draw(st.sampled_from([before.facts, other.facts]))
    return before, Drawn(day, facts, entry)


def _part(why: Why) -> str:
    """Return which part of a point a reason is about."""
    match why:
        case StatusChanged():
            return "status"
        case DatesChanged():
            return "dates"
        case Opening() | Closing():
            return "day"
        case CriterionTurned():
            return f"criterion {why.criterion.slug}"
        case _:
            assert isinstance(why, EntryChanged)
            return "rest"


def _mixed(before: Point, after: Point, parts: Iterable[str]) -> Outcome:
    """Return the outcome with `parts` as they are after, and all else as before."""
    mixed = before
    for part in parts:
        if part == "dates":
            mixed = replace(mixed, dates=after.dates, day=after.day)
        elif part.startswith("criterion "):
            slug = part.removeprefix("criterion ")
            criteria = {k: v for k, v in mixed.criteria.items() if k != slug}
            if slug in after.criteria:
                criteria[slug] = after.criteria[slug]
            mixed = replace(mixed, criteria=criteria)
        elif part == "rest":
            criteria = {
                slug: (verdict, after.criteria.get(slug, (verdict, actionable))[1])
                for slug, (verdict, actionable) in mixed.criteria.items()
            }
            mixed = replace(mixed, rest=after.rest, criteria=criteria)
        else:
            mixed = replace(mixed, **{part: getattr(after, part)})
    return decided(mixed)


def _has_an_effect(part: str, named: set[str], before: Point, after: Point) -> bool:
    """Tell whether `part` turns something, together with some of the others that are named."""
    others = sorted(named - {part})
    return any(
        _mixed(before, after, some) is not _mixed(before, after, (*some, part))
        for n in range(len(others) + 1)
        for some in combinations(others, n)
    )


def _is_so(why: Why, before: Drawn, after: Drawn) -> None:
    old, new = before.point, after.point
    match why:
        case StatusChanged():
            assert (why.before, why.after) == (old.status, new.status)
        case DatesChanged():
            assert (why.valid_from, why.valid_to) == new.dates != old.dates
        case Opening():
            assert why.on == new.dates[0]
            assert why.opened is (new.day >= why.on)
            assert (old.day >= why.on) is not why.opened
        case Closing():
            assert why.on == new.dates[1]
            assert why.closed is (new.day > why.on)
            assert (old.day > why.on) is not why.closed
        case CriterionTurned():
            _turned(why, before, after)
        case _:
            assert (old.rest, _actionable(old, new)) != (new.rest, _actionable(new, old))


def _actionable(one: Point, other: Point) -> dict[str, bool]:
    """Return which criteria that both have one can act on, at the first."""
    return {slug: can for slug, (_, can) in one.criteria.items() if slug in other.criteria}


def _verdict(point: Point, slug: str) -> Verdict | None:
    return point.criteria[slug][0] if slug in point.criteria else None


def _turned(why: CriterionTurned, before: Drawn, after: Drawn) -> None:
    slug, old, new = why.criterion.slug, before.hard, after.hard
    assert why.before is _verdict(before.point, slug)
    assert why.after is _verdict(after.point, slug)
    assert why.known == (after.stand.state.facts if why.after is not None else {})
    both = slug in old and slug in new
    assert why.changed is (both and old[slug]["condition"] != new[slug]["condition"])
    if why.after is Verdict.UNMET:
        _are_to_blame(why, new[slug]["condition"], after.facts)
    elif why.before is Verdict.UNMET and both and not why.changed:
        _are_to_blame(why, old[slug]["condition"], before.facts)
    else:
        assert why.blamed == ()


def _are_to_blame(why: CriterionTurned, condition: Data, facts: Facts) -> None:
    """Hold that it is unmet until some of what is blamed turn, and that each has a part in it."""

    def unmet(turning: Iterable[str]) -> bool:
        return _kleene(condition, {**facts, **{s: not facts[s] for s in turning}}) is False

    blamed = sorted({leaf.slug for leaf in why.blamed})
    assert unmet(())
    assert not unmet(blamed)
    for slug in blamed:
        others = [other for other in blamed if other != slug]
        some = [s for n in range(len(others) + 1) for s in combinations(others, n)]
        assert any(unmet(others) and not unmet((*others, slug)) for others in some)


@pytest.mark.law
def test_each_reason_is_so_and_has_an_effect_and_together_they_are_enough() -> None:
    seen: Counter[str] = Counter()

    @examples(EXAMPLES)
    @given(two_times())
    def law(times: tuple[Drawn, Drawn]) -> None:
        before, after = times
        old, new = before.point, after.point
        first, last = before.stand, after.stand
        assert (first.outcome, last.outcome) == (decided(old), decided(new))
        assume(first.outcome is not last.outcome)
        found = reasons(first, last, (before.day, after.day))
        named = {_part(why) for why in found}
        for why in found:
            _is_so(why, before, after)
            turned = isinstance(why, CriterionTurned)  # each one is named, needed or not
            assert turned or _has_an_effect(_part(why), named, old, new), why
            seen[type(why).__name__] += 1
        enough = _mixed(old, new, named)
        if {first.outcome, last.outcome} & BY_DATE:
            assert not any(isinstance(why, CriterionTurned) for why in found)
            assert enough is last.outcome or not {enough, last.outcome} & BY_DATE
        else:
            assert enough is last.outcome
        seen["several"] += len(found) > 1

    law()
    assert min(seen.values()) >= SEEN_AT_LEAST, seen
