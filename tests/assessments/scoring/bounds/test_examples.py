"""Bounds by example, one feature at a time."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import NEVER, Marker, Value, Values
from assessments.scoring.bounds.overall import Bounds
from assessments.scoring.bounds.plan import Limits
from tests.assessments.scoring.bounds.completions import as_tuple, bounds_of
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Data,
    bands,
    cap,
    compiled,
    fact,
    options,
    question,
    theme,
)

STEPS: Final = options({str(level): level for level in range(5)})


def steps(slug: str, **fields: Any) -> Data:
    """Return a question with an option for each level."""
    return question(slug, options=STEPS, **fields)


def only(
    questionnaire: CompiledQuestionnaire,
    answers: Values | None = None,
    facts: Values | None = None,
    limits: Limits | None = None,
) -> Bounds:
    """Return the bounds of the first theme."""
    return bounds_of(questionnaire, answers or {}, facts, limits or Limits()).themes[0]


def eq(slug: str, value: object) -> Data:
    """Return the condition that an answer is `value`."""
    return {"answer": slug, "op": "eq", "value": value}


def test_an_open_question_may_come_to_its_highest_level_or_to_nothing() -> None:
    questionnaire = compiled(theme("t", question("q", options=options({"a": 1, "b": 3}))))
    assert as_tuple(only(questionnaire)) == (0, 75, 0, 3, False)


def test_the_ends_meet_at_the_answer() -> None:
    found = only(compiled(theme("t", steps("q"))), {"q": "3"})
    assert as_tuple(found) == (75, 75, 3, 3, False)
    assert (found.decided, found.level, found.exact) == (True, 3, True)


def test_a_level_is_decided_before_the_score_is() -> None:
    questionnaire = compiled(theme("t", steps("q", weight=9), steps("r")))
    found = only(questionnaire, {"q": "0"})
    assert as_tuple(found) == (0, 10, 0, 0, False)
    assert (found.decided, found.level) == (True, 0)


def test_a_theme_that_may_not_apply_may_be_null() -> None:
    questionnaire = compiled(theme("t", steps("q", not_applicable=EXEMPT)))
    found = bounds_of(questionnaire, {})
    for one in (*found.themes, found.overall):
        assert as_tuple(one) == (0, 100, 0, 4, True)
        assert not one.decided


def test_a_theme_of_one_level_that_may_be_null_is_not_decided() -> None:
    asked = question("q", options=options({"a": 0, "b": 0}), not_applicable=EXEMPT)
    found = only(compiled(theme("t", asked)))
    assert as_tuple(found) == (0, 0, 0, 0, True)
    assert (found.decided, found.level) == (False, None)


def test_all_that_does_not_apply_is_null_for_good() -> None:
    questionnaire = compiled(theme("t", steps("q", not_applicable=EXEMPT)))
    found = bounds_of(questionnaire, {"q": Marker.NOT_APPLICABLE})
    for one in (*found.themes, found.overall):
        assert as_tuple(one) == (None, None, None, None, True)
        assert (one.decided, one.level) == (True, None)


def test_leaving_out_a_low_answer_is_part_of_the_highest_score() -> None:
    low = question("low", options=options({"a": 0, "b": 1}), not_applicable=EXEMPT)
    questionnaire = compiled(theme("t", low, steps("q")))
    assert as_tuple(only(questionnaire, {"q": "2"})) == (25, 50, 1, 2, False)


def test_a_theme_without_weight_counts_nowhere() -> None:
    questionnaire = compiled(theme("t", steps("q"), weight=0))
    found = bounds_of(questionnaire, {})
    assert as_tuple(found.themes[0]) == (0, 100, 0, 4, False)
    assert as_tuple(found.overall) == (None, None, None, None, True)


def test_a_question_without_weight_changes_nothing() -> None:
    questionnaire = compiled(theme("t", steps("q"), steps("r", weight=0)))
    assert as_tuple(only(questionnaire, {"q": "1"})) == (25, 25, 1, 1, False)


def test_what_an_answer_hides_counts_at_its_level() -> None:
    hidden = steps("r", visible_when=eq("q", "4"), level_when_not_shown=1)
    questionnaire = compiled(theme("t", steps("q"), hidden))
    assert as_tuple(only(questionnaire)) == (0, 100, 0, 4, False)
    assert as_tuple(only(questionnaire, {"q": "3"})) == (50, 50, 2, 2, False)
    assert as_tuple(only(questionnaire, {"q": "4"})) == (50, 100, 2, 4, False)


def test_a_kept_answer_comes_back_when_the_question_is_shown() -> None:
    hidden = steps("r", visible_when=eq("q", "4"))
    questionnaire = compiled(theme("t", steps("q"), hidden))
    assert as_tuple(only(questionnaire, {"r": "0"})) == (0, 75, 0, 3, False)
    assert as_tuple(only(questionnaire, {"r": "4"})) == (0, 100, 0, 4, False)


def test_a_cap_goes_with_the_answer_that_brings_it() -> None:
    asked = steps("q", caps=[cap("t", 1, {"answer": "q", "op": "in", "value": ["0", "1", "2"]})])
    questionnaire = compiled(theme("t", asked, steps("r", weight=9)))
    found = only(questionnaire, {"r": "4"})
    assert as_tuple(found) == (90, 100, 1, 4, False)
    assert as_tuple(only(questionnaire, {"q": "2"})) == (5, 95, 0, 1, False)
    done = only(questionnaire, {"q": "3", "r": "4"})
    assert as_tuple(done) == (Fraction(195, 2), Fraction(195, 2), 4, 4, False)


def test_a_cap_without_a_score_lowers_nothing() -> None:
    gate = question("gate", "boolean", scored=False, caps=[cap("t", 0, eq("gate", value=True))])
    exempt = steps("q", not_applicable=EXEMPT)
    questionnaire = compiled(theme("t", gate, exempt))
    assert as_tuple(only(questionnaire, {"q": Marker.NOT_APPLICABLE})) == (*[None] * 4, True)
    assert as_tuple(only(questionnaire, {"q": "4"})) == (100, 100, 0, 4, False)


def test_a_cap_that_holds_only_while_nothing_counts_lowers_nothing() -> None:
    unsure = options({"a": None, "u": None}, u={"dont_know": True})
    named = {"answer": "gate", "op": "in", "value": ["u"]}
    gate = question("gate", scored=False, options=unsure, caps=[cap("t", 0, named)])
    hidden = steps("r", visible_when=named, level_when_not_shown=3, not_applicable=EXEMPT)
    questionnaire = compiled(theme("t", gate, hidden))
    found = only(questionnaire, {"r": Marker.NOT_APPLICABLE})
    assert as_tuple(found) == (75, 75, 3, 3, True)


def test_the_overall_level_is_held_down_by_the_lowest_theme() -> None:
    questionnaire = compiled(theme("low", steps("q")), theme("high", steps("r"), weight=9))
    found = bounds_of(questionnaire, {"q": "1"}).overall
    assert (found.highest, found.highest_level) == (Fraction(185, 2), 2)
    found = bounds_of(questionnaire, {"r": "4"}).overall
    assert as_tuple(found) == (90, 100, 1, 4, False)


def test_the_overall_level_may_be_reached_without_the_lowest_theme() -> None:
    asked = question("q", options=options({"a": 0, "b": 1}), not_applicable=EXEMPT)
    questionnaire = compiled(theme("low", asked), theme("high", steps("r"), weight=9))
    found = bounds_of(questionnaire, {"r": "4"}).overall
    assert as_tuple(found) == (90, 100, 1, 4, False)


def test_themes_that_share_an_answer_are_tried_together() -> None:
    shown = steps("r", visible_when=eq("q", "0"))
    questionnaire = compiled(theme("one", steps("q")), theme("other", shown, steps("s")))
    found = bounds_of(questionnaire, {"s": "0"})
    assert [as_tuple(one) for one in found.themes] == [(0, 100, 0, 4, False), (0, 50, 0, 2, False)]
    assert as_tuple(found.overall) == (0, 50, 0, 1, False)
    assert found.overall.exact
    loose = bounds_of(questionnaire, {"s": "0"}, limits=Limits(together=2)).overall
    assert as_tuple(loose) == (0, 75, 0, 3, False)
    assert not loose.exact


def test_a_single_theme_stands_alone() -> None:
    questionnaire = compiled(
        theme("one", steps("q")),
        theme("other", steps("r", visible_when=eq("q", "0")), weight=0),
    )
    found = bounds_of(questionnaire, {})
    assert as_tuple(found.overall) == (0, 100, 0, 4, False)


def test_an_optional_question_may_be_left_open() -> None:
    gate = question("gate", "boolean", required=False, scored=False)
    shown = steps("r", visible_when=eq("gate", value=True))
    questionnaire = compiled(theme("t", gate, shown))
    assert as_tuple(only(questionnaire)) == (0, 100, 0, 4, True)
    optional = compiled(theme("t", steps("q", required=False)))
    assert as_tuple(only(optional)) == (0, 100, 0, 4, True)


MEDICINE: Final[Data] = {"fact": "kind", "op": "eq", "value": "medicine"}
KINDS: Final = fact("kind", "single_choice", options=options({"medicine": None, "device": None}))


def test_a_fact_may_still_be_stated() -> None:
    shown = steps("r", visible_when=MEDICINE)
    questionnaire = compiled(theme("t", steps("q"), shown), facts=[KINDS])
    assert as_tuple(only(questionnaire, {"q": "4"})) == (50, 100, 2, 4, False)
    assert as_tuple(only(questionnaire, {"q": "4"}, {"kind": "device"})) == (100, 100, 4, 4, False)
    unknown: dict[str, Value] = {"kind": Marker.DONT_KNOW}
    assert as_tuple(only(questionnaire, {"q": "4"}, unknown)) == (50, 50, 2, 2, False)


def test_does_not_apply_only_where_a_fact_allows_it() -> None:
    exempt = EXEMPT | {"allowed_when": MEDICINE}
    asked = steps("r", not_applicable=exempt)
    questionnaire = compiled(theme("t", steps("q"), asked), facts=[KINDS])
    done: dict[str, Value] = {"q": "4", "r": Marker.NOT_APPLICABLE}
    assert as_tuple(only(questionnaire, done)) == (50, 100, 2, 4, False)
    assert as_tuple(only(questionnaire, {"q": "4"})) == (50, 100, 2, 4, False)
    assert as_tuple(only(questionnaire, done, {"kind": "medicine"})) == (100, 100, 4, 4, False)
    found = only(questionnaire, {"q": "4", "r": "0"})
    assert as_tuple(found) == (50, 50, 2, 2, False)


def test_what_the_rules_do_not_allow_is_not_tried() -> None:
    exempt = EXEMPT | {"allowed_when": MEDICINE}
    asked = question("r", options=options({"a": 4, "b": 4}), not_applicable=exempt)
    shown = steps("s", visible_when={"answer": "r", "op": "not_applicable"})
    questionnaire = compiled(theme("one", asked), theme("other", steps("q"), shown), facts=[KINDS])
    found = bounds_of(questionnaire, {"q": "0"}, {"kind": "device"})
    assert [as_tuple(one) for one in found.themes] == [(0, 100, 0, 4, False), (0, 0, 0, 0, False)]
    assert as_tuple(found.overall) == (0, 50, 0, 1, False)
    found = bounds_of(questionnaire, {"q": "0"})
    assert [as_tuple(one) for one in found.themes] == [(0, 100, 0, 4, True), (0, 50, 0, 2, False)]
    assert as_tuple(found.overall) == (0, 50, 0, 2, False)


def test_does_not_apply_to_a_question_that_applies_to_all_is_no_answer() -> None:
    questionnaire = compiled(theme("t", steps("q")))
    assert as_tuple(only(questionnaire, {"q": Marker.NOT_APPLICABLE})) == (0, 100, 0, 4, False)


def test_does_not_apply_is_kept_while_it_is_open_whether_the_question_is_shown() -> None:
    shown = steps("r", visible_when=eq("q", "4"), not_applicable=EXEMPT)
    questionnaire = compiled(theme("t", steps("q"), shown))
    found = only(questionnaire, {"r": Marker.NOT_APPLICABLE})
    assert as_tuple(found) == (0, 100, 0, 4, False)


def test_a_fact_that_an_answer_gives_follows_the_answer_or_is_stated() -> None:
    gives = question("g", "boolean", scored=False, visible_when=MEDICINE)
    gives |= {"writes_fact": {"fact": "marked"}}
    shown = steps("r", visible_when={"fact": "marked", "op": "eq", "value": True})
    questionnaire = compiled(theme("t", gives, steps("q"), shown), facts=[KINDS, fact("marked")])
    low: dict[str, Value] = {"q": "4"}
    assert as_tuple(only(questionnaire, low, {"kind": "medicine"})) == (50, 100, 2, 4, False)
    assert as_tuple(only(questionnaire, low | {"g": False}, {"kind": "medicine"})) == (
        *(100, 100, 4, 4),
        False,
    )
    assert as_tuple(only(questionnaire, low, {"kind": "device"})) == (50, 100, 2, 4, False)
    stated: dict[str, Value] = {"kind": "device", "marked": False}
    assert as_tuple(only(questionnaire, low, stated)) == (100, 100, 4, 4, False)


def test_a_mapped_fact_and_one_that_is_not_asked_follow_the_answer() -> None:
    mapping = {"fact": "marked", "map": {"a": False, "b": False, "c": True}}
    gives = question("g", scored=False, writes_fact=mapping)
    shown = steps("r", visible_when={"fact": "marked", "op": "eq", "value": True})
    marked = fact("marked", asked=False)
    questionnaire = compiled(theme("t", gives, steps("q"), shown), facts=[marked])
    assert as_tuple(only(questionnaire, {"q": "4"})) == (50, 100, 2, 4, False)
    assert as_tuple(only(questionnaire, {"q": "4", "g": "b"})) == (100, 100, 4, 4, False)


def test_a_derived_fact_is_free_until_all_that_it_follows_from_is_stated() -> None:
    def derive(facts: Values, as_of: date) -> Values:
        del as_of
        number = facts.get("staff")
        return {**facts, "big": number > 9} if isinstance(number, int) else facts

    big = fact("big", asked=False, derived_from=["staff"])
    shown = steps("r", visible_when={"fact": "big", "op": "eq", "value": True})
    facts = [fact("staff", "number", integer=True), big]
    questionnaire = compiled(theme("t", steps("q"), shown), facts=facts)

    def found(answers: Values, stated: Values) -> Bounds:
        return bounds_of(questionnaire, answers, stated, derive=derive).themes[0]

    low: dict[str, Value] = {"q": "4"}
    free = found(low, {})
    assert as_tuple(free) == (50, 100, 2, 4, False)
    assert not free.exact
    small = found(low, {"staff": 3})
    assert as_tuple(small) == (100, 100, 4, 4, False)
    assert small.exact
    assert as_tuple(found(low, {"staff": 30})) == (50, 100, 2, 4, False)


def test_a_derived_fact_stays_free_where_an_answer_has_a_part_in_it() -> None:
    gives = question("g", "number", scored=False, writes_fact={"fact": "staff"})
    big = fact("big", asked=False, derived_from=["staff"])
    shown = steps("r", visible_when={"fact": "big", "op": "eq", "value": True})
    facts = [fact("staff", "number"), big]
    questionnaire = compiled(theme("t", gives, steps("q"), shown), facts=facts)
    found = only(questionnaire, {"q": "4", "g": 3}, {"staff": 3})
    assert as_tuple(found) == (50, 100, 2, 4, False)
    assert not found.exact


def test_an_option_that_does_not_apply_and_a_fact_that_may_not() -> None:
    marked = options({"a": 4, "n": 0}, n={"not_applicable": True})
    questionnaire = compiled(theme("t", question("q", options=marked)))
    assert as_tuple(only(questionnaire)) == (0, 100, 0, 4, True)
    shown = steps("r", visible_when={"fact": "flag", "op": "not_applicable"})
    flag = fact("flag", allows_not_applicable=True)
    questionnaire = compiled(theme("t", steps("q"), shown), facts=[flag])
    assert as_tuple(only(questionnaire, {"q": "4"})) == (50, 100, 2, 4, False)


TWO: Final = options({"a": None, "b": None})


@pytest.mark.parametrize(
    ("kind", "fields", "highest"),
    [
        ("number", {"bands": bands((0, 1), (10, 3)), "maximum": 9}, 25),
        ("number", {"bands": bands((0, 1), (10, 3))}, 75),
        ("date", {"bands": bands((0, 1), (24, 4)), "not_before": "2026-01-01"}, 25),
        ("date", {"bands": bands((0, 1), (24, 4))}, 100),
        ("date", {"bands": bands((0, 1)), "allow_never": True, "never_level": 3}, 75),
        ("multiple_choice", {"options": TWO, "bands": bands((0, 0), (1, 1), (2, 4))}, 100),
        ("boolean", {"yes_level": 2, "no_level": 0}, 50),
    ],
)
def test_the_highest_level_is_one_that_an_answer_reaches(
    kind: str, fields: Data, highest: int
) -> None:
    found = only(compiled(theme("t", question("q", kind, **fields))))
    assert as_tuple(found)[:2] == (0, highest)
    assert found.exact


def test_a_date_counts_as_of_the_day() -> None:
    asked = question("q", "date", bands=bands((0, 4), (6, 0)), allow_never=True)
    questionnaire = compiled(theme("t", asked))
    assert as_tuple(only(questionnaire, {"q": DAY})) == (100, 100, 4, 4, False)
    assert as_tuple(only(questionnaire, {"q": NEVER})) == (0, 0, 0, 0, False)


MANY: Final = [f"o{n}" for n in range(70)]


def test_an_input_with_too_many_alternatives_leaves_what_reads_it_free() -> None:
    many = question("many", scored=False, options=options(dict.fromkeys(MANY)))
    conditions = [eq("many", slug) for slug in MANY[:49]]
    shown = steps("r", visible_when={"any": [*conditions, eq("many", "o60")]})
    other = steps("s", visible_when={"any": [eq("many", slug) for slug in MANY[20:69]]})
    caps = [cap("t", 2, eq("many", "o69"))]
    questionnaire = compiled(theme("t", many | {"caps": caps}, steps("q"), shown, other))
    found = only(questionnaire, {"q": "4"})
    assert as_tuple(found) == (Fraction(100, 3), 100, 1, 4, False)
    assert not found.exact


def test_a_set_with_too_many_kinds_of_members_leaves_what_reads_it_free() -> None:
    slugs = [f"o{n}" for n in range(16)]
    many = fact("many", "multiple_choice", options=options(dict.fromkeys(slugs)))
    leaves = [{"fact": "many", "op": "contains_any", "value": [slug]} for slug in slugs]
    asked = question("set", "multiple_choice", scored=False, options=options(dict.fromkeys(slugs)))
    of_answer = [{"answer": "set", "op": "contains_any", "value": [slug]} for slug in slugs]
    shown = [steps("r", visible_when={"all": leaves}), steps("s", visible_when={"all": of_answer})]
    questionnaire = compiled(theme("t", asked, steps("q"), *shown), facts=[many])
    found = only(questionnaire, {"q": "4"})
    assert as_tuple(found) == (Fraction(100, 3), 100, 1, 4, False)
    assert not found.exact


@pytest.mark.parametrize("limits", [Limits(rows=3), Limits(linked=3)])
def test_beyond_a_limit_bounds_are_wider_and_say_so(limits: Limits) -> None:
    exclusive = [steps(s, visible_when=eq("q", o)) for s, o in (("r", "a"), ("s", "b"))]
    gate = question("q", scored=False, options=options({"a": None, "b": None, "c": None}))
    questionnaire = compiled(theme("t", gate, *exclusive, steps("x", weight=2)))
    exact, loose = only(questionnaire, {"x": "0"}), only(questionnaire, {"x": "0"}, limits=limits)
    assert as_tuple(exact) == (0, Fraction(100, 3), 0, 1, False)
    assert as_tuple(loose) == (0, 50, 0, 2, False)
    assert (exact.exact, loose.exact) == (True, False)
