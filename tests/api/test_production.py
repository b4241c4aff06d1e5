"""A production server starts only when it is told what has no safe default, and says all of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from api.production import RULES, check_production
from api.settings import PREFIX, Settings, SettingsError, load_settings
from tests.fixtures.commands import CommandLine

OWNER: Final = "postgresql://owner:hunter2@localhost/x"
PROGRAM: Final = "postgresql://program:hunter2@localhost/x"
ISSUER: Final = {"issuer": "https://id.example.org", "audiences": ["https://api.example.org"]}

COMPLETE: Final[Mapping[str, str]] = {
    "ENVIRONMENT": "production",
    "CONTROLLER_NAME": "Klyngen SA",
    "CONTROLLER_ORGANISATION_NUMBER": "974760673",
    "PRIVACY_CONTACT": "personvern@example.org",
    "DATABASE_URL": OWNER,
    "PROGRAM_DATABASE_URL": PROGRAM,
    "ISSUERS": json.dumps([ISSUER]),
}
MUST_BE_GIVEN: Final = [
    "CONTROLLER_NAME",
    "CONTROLLER_ORGANISATION_NUMBER",
    "PRIVACY_CONTACT",
]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a ``.env`` of whoever runs the tests has a say."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def settings_of(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    return load_settings()


def named_in(message: str) -> list[str]:
    """Return the settings that `message` says something of, by their names without the prefix."""
    words = message.replace(".", " ").replace(",", " ").split()
    return [name.upper() for name in Settings.model_fields if f"{PREFIX}{name.upper()}" in words]


def refused(settings: Settings) -> str:
    with pytest.raises(SettingsError) as caught:
        check_production(settings)
    message = str(caught.value)
    assert "hunter2" not in message
    return message


def test_what_is_complete_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    check_production(settings_of(monkeypatch, COMPLETE))


@pytest.mark.parametrize("name", MUST_BE_GIVEN)
def test_each_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    given = {other: value for other, value in COMPLETE.items() if other != name}
    assert named_in(refused(settings_of(monkeypatch, given))) == [name]


def test_the_number_of_the_example_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = {**COMPLETE, "CONTROLLER_ORGANISATION_NUMBER": "123456785"}
    message = refused(settings_of(monkeypatch, made_up))
    assert named_in(message) == ["CONTROLLER_ORGANISATION_NUMBER"]
    assert "123456785" not in message
    check_production(settings_of(monkeypatch, {**made_up, "ENVIRONMENT": "development"}))


def test_all_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    message = refused(settings_of(monkeypatch, {"ENVIRONMENT": "production"}))
    wanted = [*MUST_BE_GIVEN, "DATABASE_URL", "PROGRAM_DATABASE_URL", "DATA_DIR"]
    assert named_in(message) == wanted


def test_every_rule_can_refuse_together_with_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    issuers = json.dumps([ISSUER, {**ISSUER, "issuer": "http://localhost:1"}])
    given = {"ENVIRONMENT": "production", "DATABASE_URL": OWNER, "ISSUERS": issuers}
    without_place = len(RULES) - 1
    assert refused(settings_of(monkeypatch, given)).count("\n- ") == without_place


def test_the_owner_alone_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {name: value for name, value in COMPLETE.items() if name != "PROGRAM_DATABASE_URL"}
    assert "PROGRAM_DATABASE_URL" in named_in(refused(settings_of(monkeypatch, given)))


def test_the_programs_role_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {name: value for name, value in COMPLETE.items() if name != "DATABASE_URL"}
    check_production(settings_of(monkeypatch, given))


@pytest.mark.parametrize(("folder", "starts"), [("/data", True), (".data", False), ("x", False)])
def test_a_data_folder_of_its_own_is_an_absolute_path(
    monkeypatch: pytest.MonkeyPatch, folder: str, *, starts: bool
) -> None:
    given = {name: value for name, value in COMPLETE.items() if "DATABASE" not in name}
    settings = settings_of(monkeypatch, {**given, "DATA_DIR": folder})
    if starts:
        check_production(settings)
    else:
        assert "DATA_DIR" in named_in(refused(settings))


@pytest.mark.parametrize(
    "changed",
    [{"issuer": "http://127.0.0.1:9000"}, {"jwks_uri": "http://localhost:9000/keys"}],
)
def test_issuers_are_reached_by_https(
    monkeypatch: pytest.MonkeyPatch, changed: Mapping[str, str]
) -> None:
    issuers = json.dumps([ISSUER, {**ISSUER, "issuer": "https://b.example.org", **changed}])
    message = refused(settings_of(monkeypatch, {**COMPLETE, "ISSUERS": issuers}))
    assert named_in(message) == ["ISSUERS"]
    assert message.endswith(" 1.")


def test_what_may_hold_a_secret_has_no_default_and_is_not_shown() -> None:
    hidden = {name for name, field in Settings.model_fields.items() if not field.repr}
    assert hidden == {"database_url", "program_database_url"}
    assert {Settings.model_fields[name].default for name in hidden} == {None}
    telling = ("secret", "password", "token_key", "private")
    assert [name for name in Settings.model_fields if any(one in name for one in telling)] == []


def test_in_development_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    check_production(settings_of(monkeypatch, {}))


def test_serve_says_it_before_it_touches_anything(
    command_line: CommandLine, tmp_path: Path
) -> None:
    command_line.set("ENVIRONMENT", "production")
    ran = command_line.run("serve")
    assert (ran.code, ran.out) == (1, [])
    assert named_in(" ".join(ran.err))[:3] == MUST_BE_GIVEN
    assert list(tmp_path.iterdir()) == []
