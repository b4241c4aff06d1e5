"""Computed facts: what content may say of how a fact follows by arithmetic."""

import pytest

from tests.assessments.content.copied_folder import CopiedFolder

FACTS = "facts.yaml"
BEFORE = "  - slug: sme_size\n"
NOT_ASKED = "    asked: false\n"
SHARE = "{operation: share, of: [revenue_nok, balance_nok]}"


def _fact(
    how: str, of: str, *, slug: str = "worked", kind: str = "number", more: str = NOT_ASKED
) -> str:
    return (
        f"  - slug: {slug}\n    kind: {kind}\n    name: {{nb: Utregnet, en: Worked out}}\n"
        "    text: {nb: Hvor mye blir det?, en: How much is it?}\n"
        f"{more}    derived_from: [{of}]\n    computed: {how}\n"
    )


AGED = "employees, company_age_years"


FITTING = [
    _fact(SHARE, "revenue_nok, balance_nok"),
    _fact("{operation: ratio, of: [employees, revenue_nok]}", "employees, revenue_nok"),
    _fact(
        "{operation: difference, of: [revenue_nok, balance_nok]}",
        "revenue_nok, balance_nok",
        kind="money",
    ),
    _fact(
        "{operation: sum, of: [revenue_nok, balance_nok, revenue_nok]}",
        "revenue_nok, balance_nok, revenue_nok",
        kind="money",
    ),
    _fact("{operation: difference, of: [employees, revenue_nok]}", "employees, revenue_nok"),
]

MISFITS = {
    "other facts than it derives from": _fact(SHARE, "revenue_nok"),
    "asked for": _fact(SHARE, "revenue_nok, balance_nok", more="    asked: true\n"),
    "a share of three": _fact(
        "{operation: share, of: [revenue_nok, balance_nok, employees]}",
        "revenue_nok, balance_nok, employees",
    ),
    "a share in kroner": _fact(SHARE, "revenue_nok, balance_nok", kind="money"),
    "a sum of money that is a number": _fact(
        "{operation: sum, of: [revenue_nok, balance_nok]}", "revenue_nok, balance_nok"
    ),
    "what is no number": _fact(
        "{operation: sum, of: [employees, founded_on]}", "employees, founded_on"
    ),
    "a limit": _fact(
        SHARE, "revenue_nok, balance_nok", more="    asked: false\n    maximum: 100\n"
    ),
}


@pytest.mark.parametrize("fact", FITTING)
def test_a_computed_fact_that_fits_is_accepted(folder: CopiedFolder, fact: str) -> None:
    folder.edit(FACTS, BEFORE, f"{fact}{BEFORE}")
    assert folder.errors() == []


@pytest.mark.parametrize("fact", MISFITS.values(), ids=MISFITS)
def test_a_misfit_is_refused(folder: CopiedFolder, fact: str) -> None:
    folder.edit(FACTS, BEFORE, f"{fact}{BEFORE}")
    assert folder.errors() == [("fact", FACTS, folder.line(FACTS, "computed: {"))]


def test_what_the_program_derives_is_not_computed(folder: CopiedFolder) -> None:
    folder.edit(
        FACTS,
        "    derived_from: [founded_on]\n    minimum: 0\n",
        "    derived_from: [employees, employees]\n"
        "    computed: {operation: sum, of: [employees, employees]}\n",
    )
    assert folder.errors() == [("fact", FACTS, folder.line(FACTS, "computed: {"))]


def test_nothing_is_worked_out_of_what_is_another_each_day(folder: CopiedFolder) -> None:
    one = _fact("{operation: sum, of: [employees, company_age_years]}", AGED, slug="one")
    two = _fact("{operation: ratio, of: [revenue_nok, one]}", "revenue_nok, one", slug="two")
    folder.edit(FACTS, BEFORE, f"{one}{two}{BEFORE}")
    lines = [folder.line(FACTS, f"of: [{of}]}}") for of in (AGED, "revenue_nok, one")]
    assert folder.errors() == [("fact", FACTS, line) for line in lines]
    assert all("`company_age_years`" in problem.message for problem in folder.check().errors)


def test_a_base_that_there_is_not_is_named(folder: CopiedFolder) -> None:
    fact = _fact("{operation: sum, of: [employees, staff]}", "employees, staff")
    folder.edit(FACTS, BEFORE, f"{fact}{BEFORE}")
    line = folder.line(FACTS, "derived_from: [employees, staff]")
    assert folder.errors() == [("reference", FACTS, line)]


def test_computed_facts_do_not_hang_on_each_other(folder: CopiedFolder) -> None:
    one = _fact("{operation: sum, of: [employees, two]}", "employees, two", slug="one")
    two = _fact("{operation: sum, of: [employees, one]}", "employees, one", slug="two")
    folder.edit(FACTS, BEFORE, f"{one}{two}{BEFORE}")
    assert [rule for rule, _, _ in folder.errors()] == ["cycle"]


def test_no_answer_gives_what_is_computed(folder: CopiedFolder) -> None:
    folder.edit(FACTS, BEFORE, f"{_fact(SHARE, 'revenue_nok, balance_nok')}{BEFORE}")
    growth = "questionnaires/ready/1/growth.yaml"
    shown = "    visible_when: {answer: A1, op: ne, value: none}\n"
    folder.edit(growth, shown, f"{shown}    writes_fact: {{fact: worked}}\n")
    assert folder.errors() == [("writes-fact", growth, folder.line(growth, "fact: worked"))]
