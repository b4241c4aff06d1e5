"""Which clauses make a condition unmet, and which must turn, against every set of clauses."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.outcomes import EITHER, FALSE, TRUE
from assessments.questionnaire.conditions.remedies import MOST_WAYS, Remedies, compile_remedies
from assessments.questionnaire.values import Marker, Value
from tests.assessments.questionnaire.random_questionnaires import grouped, opposite
from tests.fixtures.engine import CONDITION, Data
from tests.fixtures.laws import examples

CONSTANTS = Constants(groups={}, rates={})
SLUGS = "abcdefg"


def _leaf(slug: str, *, value: bool = True) -> Data:
    return {"fact": slug, "op": "eq", "value": value, "id": slug}


@st.composite
def _trees(draw: st.DrawFn) -> Data:
    """Return a condition that reads each of up to seven facts once."""
    slugs = SLUGS[: draw(st.integers(1, len(SLUGS)))]
    parts = [_leaf(slug, value=draw(st.booleans())) for slug in slugs]
    while len(parts) > 1:
        taken = draw(st.integers(2, min(3, len(parts))))
        group = draw(grouped(parts[:taken]))
        parts = [*parts[taken:], opposite(group) if draw(st.booleans()) else group]
    return opposite(parts[0]) if draw(st.booleans()) else parts[0]


VALUES: list[Value | None] = [True, False, True, False, Marker.DONT_KNOW, None]
COMPANIES = st.fixed_dictionaries({slug: st.sampled_from(VALUES) for slug in SLUGS})


def _outcome(tree: Data, facts: dict[str, Value]) -> int:
    evaluate = compile_condition(CONDITION.validate_python(tree), CONSTANTS, Reading.MATCHING)
    return evaluate(State(facts=facts))


def _remedies(tree: Data, facts: dict[str, Value]) -> Remedies:
    condition = CONDITION.validate_python(tree)
    return compile_remedies(condition, CONSTANTS, Reading.MATCHING)(State(facts=facts))


def _turned(facts: dict[str, Value], slugs: tuple[str, ...]) -> dict[str, Value]:
    return {**facts, **{slug: facts[slug] is not True for slug in slugs}}


@examples(400)
@given(_trees(), COMPANIES)
def test_the_ways_are_the_smallest_sets_of_clauses_that_turn_the_verdict(
    tree: Data, company: dict[str, Value | None]
) -> None:
    facts = {slug: value for slug, value in company.items() if value is not None}
    known = [slug for slug in SLUGS if isinstance(facts.get(slug), bool)]
    expected: list[tuple[str, ...]] = []
    if _outcome(tree, facts) == FALSE:
        for size in range(1, len(known) + 1):
            for slugs in combinations(known, size):
                smaller = any(set(way) <= set(slugs) for way in expected)
                if not smaller and _outcome(tree, _turned(facts, slugs)) != FALSE:
                    expected.append(slugs)
    remedies = _remedies(tree, facts)
    found = [tuple(clause.id for clause in way) for way in remedies.ways]
    assert sorted(tuple(sorted(way)) for way in found) == sorted(expected)
    assert remedies.complete
    assert {clause.id for clause in remedies.clauses} == {slug for way in found for slug in way}
    for clause in remedies.clauses:
        met = _outcome(clause.leaf.model_dump(by_alias=True), facts)
        assert met == (FALSE if clause.wanted else TRUE)


@examples(400)
@given(_trees(), COMPANIES)
def test_the_deciding_clauses_are_the_fewest_that_make_it_unmet_whatever_else_is_so(
    tree: Data, company: dict[str, Value | None]
) -> None:
    facts = {slug: value for slug, value in company.items() if value is not None}
    known = [slug for slug in SLUGS if isinstance(facts.get(slug), bool)]

    def decide(slugs: Iterable[str]) -> bool:
        return _outcome(tree, {slug: facts[slug] for slug in slugs}) == FALSE

    remedies = _remedies(tree, facts)
    found = [clause.id for clause in remedies.deciding]
    assert decide(found) is (_outcome(tree, facts) == FALSE)
    assert not any(decide(fewer) for fewer in combinations(known, max(0, len(found) - 1)))
    assert {clause.id for clause in remedies.clauses} >= set(found)


@pytest.mark.parametrize(
    ("tree", "deciding"),
    [
        ({"all": [_leaf("f"), _leaf("g")]}, "f"),
        ({"any": [_leaf("f"), _leaf("g")]}, "fg"),
        ({"any": [{"all": [_leaf("g"), _leaf("h")]}, _leaf("f")]}, "gf"),
        ({"all": [{"any": [_leaf("g"), _leaf("h")]}, _leaf("t"), _leaf("f")]}, "f"),
        ({"not": {"any": [_leaf("t"), _leaf("u")]}}, "t"),
        ({"not": {"all": [_leaf("t"), _leaf("u")]}}, "tu"),
        (_leaf("t"), ""),
    ],
)
def test_of_what_decides_alike_the_leftmost_is_named(tree: Data, deciding: str) -> None:
    facts: dict[str, Value] = {"t": True, "u": True, "f": False, "g": False, "h": False}
    found = _remedies(tree, facts)
    assert "".join(clause.id for clause in found.deciding) == deciding


@pytest.mark.parametrize(
    ("tree", "clauses", "ways"),
    [
        (_leaf("t"), "", []),
        (_leaf("f"), "f", ["f"]),
        ({"not": _leaf("t")}, "t", ["t"]),
        ({"all": [_leaf("f"), _leaf("t"), _leaf("g")]}, "fg", ["fg"]),
        ({"any": [_leaf("f"), _leaf("g")]}, "fg", ["f", "g"]),
        ({"any": [_leaf("f"), _leaf("unknown")]}, "", []),
        ({"all": [_leaf("f"), _leaf("unknown")]}, "f", ["f"]),
        ({"any": [{"all": [_leaf("g"), _leaf("h")]}, _leaf("f")]}, "ghf", ["f", "gh"]),
        ({"not": {"any": [_leaf("t"), _leaf("f")]}}, "t", ["t"]),
        ({"not": {"all": [_leaf("t"), _leaf("u")]}}, "tu", ["t", "u"]),
    ],
)
def test_remedies_come_fewest_first_then_from_the_left(
    tree: Data, clauses: str, ways: list[str]
) -> None:
    facts: dict[str, Value] = {"t": True, "u": True, "f": False, "g": False, "h": False}
    found = _remedies(tree, facts)
    assert "".join(clause.id for clause in found.clauses) == clauses
    assert ["".join(clause.id for clause in way) for way in found.ways] == ways


def test_ways_beyond_the_most_are_left_out_and_that_is_said() -> None:
    """Eight times one of two are 256 ways."""
    pairs: list[Any] = [{"any": [_leaf(f"a{n}"), _leaf(f"b{n}")]} for n in range(8)]
    facts: dict[str, Value] = {f"{side}{n}": False for side in "ab" for n in range(8)}
    found = _remedies({"all": pairs}, facts)
    assert not found.complete
    assert len(found.ways) == MOST_WAYS
    assert len(found.clauses) == 16
    first = [clause.id for clause in found.ways[0]]
    assert first == [f"a{n}" for n in range(8)]
    assert all(len(way) == 8 for way in found.ways)


def test_a_dont_know_is_not_to_blame() -> None:
    assert _outcome(_leaf("a"), {"a": Marker.DONT_KNOW}) == EITHER
    condition = CONDITION.validate_python({"all": [_leaf("a"), _leaf("b")]})
    state = State(facts={"a": Marker.DONT_KNOW, "b": False})
    found = compile_remedies(condition, CONSTANTS, Reading.MATCHING)(state)
    assert [clause.id for clause in found.clauses] == ["b"]
