"""Gaps: errors, unless they were accepted of the entry as it is."""

import pytest

from assessments.content.checks.accepted_gaps import digest_of
from scripts import accept_gaps
from tests.assessments.content.copied_folder import (
    OFFER_CASES,
    QUESTIONNAIRE,
    QUESTIONNAIRE_CASES,
    CopiedFolder,
)

ACCEPTED = "accepted_gaps.yaml"
ALL = frozenset({"undated-source", "no-cases", "unchecked"})
GRANT = "schemes/start-grant.yaml"


def _undated(folder: CopiedFolder) -> None:
    folder.edit("sources.yaml", "    dated: '2025'\n", "")


def _unchecked(folder: CopiedFolder) -> None:
    path = "procurement_rules/threshold.yaml"
    folder.edit(path, "checked_on: '2026-11-01'\nchecked_by: KN\n", "")


def _break_everything(folder: CopiedFolder) -> None:
    _undated(folder)
    _unchecked(folder)
    (folder.root / OFFER_CASES).unlink()
    (folder.root / QUESTIONNAIRE_CASES).unlink()


EVERYTHING = [
    ("unchecked", "procurement_rules/threshold.yaml", 1),
    ("no-cases", QUESTIONNAIRE, 1),
    ("no-cases", GRANT, 1),
    ("undated-source", "sources.yaml", 6),
]


def _warnings(folder: CopiedFolder) -> list[tuple[str, str, int]]:
    return [(w.rule, w.path, w.line) for w in folder.check().warnings]


def test_gaps_are_errors(folder: CopiedFolder) -> None:
    _break_everything(folder)
    assert folder.errors() == EVERYTHING
    assert [problem.message for problem in folder.check().errors] == [
        "no person has checked this against its source; have it checked",
        "it has no worked cases; add `cases/questionnaires/ready-1.yaml`",
        "the offer has no worked cases; add `cases/offers/start-grant.yaml`",
        "the source has no date; say in `dated` what time it speaks of",
    ]


def test_accepted_gaps_are_warnings(folder: CopiedFolder) -> None:
    _break_everything(folder)
    assert accept_gaps.main(folder.root, ALL) == 4
    assert folder.errors() == []
    assert _warnings(folder) == EVERYTHING


def test_only_the_named_rules_are_accepted(folder: CopiedFolder) -> None:
    _break_everything(folder)
    assert accept_gaps.main(folder.root, frozenset({"unchecked"})) == 1
    assert folder.errors() == EVERYTHING[1:]
    assert _warnings(folder) == EVERYTHING[:1]


def test_nothing_is_accepted_where_nothing_is_lacking(folder: CopiedFolder) -> None:
    assert accept_gaps.main(folder.root, ALL) == 0
    assert folder.errors() == []
    assert _warnings(folder) == []


def test_accepting_needs_a_folder_that_can_be_read(folder: CopiedFolder) -> None:
    folder.edit("sources.yaml", "sources:", "source:")
    with pytest.raises(SystemExit):
        accept_gaps.main(folder.root, ALL)
    assert not (folder.root / ACCEPTED).exists()


def test_a_changed_entry_must_be_mended(folder: CopiedFolder) -> None:
    _break_everything(folder)
    accept_gaps.main(folder.root, ALL)
    folder.edit("sources.yaml", "title: A report", "title: Another report")
    folder.edit("procurement_rules/threshold.yaml", "amount_nok: 100000", "amount_nok: 100001")
    folder.edit("questionnaires/ready/1/growth.yaml", "en: Much}", "en: A lot}")
    assert folder.errors() == [
        ("unchecked", "procurement_rules/threshold.yaml", 1),
        ("no-cases", QUESTIONNAIRE, 1),
        ("undated-source", "sources.yaml", 6),
    ]
    assert _warnings(folder) == [("no-cases", GRANT, 1)]


def test_a_mended_gap_is_no_longer_to_be_listed(folder: CopiedFolder) -> None:
    _undated(folder)
    accept_gaps.main(folder.root, ALL)
    line = "    url: https://example.org/report\n"
    folder.edit("sources.yaml", line, f"{line}    dated: '2026'\n")
    assert folder.errors() == []
    number = folder.line(ACCEPTED, "entry: report")
    assert _warnings(folder) == [("outdated-acceptance", ACCEPTED, number)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("undated-source", "expired"),
        ("digest: '", "digest: 'x"),
        ("gaps:", "gap:"),
    ],
)
def test_a_wrong_list_is_refused(folder: CopiedFolder, old: str, new: str) -> None:
    _undated(folder)
    accept_gaps.main(folder.root, ALL)
    folder.edit(ACCEPTED, old, new)
    line = 1 if new == "gap:" else folder.line(ACCEPTED, new)
    assert folder.errors() == [
        ("format", ACCEPTED, line),
        ("undated-source", "sources.yaml", 6),
    ]


def test_digests_do_not_hang_on_the_order_of_keys() -> None:
    assert digest_of({"a": 1, "b": [2, "å"]}) == digest_of({"b": [2, "å"], "a": 1})
    assert digest_of({"a": 1, "b": [2, "å"]}) == "5188fe68cc671d4b"
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_scheme_for_others_needs_no_cases(folder: CopiedFolder) -> None:
    (folder.root / OFFER_CASES).unlink()
    folder.edit(GRANT, "applicant: company", "applicant: cluster")
    assert folder.errors() == []


def test_registration_alone_needs_no_cases(folder: CopiedFolder) -> None:
    (folder.root / OFFER_CASES).unlink()
    folder.edit(
        GRANT,
        "    hard: true\n    basis: sourced\n    condition: {fact: company_age_years",
        "    hard: false\n    basis: sourced\n    condition: {fact: company_age_years",
    )
    assert folder.errors() == []


def test_a_criterion_of_which_no_case_shows_a_side_is_refused(folder: CopiedFolder) -> None:
    folder.edit(OFFER_CASES, "verdicts: {young: MET, registered: MET}", "verdicts: {}")
    folder.edit(OFFER_CASES, "verdicts: {young: UNMET}", "verdicts: {uses-ai: MET}")
    line = folder.line(OFFER_CASES, "cases:")
    report = folder.check()
    assert [(p.rule, p.path, p.line, p.message) for p in report.errors] == [
        ("one-sided-cases", OFFER_CASES, line, "no case shows `young` MET; add one that does"),
        ("one-sided-cases", OFFER_CASES, line, "no case shows `young` UNMET; add one that does"),
    ]
