"""Where the server listens: a Unix socket that its own account and root can open.

A socket's path may be 107 bytes long on Linux and 103 on macOS, and clients read it from a URL.
So it lies beside the data where that path is short and plain, else in a folder of its own below
the temporary folder. Whoever attaches reads the place from the server's ``postmaster.pid``.
"""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from api.embedded_database.errors import DatabaseStartError

_LONGEST_BYTES = 103
_SOCKET_NAME = ".s.PGSQL.5432"
# No comma, colon, quote or space: they mean something in lists of hosts or in server settings.
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


def socket_dir_for(folder: Path) -> Path:
    """Return a folder for the server's socket that belongs to the owner of the server's folder.

    Raises:
        DatabaseStartError: No folder will do.
    """
    if _fits(folder):
        return folder
    name = f"eksportklar-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
    for parent in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - owner checked below
        if _fits(parent / name):
            return _private_folder(parent / name, owner=folder.stat())
    raise DatabaseStartError(
        f"The path {folder} is too long for a socket, and so is the temporary folder's."
        " Set EKSPORTKLAR_DATA_DIR to a shorter path."
    )


def remove_socket_dir(socket_dir: Path, folder: Path) -> None:
    """Remove the folder made for the socket of a server that has stopped, if one was."""
    if socket_dir != folder:
        socket_dir.rmdir()


def _fits(folder: Path) -> bool:
    path = str(folder / _SOCKET_NAME)
    return _PLAIN.fullmatch(path) is not None and len(path) <= _LONGEST_BYTES


def _private_folder(path: Path, *, owner: os.stat_result) -> Path:
    try:
        path.mkdir(mode=0o700)
        os.chown(path, owner.st_uid, owner.st_gid)
    except FileExistsError:
        pass
    found = path.lstat()
    if (stat.S_IFMT(found.st_mode), stat.S_IMODE(found.st_mode), found.st_uid) != (
        stat.S_IFDIR,
        0o700,
        owner.st_uid,
    ):
        raise DatabaseStartError(
            f"{path} is not a private folder of the server's account. Remove it, or set"
            " EKSPORTKLAR_DATA_DIR to a shorter path without spaces or special characters."
        )
    return path
