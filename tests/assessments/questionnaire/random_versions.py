"""A strategy for the next version of a questionnaire, and what it makes of each old answer.

Every old question meets a fate: kept, renamed, dropped, narrowed, split, asked in another way. What
becomes of its answer is noted beside it, as a table of values, without what the engine does.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Marker, Value
from tests.assessments.questionnaire.random_questionnaires import (
    Case,
    cases,
    questions,
)
from tests.fixtures.engine import DAY, Data, bands, from_data, options, question, words

Became = Value | LeftReason
Becomes = Callable[[Value], Became]

RULES: Final = ("visible_when", "level_when_not_shown", "caps", "writes_fact")
NUMBERS: Final = ("number", "percent", "money")
ONE_OF: Final = ("single_choice", "likert")
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One new question that an old answer goes to; `options` is what the version declares."""

    asked: Data
    becomes: Becomes
    options: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Next:
    """A next version, and what becomes of the old answers.

    `declared` is what the version says of them; `free` are slugs that are asked no more, whether
    it says so or not.
    """

    version: int
    themes: list[Data] = field(default_factory=list[Data])
    ways: dict[str, list[Way]] = field(default_factory=dict[str, list[Way]])
    declared: dict[str, list[Data]] = field(default_factory=lambda: {"carried": [], "dropped": []})
    free: list[str] = field(default_factory=list[str])

    def become(self, slug: str, value: Value) -> list[tuple[str, Became]]:
        """Return what the answer to an old question has become, by new question."""
        return [(way.asked["slug"], way.becomes(value)) for way in self.ways[slug]]

    def why_dropped(self, slug: str) -> str | None:
        """Return the reason for which an old question is dropped; None where none is given."""
        given = {one["question"]: one["reason"]["en"] for one in self.declared["dropped"]}
        return given.get(slug)

    def of(self, old: Data) -> Data:
        """Return this version of the questionnaire `old`."""
        changed = {"themes": self.themes, "version": self.version, "carry_over": self.declared}
        return {**old, **changed}


def _same(asked: Data) -> Becomes:
    """Return that every value stays, but one that no longer may be given."""

    def becomes(value: Value) -> Became:
        if value is Marker.NOT_APPLICABLE and "not_applicable" not in asked:
            return LeftReason.NOT_ACCEPTED
        if isinstance(value, date) and value > DAY:
            return LeftReason.NOT_ACCEPTED
        return value

    return becomes


def _told(asked: Data, table: Mapping[Value, Became]) -> Becomes:
    """Return what `table` says of options; what it does not name stays."""
    stays = _same(asked)

    def becomes(value: Value) -> Became:
        if isinstance(value, Marker):
            return stays(value)
        if isinstance(value, frozenset):
            each = [table.get(slug, slug) for slug in sorted(value)]
            lost = [one for one in each if isinstance(one, LeftReason)]
            return lost[0] if lost else frozenset(str(one) for one in each)
        return table.get(value, value)

    return becomes


def _anew(asked: Data, slug: str, **changed: Any) -> Data:
    return {k: v for k, v in deepcopy(asked).items() if k not in RULES} | {"slug": slug} | changed


def _narrowed(asked: Data, slug: str) -> Way:
    """Return a number that may be no higher than `MOST`."""
    new = _anew(asked, slug, maximum=MOST, bands=bands((0, 0), (2, 3)))
    stays = _same(new)

    def becomes(value: Value) -> Became:
        too_high = isinstance(value, int | Fraction) and value > MOST
        return LeftReason.NOT_ACCEPTED if too_high else stays(value)

    return Way(new, becomes)


def _with_options_renamed(asked: Data, slug: str, lost: str | None) -> Way:
    """Return the question with each option's slug changed; the company chooses `lost` again."""
    old = [o["slug"] for o in asked["options"]]
    new = _anew(asked, slug)
    for option in new["options"]:
        option["slug"] += "x"
    declared = {o: None if o == lost else f"{o}x" for o in old}
    table = {o: LeftReason.OPTION_CHANGED if to is None else to for o, to in declared.items()}
    return Way(new, _told(new, table), declared)


def _without(asked: Data, slug: str, gone: str) -> Way:
    """Return the question without one option, of which the version says nothing."""
    new = _anew(asked, slug)
    new["options"] = [o for o in new["options"] if o["slug"] != gone]
    return Way(new, _told(new, {gone: LeftReason.OPTION_CHANGED}))


def _as_yes_or_no(asked: Data, slug: str, named: Sequence[str]) -> Way:
    """Return a choice asked as yes or no; options that are not `named` mean neither."""
    new = question(slug, "boolean", yes_level=4, no_level=0)
    declared = {o: n == 0 for n, o in enumerate(named)}
    table: dict[Value, Became] = {o["slug"]: LeftReason.NOT_ACCEPTED for o in asked["options"]}
    table.update(declared.items())
    return Way(new, _told(new, table), declared)


def _ticked(slug: str, option: str) -> Way:
    """Return one option of several asked as yes or no of its own."""
    new = question(slug, "boolean", yes_level=3, no_level=1)
    stays = _same(new)

    def becomes(value: Value) -> Became:
        return option in value if isinstance(value, frozenset) else stays(value)

    return Way(new, becomes, {option: True})


def _as_choice(slug: str, *, complete: bool) -> Way:
    """Return yes or no asked as a choice; no means nothing there unless `complete`."""
    new = question(slug, options=options({"a": 0, "b": 4}))
    table: dict[Value, Became] = {True: "b", False: "a" if complete else LeftReason.NOT_ACCEPTED}
    return Way(new, _told(new, table), {"true": "b", **({"false": "a"} if complete else {})})


@st.composite
def _fates(draw: st.DrawFn, asked: Data, slug: str) -> list[Way]:
    """Return where answers to `asked` go, under names that begin with `slug`."""
    kind = asked["kind"]
    same = _anew(asked, slug)
    strict = {k: v for k, v in same.items() if k != "not_applicable"}
    fates: list[list[Way]] = [[Way(new, _same(new))] for new in (same, same, strict)]
    if kind in NUMBERS:
        fates.append([_narrowed(asked, slug)])
    slugs = [o["slug"] for o in asked.get("options", ())]
    if slugs:
        fates += [[_with_options_renamed(asked, slug, lost)] for lost in (None, *slugs[:2])]
    if kind in ONE_OF:
        whole, part = _as_yes_or_no(asked, f"{slug}y", slugs), _as_yes_or_no(asked, slug, slugs[1:])
        lost = _with_options_renamed(asked, f"{slug}z", slugs[0])
        fates += [[whole], [part], *([lost, part], [part, whole], [lost, whole]) * 2]
        if len(slugs) > 2:
            fates.append([_without(asked, slug, slugs[0])])
    if kind == "multiple_choice":
        fates.append([_ticked(f"{slug}y", slugs[0]), _ticked(f"{slug}z", slugs[1])])
    if kind == "boolean":
        fates += [[_as_choice(slug, complete=complete)] for complete in (True, False)]
    return draw(st.sampled_from(fates))


@st.composite
def next_versions(draw: st.DrawFn, data: Data) -> Next:
    """Return a version after `data`, whose rules are gone and whose weights are others."""
    found = Next(data["version"] + 1)
    for old in data["themes"]:
        mine = [new for asked in old["questions"] for new in _put_otherwise(draw, asked, found)]
        if not mine or draw(st.booleans()):
            mine.append(draw(_added(found, old["slug"])))
        found.themes.append({**old, "questions": mine})
    return found


@st.composite
def _added(draw: st.DrawFn, found: Next, theme: str) -> Data:
    """Return a question that nobody asked before, perhaps under the name of one that is dropped."""
    names = [one["question"] for one in found.declared["dropped"] if one["question"] in found.free]
    slug = draw(st.sampled_from([f"{theme}n{found.version}", *names]))
    if slug in found.free:
        found.free.remove(slug)
    return _anew(draw(questions(slug, [], [theme])), slug)


def _put_otherwise(draw: st.DrawFn, asked: Data, found: Next) -> list[Data]:
    """Draw the fate of one question, note it, and return the new questions."""
    old = asked["slug"]
    fate = draw(st.sampled_from(["change", "change", "change", "keep", "drop"]))
    if fate == "drop":
        if draw(st.booleans()):
            found.declared["dropped"].append({"question": old, "reason": words(f"no {old}")})
        found.ways[old] = []
        found.free.append(old)
        return []
    if fate == "keep":
        new = _anew(asked, old, weight=draw(st.sampled_from(["0", "1", "2.5"])))
        found.ways[old] = [Way(new, _same(new))]
        return [new]
    reuses = bool(found.free) and draw(st.booleans())
    ways = draw(_fates(asked, found.free.pop() if reuses else f"{old}v{found.version}"))
    found.ways[old] = ways
    for way in ways:
        said = {"options": way.options} if way.options is not None else {}
        found.declared["carried"].append({"from": old, "to": way.asked["slug"], **said})
    return [way.asked for way in ways]


@dataclass(frozen=True, slots=True)
class Moved:
    """A company that has answered a version, and the versions after it."""

    case: Case
    later: list[Next]

    @property
    def versions(self) -> list[CompiledQuestionnaire]:
        """All versions, the oldest first."""
        found, data = [self.case.questionnaire], self.case.data
        for one in self.later:
            data = one.of(data)
            found.append(from_data(data))
        return found


@st.composite
def moved(draw: st.DrawFn, most: int = 2) -> Moved:
    """Return a company whose questionnaire has got one to `most` later versions."""
    case = draw(cases())
    later: list[Next] = []
    data = case.data
    for _ in range(draw(st.integers(1, most))):
        later.append(draw(next_versions(data)))
        data = later[-1].of(data)
    return Moved(case, later)
