"""The setting ``EKSPORTKLAR_ISSUERS``: what is accepted, and that a wrong one is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.identity.issuers import Algorithm, Issuer, is_safe_address
from api.settings import PREFIX, Settings, SettingsError, load_settings
from tests.api.identity import documented

NAME = f"{PREFIX}ISSUERS"
DELEGATION = ("supplier", "source", "sources")
GOOD: dict[str, Any] = {"issuer": "https://a.no", "audiences": ["x"]}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def loaded(monkeypatch: pytest.MonkeyPatch, value: object) -> Settings:
    monkeypatch.setenv(NAME, value if isinstance(value, str) else json.dumps(value))
    return load_settings()


def test_the_documented_examples_can_be_set_together(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("id-porten", "ansattporten", "maskinporten", "roles")
    settings = loaded(monkeypatch, [documented.setting(name) for name in names])
    assert [issuer.issuer for issuer in settings.issuers] == [
        "https://idporten.no",
        "https://ansattporten.no",
        "https://maskinporten.no/",
        "https://login.example.no/realms/clusters",
    ]
    assert settings.issuers[0].algorithms == (Algorithm.RS256,)


def test_nobody_is_trusted_unless_configured() -> None:
    assert load_settings().issuers == ()


WRONG: list[tuple[object, str]] = [
    ("", ""),
    ("{", ""),
    ("[" * 100_000, ""),
    ("{}", ""),
    ([GOOD, GOOD], ""),
    ([{**GOOD, "issuer": f"https://{n}.no"} for n in range(21)], ""),
    ([5], ".0"),
    ([{"issuer": "https://a.no"}], ".0.audiences"),
    ([{**GOOD, "audiences": []}], ".0.audiences"),
    ([{**GOOD, "audiences": [""]}], ".0.audiences.0"),
    ([{**GOOD, "algorithms": []}], ".0.algorithms"),
    ([{**GOOD, "algorithms": ["HS256"]}], ".0.algorithms.0"),
    ([{**GOOD, "algorithms": ["none"]}], ".0.algorithms.0"),
    ([{**GOOD, "issuer": "http://a.no"}], ".0.issuer"),
    ([{**GOOD, "issuer": "https://a.no/#x"}], ".0.issuer"),
    ([{**GOOD, "issuer": "https://me:hunter2@a.no"}], ".0.issuer"),
    ([{**GOOD, "issuer": "https://"}], ".0.issuer"),
    ([{**GOOD, "issuer": "https://a.no/" + "x" * 200}], ".0.issuer"),
    ([{**GOOD, "jwks_uri": "http://10.0.0.1/keys"}], ".0.jwks_uri"),
    ([{**GOOD, "claims": {"subject": ["pid"]}}], ".0.claims.subject.0"),
    ([{**GOOD, "secret": "hunter2"}], ".0.secret"),
]


@pytest.mark.parametrize(("value", "place"), WRONG, ids=lambda value: str(value)[:60])
def test_a_wrong_issuer_is_named_by_its_place_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, value: object, place: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, value)
    assert f" {NAME}{place}: " in str(caught.value)
    assert "hunter2" not in str(caught.value)


UNKNOWN: list[tuple[dict[str, Any], str, list[str]]] = [
    (
        {"claims": {"advisors": {"claim": "groups", "clusters": {"x": ["norwep"]}}}},
        ".0.claims.advisors.clusters",
        ["claim", "prefix", "recipients"],
    ),
    ({"claims": {"delegation": {"trust": []}}}, ".0.claims.delegation.trust", list(DELEGATION)),
    ({"issuers": "hunter2"}, ".0.issuers", list(Issuer.model_fields)),
]


@pytest.mark.parametrize(("entry", "place", "names"), UNKNOWN)
def test_a_name_without_a_meaning_is_refused_with_those_that_have_one(
    monkeypatch: pytest.MonkeyPatch, entry: dict[str, Any], place: str, names: list[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, [{**GOOD, **entry}])
    said = str(caught.value)
    assert f" {NAME}{place}: " in said
    assert said.endswith(f" {', '.join(names)}.")
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.no/keys?x=1", True),
        ("http://127.0.0.1:8080/", True),
        ("http://[::1]/", True),
        ("http://localhost:1", True),
        ("http://localhost.evil.no", False),
        ("http://127.0.0.1.evil.no", False),
        ("http://a.no", False),
        ("ftp://127.0.0.1", False),
        ("https://a.no:99999", False),
        ("https://a.no:x", False),
        ("//a.no", False),
        ("", False),
    ],
)
def test_only_https_or_this_machine_is_safe(url: str, *, safe: bool) -> None:
    assert is_safe_address(url) is safe
