"""Reach through facts that follow from others: what no company can meet, or fail, is refused."""

from typing import Final

import pytest

from tests.assessments.content.copied_folder import Breach, CopiedFolder, each

ADVICE: Final = "schemes/open-advice.yaml"
START: Final = "schemes/start-grant.yaml"


def _criterion(name: str, condition: str, rule: str) -> Breach:
    return Breach(
        name=name,
        path=ADVICE,
        old="{fact: employees, op: lt, value: 50}",
        new=condition,
        rule=rule,
        at="condition:",
    )


BREACHES: Final = [
    _criterion(
        "a criterion about a fact and what it follows from that nobody meets",
        "{all: [{fact: commercialised_products, op: eq, value: true},"
        " {fact: stage, op: eq, value: idea}]}",
        "unreachable",
    ),
    _criterion(
        "a criterion about a day and an age that nobody meets",
        "{all: [{fact: company_age_years, op: gte, value: 10},"
        " {fact: founded_on, op: gt, value: '2020-01-01'}]}",
        "unreachable",
    ),
    _criterion(
        "a criterion about a fact and what it follows from that nobody fails",
        "{any: [{fact: commercialised_products, op: eq, value: true},"
        " {fact: stage, op: eq, value: idea}]}",
        "always",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert [error for error in folder.errors() if error[0] != "case"] == expected


def test_hard_criteria_on_what_follows_from_the_same_are_named(folder: CopiedFolder) -> None:
    folder.edit(
        START,
        "  - slug: registered\n",
        "  - slug: selling\n"
        "    text: {nb: Bedriften selger., en: The company sells.}\n"
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: commercialised_products, op: eq, value: true}\n"
        "  - slug: early # broken\n"
        "    text: {nb: Bedriften har en idé., en: The company has an idea.}\n"
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: stage, op: eq, value: idea}\n"
        "  - slug: registered\n",
    )
    (problem,) = [p for p in folder.check().errors if p.rule == "contradiction"]
    assert problem.line == folder.line(START, "broken")
    assert "`selling` and `early`" in problem.message


NOT_ALL_TRIED = {
    "{all: [{fact: municipality_code, op: eq, value: '0301'},"
    " {fact: county_code, op: eq, value: '46'}]}": (
        "`municipality_code-eq` and `county_code-eq` never come true together"
    ),
    "{any: [{fact: employees, op: lt, value: 250}, {fact: is_sme, op: eq, value: false}]}": (
        "no company fails this criterion"
    ),
}


@pytest.mark.parametrize(("condition", "words"), NOT_ALL_TRIED.items())
def test_what_follows_from_too_much_to_try_is_a_warning(
    folder: CopiedFolder, condition: str, words: str
) -> None:
    folder.edit(ADVICE, "{fact: employees, op: lt, value: 50}", condition)
    (problem,) = [p for p in folder.check().warnings if p.rule == "undecided"]
    assert problem.path == ADVICE
    assert words in problem.message


def test_hard_criteria_of_which_not_all_can_be_tried_are_a_warning(folder: CopiedFolder) -> None:
    folder.edit(
        START,
        "  - slug: registered\n",
        "  - slug: in-oslo\n    text: {nb: I Oslo kommune., en: In the city of Oslo.}\n"
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: municipality_code, op: eq, value: '0301'}\n"
        "  - slug: in-west\n    text: {nb: I Vestland., en: In Vestland.}\n"
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: county_code, op: eq, value: '46'}\n"
        "  - slug: registered\n",
    )
    (problem,) = [p for p in folder.check().warnings if p.rule == "undecided"]
    assert (problem.path, problem.line) == (START, folder.line(START, "criteria:"))
