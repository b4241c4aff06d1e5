"""Reach: what can never be shown, hold or be met; and caps that a better answer brings."""

from dataclasses import replace

import pytest

from assessments.content.cases.reading import load_cases
from assessments.content.checks.reach import facts_of, reach_in
from assessments.content.checks.rules import criteria
from assessments.content.checks.subject import Subject
from assessments.content.loading import load_folder
from assessments.questionnaire.conditions.evaluate import Reading
from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    TODAY,
    Breach,
    CopiedFolder,
    each,
)

VISIBLE = "visible_when: {answer: A1, op: ne, value: none}"
CAP = "when: {answer: A1, op: eq, value: none}"


def _unreachable(name: str, condition: str) -> Breach:
    return Breach(
        name=name,
        path=GROWTH,
        old=VISIBLE,
        new=f"visible_when: {condition}",
        rule="unreachable",
        at="visible_when",
    )


def _cap(name: str, condition: str, rule: str) -> Breach:
    return Breach(
        name=name, path=GROWTH, old=CAP, new=f"when: {condition}", rule=rule, at="        when: "
    )


BREACHES = [
    _unreachable(
        "a contradiction about one answer",
        "{all: [{answer: A1, op: eq, value: none}, {id: x, answer: A1, op: eq, value: much}]}",
    ),
    _unreachable(
        "a contradiction about a number",
        "{all: [{fact: employees, op: lt, value: 5}, {fact: employees, op: gte, value: 5}]}",
    ),
    _unreachable("a number below the least", "{fact: employees, op: lt, value: 0}"),
    _unreachable(
        "a contradiction about amounts",
        "{all: [{fact: revenue_nok, op: gt, value: {amount: 1, currency: EUR}},"
        " {fact: revenue_nok, op: lt, value: 12}]}",
    ),
    _unreachable(
        "a contradiction about a list",
        "{all: [{fact: sectors, op: contains_all, value: [medtech, other]},"
        " {fact: sectors, op: contains_none, value: [medtech]}]}",
    ),
    _unreachable(
        "a contradiction about a group",
        "{all: [{fact: target_markets, op: contains_outside, value: HOME},"
        " {fact: target_markets, op: contains_none, value: [US, GB]}]}",
    ),
    _unreachable(
        "a contradiction about dates",
        "{all: [{fact: founded_on, op: gt, value: '2020-01-01'},"
        " {fact: founded_on, op: lt, value: '2020-01-02'}]}",
    ),
    _unreachable("a day in the future", "{fact: founded_on, op: gt, value: '2026-11-22'}"),
    _unreachable(
        "a contradiction about a text",
        "{all: [{fact: municipality_code, op: eq, value: a},"
        " {fact: municipality_code, op: in, value: [b, c]}]}",
    ),
    _unreachable(
        "a contradiction with what the answer gives",
        "{all: [{answer: A1, op: eq, value: none}, {fact: stage, op: eq, value: scale}]}",
    ),
    Breach(
        name="a question behind one that is then hidden",
        path=GROWTH,
        old=(
            "    not_applicable:\n      text: {nb: Gjelder ikke, en: Does not apply}\n"
            "      allowed_when: {fact: uses_ai, op: eq, value: false}\n"
        ),
        new=(
            "    visible_when: # broken\n      all:\n"
            "        - {answer: A1, op: eq, value: none}\n"
            "        - {answer: A2, op: gt, value: 3}\n"
        ),
        rule="unreachable",
        at="broken",
    ),
    Breach(
        name="not applicable that is never allowed",
        path=GROWTH,
        old="allowed_when: {fact: uses_ai, op: eq, value: false}",
        new=(
            "allowed_when: {all: [{fact: uses_ai, op: eq, value: false},"
            " {fact: uses_ai, op: answered}, {not: {id: x, fact: uses_ai, op: eq, value: false}}]}"
        ),
        rule="unreachable",
        at="allowed_when",
    ),
    Breach(
        name="not applicable that is allowed only while the question is hidden",
        path=GROWTH,
        old="    level_when_not_shown: 0\n",
        new=(
            "    level_when_not_shown: 0\n    not_applicable:\n"
            "      text: {nb: Gjelder ikke, en: Does not apply}\n"
            "      allowed_when: {answer: A1, op: eq, value: none} # broken\n"
        ),
        rule="unreachable",
        at="broken",
    ),
    Breach(
        name="a criterion that nobody meets",
        path="schemes/open-advice.yaml",
        old="{fact: employees, op: lt, value: 50}",
        new="{all: [{fact: employees, op: lt, value: 5}, {fact: employees, op: gt, value: 5}]}",
        rule="unreachable",
        at="condition:",
    ),
    Breach(
        name="a question behind one that is never shown",
        path=GROWTH,
        old="  - slug: A4\n",
        new=(
            "  - slug: A4\n    visible_when: # broken\n      all:\n"
            "        - {answer: A2, op: gt, value: 3}\n"
            "        - {fact: stage, op: eq, value: idea}\n"
        ),
        rule="unreachable",
        at="broken",
    ),
    Breach(
        name="a criterion that nobody fails",
        path="schemes/open-advice.yaml",
        old="{fact: employees, op: lt, value: 50}",
        new="{any: [{fact: employees, op: lt, value: 5}, {fact: employees, op: gte, value: 5}]}",
        rule="always",
        at="condition:",
    ),
    Breach(
        name="a criterion that the least score meets",
        path="schemes/open-advice.yaml",
        old="{fact: employees, op: lt, value: 50}",
        new="{score: overall, op: gte, value: 0}",
        rule="always",
        at="condition:",
    ),
    Breach(
        name="a score above the highest",
        path="schemes/open-advice.yaml",
        old="{fact: employees, op: lt, value: 50}",
        new="{score: overall, op: gt, value: 100}",
        rule="unreachable",
        at="condition:",
    ),
    _cap("a cap that always holds", "{any: [{answer: A1, op: answered}]}", "cap"),
    _cap(
        "a cap that never holds",
        "{all: [{answer: A1, op: eq, value: none}, {id: x, answer: A1, op: eq, value: some}]}",
        "cap",
    ),
    _cap("a cap that a better answer brings", "{answer: A1, op: eq, value: much}", "antitone"),
    _cap(
        "a cap that a better answer lifts and a still better one brings",
        "{answer: A1, op: in, value: [none, much]}",
        "antitone",
    ),
    Breach(
        name="a cap that more customers bring",
        path=GROWTH,
        old="    level_when_not_shown: 0\n",
        new=(
            "    level_when_not_shown: 0\n    caps:\n      - theme: growth\n"
            "        maximum_level: 1\n"
            "        when: {answer: A2, op: gte, value: 5} # broken\n"
            "        reason: {nb: Fordi., en: Because.}\n"
        ),
        rule="antitone",
        at="broken",
    ),
    Breach(
        name="a cap that more ticks bring",
        path=GROWTH,
        old="    not_applicable:\n",
        new=(
            "    caps:\n      - theme: growth\n        maximum_level: 1\n"
            "        when: {answer: A3, op: count_gte, value: 2} # broken\n"
            "        reason: {nb: Fordi., en: Because.}\n    not_applicable:\n"
        ),
        rule="antitone",
        at="broken",
    ),
    Breach(
        name="a cap that a later date brings",
        path=MARKET,
        old="    allow_never: true\n",
        new=(
            "    allow_never: true\n    caps:\n      - theme: growth\n        maximum_level: 1\n"
            "        when: {answer: B2, op: gt, value: '2024-01-01'} # broken\n"
            "        reason: {nb: Fordi., en: Because.}\n"
        ),
        rule="antitone",
        at="broken",
    ),
    Breach(
        name="a cap that an answer brings through the fact that it gives",
        path=GROWTH,
        old=CAP,
        new="when: {fact: stage, op: eq, value: scale}",
        rule="antitone",
        at="        when: ",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert [error for error in folder.errors() if error[0] != "case"] == expected


def test_what_can_be_is_accepted(folder: CopiedFolder) -> None:
    folder.edit(
        GROWTH,
        VISIBLE,
        "visible_when: {all: [{answer: A1, op: ne, value: none},"
        " {fact: employees, op: gt, value: 4}, {fact: employees, op: lt, value: 5},"
        " {fact: founded_on, op: gt, value: '2020-01-01'},"
        " {fact: founded_on, op: lt, value: '2020-01-03'},"
        " {fact: sectors, op: contains_all, value: [medtech, other]}]}",
    )
    assert {error[0] for error in folder.errors()} == {"case"}


def test_a_lower_cap_may_give_way_to_a_higher_one(folder: CopiedFolder) -> None:
    """The ceiling counts: none is at most 0, some at most 1, much has no cap."""
    folder.edit(
        GROWTH,
        "        maximum_level: 1\n",
        "        maximum_level: 1\n"
        "        when: {answer: A1, op: eq, value: some}\n"
        "        reason: {nb: Dere har så vidt begynt., en: You have hardly begun.}\n"
        "      - theme: growth\n        maximum_level: 0\n",
    )
    assert {error[0] for error in folder.errors()} == {"case"}


def test_a_cap_of_a_question_that_a_better_answer_shows_is_accepted(folder: CopiedFolder) -> None:
    folder.edit(
        GROWTH,
        "    level_when_not_shown: 0\n",
        "    level_when_not_shown: 0\n    caps:\n      - theme: growth\n"
        "        maximum_level: 0\n        when: {answer: A2, op: lt, value: 5}\n"
        "        reason: {nb: Fordi., en: Because.}\n",
    )
    assert folder.errors() == []


NUMBERS = ("employees", "revenue_nok", "balance_nok", "largest_corporate_owner_pct")
MANY = ", ".join(
    f"{{id: {fact}-{i}, fact: {fact}, op: ne, value: {i}}}" for fact in NUMBERS for i in range(10)
)
"""Comparisons of four numbers with ten each, which takes more than 20,000 tries."""


START = "schemes/start-grant.yaml"


def test_hard_criteria_that_nobody_meets_together_are_named(folder: CopiedFolder) -> None:
    folder.edit(
        START,
        "  - slug: registered\n",
        "  - slug: old # broken\n"
        "    text: {nb: Bedriften er over 4 år., en: The company is over 4 years old.}\n"
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: company_age_years, op: gt, value: 4}\n  - slug: registered\n",
    )
    (problem,) = [p for p in folder.check().errors if p.rule == "contradiction"]
    assert problem.path == START
    assert problem.line == folder.line(START, "broken")
    assert "`young` and `old`" in problem.message


CONTRADICTIONS = {
    "{all: [{fact: uses_ai, op: eq, value: true}, {fact: employees, op: lt, value: 0}]}": (
        "`employees-lt` never comes true"
    ),
    "{all: [{fact: uses_ai, op: answered}, {id: x, fact: employees, op: lt, value: 5},"
    " {id: y, fact: employees, op: gt, value: 5}, {id: z, fact: employees, op: gt, value: 6}]}": (
        "`x` and `y` never come true together"
    ),
    "{all: [{fact: employees, op: lt, value: 5}, {any: ["
    "{id: x, fact: employees, op: gt, value: 5}, {id: y, fact: employees, op: gt, value: 6}]}]}": (
        "`employees-lt`, `x` and `y` never come true together"
    ),
}


@pytest.mark.parametrize(("condition", "words"), CONTRADICTIONS.items())
def test_a_contradiction_names_no_more_than_the_clauses_that_make_it(
    folder: CopiedFolder, condition: str, words: str
) -> None:
    folder.edit(GROWTH, VISIBLE, f"visible_when: {condition}")
    (problem,) = [p for p in folder.check().errors if p.rule == "unreachable"]
    assert words in problem.message


def test_a_requirement_that_never_applies_is_found(folder: CopiedFolder) -> None:
    path = "regulatory_requirements/marking.yaml"
    old = "{fact: product_kinds, op: contains_any, value: [hardware]}"
    folder.edit(path, old, "{fact: employees, op: lt, value: 0}")
    found = [(p.rule, p.path) for p in folder.check().errors]
    assert found == [("unreachable", path)]


def test_what_takes_too_many_steps_is_a_warning(folder: CopiedFolder) -> None:
    loaded = load_folder(folder.root)
    assert loaded.catalogue is not None
    subject = Subject(
        folder=loaded, catalogue=loaded.catalogue, cases=load_cases(folder.root), today=TODAY
    )
    reach = replace(reach_in(subject, facts_of(subject), Reading.MATCHING), most=1)
    rule = next(r for r in criteria(subject) if r.owner.item.slug == "start-grant")
    found = [*reach.problems(rule), *reach.together(subject.offers["start-grant"])]
    line = folder.line(START, "criteria:")
    assert [(p.rule, p.blocks, p.path) for p in found] == [("undecided", False, START)] * 2
    assert found[1].line == line


def test_what_would_take_many_tries_is_decided_but_whether_better_answers_bring_it(
    folder: CopiedFolder,
) -> None:
    never = (
        "{id: x, fact: uses_ai, op: eq, value: true}, {id: y, fact: uses_ai, op: eq, value: false}"
    )
    folder.edit(GROWTH, VISIBLE, f"visible_when: {{all: [{MANY}, {never}]}}")
    folder.edit(GROWTH, CAP, f"when: {{all: [{MANY}, {{answer: A1, op: eq, value: none}}]}}")
    path = "schemes/open-advice.yaml"
    folder.edit(path, "{fact: employees, op: lt, value: 50}", f"{{all: [{MANY}, {never}]}}")
    report = folder.check()
    found = [(p.rule, p.path, p.line) for p in report.errors if p.rule != "case"]
    assert found == [
        ("unreachable", GROWTH, folder.line(GROWTH, "visible_when")),
        ("unreachable", path, folder.line(path, "condition:")),
    ]
    line = folder.line(GROWTH, "        when: ")
    assert ("antitone", line) in {(p.rule, p.line) for p in report.warnings}


def test_a_better_answer_that_brings_a_cap_is_found_among_more_than_can_be_tried(
    folder: CopiedFolder,
) -> None:
    folder.edit(GROWTH, CAP, f"when: {{all: [{MANY}, {{answer: A1, op: eq, value: much}}]}}")
    line = folder.line(GROWTH, "        when: ")
    report = folder.check()
    assert ("antitone", line) in {(p.rule, p.line) for p in report.errors}
    assert "antitone" not in {p.rule for p in report.warnings}


def test_facts_that_follow_from_the_same_are_not_decided(folder: CopiedFolder) -> None:
    """Not every combination of them can be, so that what is found might never happen."""
    both = "{fact: targets_us, op: eq, value: true}, {fact: targets_eu, op: eq, value: true}"
    folder.edit(GROWTH, CAP, f"when: {{all: [{both}, {{answer: A1, op: eq, value: much}}]}}")
    report = folder.check()
    assert {problem.rule for problem in report.errors} == {"case"}
    line = folder.line(GROWTH, "        when: ")
    assert ("antitone", line) in {(p.rule, p.line) for p in report.warnings}


def test_one_fact_that_follows_is_not_left_out(folder: CopiedFolder) -> None:
    one = "{fact: targets_us, op: eq, value: true}"
    folder.edit(GROWTH, CAP, f"when: {{all: [{one}, {{answer: A1, op: eq, value: much}}]}}")
    line = folder.line(GROWTH, "        when: ")
    assert ("antitone", GROWTH, line) in folder.errors()
