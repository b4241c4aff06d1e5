"""The development issuer: its key, who believes it, and that production does not."""

import stat
import time
from pathlib import Path

import pytest

from api.identity.building import identity_of
from api.identity.development import KEY_FILE, DevelopmentKeyError, sign
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.settings import EnvironmentName, Settings
from assessments.services.principals import Administrator

ROLE = {"sub": "me", "name": "Me", "role": "administrator"}
ME = Administrator(subject="https://development.eksportklar.invalid#me", name="Me")


def server(folder: Path, environment: EnvironmentName = EnvironmentName.DEVELOPMENT) -> Identity:
    settings = Settings.model_validate({"data_dir": folder, "environment": environment})
    return identity_of(settings)


def token(folder: Path, seconds: int = 60) -> str:
    return sign(folder, ROLE, now=int(time.time()), seconds=seconds)


async def believed(who: Identity, sent: str) -> bool:
    try:
        return await who.identify(f"Bearer {sent}") == ME
    except RefusedCredentialsError:
        return False


async def test_a_server_believes_the_key_in_its_own_folder_whenever_it_is_made(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "not" / "there"
    who = server(folder)
    assert not await believed(who, token(tmp_path / "another"))
    assert not folder.exists()
    sent = token(folder)
    assert await believed(who, sent)
    [key] = folder.iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert await believed(who, token(folder))
    key.unlink()
    assert await believed(who, token(folder))
    assert not await believed(who, sent)
    await who.close()


async def test_production_believes_no_development_token(tmp_path: Path) -> None:
    sent = token(tmp_path)
    assert await believed(server(tmp_path), sent)
    assert not await believed(server(tmp_path, EnvironmentName.PRODUCTION), sent)


async def test_a_development_token_ends(tmp_path: Path) -> None:
    assert not await believed(server(tmp_path), token(tmp_path, -31))


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff"])
async def test_a_file_that_is_no_key_is_said_and_believed_by_nobody(
    tmp_path: Path, content: bytes
) -> None:
    sent = token(tmp_path)
    (tmp_path / KEY_FILE).write_bytes(content)
    assert not await believed(server(tmp_path), sent)
    with pytest.raises(DevelopmentKeyError):
        token(tmp_path)


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(DevelopmentKeyError):
        token(tmp_path / "file")
