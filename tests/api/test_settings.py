"""Settings: all described, all in ``.env.example``, and a wrong one is named."""

import re
from pathlib import Path

import pytest

from api.settings import PREFIX, EnvironmentName, Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
LINE = re.compile(rf"^#?({PREFIX}[A-Z_]+)=(.*)$")


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    found = [LINE.match(line) for line in lines]
    return {m.group(1): m.group(2) for m in found if m is not None}


def variables() -> dict[str, str]:
    return {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor a ``.env`` of whoever runs the tests has a say."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_example_lists_exactly_the_settings() -> None:
    assert list(example()) == list(variables())


def test_the_example_gives_the_defaults() -> None:
    Path(".env").write_text((ROOT / ".env.example").read_text("utf-8"), "utf-8")
    assert load_settings() == Settings()
    for name, value in example().items():
        default = Settings.model_fields[variables()[name]].default
        if default is not None:
            assert Settings.model_validate({variables()[name]: value}) == Settings()


def test_every_setting_is_described_where_it_is_read_and_in_the_example() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    for variable, name in variables().items():
        assert Settings.model_fields[name].description, name
        (place,) = [i for i, line in enumerate(lines) if variable in line]
        assert lines[place - 1].startswith("# "), variable


def test_nothing_set_gives_a_development_server_on_this_machine() -> None:
    settings = load_settings()
    assert settings.environment is EnvironmentName.DEVELOPMENT
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url is None


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"{PREFIX}PORT=9001\n{PREFIX}HOST=0.0.0.0\n", "utf-8")
    monkeypatch.setenv(f"{PREFIX}PORT", "9002")
    settings = load_settings()
    assert (settings.host, settings.port) == ("0.0.0.0", 9002)  # noqa: S104 - read, not bound


@pytest.mark.parametrize("place", ["environment", "file"])
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DATABASE_ULR", "DATABASE_URL"),
        ("PROT", "PORT"),
        ("ACCES_TOKEN_DAYS", "ACCESS_TOKEN_DAYS"),
        ("database_pol_size", "DATABASE_POOL_SIZE"),
    ],
)
def test_a_misspelt_setting_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, place: str, written: str, meant: str
) -> None:
    if place == "environment":
        monkeypatch.setenv(f"{PREFIX}{written}", "hunter2")
    else:
        Path(".env").write_text(f"{PREFIX}{written}=hunter2\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert f"{PREFIX}{written.upper()} is not a setting." in message
    assert [name for name in variables() if f"{name}?" in message] == [f"{PREFIX}{meant}"]
    assert "hunter2" not in message


def test_a_setting_like_no_other_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}XYZZY", "1")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"{PREFIX}XYZZY is not a setting." in str(caught.value)
    assert not any(name in str(caught.value) for name in variables())


def test_what_is_not_ours_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}TEST_DATABASE_URL", "postgresql://localhost/test")
    monkeypatch.setenv("PROT", "9001")
    Path(".env").write_text("OTHER_PORT=9001\n", "utf-8")
    assert load_settings() == Settings()


WRONG = {
    "ENVIRONMENT": "staging",
    "CONTROLLER_NAME": " ",
    "CONTROLLER_ORGANISATION_NUMBER": "123456789",
    "PRIVACY_CONTACT": "http://example.org/personvern",
    "PORT": "70000",
    "DATABASE_URL": "mysql://localhost/eksportklar",
    "DATABASE_POOL_SIZE": "0",
    "DATABASE_STATEMENT_CACHE": "-1",
    "ACCESS_TOKEN_DAYS": "forever",
    "ISSUERS": "[",
    "TOKEN_LEEWAY_SECONDS": "301",
    "CONTENT_POLL_SECONDS": "0",
    "CELLS_POLL_SECONDS": "0",
    "MINIMUM_GROUP": "4",
    "RELEASE_SECONDS": "0",
    "MAX_BODY_BYTES": "1",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", WRONG[name])
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert f"{PREFIX}{name}: " in message
    assert [other for other in variables() if f"{other}: " in message] == [f"{PREFIX}{name}"]


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WRONG.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [name for name in WRONG if f"{PREFIX}{name}: " in str(caught.value)] == list(WRONG)


@pytest.mark.parametrize("name", ["DATABASE_URL", "PROGRAM_DATABASE_URL"])
@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:hunter2@localhost/x",
        "postgresql://me:hun/ter2@localhost/x",
        "postgresql://me:hun?ter2@localhost/x",
        "postgresql://me:hun#ter2@localhost/x",
        "postgresql://me:5/ter2@localhost/x",
        "postgresql://me:5?ter2@localhost/x",
        "postgresql://me:hunter2@[::1/x",
        "postgresql://me@localhost:hunter2/x",
    ],
)
def test_a_password_in_a_wrong_address_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", address)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"{PREFIX}{name}: " in str(caught.value)
    assert "ter2" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgres://localhost",
        "postgresql://me:hun%2Fter2@localhost:5432/x",
        "postgresql://me:hunt@er2@[::1]:5432/x?sslmode=require",
        "postgresql://a:5432,b:5433/x",
        "postgresql://me@/x?host=%2Ftmp",
    ],
)
def test_an_address_that_can_be_read_is_taken(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", address)
    settings = load_settings()
    assert settings.database_url == address
    assert address not in repr(settings)


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("CONTROLLER_NAME", " Klyngen SA ", "Klyngen SA"),
        ("CONTROLLER_ORGANISATION_NUMBER", "123 456 785", "123456785"),
        ("PRIVACY_CONTACT", "personvern@klyngen.example.no", "personvern@klyngen.example.no"),
        ("PRIVACY_CONTACT", "https://klyngen.example.no/p", "https://klyngen.example.no/p"),
    ],
)
def test_who_is_responsible_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, meant: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", written)
    assert getattr(load_settings(), name.lower()) == meant


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("CONTROLLER_NAME", "Klyngen\nSA"),
        ("CONTROLLER_NAME", "x" * 201),
        ("CONTROLLER_ORGANISATION_NUMBER", "12345678"),
        ("CONTROLLER_ORGANISATION_NUMBER", "012345678"),
        ("PRIVACY_CONTACT", "personvern"),
        ("PRIVACY_CONTACT", "a@example.no?subject=x"),
        ("PRIVACY_CONTACT", "https://me:hunter2@example.no/"),
        ("PRIVACY_CONTACT", "javascript:alert(1)"),
    ],
)
def test_who_is_responsible_is_refused_where_nobody_could_reach_them(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str
) -> None:
    monkeypatch.setenv(f"{PREFIX}{name}", written)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"{PREFIX}{name}: " in str(caught.value)
    assert written not in str(caught.value)
