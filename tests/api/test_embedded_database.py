"""Everything that must not lose data or strand a program, done to a real server."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.embedded_database import (
    DatabaseStartError,
    EmbeddedDatabase,
    drop_root,
    locks,
    programs,
    start,
)
from api.embedded_database.accounts import account_for

REPOSITORY = Path(__file__).parents[2]
IS_ROOT = os.geteuid() == 0
KEEP_A_ROW = "CREATE TABLE kept AS SELECT 1 AS number"
OTHER_PROGRAM = """
import asyncio, sys
from pathlib import Path
import asyncpg
from api.embedded_database import start

async def main(data_dir, statement):
    with start(Path(data_dir)) as database:
        connection = await asyncpg.connect(database.dsn)
        await connection.execute(statement)
        await connection.close()
        print("ready", flush=True)
        sys.stdin.read()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Generator[Path]:
    folder = tmp_path / "data"
    yield folder
    # A passed test leaves no server behind, a failed one may.
    if pid_file(folder).exists():
        kill_server(folder)


@contextmanager
def other_program(
    data_dir: Path, statement: str = "SELECT", *, launcher: Sequence[str] = ()
) -> Generator["subprocess.Popen[str]"]:
    """Run another program; it uses the database until its standard input is closed."""
    with subprocess.Popen(
        [*launcher, sys.executable, "-c", OTHER_PROGRAM, str(data_dir), statement],
        cwd=REPOSITORY,
        # Coverage finds its orders in the environment; another user could not write its files.
        env={} if launcher else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


@contextmanager
def process_with_the_number_of_the_server(data_dir: Path) -> Generator["subprocess.Popen[bytes]"]:
    """Make it look as if a killed server's number had gone to a process of the same account."""
    account = pid_file(data_dir).stat().st_uid if IS_ROOT else None
    socket_dir = Path(pid_file(data_dir).read_text().splitlines()[4])
    with subprocess.Popen(["/bin/sleep", "60"], user=account) as process:
        for stale in (pid_file(data_dir), socket_dir / ".s.PGSQL.5432.lock"):
            _, *others = stale.read_text().splitlines()
            stale.write_text("\n".join([str(process.pid), *others, ""]))
        yield process
        process.kill()


def is_ready(program: "subprocess.Popen[str]") -> bool:
    """Wait for the program to have executed its statement, and say whether it has."""
    assert program.stdout is not None
    return program.stdout.readline() == "ready\n"


async def fetch(
    database: EmbeddedDatabase, query: str, *, name: str = "eksportklar"
) -> list[tuple[object, ...]]:
    url = make_url(database.url).set(database=name)
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        result = await connection.execute(text(query))
        return [tuple(row) for row in result] if result.returns_rows else []


def pid_file(data_dir: Path) -> Path:
    """The file that exists while a server runs or after it was killed."""
    return data_dir / "postgresql/data/postmaster.pid"


def server_process(data_dir: Path) -> int:
    return int(pid_file(data_dir).read_text().splitlines()[0])


def owner_and_mode(path: Path) -> tuple[int, int]:
    return path.stat().st_uid, path.stat().st_mode & 0o777


def kill_server(data_dir: Path) -> None:
    """Kill the server outright and wait until all of its processes are gone."""
    with suppress(ProcessLookupError):
        os.kill(server_process(data_dir), signal.SIGKILL)
    with locks.alone(data_dir / "postgresql/server.lock", wait_seconds=5):
        pass


@pytest.mark.whole
async def test_a_new_database_is_durable_and_the_same_everywhere(data_dir: Path) -> None:
    with start(data_dir) as database:
        settings = await fetch(
            database,
            "SELECT name, setting FROM pg_settings WHERE name IN ('data_checksums', 'fsync',"
            " 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'server_encoding',"
            " 'TimeZone') ORDER BY name COLLATE \"C\"",
        )
        letters = await fetch(
            database, "SELECT l FROM unnest(ARRAY['å', 'a', 'Z', 'ø', 'B', 'æ']) AS l ORDER BY l"
        )
        capitals = await fetch(database, "SELECT upper('blåbærøl')")
    assert settings == [
        ("TimeZone", "UTC"),
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("synchronous_commit", "on"),
    ]
    assert letters == [("B",), ("Z",), ("a",), ("å",), ("æ",), ("ø",)]
    assert capitals == [("BLÅBÆRØL",)]


@pytest.mark.whole
async def test_the_program_owns_its_database_and_is_no_superuser(data_dir: Path) -> None:
    with start(data_dir) as database:
        role = await fetch(
            database,
            "SELECT current_user::text, pg_get_userbyid(datdba)::text, rolsuper, rolbypassrls"
            " FROM pg_roles, pg_database"
            " WHERE rolname = current_user AND datname = current_database()",
        )
    assert role == [("eksportklar", "eksportklar", False, False)]


async def test_a_restart_keeps_the_data(data_dir: Path) -> None:
    with start(data_dir) as database:
        await fetch(database, KEEP_A_ROW)
        assert pid_file(data_dir).exists()
    assert not pid_file(data_dir).exists()
    database.stop()
    with start(data_dir) as database:
        assert await fetch(database, "SELECT number FROM kept") == [(1,)]


@pytest.mark.whole
async def test_a_dropped_database_comes_back_empty(data_dir: Path) -> None:
    with start(data_dir) as database:
        await fetch(database, KEEP_A_ROW)
        await fetch(database, "DROP DATABASE eksportklar", name="postgres")
    with start(data_dir) as database:
        assert await fetch(database, "SELECT to_regclass('kept')::text") == [(None,)]


@pytest.mark.whole
async def test_a_killed_program_loses_nothing_and_its_server_is_taken_over(data_dir: Path) -> None:
    with other_program(data_dir, KEEP_A_ROW) as program:
        assert is_ready(program)
        program.kill()
    abandoned = server_process(data_dir)
    with start(data_dir) as database:
        assert server_process(data_dir) == abandoned
        assert await fetch(database, "SELECT number FROM kept") == [(1,)]
    assert not pid_file(data_dir).exists()


@pytest.mark.whole
async def test_a_killed_server_loses_nothing(data_dir: Path) -> None:
    with other_program(data_dir, KEEP_A_ROW) as program:
        assert is_ready(program)
        killed = server_process(data_dir)
        kill_server(data_dir)
        with start(data_dir) as database:
            assert server_process(data_dir) != killed
            assert await fetch(database, "SELECT number FROM kept") == [(1,)]
            program.kill()
            program.wait()
    assert not pid_file(data_dir).exists()


@pytest.mark.whole
async def test_after_a_power_cut_another_process_may_have_the_old_number(data_dir: Path) -> None:
    with other_program(data_dir, KEEP_A_ROW) as program:
        assert is_ready(program)
        kill_server(data_dir)
    with process_with_the_number_of_the_server(data_dir) as unrelated:
        with start(data_dir) as database:
            assert await fetch(database, "SELECT number FROM kept") == [(1,)]
        assert unrelated.poll() is None


@pytest.mark.whole
async def test_the_server_stops_with_the_last_program(data_dir: Path) -> None:
    first = start(data_dir)
    with other_program(data_dir) as second:
        assert is_ready(second)
        shared = server_process(data_dir)
        first.stop()
        with start(data_dir) as third:
            assert server_process(data_dir) == shared
            assert await fetch(third, "SELECT 1") == [(1,)]
        assert pid_file(data_dir).exists()
        second.communicate()
        assert second.returncode == 0
    assert not pid_file(data_dir).exists()


@pytest.mark.whole
def test_two_programs_may_start_at_once_on_a_new_folder(data_dir: Path) -> None:
    with other_program(data_dir) as first, other_program(data_dir) as second:
        assert [is_ready(first), is_ready(second)] == [True, True]
        first.communicate()
        assert pid_file(data_dir).exists()
        second.communicate()
        assert [first.returncode, second.returncode] == [0, 0]
    assert not pid_file(data_dir).exists()


@pytest.mark.whole
async def test_any_path_will_do(data_dir: Path) -> None:
    awkward = data_dir / ("long " * 40) / "$HOME `id` \"'; å,ø:%2F"
    with start(awkward) as database:
        await fetch(database, KEEP_A_ROW)
        socket_dir = database.socket_dir
        assert owner_and_mode(socket_dir)[1] == 0o700
    assert not socket_dir.exists()
    with start(awkward) as database:
        assert await fetch(database, "SELECT number FROM kept") == [(1,)]


@pytest.mark.whole
def test_a_socket_folder_that_others_may_enter_is_refused(data_dir: Path) -> None:
    long = data_dir / ("long " * 40)
    with start(long) as database:
        socket_dir = database.socket_dir
    socket_dir.mkdir(mode=0o755)
    with pytest.raises(DatabaseStartError, match=str(socket_dir)):
        start(long)
    socket_dir.rmdir()


@pytest.mark.whole
@pytest.mark.parametrize("version", ["15", "99"])
def test_data_of_another_major_version_is_refused_and_left_alone(
    data_dir: Path, version: str
) -> None:
    start(data_dir).stop()
    marker = data_dir / "postgresql/data/PG_VERSION"
    ours = marker.read_text()
    marker.write_text(f"{version}\n")
    with pytest.raises(DatabaseStartError, match=rf"PostgreSQL {version}\b.*PostgreSQL \d+\b"):
        start(data_dir)
    assert marker.read_text() == f"{version}\n"
    marker.write_text(ours)
    start(data_dir).stop()


def test_a_folder_that_is_no_database_is_refused_and_left_alone(data_dir: Path) -> None:
    letter = data_dir / "postgresql/data/letter.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("Dear Eline")
    with pytest.raises(DatabaseStartError, match="EKSPORTKLAR_DATA_DIR"):
        start(data_dir)
    assert [path.name for path in letter.parent.iterdir()] == ["letter.txt"]


@pytest.mark.whole
def test_a_first_start_that_was_cut_short_is_begun_again(data_dir: Path) -> None:
    unfinished = data_dir / "postgresql/data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    start(data_dir).stop()
    assert not unfinished.exists()


@pytest.mark.whole
def test_a_server_started_by_hand_is_left_alone(data_dir: Path) -> None:
    with start(data_dir) as database:
        folder = data_dir / "postgresql"
    by_hand = programs.Programs(
        bin_dir=programs.find_bin_dir(), folder=folder, account=account_for(folder)
    )
    options = f"-c listen_addresses= -k {database.socket_dir}"
    by_hand.run("pg_ctl", "start", "-D", "data", "-l", "by-hand.log", "-o", options)
    try:
        with pytest.raises(DatabaseStartError, match=str(server_process(data_dir))):
            start(data_dir)
    finally:
        assert by_hand.run("pg_ctl", "stop", "-D", "data").returncode == 0


@pytest.mark.whole
def test_what_users_write_stays_out_of_the_log(data_dir: Path) -> None:
    secret = "SELECT 'secret', 1/0"  # noqa: S105 - a statement
    with other_program(data_dir, secret) as program:
        assert not is_ready(program)
    start(data_dir).stop()
    log = (data_dir / "postgresql/server.log").read_text()
    assert "division by zero" in log
    assert "secret" not in log


@pytest.mark.whole
def test_a_server_that_does_not_start_is_reported_with_its_log(data_dir: Path) -> None:
    start(data_dir).stop()
    with (data_dir / "postgresql/data/postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'plenty'\n")
    with pytest.raises(DatabaseStartError, match="shared_buffers"):
        start(data_dir)


def test_a_data_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseStartError, match="EKSPORTKLAR_DATA_DIR"):
        start(tmp_path / "file" / "data")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("sys.platform", "win32", "EKSPORTKLAR_DATABASE_URL"),
        ("api.embedded_database.programs._PACKAGE", "no_such", "EKSPORTKLAR_DATABASE_URL"),
        ("api.embedded_database.cluster._INITDB", ["--no-such-option"], "no-such-option"),
        ("api.embedded_database.server._ENSURE_DATABASE", "SELECT 1/0;", "division by zero"),
    ],
)
def test_other_failures_say_what_is_wrong(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object, told: str
) -> None:
    monkeypatch.setattr(name, value)
    with pytest.raises(DatabaseStartError, match=told):
        start(data_dir)


def test_programs_that_do_not_run_here_are_reported(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = data_dir / "broken_package"
    postgres = package / "pginstall/bin/postgres"
    postgres.parent.mkdir(parents=True)
    postgres.write_text("#!/bin/sh\necho GLIBC_2.28 not found\n")
    postgres.chmod(0o755)
    (package / "__init__.py").touch()
    monkeypatch.setattr("sys.path", [str(data_dir)])
    monkeypatch.setattr(programs, "_PACKAGE", "broken_package")
    with pytest.raises(DatabaseStartError, match=r"GLIBC.*EKSPORTKLAR_DATABASE_URL"):
        start(data_dir)


@pytest.mark.parametrize("held", ["transition.lock", "server.lock"])
def test_waiting_for_another_program_ends(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr("api.embedded_database.server._PATIENCE_SECONDS", 0.1)
    folder = data_dir / "postgresql"
    folder.mkdir(parents=True)
    if IS_ROOT:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    with locks.alone(folder / held, wait_seconds=0), pytest.raises(DatabaseStartError):
        start(data_dir)


@pytest.mark.whole
def test_stopping_after_the_server_was_killed_signals_nobody(data_dir: Path) -> None:
    database = start(data_dir)
    kill_server(data_dir)
    with process_with_the_number_of_the_server(data_dir) as unrelated:
        database.stop()
        assert unrelated.poll() is None
        assert server_process(data_dir) == unrelated.pid
    start(data_dir).stop()
    assert not pid_file(data_dir).exists()


@pytest.mark.whole
def test_somebody_elses_database_is_refused(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(data_dir).stop()
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    with pytest.raises(DatabaseStartError, match="chown -R 4321"):
        start(data_dir)


@pytest.mark.whole
@pytest.mark.skipif(not IS_ROOT, reason="needs to be root")
async def test_root_hands_the_server_to_another_account_and_opens_no_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with start(closed / "data") as database:
        assert await fetch(database, "SELECT 1") == [(1,)]
        # A lock file that the server wrote belongs to its account.
        assert owner_and_mode(pid_file(closed / "data"))[0] != 0
    assert owner_and_mode(closed) == (0, 0o700)


@pytest.mark.whole
@pytest.mark.skipif(not IS_ROOT, reason="needs to be root, to become somebody else")
def test_an_ordinary_user_needs_no_root() -> None:
    nobody = pwd.getpwnam("nobody")
    # Root's way out of root also gets the user to an interpreter in a folder of root's.
    become = [sys.executable, "-I", "-S", drop_root.__file__]
    launcher = [*become, str(nobody.pw_uid), str(nobody.pw_gid)]
    with tempfile.TemporaryDirectory(prefix="eksportklar-test-") as folder:
        os.chown(folder, nobody.pw_uid, -1)
        with other_program(Path(folder), launcher=launcher) as program:
            assert is_ready(program)
            assert owner_and_mode(Path(folder) / "postgresql") == (nobody.pw_uid, 0o700)
            program.communicate()
            assert program.returncode == 0
        assert not pid_file(Path(folder)).exists()
