"""Entries: status, dates, successors, what is open to all, who has checked."""

from tests.assessments.content.copied_folder import Breach, CopiedFolder, each

ADVICE = "schemes/open-advice.yaml"
OLD = "schemes/old-grant.yaml"
AGENCY = "organisations/agency.yaml"

BREACHES = [
    Breach(
        name="an offer that has ended and is still active",
        path=ADVICE,
        old="valid_to: '2027-12-31'",
        new="valid_to: '2026-11-21'",
        rule="expired",
        at="status: active",
    ),
    Breach(
        name="an offer that has ended and is uncertain",
        path=ADVICE,
        old="status: active\nvalid_to: '2027-12-31'",
        new="status: uncertain\nvalid_to: '2026-11-21'",
        rule="expired",
        at="status: uncertain",
    ),
    Breach(
        name="an organisation that has ended and is still active",
        path=AGENCY,
        old="status: active",
        new="status: active_changed\nvalid_to: '2026-11-21'",
        rule="expired",
        at="status: active_changed",
    ),
    Breach(
        name="an offer that ends before it begins",
        path=ADVICE,
        old="valid_to: '2027-12-31'",
        new="valid_to: '2027-12-31'\nvalid_from: '2028-01-01'",
        rule="dates",
        at="valid_to:",
    ),
    Breach(
        name="a merged offer without a successor",
        path=OLD,
        old="successor: start-grant\n",
        new="",
        rule="successor",
        at="status: merged",
    ),
    Breach(
        name="a renamed offer without a successor",
        path=OLD,
        old="status: merged\nsuccessor: start-grant\n",
        new="status: renamed\n",
        rule="successor",
        at="status: renamed",
    ),
    Breach(
        name="a renamed organisation without a successor",
        path="organisations/old-agency.yaml",
        old="successors: [agency]\n",
        new="",
        rule="successor",
        at="status: renamed",
    ),
    Breach(
        name="open to all with a hard criterion",
        path=ADVICE,
        old="hard: false",
        new="hard: true",
        rule="open-to-all",
        at="hard: true",
    ),
    Breach(
        name="from sources of which there is none",
        path=ADVICE,
        old="sources: [page]",
        new="sources: []",
        rule="sources",
        at="confidence: sourced",
    ),
    Breach(
        name="checked by nobody",
        path=AGENCY,
        old="checked_by: KN\n",
        new="",
        rule="checked",
        at="checked_on:",
    ),
    Breach(
        name="checked in the future",
        path=AGENCY,
        old="checked_on: '2026-11-01'",
        new="checked_on: '2026-11-23'",
        rule="checked",
        at="checked_on:",
    ),
    Breach(
        name="two blanks in a row",
        path=ADVICE,
        old="en: Advice for everyone.",
        new="en: Advice  for everyone.",
        rule="blanks",
        at="Advice  for",
    ),
    Breach(
        name="a blank at the end",
        path="words.yaml",
        old="en: Get in touch",
        new="en: 'Get in touch '",
        rule="blanks",
        at="'Get in touch '",
    ),
    Breach(
        name="a blank at the beginning",
        path="questionnaires/ready/1/market.yaml",
        old="nb: Om markedet.",
        new="nb: ' Om markedet.'",
        rule="blanks",
        at="' Om markedet.'",
    ),
    Breach(
        name="a blank in nynorsk",
        path="barriers.yaml",
        old="nb: Kapital,",
        new="nb: Kapital, nn: 'Kapital ',",
        rule="blanks",
        at="'Kapital '",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    if breach.name == "open to all with a hard criterion":
        expected.insert(0, ("no-cases", ADVICE, 1))
        assert sorted(folder.errors()) == sorted(expected)
    else:
        assert folder.errors() == expected


def test_the_last_day_is_not_over(folder: CopiedFolder) -> None:
    folder.edit(ADVICE, "valid_to: '2027-12-31'", "valid_to: '2026-11-22'")
    folder.edit(AGENCY, "checked_on: '2026-11-01'", "checked_on: '2026-11-22'")
    assert folder.errors() == []


def test_between_calls_may_have_ended(folder: CopiedFolder) -> None:
    folder.edit(ADVICE, "status: active\nvalid_to: '2027", "status: calls_between\nvalid_to: '2020")
    assert folder.errors() == []


def test_open_to_all_may_ask_for_registration(folder: CopiedFolder) -> None:
    folder.edit(
        ADVICE,
        "    hard: false\n    basis: sourced\n    condition: {fact: employees, op: lt, value: 50}",
        "    hard: true\n    basis: sourced\n"
        "    condition: {fact: registered_in_norway, op: eq, value: true}",
    )
    assert folder.errors() == []


def test_somebody_who_never_checked_is_refused(folder: CopiedFolder) -> None:
    folder.edit(AGENCY, "checked_on: '2026-11-01'\n", "")
    line = folder.line(AGENCY, "checked_by:")
    assert folder.errors() == [("unchecked", AGENCY, 1), ("checked", AGENCY, line)]


SENTENCE = "A sentence of more than forty characters."


def test_the_same_sentence_in_both_languages_is_a_warning(folder: CopiedFolder) -> None:
    folder.edit(
        ADVICE,
        "summary: {nb: Råd til alle., en: Advice for everyone.}",
        f"summary:\n  nb: {SENTENCE}\n  en: {SENTENCE} # here",
    )
    report = folder.check()
    assert report.errors == ()
    assert [(w.rule, w.path, w.line) for w in report.warnings] == [
        ("same-text", ADVICE, folder.line(ADVICE, "here"))
    ]


def test_a_short_text_or_a_name_may_be_the_same(folder: CopiedFolder) -> None:
    forty = SENTENCE[:-2] + "."
    assert len(forty) == 40
    folder.edit(
        ADVICE,
        "summary: {nb: Råd til alle., en: Advice for everyone.}",
        f"summary:\n  nb: {forty}\n  en: {forty}",
    )
    folder.edit(
        ADVICE,
        "name: {nb: Åpen rådgivning, en: Open advice}",
        f"name:\n  nb: {SENTENCE}\n  en: {SENTENCE}",
    )
    report = folder.check()
    assert (report.errors, report.warnings) == ((), ())
