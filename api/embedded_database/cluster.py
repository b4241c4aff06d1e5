"""The server's folder: where things lie in it, who wrote its data, and what a crash left behind.

PostgreSQL calls the data of one server a cluster. Nothing here deletes data, whatever is found.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from api.embedded_database.errors import DatabaseStartError
from api.embedded_database.programs import Programs

_DECISION = "docs/decisions/0002-embedded-postgresql.md"
_INITDB = (
    "--username=postgres",
    "--auth-local=trust",  # who may enter the socket's folder may connect
    "--auth-host=reject",
    "--encoding=UTF8",
    # Sorted by code point on every platform; letters beyond ASCII have upper and lower case.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The folder ``postgresql`` in the data folder, and the programs that work on it."""

    folder: Path
    programs: Programs

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server has to say."""
        return self.folder / "server.log"

    @property
    def transition_lock(self) -> Path:
        """Held alone by a program while it starts, joins, leaves or stops the server."""
        return self.folder / "transition.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by every program that uses the server."""
        return self.folder / "users.lock"

    @property
    def server_lock(self) -> Path:
        """Held by the server's processes, down to the last."""
        return self.folder / "server.lock"

    def running_socket_dir(self) -> Path | None:
        """Return where the running server says that it listens, or None if it does not say."""
        lines = _read_lines(self.data / "postmaster.pid")
        return Path(lines[4]) if len(lines) > 4 and lines[4] else None  # noqa: PLR2004 - 5th line

    def ensure_data(self, *, inherited: int) -> None:
        """Create the data if there is none yet, and check that these programs can read it.

        Raises:
            DatabaseStartError: The data is of another version, or could not be created.
        """
        programs_version = self.programs.major_version()
        if not self.data.exists():
            self._create_data(inherited)
        version = "".join(_read_lines(self.data / "PG_VERSION"))
        if not version.isdigit():
            raise DatabaseStartError(
                f"{self.data} exists, but holds no PostgreSQL data. Nothing was changed. Move the"
                " folder away, or set EKSPORTKLAR_DATA_DIR to another one."
            )
        if int(version) != programs_version:
            raise DatabaseStartError(_other_version(self.data, int(version), programs_version))

    def _create_data(self, inherited: int) -> None:
        """Create the data beside its place and move it there, so that it is whole or absent."""
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        done = self.programs.run("initdb", *_INITDB, "-D", unfinished.name, inherited=(inherited,))
        if done.returncode != 0:
            raise DatabaseStartError(
                f"The database could not be created in {self.folder}. PostgreSQL says:"
                f"\n{done.stdout.strip()}"
            )
        unfinished.rename(self.data)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove_stale_process_files(self, socket_dir: Path) -> None:
        """Remove what a killed server left and another process's number now keeps alive.

        PostgreSQL does so itself, except where a process that has got the number runs under the
        same account. To be called while the server's lock is held: then none of ours runs.

        Raises:
            DatabaseStartError: A server that we did not start runs on this data.
        """
        lines = _read_lines(self.data / "postmaster.pid")
        if not lines or not lines[0].isdigit():
            return
        if _is_server_on(self.data, int(lines[0])):
            raise DatabaseStartError(
                f"A PostgreSQL server that the program did not start runs on {self.data}: process"
                f" {lines[0]}. Stop it and start again. If that process is something else, remove"
                f" {self.data / 'postmaster.pid'}."
            )
        (self.data / "postmaster.pid").unlink()
        (socket_dir / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _is_server_on(data: Path, process: int) -> bool:
    """Say whether a process can be a PostgreSQL server on this data; yes when it is not known."""
    if sys.platform != "linux":
        command = ["/bin/ps", "-o", "comm=", "-p", str(process)]
        name = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        return Path(name.strip()).name == "postgres"
    try:  # a server's working folder is its data
        return Path(f"/proc/{process}/cwd").samefile(data)
    except (FileNotFoundError, PermissionError):
        return False  # gone, or of another account, which could not read the data


def _other_version(data: Path, found: int, ours: int) -> str:
    told = (
        f"{data} was written by PostgreSQL {found}; this version of the program brings"
        f" PostgreSQL {ours}. Nothing was changed. "
    )
    if found > ours:
        return told + (
            "An older server cannot read it: install the version of the program that wrote it, or"
            " set EKSPORTKLAR_DATA_DIR to another folder."
        )
    return told + (
        "Go back to the version of the program that wrote it, or carry the data over with it:"
        f" the section 'A new major version' in {_DECISION} has the commands."
    )
