"""Numbers and codes that a register defines."""

import pytest

from assessments.company.checks import CHECKS
from assessments.questionnaire.refusals import NotAccepted, Refusal
from tests.fixtures.engine import content


def _checked(check: str, text: str) -> object:
    return CHECKS[check](text, content().catalogue.derive.regions)


def test_the_facts_name_these_checks() -> None:
    named = {f.check for f in content().catalogue.facts.values() if f.check is not None}
    assert named == set(CHECKS)


@pytest.mark.parametrize(
    ("check", "text", "kept"),
    [
        ("organisation_number", "974760673", "974760673"),
        ("organisation_number", "889640782", "889640782"),
        ("organisation_number", "971526920", "971526920"),
        ("organisation_number", "123456785", "123456785"),
        ("organisation_number", "974 760 673", "974760673"),
        ("municipality_code", "3201", "3201"),
        ("municipality_code", "2111", "2111"),
        ("municipality_code", "3025", "3025"),
        ("municipality_code", "0101", "0101"),
        ("industry_code", "62", "62"),
        ("industry_code", "62.1", "62.1"),
        ("industry_code", "62.01", "62.01"),
        ("industry_code", "62.010", "62.010"),
        ("industry_code", "62.100", "62.100"),
        ("industry_code", "62.0", "62.0"),
        ("industry_code", "21.200", "21.200"),
    ],
)
def test_what_is_accepted(check: str, text: str, kept: str) -> None:
    assert _checked(check, text) == kept


@pytest.mark.parametrize(
    ("check", "text"),
    [
        *[
            ("organisation_number", text)
            for text in (
                "123456786",
                "974760674",
                "97476067",
                "9747606733",
                "abcdefghi",
                "",
                "000000000",
            )
        ],
        ("organisation_number", "٩٧٤٧٦٠٦٧٣"),
        ("organisation_number", "NO974760673MVA"),
        ("municipality_code", "9901"),
        ("municipality_code", "1301"),
        ("municipality_code", "320"),
        ("municipality_code", "32011"),
        ("municipality_code", "32a1"),
        ("municipality_code", "32٠١"),
        ("industry_code", "6"),
        ("industry_code", "04"),
        ("industry_code", "00.000"),
        ("industry_code", "62.5"),
        ("industry_code", "62.05"),
        ("industry_code", "62.050"),
        ("industry_code", "99.999"),
        ("industry_code", "620"),
        ("industry_code", "62."),
        ("industry_code", "62.0100"),
        ("industry_code", "62,010"),
        ("industry_code", "62\\a010"),
        ("industry_code", "6٢.010"),
        ("industry_code", "62.010 Programmering"),
    ],
)
def test_what_is_refused(check: str, text: str) -> None:
    with pytest.raises(NotAccepted) as refused:
        _checked(check, text)
    assert refused.value.rejected.code is Refusal.INVALID_TEXT


def test_the_health_relevant_industry_codes_have_the_form_that_is_asked_for() -> None:
    codes = [industry.code for industry in content().reference.industries.health_relevant]
    assert [_checked("industry_code", code) for code in codes] == codes


def test_the_register_has_its_official_name_in_english() -> None:
    english = "the Central Coordinating Register for Legal Entities (Enhetsregisteret)"
    said = [fact.help for fact in content().catalogue.facts.values() if fact.help is not None]
    for code in ("x", "99.999"):
        with pytest.raises(NotAccepted) as refused:
            _checked("industry_code", code)
        said.append(refused.value.rejected.message)
    named = [text for text in said if "Enhetsregisteret" in text.nb]
    assert len(named) == 5
    assert all(english in text.en for text in named)
