"""Laws of bounds, over random questionnaires and drafts, against every way to complete them."""

from random import Random
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.questionnaire.conditions.nodes import leaves
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import walk
from assessments.scoring.bounds.overall import Bounds
from assessments.scoring.bounds.plan import Limits
from assessments.scoring.progress import missing_facts, missing_questions
from tests.assessments.questionnaire.random_questionnaires import (
    WRITTEN,
    Case,
    cases,
    drafts,
)
from tests.assessments.scoring.bounds.completions import (
    Completions,
    Figures,
    TooManyError,
    all_bounds,
    as_tuple,
    bounds_of,
    contains,
    tightest,
    without_misplaced,
)
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Data,
    cap,
    fact,
    from_data,
    options,
    question,
    questionnaire_data,
    theme,
)
from tests.fixtures.laws import examples

pytestmark = pytest.mark.law
"""Tracing would make them several times as slow; the tests by example reach every line."""

LAW: Final = examples(100)
"""More examples, since what goes wrong hangs on how rules are entangled."""

MOST: Final = 3000
OPEN: Final = 3
TIGHT: Final = Limits(alternatives=5, rows=24, linked=6, together=3)
WIDE: Final = Limits(rows=20_000, linked=5000, together=5000)
WAYS: Final = 20


@st.composite
def nearly_complete(draw: st.DrawFn) -> Case:
    """Return a company that has left a few things open, most of them such as rules read."""
    case = draw(cases())
    every = [*case.answers, *case.facts]
    rules = rules_of(case.questionnaire.definition)
    read = [*{leaf.slug: None for rule in rules for leaf in leaves(rule)}]
    opened = draw(st.sets(st.sampled_from(read or every), min_size=1, max_size=OPEN - 1))
    opened.add(draw(st.sampled_from(every)))
    answers = {slug: value for slug, value in case.answers.items() if slug not in opened}
    facts = {slug: value for slug, value in case.facts.items() if slug not in opened}
    return Case(data=case.data, questionnaire=case.questionnaire, answers=answers, facts=facts)


def every_way(case: Case) -> list[dict[Figures, None]]:
    """Return the figures that can come out, of each theme and overall.

    *Does not apply* that has no place now counts as not answered.
    """
    found: list[dict[Figures, None]] = [{} for _ in (*case.questionnaire.themes, None)]
    fitting = without_misplaced(case.questionnaire, case.answers, case.facts)
    try:
        for evaluation in Completions(case.questionnaire, MOST).every(fitting, case.facts):
            for figures, one in zip(found, evaluation.figures, strict=True):
                figures[one] = None
    except TooManyError:
        assume(condition=False)
    return found


@st.composite
def optional_themes(draw: st.DrawFn) -> Case:
    """Return a company whose themes, of a question each, may all not apply; some are open."""
    slugs = [f"t{n}" for n in range(draw(st.integers(2, 4)))]
    themes: list[Data] = []
    for slug in slugs:
        levels = options({str(n): draw(st.integers(0, 4)) for n in range(2)})
        none: Data = {"answer": f"{slug}q0", "op": "not_applicable"}
        lowest: Data = {"answer": f"{slug}q0", "op": "eq", "value": "0"}
        when = draw(st.sampled_from([none, lowest, {"any": [none, lowest]}]))
        caps = [cap(draw(st.sampled_from(slugs[: len(themes) + 1])), draw(st.integers(0, 2)), when)]
        capped: Data = {"caps": caps} if draw(st.booleans()) else {}
        asked = question(f"{slug}q0", options=levels, not_applicable=EXEMPT, **capped)
        themes.append(theme(slug, asked, weight=draw(st.sampled_from([0, 1, 10]))))
    data = questionnaire_data(*themes)
    said = st.sampled_from([*"01", Marker.NOT_APPLICABLE, None, None])
    answers: dict[str, Value] = {
        f"{slug}q0": value for slug in slugs if (value := draw(said)) is not None
    }
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts={})


@st.composite
def given_twice(draw: st.DrawFn) -> Case:
    """Return a company of whose answers two may give the same fact, which rules read after them.

    Either of the two may be hidden, so that no answer gives the fact.
    """
    gives = {"yes_level": 1, "no_level": 2, "writes_fact": {"fact": "written"}}
    asked = [question("g", "boolean", scored=False)]
    asked += [question(slug, "boolean", **gives) for slug in ("a", "b")]
    hiding: Data = {"answer": "g", "op": "eq", "value": True}
    for one, others in zip(asked[1:], ([], ["a"]), strict=True):
        earlier = [{"answer": slug, "op": "eq", "value": draw(st.booleans())} for slug in others]
        behind = draw(st.sampled_from([None, hiding, hiding, *earlier]))
        if behind is not None:
            one["visible_when"] = behind
    read: Data = {"fact": "written", "op": "eq", "value": draw(st.booleans())}
    shown = question(
        "c",
        options=options({"0": 0, "4": 4}),
        visible_when=read,
        level_when_not_shown=draw(st.sampled_from([None, 3])),
    )
    capped = question("d", options=options({"3": 3, "4": 4}), caps=[cap("t", 1, read)])
    asked += draw(st.lists(st.sampled_from([shown, capped]), min_size=1, unique_by=id))
    data = questionnaire_data(theme("t", *asked), facts=[WRITTEN])
    questionnaire = from_data(data)
    said: dict[str, list[Value]] = {
        "g": [True, False],
        "a": [True, False],
        "b": [True, False],
        "c": ["0", "4"],
        "d": ["3", "4"],
    }
    answers: dict[str, Value] = {
        one["slug"]: value
        for one in asked
        if (value := draw(st.sampled_from([None, Marker.DONT_KNOW, *said[one["slug"]]])))
        is not None
    }
    stated = draw(st.sampled_from([None, None, True, False, Marker.DONT_KNOW]))
    facts: dict[str, Value] = {} if stated is None else {"written": stated}
    return Case(data=data, questionnaire=questionnaire, answers=answers, facts=facts)


@st.composite
def vanishing_themes(draw: st.DrawFn) -> Case:
    """Return a company whose gate, still open, decides whether anything counts, and caps."""

    def chosen() -> Data:
        some = draw(st.sampled_from([["a"], ["u"], ["a", "u"]]))
        return {"answer": "gate", "op": "in", "value": some}

    unsure = options({"a": None, "b": None, "u": None}, u={"dont_know": True})
    caps = [cap("t", draw(st.integers(0, 2)), chosen())]
    asked = [question("gate", scored=False, options=unsure, caps=caps)]
    answers: dict[str, Value] = {}
    for name in "rs"[: draw(st.integers(1, 2))]:
        hidden: Data = {}
        if draw(st.booleans()):
            hidden["visible_when"] = chosen()
        if draw(st.booleans()) and hidden:
            hidden["level_when_not_shown"] = draw(st.integers(1, 4))
        levels = options({str(level): level for level in (2, 4)})
        asked.append(question(name, options=levels, not_applicable=EXEMPT, **hidden))
        answers[name] = draw(st.sampled_from([*"24", *[Marker.NOT_APPLICABLE] * 2]))
    data = questionnaire_data(theme("t", *asked))
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts={})


@st.composite
def exempting(draw: st.DrawFn) -> Case:
    """Return a company of whose answers many do not apply, by option too, or have no place now."""
    met: Data = {"fact": "flag", "op": "eq", "value": True}
    asked: list[Data] = []
    answers: dict[str, Value] = {}
    for name in "abc"[: draw(st.integers(2, 3))]:
        levels = {"low": draw(st.integers(0, 2)), "high": draw(st.integers(2, 4)), "n": 0}
        marked = draw(st.sampled_from(["not_applicable", "not_applicable", "dont_know"]))
        one = question(name, options=options(levels, n={marked: True}))
        before = [{"answer": other["slug"], "op": "eq", "value": "low"} for other in asked]
        before += [{"answer": other["slug"], "op": "not_applicable"} for other in asked]
        conditions = st.sampled_from([met, *before])
        exempt = draw(st.sampled_from(["no", "always", "when", "when"]))
        if exempt != "no":
            allowed = {"allowed_when": draw(conditions)} if exempt == "when" else {}
            one["not_applicable"] = EXEMPT | allowed
        if draw(st.booleans()):
            one["visible_when"] = draw(conditions)
        if draw(st.booleans()) and before:
            one["caps"] = [cap("t", draw(st.integers(0, 2)), draw(conditions))]
        one["required"] = draw(st.booleans())
        asked.append(one)
        said: list[Value | None] = [None, None, "low", "n"]
        none = [] if exempt == "no" else [Marker.NOT_APPLICABLE] * 3
        value = draw(st.sampled_from([*said, *none]))
        if value is not None:
            answers[name] = value
    stated = draw(st.sampled_from([None, True, False, Marker.DONT_KNOW]))
    facts: dict[str, Value] = {} if stated is None else {"flag": stated}
    data = questionnaire_data(theme("t", *asked), facts=[fact("flag")])
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts=facts)


@LAW
@given(st.one_of(nearly_complete(), nearly_complete(), optional_themes()))
def test_bounds_are_as_tight_as_can_be_around_every_way_to_complete(case: Case) -> None:
    are_tight(case)


@LAW
@given(given_twice())
def test_they_are_too_where_two_answers_may_give_a_fact(case: Case) -> None:
    are_tight(case)


@LAW
@given(vanishing_themes())
def test_they_are_too_where_nothing_may_count_while_a_cap_holds(case: Case) -> None:
    are_tight(case)


@LAW
@given(exempting())
def test_they_are_too_where_much_does_not_apply_or_is_left_open(case: Case) -> None:
    are_tight(case)


def are_tight(case: Case) -> None:
    """Hold bounds to what comes out at best and at worst, of every way to complete a draft."""
    of_draft = all_bounds(bounds_of(case.questionnaire, case.answers, case.facts, WIDE))
    for found, figures in zip(of_draft, every_way(case), strict=True):
        assert found.exact
        assert as_tuple(found) == tightest(figures)
        levels = {level for _, level in figures}
        assert found.decided == (len(levels) == 1)
        assert {found.level} == levels or not found.decided


@LAW
@given(nearly_complete())
def test_where_too_much_hangs_together_every_way_still_lies_within(case: Case) -> None:
    of_draft = all_bounds(bounds_of(case.questionnaire, case.answers, case.facts, TIGHT))
    for found, figures in zip(of_draft, every_way(case), strict=True):
        assert all(contains(found, one) for one in figures)
        assert not found.exact or as_tuple(found) == tightest(figures)
        assert not found.decided or {found.level} == {level for _, level in figures}


@LAW
@given(drafts(), st.sampled_from([Limits(), TIGHT]), st.integers(0, 1_000_000))
def test_random_ways_to_complete_lie_within(case: Case, limits: Limits, seed: int) -> None:
    of_draft = all_bounds(bounds_of(case.questionnaire, case.answers, case.facts, limits))
    ways, random = Completions(case.questionnaire), Random(seed)
    for _ in range(WAYS):
        figures = ways.at_random(case.answers, case.facts, random).figures
        for found, one in zip(of_draft, figures, strict=True):
            assert contains(found, one)
            assert not found.decided or one[1] == found.level


@LAW
@given(cases(), st.integers(0, 1_000_000))
def test_the_ends_meet_where_nothing_is_left(case: Case, seed: int) -> None:
    ways, random = Completions(case.questionnaire), Random(seed)
    done = ways.complete(case.answers, case.facts, random)
    evaluation = ways.evaluate(*done)
    for found, (score, level) in zip(
        all_bounds(bounds_of(case.questionnaire, *done)), evaluation.figures, strict=True
    ):
        assert as_tuple(found) == (score, score, level, level, score is None)
        assert (found.decided, found.level, found.exact) == (True, level, True)


@LAW
@given(drafts(), st.integers(0, 1_000_000))
def test_saying_more_never_widens_exact_bounds(case: Case, seed: int) -> None:
    ways, random = Completions(case.questionnaire), Random(seed)
    answers: dict[str, Value] = without_misplaced(case.questionnaire, case.answers, case.facts)
    facts: dict[str, Value] = dict(case.facts)
    before = all_bounds(bounds_of(case.questionnaire, answers, facts))
    while (said := _one_more(ways, answers, facts, random)) is not None:
        answers, facts = said
        after = all_bounds(bounds_of(case.questionnaire, answers, facts))
        for wide, narrow in zip(before, after, strict=True):
            assert not wide.exact or not narrow.exact or _is_within(narrow, wide)
        before = after


def _one_more(
    ways: Completions, answers: dict[str, Value], facts: dict[str, Value], random: Random
) -> tuple[dict[str, Value], dict[str, Value]] | None:
    """Return the draft with one more question answered or fact stated; None where all are."""
    walked = walk(ways.questionnaire, answers, facts, DAY)
    asked = missing_facts(ways.questionnaire, facts)
    questions = missing_questions(ways.questionnaire, walked)
    if not asked and not questions:
        return None
    one = random.choice((*asked, *questions))
    if one in asked:
        stated = next(other for other in asked if other == one)
        return answers, {**facts, stated.slug: random.choice(ways.of_fact(stated))}
    question = next(question for question in questions if question == one)
    return {**answers, question.slug: random.choice(ways.of_question(question, walked))}, facts


def _is_within(narrow: Bounds, wide: Bounds) -> bool:
    ends = ((narrow.lowest, narrow.lowest_level), (narrow.highest, narrow.highest_level))
    return (wide.may_be_null or not narrow.may_be_null) and all(
        score is None or contains(wide, (score, level)) for score, level in ends
    )
