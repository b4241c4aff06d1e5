"""The runner of worked cases: every expectation fails when it is wrong."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    OFFER_CASES,
    QUESTIONNAIRE_CASES,
    Breach,
    CopiedFolder,
    each,
)


def _offer(name: str, old: str, new: str, rule: str = "case", at: str | None = None) -> Breach:
    return Breach(name=name, path=OFFER_CASES, old=old, new=new, rule=rule, at=at or new)


def _whole(name: str, old: str, new: str, rule: str = "case", at: str | None = None) -> Breach:
    return Breach(name=name, path=QUESTIONNAIRE_CASES, old=old, new=new, rule=rule, at=at or new)


BREACHES = [
    _offer("outcome", "outcome: NOT_ELIGIBLE", "outcome: NEAR_MISS"),
    _offer("verdict", "{young: MET, registered: MET}", "{young: MET, registered: UNMET}"),
    _offer("criterion", "{young: MET, registered: MET}", "{young: MET, registerd: MET}"),
    _offer("missing", "missing: [founded_on]", "missing: [employees]"),
    _offer("missing something else", "missing: [founded_on]", "missing: [founded_on, employees]"),
    _offer("relevance", "relevance: 73.3", "relevance: 73.4"),
    _offer("barrier", "gaps: [capital, buyers]", "gaps: [capital, byers]"),
    _offer("gaps", "gaps: [capital, buyers]", "gaps: [capital]", at="relevance: 73.3"),
    _offer("unknown outcome", "outcome: NOT_ELIGIBLE", "outcome: MAYBE", rule="format"),
    _offer("unknown verdict", "{young: UNMET}", "{young: NO}", rule="format"),
    _offer("unknown key", "missing: []", "lacking: []", rule="format"),
    _offer("fact", "uses_ai: true", "uses_ia: true"),
    _offer("kind of fact", "uses_ai: true", "uses_ai: often"),
    _offer("shape of a value", "uses_ai: true", "uses_ai: {yes: true}", rule="format"),
    _offer(
        "two that say nothing",
        "uses_ai: true",
        "uses_ai: {dont_know: true, never: true}",
        rule="format",
    ),
    _offer("fact that follows", "uses_ai: true", "company_age_years: 3"),
    _offer("fact that nobody states", "uses_ai: true", "consent: true"),
    _offer("not applicable fact", "uses_ai: true", "uses_ai: {not_applicable: true}"),
    _offer("never", "uses_ai: true", "uses_ai: {never: true}"),
    _offer("option", "uses_ai: true", "stage: ideas"),
    _offer("list of options", "uses_ai: true", "sectors: medtech"),
    _offer("options", "uses_ai: true", "sectors: [metech]"),
    _offer("list of numbers", "uses_ai: true", "sectors: [1]", rule="format"),
    _offer("number", "uses_ai: true", "employees: -1"),
    _offer("number in words", "uses_ai: true", "employees: ten"),
    _offer("register's check", "uses_ai: true", "organisation_number: '974760674'"),
    _offer("date that is none", "{founded_on: null}", "{founded_on: '2025-02-30'}"),
    _offer("date in the future", "{founded_on: null}", "{founded_on: '2026-11-23'}"),
    _offer("offer", "offer: start-grant", "offer: stat-grant", rule="reference"),
    _whole("shown", "shown: [A2, B1]", "shown: [A2, A3, B1, B9]"),
    _whole("hidden", "hidden: [A2]", "hidden: [A3]"),
    _whole("score", "growth: 28.6", "growth: 28.5"),
    _whole("overall score", "overall: 42.9", "overall: 42.8"),
    _whole("no score", "{growth: null, market: null, overall: null}", "{growth: 0.0}"),
    _whole("level", "levels: {growth: 1, market: 2", "levels: {growth: 2, market: 2"),
    _whole("overall level", "market: 2, overall: 2}", "market: 2, overall: 1}"),
    _whole("theme of a score", "scores: {growth: 28.6", "scores: {grow: 28.6"),
    _whole("caps", "caps: {growth: [A1], market: [B3]}", "caps: {growth: [A1], market: []}"),
    _whole("theme of caps", "caps: {growth: [A1], market: [B3]}", "caps: {grow: [A1]}"),
    _whole("missing questions", "missing: [A1, A3, B1, B2, B3]", "missing: [A1, B1, B2, B3]"),
    _whole("missing facts", "missing_facts: [uses_ai]", "missing_facts: [target_markets]"),
    _whole("gaps shown", "gaps: [capital]", "gaps: [capital, buyers]"),
    _whole("answer to no question", "A2: 10", "A9: 10", at="answers: {A1: much"),
    _whole("answer that cannot be", "A2: 10", "A2: 10.5", at="answers: {A1: much"),
    _whole("answer that must apply", "A2: 10", "A2: {not_applicable: true}"),
    _whole("fact of a questionnaire", "uses_ai: true}", "uses_ai: 1}"),
    _whole("version", "version: 1", "version: 2", rule="reference", at="questionnaire: ready"),
]


@each(BREACHES)
def test_a_wrong_expectation_fails(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    found = folder.errors()
    assert [error for error in found if error[0] != "one-sided-cases"] == expected


def test_a_failure_says_what_was_expected_and_found(folder: CopiedFolder) -> None:
    folder.edit(OFFER_CASES, "missing: [founded_on]", "missing: []")
    folder.edit(OFFER_CASES, "relevance: 73.3", "relevance: 73.4")
    folder.edit(QUESTIONNAIRE_CASES, "market: [B3]", "market: []")
    folder.edit(QUESTIONNAIRE_CASES, "levels: {growth: 1", "levels: {growth: null")
    nearly, without = "A company of nearly two years may apply.", "Without the founding date nobody"
    capped = "What has not begun is capped, and hides how many customers …"
    mend = "mend the case or the content"
    assert [problem.message for problem in folder.check().errors] == [
        f"“{nearly}”: relevance: expected 73.4, found 73.3; {mend}",
        f"“{without} can tell.”: missing: expected [], found [founded_on]; {mend}",
        f"“{capped}”: levels of growth: expected none, found 1; {mend}",
        f"“{capped}”: caps of market: expected [], found [B3]; {mend}",
    ]


def test_a_value_that_cannot_be_is_told_once_for_the_file(folder: CopiedFolder) -> None:
    folder.edit(OFFER_CASES, "uses_ai: true", "uses_ai: often")
    (problem,) = folder.check().errors
    assert problem.message.startswith("`uses_ai`: ")
    assert problem.line == folder.line(OFFER_CASES, "uses_ai: often")


def test_facts_that_cannot_all_be_true_are_told_where_the_case_says_one(
    folder: CopiedFolder,
) -> None:
    folder.edit(OFFER_CASES, "  uses_ai: true\n", "  uses_ai: true\n  sme_size: micro\n")
    folder.edit(OFFER_CASES, "{founded_on: null}", "{founded_on: null, employees: 1000}")
    assert folder.errors() == [("case", OFFER_CASES, folder.line(OFFER_CASES, "employees: 1000"))]


def test_facts_of_a_file_that_cannot_all_be_true_are_told_once(folder: CopiedFolder) -> None:
    folder.edit(
        OFFER_CASES, "  uses_ai: true\n", "  uses_ai: true\n  sme_size: micro\n  employees: 1000\n"
    )
    assert folder.errors() == [("case", OFFER_CASES, folder.line(OFFER_CASES, "sme_size"))]


def test_a_case_may_take_away_what_would_not_fit(folder: CopiedFolder) -> None:
    folder.edit(QUESTIONNAIRE_CASES, "uses_ai: true}", "uses_ai: true, sme_size: micro}")
    folder.edit(
        QUESTIONNAIRE_CASES, "facts: {uses_ai: null}", "facts: {uses_ai: null, employees: 1000}"
    )
    line = folder.line(QUESTIONNAIRE_CASES, "employees: 1000")
    assert folder.errors() == [("case", QUESTIONNAIRE_CASES, line)]
    folder.edit(QUESTIONNAIRE_CASES, "employees: 1000", "employees: 1000, sme_size: null")
    assert folder.errors() == []


def test_a_case_that_expects_nothing_is_refused(folder: CopiedFolder) -> None:
    text = "  - says: Nothing comes of this.\n"
    folder.edit(OFFER_CASES, "cases:\n", f"cases:\n{text}")
    folder.edit(QUESTIONNAIRE_CASES, "cases:\n", f"cases:\n{text}")
    assert folder.errors() == [
        ("case", OFFER_CASES, folder.line(OFFER_CASES, "Nothing comes")),
        ("case", QUESTIONNAIRE_CASES, folder.line(QUESTIONNAIRE_CASES, "Nothing comes")),
    ]


def test_a_case_may_speak_of_another_day(folder: CopiedFolder) -> None:
    folder.edit(OFFER_CASES, "as_of: '2026-11-21'", "as_of: '2026-11-22'")
    line = folder.line(OFFER_CASES, "The day before") + 3
    assert folder.errors() == [("case", OFFER_CASES, line)]


def test_soft_criteria_are_not_among_the_missing(folder: CopiedFolder) -> None:
    folder.edit(
        OFFER_CASES, "company: {founded_on: null}", "company: {founded_on: null, uses_ai: null}"
    )
    assert folder.errors() == []


def test_every_kind_of_value_is_taken(folder: CopiedFolder) -> None:
    folder.edit(
        OFFER_CASES,
        "  uses_ai: true\n",
        "  uses_ai: true\n  stage: idea\n  sectors: [medtech, other]\n  target_markets: []\n"
        "  employees: 2.5\n  revenue_nok: 12\n  county_code: '12'\n"
        "  organisation_number: '974 760 673'\n  device_class: none\n"
        "  sme_size: {dont_know: true}\n",
    )
    assert folder.errors() == []


def test_a_fact_may_not_apply_where_an_answer_can_say_so(folder: CopiedFolder) -> None:
    folder.edit(OFFER_CASES, "uses_ai: true", "sectors: {not_applicable: true}")
    line = folder.line(OFFER_CASES, "sectors:")
    relevance = ("case", OFFER_CASES, folder.line(OFFER_CASES, "relevance"))
    assert folder.errors() == [("case", OFFER_CASES, line)]
    folder.edit(
        GROWTH,
        "    not_applicable:\n",
        "    writes_fact:\n      fact: sectors\n    not_applicable:\n",
    )
    folder.edit(GROWTH, "{slug: sales,", "{slug: medtech,")
    folder.edit(GROWTH, "{slug: rights,", "{slug: other,")
    folder.edit(GROWTH, "{slug: nothing,", "{slug: none,")
    folder.edit(
        "facts.yaml",
        "{slug: other, text",
        "{slug: none, text: {nb: A, en: A}}\n      - {slug: other, text",
    )
    folder.edit(QUESTIONNAIRE_CASES, "A3: [sales, rights]", "A3: [medtech, other]")
    assert folder.errors() == [relevance]


def test_failing_cases_come_after_what_may_make_them_fail(folder: CopiedFolder) -> None:
    folder.edit(GROWTH, "maximum_level: 1", "maximum_level: 3")
    folder.edit(QUESTIONNAIRE_CASES, "growth: 28.6", "growth: 28.5")
    (folder.root / OFFER_CASES).unlink()
    assert folder.errors() == [
        ("cap", GROWTH, folder.line(GROWTH, "maximum_level: 3")),
        ("no-cases", "schemes/start-grant.yaml", 1),
        ("case", QUESTIONNAIRE_CASES, folder.line(QUESTIONNAIRE_CASES, "growth: 28.5")),
    ]
