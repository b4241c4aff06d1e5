"""Reach: what can never be shown, hold or be met; and caps that a better answer brings."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
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
        name="a criterion that nobody meets",
        path="schemes/open-advice.yaml",
        old="{fact: employees, op: lt, value: 50}",
        new="{all: [{fact: employees, op: lt, value: 5}, {fact: employees, op: gt, value: 5}]}",
        rule="unreachable",
        at="condition:",
    ),
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


def test_what_takes_too_many_tries_is_left_out(folder: CopiedFolder) -> None:
    never = (
        "{id: x, fact: uses_ai, op: eq, value: true}, {id: y, fact: uses_ai, op: eq, value: false}"
    )
    folder.edit(GROWTH, VISIBLE, f"visible_when: {{all: [{MANY}, {never}]}}")
    folder.edit(GROWTH, CAP, f"when: {{all: [{MANY}, {{answer: A1, op: eq, value: much}}]}}")
    path = "schemes/open-advice.yaml"
    folder.edit(path, "{fact: employees, op: lt, value: 50}", f"{{all: [{MANY}, {never}]}}")
    assert {error[0] for error in folder.errors()} == {"case"}


def test_facts_that_follow_from_the_same_are_left_out(folder: CopiedFolder) -> None:
    """Not every combination of them can be, so that what is found might never happen."""
    both = "{fact: targets_us, op: eq, value: true}, {fact: targets_eu, op: eq, value: true}"
    folder.edit(GROWTH, CAP, f"when: {{all: [{both}, {{answer: A1, op: eq, value: much}}]}}")
    assert {error[0] for error in folder.errors()} == {"case"}


def test_one_fact_that_follows_is_not_left_out(folder: CopiedFolder) -> None:
    one = "{fact: targets_us, op: eq, value: true}"
    folder.edit(GROWTH, CAP, f"when: {{all: [{one}, {{answer: A1, op: eq, value: much}}]}}")
    line = folder.line(GROWTH, "        when: ")
    assert ("antitone", GROWTH, line) in folder.errors()
