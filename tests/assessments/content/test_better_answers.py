"""Caps that a better answer brings through facts that follow from what it gives."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.checks.better_answers import Search
from assessments.content.checks.reaching import reach_of
from assessments.content.checks.spaces import Space
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.solving.things import World
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import walk
from assessments.scoring.score import holds, level_in
from tests.assessments.content.copied_folder import GROWTH, MARKET, CopiedFolder
from tests.fixtures.engine import (
    DAY,
    Data,
    bands,
    cap,
    fact,
    from_data,
    question,
    questionnaire_data,
    theme,
)
from tests.fixtures.laws import LAW

FACTS = "facts.yaml"
BEFORE = "  - slug: sme_size\n"
A2_BANDS = "    maximum: 100\n    integer: true\n"
ON_A2 = "    visible_when: {answer: A1, op: ne, value: none}\n    level_when_not_shown: 0\n"


def _worked(slug: str, operation: str, of: str) -> str:
    return (
        f"  - slug: {slug}\n    kind: number\n    name: {{nb: Utregnet, en: Worked out}}\n"
        "    text: {nb: Hvor mye blir det?, en: How much is it?}\n    asked: false\n"
        f"    derived_from: [{of}]\n    computed: {{operation: {operation}, of: [{of}]}}\n"
    )


def _cap(theme: str, condition: str) -> str:
    return (
        f"    caps:\n      - theme: {theme}\n        maximum_level: 1\n"
        f"        when: {condition} # cap\n        reason: {{nb: Fordi., en: Because.}}\n"
    )


def _message(folder: CopiedFolder, path: str) -> str:
    """Return the one message about the cap."""
    (problem,) = [p for p in folder.check().errors if p.rule == "antitone"]
    assert (problem.path, problem.line) == (path, folder.line(path, "# cap"))
    return problem.message


def _with_staff(folder: CopiedFolder, condition: str) -> None:
    """Let the number that A2 asks for be the number of employees."""
    folder.edit(FACTS, BEFORE, _worked("sum", "sum", "employees, revenue_nok") + BEFORE)
    folder.edit(FACTS, BEFORE, _worked("part", "share", "sum, balance_nok") + BEFORE)
    folder.edit(GROWTH, A2_BANDS, "    maximum: 1000\n    integer: true\n")
    folder.edit(GROWTH, ON_A2, "    writes_fact: {fact: employees}\n" + _cap("growth", condition))


@pytest.mark.parametrize(
    ("condition", "turned"),
    [
        ("{fact: sum, op: gt, value: 1000000}", "`sum` 10000"),
        ("{fact: part, op: gte, value: 300}", "`part` 1000 instead of 0"),
        ("{all: [{fact: part, op: gte, value: 10}, {fact: part, op: lt, value: 10.5}]}", "`part`"),
        ("{fact: is_sme, op: eq, value: false}", "`is_sme` False"),
        ("{fact: sme_size, op: ne, value: micro}", "`sme_size`"),
    ],
    ids=["computed", "a chain", "a narrow window", "derived", "derived or stated"],
)
def test_a_chain_of_facts_is_followed(folder: CopiedFolder, condition: str, turned: str) -> None:
    _with_staff(folder, condition)
    message = _message(folder, GROWTH)
    assert "`A2`" in message
    assert turned in message


def test_the_message_says_for_which_values(folder: CopiedFolder) -> None:
    _with_staff(folder, "{fact: part, op: gte, value: 300}")
    message = _message(folder, GROWTH)
    for named in ("`A2`", "`growth`", "10 (level 4)", "0 (level 0)", "`part` 1000", "`sum` 10"):
        assert named in message
    assert "`balance_nok` is 1, `revenue_nok` is 0" in message


@pytest.mark.parametrize(
    "condition",
    [
        "{fact: sum, op: lt, value: 1000000}",
        "{fact: part, op: lt, value: 300}",
        "{fact: sme_size, op: eq, value: micro}",
    ],
)
def test_a_cap_that_only_low_answers_bring_through_facts_is_accepted(
    folder: CopiedFolder, condition: str
) -> None:
    _with_staff(folder, condition)
    assert "antitone" not in {rule for rule, _, _ in folder.errors()}


def test_what_hangs_on_two_numbers_is_decided(folder: CopiedFolder) -> None:
    _with_staff(folder, "{fact: sum, op: lt, value: 1000000}")
    assert "antitone" not in {problem.rule for problem in folder.check().warnings}


def test_what_hangs_on_more_numbers_than_can_be_tried_is_a_warning(folder: CopiedFolder) -> None:
    _with_staff(folder, "{fact: part, op: lt, value: 300}")
    assert "antitone" in {problem.rule for problem in folder.check().warnings}


def test_an_option_through_what_the_program_derives(folder: CopiedFolder) -> None:
    old = "        when: {answer: A1, op: eq, value: none}"
    folder.edit(
        GROWTH, old, "        when: {fact: commercialised_products, op: eq, value: true} # cap"
    )
    assert "some (level 2) instead of none (level 0)" in _message(folder, GROWTH)


def test_a_day_through_an_age(folder: CopiedFolder) -> None:
    condition = "{fact: company_age_years, op: lt, value: 3}"
    gives = "    writes_fact: {fact: founded_on}\n"
    folder.edit(MARKET, "    allow_never: true\n", gives + _cap("market", condition))
    turned = "`company_age_years` about 0.99 instead of about 226.89"
    assert turned in _message(folder, MARKET)


def test_some_options_of_many_through_what_the_program_derives(folder: CopiedFolder) -> None:
    """What matters is more than one option and fewer than all."""
    choice = "{slug: %s, text: {nb: Ingenting, en: Nothing}"
    folder.edit(GROWTH, "slug: sales,", "slug: GB,")
    folder.edit(GROWTH, "slug: rights,", "slug: DE,")
    folder.edit(GROWTH, choice % "nothing" + ", exclusive: true}", choice % "US" + "}")
    exempt = (
        "    not_applicable:\n      text: {nb: Gjelder ikke, en: Does not apply}\n"
        "      allowed_when: {fact: uses_ai, op: eq, value: false}\n"
    )
    condition = (
        "{all: [{fact: targets_us, op: eq, value: true}, {fact: targets_uk, op: eq, value: false},"
        " {fact: targets_eu, op: eq, value: true}]}"
    )
    gives = "    writes_fact: {fact: target_markets}\n"
    folder.edit(GROWTH, exempt, gives + _cap("growth", condition))
    assert "DE and US (level 4) instead of GB (level 0)" in _message(folder, GROWTH)


HIGHEST = 4
"""The highest number in the small world below, in which everything can be tried."""
OPERATIONS = ("sum", "difference", "ratio", "share")
CONSTANTS = st.sampled_from([-1, 0, 1, 2, 3, 50, 150])
READ = st.sampled_from(["a", "b", "c", "d"])


def _leaf(clause: str) -> st.SearchStrategy[Data]:
    parts = {"fact": READ, "op": st.sampled_from(["lt", "gte", "eq"]), "value": CONSTANTS}
    return st.fixed_dictionaries({"id": st.just(clause), **parts})


PAIRS = st.tuples(_leaf("x"), _leaf("y")).map(list)
CONDITIONS: st.SearchStrategy[Data] = st.one_of(
    st.fixed_dictionaries({"all": PAIRS}), st.fixed_dictionaries({"any": PAIRS})
)
LEVELS = st.sampled_from([(0, 2, 4), (4, 2, 0), (0, 4, 1)])


def _small_world(first: str, second: str, levels: tuple[int, int, int], when: Data) -> Any:
    """Return a questionnaire in which `a` is an answer, `b` is stated, `c` and `d` follow."""
    number: Data = {"minimum": 0, "maximum": HIGHEST, "integer": True}

    def follows(slug: str, operation: str, of: list[str]) -> Data:
        how = {"operation": operation, "of": of}
        return fact(slug, "number", asked=False, derived_from=of, computed=how)

    starts = zip((0, 2, 3), levels, strict=True)
    asked = question(
        "q", "number", **number, bands=bands(*starts), writes_fact={"fact": "a"}, weight=1
    )
    return from_data(
        questionnaire_data(
            theme("t", {**asked, "caps": [cap("t", 1, when)]}),
            facts=[
                fact("a", "number", **number),
                fact("b", "number", **number),
                follows("c", first, ["a", "b"]),
                follows("d", second, ["c", "b"]),
            ],
        )
    )


def _by_trying_all(questionnaire: CompiledQuestionnaire) -> bool:
    """Tell whether a better answer brings the cap."""
    values: list[Value] = [*range(HIGHEST + 1), Marker.DONT_KNOW]
    (compiled,), (only,) = questionnaire.questions, questionnaire.themes[0].caps

    def seen(answer: Value, stated: Value) -> tuple[int, bool]:
        walked = walk(questionnaire, {"q": answer}, {"b": stated}, DAY, questionnaire.compute)
        return level_in(compiled, walked, DAY) or 0, holds(only, walked)

    pairs = ((seen(x, b), seen(y, b)) for x, y, b in product(values, values, values))
    return any(low < high and capped and not free for (low, free), (high, capped) in pairs)


@LAW
@given(st.sampled_from(OPERATIONS), st.sampled_from(OPERATIONS), LEVELS, CONDITIONS)
def test_what_is_found_is_what_trying_everything_finds(
    first: str, second: str, levels: tuple[int, int, int], when: Data
) -> None:
    questionnaire = _small_world(first, second, levels, when)
    definition = questionnaire.definition
    caps = questionnaire.themes[0].caps
    world = World(
        questions={q.slug: q for q in questionnaire.questions},
        facts=definition.facts_by_slug,
        constants=questionnaire.constants,
        today=DAY,
    )
    reach = reach_of(world, [only.cap.when for only in caps])
    space = Space(
        world=world,
        derive=questionnaire.compute,
        reach=reach,
        levelled=questionnaire.questions[0],
    )
    found = (
        list(Search(questionnaire, questionnaire.questions[0], space, caps).brought())
        if reach.questions
        else []
    )
    assert bool(found) == _by_trying_all(questionnaire)
