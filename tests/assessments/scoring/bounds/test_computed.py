"""Bounds hold where rules read computed and derived facts, whatever those follow from."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.compiled import Derive
from assessments.questionnaire.values import Marker, Value, Values
from tests.assessments.questionnaire.random_questionnaires import Case
from tests.assessments.scoring.bounds.completions import (
    Completions,
    all_bounds,
    bounds_of,
    contains,
)
from tests.fixtures.engine import (
    Data,
    cap,
    fact,
    from_data,
    options,
    question,
    questionnaire_data,
    theme,
)
from tests.fixtures.laws import LAW

pytestmark = pytest.mark.law

WAYS: Final = 25
OPERATIONS: Final = ("sum", "difference", "ratio", "share")
VALUES: Final[list[Value]] = [0, 1, 2, 5, 50, 100, Marker.DONT_KNOW, Marker.NOT_APPLICABLE]
LEVELS: Final = options({str(n): n for n in range(5)})


def _compared(draw: st.DrawFn) -> Data:
    op = draw(st.sampled_from(["lt", "lte", "gt", "gte", "eq", "ne", "answered", "not_applicable"]))
    slug = draw(st.sampled_from(["worked", "again", "a"]))
    leaf: Data = {"fact": slug, "op": op}
    if op not in {"answered", "not_applicable"}:
        leaf["value"] = draw(st.sampled_from([0, 1, 5, 50, 100]))
    return leaf


def _condition(draw: st.DrawFn) -> Data:
    leaves = [_compared(draw) for _ in range(draw(st.integers(1, 2)))]
    for n, leaf in enumerate(leaves):
        leaf["id"] = str(n)
    one: Data = {draw(st.sampled_from(["all", "any"])): leaves}
    return {"not": one} if draw(st.booleans()) else one


@st.composite
def drafts(draw: st.DrawFn) -> Case:
    """Return a draft of a questionnaire whose rules read computed facts."""
    of = st.sampled_from(["a", "b", "given"])
    first = [draw(of), draw(of)]
    second = ["worked", draw(of)]
    facts = [
        fact("a", "number", allows_not_applicable=True),
        fact("b", "number", allows_not_applicable=True),
        fact("given", "number", asked=False, allows_not_applicable=True),
        _fact("worked", draw(st.sampled_from(OPERATIONS)), first),
        _fact("again", draw(st.sampled_from(OPERATIONS)), second),
    ]
    gives = question("g", "number", scored=False, weight=0, writes_fact={"fact": "given"})
    shown = question(
        "q",
        options=LEVELS,
        visible_when=_condition(draw),
        level_when_not_shown=draw(st.sampled_from([None, 0, 3])),
    )
    capped = question(
        "r", options=LEVELS, caps=[cap("t", draw(st.integers(0, 2)), _condition(draw))]
    )
    data = questionnaire_data(theme("t", gives, shown, capped), facts=facts)
    value = st.sampled_from([*VALUES, None, None])
    stated = {slug: found for slug in "ab" if (found := draw(value)) is not None}
    number = draw(st.sampled_from([0, 1, 5, 100, Marker.DONT_KNOW, None, None]))
    answers: dict[str, Value] = {} if number is None else {"g": number}
    for slug in "qr":
        level = draw(st.sampled_from([*"0134", None]))
        if level is not None:
            answers[slug] = level
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts=stated)


def _fact(slug: str, operation: str, of: list[str]) -> Data:
    how = {"operation": operation, "of": of}
    return fact(slug, "number", asked=False, derived_from=of, computed=how)


@given(case=drafts(), seed=st.integers(0, 2**32))
@LAW
def test_whatever_is_answered_lies_within(case: Case, seed: int) -> None:
    questionnaire, random = case.questionnaire, Random(seed)
    found = bounds_of(questionnaire, case.answers, case.facts, derive=questionnaire.compute)
    ways = Completions(
        questionnaire, stated={"a": VALUES, "b": VALUES}, derive=questionnaire.compute
    )
    for _ in range(WAYS):
        evaluation = ways.at_random(case.answers, case.facts, random)
        for bounds, figures in zip(all_bounds(found), evaluation.figures, strict=True):
            assert contains(bounds, figures), (bounds, figures)


@st.composite
def opposites(draw: st.DrawFn) -> Case:
    """Return a company of which one question is shown by a computed fact, and one by its opposite.

    Where the fact is absent neither is shown. The computed fact may hang on one that no answer
    gives, since the question may be hidden, and that may not be stated either.
    """
    of = draw(st.permutations(["a", draw(st.sampled_from(["b", "given"]))]))
    facts = [
        *(fact(slug, "number", allows_not_applicable=True) for slug in ("a", "b", "given")),
        _fact("worked", draw(st.sampled_from(OPERATIONS)), of),
    ]
    value = draw(st.sampled_from([0, 1, 5, 50]))
    when = {"fact": "worked", "op": draw(st.sampled_from(["lt", "gte", "eq"])), "value": value}
    gate = question("gate", "boolean", scored=False)
    shown: Data = {"answer": "gate", "op": "eq", "value": True}
    gives = question("g", "number", scored=False, writes_fact={"fact": "given"}, visible_when=shown)
    hidden: Data = {"options": LEVELS, "level_when_not_shown": draw(st.sampled_from([0, 3]))}
    data = questionnaire_data(
        theme("t", gate, gives, question("q", visible_when=when, **hidden)),
        theme("u", question("r", visible_when={"not": when}, **hidden)),
        facts=facts,
    )
    said = st.sampled_from([None, None, *VALUES])
    stated = {slug: known for slug in "ab" if (known := draw(said)) is not None}
    answers: dict[str, Value] = {}
    some: dict[str, list[Value]] = {"gate": [True, False], "g": [0, 1, 5], "q": [*"024"]}
    some["r"] = some["q"]
    for slug, values in some.items():
        answer = draw(st.sampled_from([None, None, *values]))
        if answer is not None:
            answers[slug] = answer
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts=stated)


@given(case=opposites())
@LAW
def test_every_way_lies_within_where_one_of_two_questions_is_shown_or_none(case: Case) -> None:
    all_within(case, case.questionnaire.compute, dict.fromkeys(["a", "b", "given"], VALUES))


def owned(facts: Values, as_of: date) -> Values:
    """Return that who sells to an owner sells, unless something else was stated."""
    del as_of
    return {"sells": facts["owner"], **facts} if "owner" in facts else facts


@st.composite
def restated(draw: st.DrawFn) -> Case:
    """Return a company with a fact that follows from another and may be stated otherwise."""
    sells: Data = {"fact": "sells", "op": draw(st.sampled_from(["eq", "ne"])), "value": True}
    data = questionnaire_data(
        theme(
            "t",
            question("q", visible_when=sells, level_when_not_shown=2),
            question("r", caps=[cap("t", draw(st.integers(0, 2)), sells)]),
        ),
        facts=[fact("owner"), fact("sells", derived_from=["owner"])],
    )
    said: st.SearchStrategy[Value | None] = st.sampled_from(
        [None, None, True, False, Marker.DONT_KNOW]
    )
    drawn = {slug: draw(said) for slug in ("owner", "sells")}
    facts: dict[str, Value] = {slug: v for slug, v in drawn.items() if v is not None}
    levels = {slug: draw(st.sampled_from([None, *"ac"])) for slug in "qr"}
    answers: dict[str, Value] = {slug: level for slug, level in levels.items() if level is not None}
    return Case(data=data, questionnaire=from_data(data), answers=answers, facts=facts)


@given(case=restated())
@LAW
def test_every_way_lies_within_where_what_follows_may_be_stated(case: Case) -> None:
    all_within(case, owned, {})


def all_within(case: Case, derive: Derive, stated: Mapping[str, list[Value]]) -> None:
    """Hold that every way to complete a draft lies within its bounds."""
    found = all_bounds(bounds_of(case.questionnaire, case.answers, case.facts, derive=derive))
    ways = Completions(case.questionnaire, most=10_000, stated=stated, derive=derive)
    for evaluation in ways.every(case.answers, case.facts):
        for bounds, figures in zip(found, evaluation.figures, strict=True):
            assert contains(bounds, figures), (bounds, figures)
            assert not bounds.decided or figures[1] == bounds.level


def test_what_is_divided_by_nothing_is_neither_met_nor_unmet() -> None:
    facts = [fact("a", "number"), fact("b", "number"), _fact("worked", "ratio", ["a", "b"])]
    few: Data = {"fact": "worked", "op": "lt", "value": 5}
    of: Data = {"options": LEVELS, "level_when_not_shown": 3}
    questionnaire = from_data(
        questionnaire_data(
            theme("t", question("q", visible_when=few, **of)),
            theme("u", question("r", visible_when={"not": few}, **of)),
            facts=facts,
        )
    )
    answers: dict[str, Value] = {"q": "0", "r": "0"}
    free = bounds_of(questionnaire, answers, derive=questionnaire.compute).overall
    assert (free.lowest, free.highest) == (Fraction(0), Fraction(75))
    for second, score in ((1, Fraction(75, 2)), (0, Fraction(75))):
        stated: dict[str, Value] = {"a": 1, "b": second}
        settled = bounds_of(questionnaire, answers, stated, derive=questionnaire.compute).overall
        assert (settled.lowest, settled.highest) == (score, score)
