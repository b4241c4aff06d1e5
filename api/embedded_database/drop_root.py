"""Runs a program as an account that is not root: ``drop_root.py UID GID PROGRAM ARGUMENT...``.

A script of its own, because changing the account between fork and exec is not safe in a program
with threads; it imports nothing of ours and starts in some 15 ms.

The account must get to the PostgreSQL programs and to its data folder. Both often lie below a
folder that only root enters: root's home, or a folder made by ``mktemp -d``. Opening those to
everybody would be wrong, so on Linux the server keeps one capability then, to pass through
folders and read files. Only a superuser of the database could make it read others' files, and the
program is none.
"""

import ctypes
import os
import sys
from pathlib import Path

# <linux/prctl.h>, <linux/securebits.h> and <linux/capability.h>
_PR_SET_SECUREBITS = 28
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_RAISE = 2
_SECBIT_NO_SETUID_FIXUP = 1 << 2
_CAP_DAC_OVERRIDE = 1
_CAP_DAC_READ_SEARCH = 2
_CAPABILITY_VERSION_3 = 0x20080522


def main() -> None:
    """Become the account and the program; ends with status 1 and a reason where it cannot."""
    uid, gid, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    os.setgroups([])
    blocked = _first_out_of_reach(uid, gid, Path(command[0]), Path.cwd())
    # Without this bit, leaving root drops every capability, and access(2) ignores those left.
    keeps = blocked is not None and _prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP)
    os.setgid(gid)
    os.setuid(uid)
    # Containers are commonly given the second of the two only.
    if blocked and not (
        keeps and (_keep_only(_CAP_DAC_READ_SEARCH) or _keep_only(_CAP_DAC_OVERRIDE))
    ):
        sys.exit(
            f"PostgreSQL does not run as root, and the account with number {uid}, which it runs"
            f" as instead, cannot enter a folder above {blocked}. Start the program as an"
            " ordinary user, or move the project and EKSPORTKLAR_DATA_DIR to folders that"
            " everybody may pass through."
        )
    os.execv(command[0], command)


def _first_out_of_reach(uid: int, gid: int, *paths: Path) -> Path | None:
    os.setegid(gid)
    os.seteuid(uid)
    try:
        for path in paths:
            try:
                os.close(os.open(path, os.O_RDONLY))
            except PermissionError:
                return path
        return None
    finally:
        os.seteuid(0)
        os.setegid(0)


def _prctl(*arguments: int) -> bool:
    if sys.platform != "linux":
        return False
    words = [ctypes.c_ulong(argument) for argument in arguments]
    words += [ctypes.c_ulong(0)] * (5 - len(words))
    return bool(ctypes.CDLL(None).prctl(*words) == 0)


def _keep_only(capability: int) -> bool:
    """Give up all capabilities but one, and pass that one on through exec."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    one = 1 << capability
    # Effective, permitted, inheritable: of the first 32 capabilities, then of the others.
    sets = (ctypes.c_uint32 * 6)(one, one, one, 0, 0, 0)
    kept = ctypes.CDLL(None).capset(header, sets) == 0
    return kept and _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability)


if __name__ == "__main__":
    main()
