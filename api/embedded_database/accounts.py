"""Which account the server runs under.

PostgreSQL refuses to run as root. When the program is root, the server gets the account that owns
its data already, so that ``sudo`` once does no harm, and ``nobody`` where there is none yet. No
account is created and no permission of a folder that is not ours is changed.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from api.embedded_database.errors import DatabaseStartError


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account that a program run by root hands the server to."""

    uid: int
    gid: int


def account_for(folder: Path) -> Account | None:
    """Return the account for the server's folder; None stands for the program's own.

    Raises:
        DatabaseStartError: The folder is somebody else's.
    """
    owner = folder.stat() if folder.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner.st_uid != os.geteuid():
            raise DatabaseStartError(
                f"{folder} belongs to the account {_name(owner.st_uid)}, because the program was"
                f" first started by it, or by root. Start the program as before, or make the"
                f" folder yours with: sudo chown -R {_name(os.geteuid())} '{folder}'"
            )
        return None
    if owner is not None and owner.st_uid != 0:
        return Account(uid=owner.st_uid, gid=owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(uid=nobody.pw_uid, gid=nobody.pw_gid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
