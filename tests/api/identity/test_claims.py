"""Whom the claims of each provider show, with tokens as the providers document them."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from api.identity.claims import principal_in
from api.identity.reading import ClaimsReading
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Scope,
)
from tests.api.identity.documented import CONSUMER, OTHER, SUPPLIER, VENDOR, reading, token

ISSUER = "https://issuer.example.no/"


def shown(claims: Mapping[str, Any], how: ClaimsReading) -> object:
    return principal_in(claims, how, ISSUER)


def test_id_porten_shows_a_person_by_sub() -> None:
    assert shown(token("id-porten"), reading("id-porten")) == CompanyUser(
        subject=f"{ISSUER}#-v-lcae5rGG-jlvzuv9Y9H7R8NmAeM2-kh0qWb-vPIE=", organisations=()
    )


def test_ansattporten_shows_the_organisations_of_the_resource_that_is_ours() -> None:
    assert shown(token("ansattporten"), reading("ansattporten")) == CompanyUser(
        subject=f"{ISSUER}#employee", organisations=(CONSUMER, OTHER)
    )


@pytest.mark.parametrize("field", ["type", "resource"])
def test_another_resource_or_type_shows_no_organisation(field: str) -> None:
    claims = token("ansattporten")
    claims["authorization_details"][0][field] = "urn:altinn:resource:something-else"
    assert shown(claims, reading("ansattporten")) is None


def test_maskinporten_shows_a_program_and_whom_it_is_for() -> None:
    claims = token("maskinporten")
    assert shown(claims, reading("maskinporten")) == Integration(
        subject=f"{ISSUER}#fc9a8287-e7cb-45e5-b90e-123048d32d85",
        name="fc9a8287-e7cb-45e5-b90e-123048d32d85",
        scopes=frozenset({Scope.SHARED_ASSESSMENTS, Scope.AGGREGATES}),
        organisation=CONSUMER,
        delegate=SUPPLIER,
        recipients=("norway-health-tech",),
    )
    del claims["supplier"], claims["delegation_source"]
    alone = shown(claims, reading("maskinporten"))
    assert isinstance(alone, Integration)
    assert (alone.organisation, alone.delegate) == (CONSUMER, None)


NOT_IN_FULL: list[dict[str, object]] = [
    {"delegation_source": "https://other.example.no/"},
    {"delegation_source": None},
    {"delegation_source": 5},
    {"supplier": "0192:123456789"},
    {"supplier": {"authority": "other", "ID": "0192:991825827"}},
    {"supplier": {"ID": 991825827}},
    {"supplier": {}},
    {"consumer": {"authority": "iso6523-actorid-upis", "ID": "0088:991825827"}},
    {"consumer": ["0192:991825827", "0192:123456785"]},
    {"consumer": 5},
    {"scope": "somebody:elses"},
    {"scope": ""},
    {"scope": None},
    {"scope": "EKSPORTKLAR:SHARED.READ"},
    {"client_id": None},
    {"client_id": ""},
    {"client_id": "a\x00b"},
    {"client_id": "x" * 256},
    {"client_id": ["", 5, {}]},
]


@pytest.mark.parametrize("change", NOT_IN_FULL, ids=str)
def test_a_program_that_is_not_shown_in_full_is_nobody(change: dict[str, object]) -> None:
    changed = {**token("maskinporten"), **change}
    claims = {name: value for name, value in changed.items() if value is not None}
    assert shown(claims, reading("maskinporten")) is None


@pytest.mark.parametrize("written", ["ID", "id"])
def test_altinn_shows_a_system_user_by_its_own_id(written: str) -> None:
    claims = token("system-user")
    organisation = claims["authorization_details"][0]["systemuser_org"]
    organisation[written] = organisation.pop("id")
    assert shown(claims, reading("maskinporten")) == Integration(
        subject=f"{ISSUER}#ebe4a681-0a8c-429e-a36f-8f9ca942b59f",
        name="991825827_exports",
        scopes=frozenset({Scope.SHARED_ASSESSMENTS}),
        organisation=CONSUMER,
        delegate=VENDOR,
        recipients=("norway-health-tech",),
    )


def test_a_supplier_runs_the_system_user_where_there_is_one() -> None:
    claims = {**token("system-user"), "supplier": {"ID": f"0192:{SUPPLIER}"}}
    assert shown(claims, reading("maskinporten")) is None
    claims["delegation_source"] = "https://www.altinn.no/"
    found = shown(claims, reading("maskinporten"))
    assert isinstance(found, Integration)
    assert (found.organisation, found.delegate) == (CONSUMER, SUPPLIER)


def test_system_users_of_one_organisation_go_by_the_client_and_of_several_by_nobody() -> None:
    claims = token("system-user")
    [first] = claims["authorization_details"]
    claims["authorization_details"] = [first, {**first, "systemuser_id": ["another"]}]
    found = shown(claims, reading("maskinporten"))
    assert isinstance(found, Integration)
    assert found.subject == f"{ISSUER}#{claims['client_id']}"
    other = {"authority": "iso6523-actorid-upis", "id": f"0192:{OTHER}"}
    claims["authorization_details"][1]["systemuser_org"] = other
    assert shown(claims, reading("maskinporten")) is None
    del claims["authorization_details"][1]["systemuser_org"]
    assert shown(claims, reading("maskinporten")) is None
    claims["authorization_details"] = claims["authorization_details"][1:]
    assert shown(claims, reading("maskinporten")) is None


def test_a_consumer_that_is_its_own_supplier_acts_for_itself() -> None:
    claims = token("maskinporten")
    claims["supplier"] = claims["consumer"]
    found = shown(claims, reading("maskinporten"))
    assert isinstance(found, Integration)
    assert (found.organisation, found.delegate) == (CONSUMER, None)


def test_a_company_that_runs_its_own_system_user_acts_for_itself() -> None:
    claims = {**token("system-user"), "consumer": {"ID": f"0192:{CONSUMER}"}}
    found = shown(claims, reading("maskinporten"))
    assert isinstance(found, Integration)
    assert (found.organisation, found.delegate) == (CONSUMER, None)


def read_for(claims: Mapping[str, Any], how: ClaimsReading) -> tuple[str, ...]:
    found = shown(claims, how)
    assert isinstance(found, Integration)
    return found.recipients


def test_a_program_reads_for_the_recipients_of_the_organisation_that_it_acts_for() -> None:
    claims = token("maskinporten")
    assert read_for(claims, reading("maskinporten")) == ("norway-health-tech",)
    claims["consumer"]["ID"] = f"0192:{OTHER}"
    assert read_for(claims, reading("maskinporten")) == ()
    del claims["consumer"]
    assert read_for(claims, reading("maskinporten")) == ()


def test_an_issuer_may_name_recipients_itself() -> None:
    how = ClaimsReading.model_validate(
        {
            "integrations": {
                "scopes": {"read": ["shared_assessments"]},
                "consumer": "consumer",
                "recipients": {CONSUMER: ["eksfin"]},
                "recipient_claim": "reads_for",
            }
        }
    )
    claims = {"sub": "program", "scope": "read", "consumer": CONSUMER}
    assert read_for(claims, how) == ("eksfin",)
    said = ["abelia", "No Slug", 7, "eksfin", "abelia"]
    assert read_for({**claims, "reads_for": said}, how) == ("eksfin", "abelia")
    assert read_for({"sub": "program", "scope": "read", "reads_for": "abelia"}, how) == ("abelia",)


@pytest.mark.parametrize(
    "recipients", [{"123456789": ["eksfin"]}, {"0192:123456785": ["eksfin"]}, {CONSUMER: ["A b"]}]
)
def test_recipients_that_cannot_be_are_refused_when_the_program_starts(
    recipients: dict[str, list[str]],
) -> None:
    with pytest.raises(ValidationError):
        ClaimsReading.model_validate(
            {"integrations": {"scopes": {"read": ["company"]}, "recipients": recipients}}
        )


ROLES = reading("roles")


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (["eksportklar-admin"], Administrator(subject=f"{ISSUER}#kari", name="Kari Nordmann")),
        ("eksportklar-admin", Administrator(subject=f"{ISSUER}#kari", name="Kari Nordmann")),
        (
            ["advisor-nht", 5, "advisor-both", "advisor-nht", "unknown"],
            Advisor(
                subject=f"{ISSUER}#kari", recipients=("norway-health-tech", "oslo-cancer-cluster")
            ),
        ),
        (["unknown"], None),
        ([], None),
        ({"eksportklar-admin": True}, None),
        ("eksportklar-admin advisor-nht", None),
    ],
)
def test_roles_are_read_by_what_they_are_configured_to_mean(
    roles: object, expected: object
) -> None:
    claims = {"sub": "kari", "name": "Kari Nordmann", "realm_access": {"roles": roles}}
    assert shown(claims, ROLES) == expected


def test_without_a_mapping_the_values_are_slugs_after_a_prefix() -> None:
    how = ClaimsReading.model_validate(
        {"advisors": {"claim": "https://example.no/groups", "prefix": "cluster:"}}
    )
    groups = ["cluster:norway-health-tech", "norwep", "cluster:", "cluster:No Slug", 7]
    assert shown({"sub": "ola", "https://example.no/groups": groups}, how) == Advisor(
        subject=f"{ISSUER}#ola", recipients=("norway-health-tech",)
    )


def test_of_several_the_first_counts_in_the_order_that_is_documented() -> None:
    how = ClaimsReading.model_validate(
        {
            "people": True,
            "administrators": {"claim": "role", "value": "administrator"},
            "advisors": {"claim": "clusters"},
            "integrations": {"scopes": {"read": ["shared_assessments"]}},
        }
    )
    claims: dict[str, object] = {
        "sub": "all",
        "role": "administrator",
        "clusters": ["a"],
        "scope": "read",
    }
    kinds: list[type[object]] = []
    for claim in ("role", "clusters", "scope", "sub"):
        kinds.append(type(shown(claims, how)))
        del claims[claim]
    assert kinds == [Administrator, Advisor, Integration, CompanyUser]
    assert shown(claims, how) is None


def test_nothing_configured_shows_nobody() -> None:
    for name in ("id-porten", "ansattporten", "maskinporten", "system-user"):
        assert shown(token(name), ClaimsReading()) is None


def test_whoever_is_named_by_a_national_identity_number_is_nobody() -> None:
    for number in ("20914695016", "209146 95016", "20.91.46-95016", " 20914695016"):
        assert shown({"sub": number}, reading("id-porten")) is None
    assert shown({"sub": "209146950160"}, reading("id-porten")) is not None


@pytest.mark.parametrize(
    "setting",
    [
        {"subject": ["pid"]},
        {"name": ["act.pid"]},
        {"administrators": {"claim": "pid", "value": "x"}},
        {"subject": []},
        {"subject": ["a..b"]},
        {"subject": [""]},
        {"integrations": {"scopes": {}}},
        {"integrations": {"scopes": {"read": ["everything"]}}},
        {"advisors": {"claim": "groups", "recipients": {"x": ["No Slug"]}}},
        {"unknown": True},
    ],
    ids=str,
)
def test_settings_that_cannot_be_meant_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ClaimsReading.model_validate(setting)
