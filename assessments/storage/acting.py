"""For whom a transaction works: what row-level security lets it see.

The policies of the tables compare rows with settings of the transaction. They end with it, so that
nothing passes on to whoever is lent the connection next.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_NAMES: Final = (
    *("assessment", "secrets", "organisations", "recipients", "key", "administrator"),
    "worker",
)

ACT: Final = "SELECT " + ", ".join(
    f"set_config('eksportklar.{name}', ${place}, true)" for place, name in enumerate(_NAMES, 1)
)
"""The statement that makes a caller's settings hold for the rest of a transaction. It takes them as
parameters, so that PostgreSQL shows operators and logs who acts as little as what is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """What the caller proves.

    Attributes:
        assessment: The assessment that the statements are about, if they are about one.
        secrets: The hashes of its access tokens, the one held and the one to be held.
        organisations: The numbers of the organisations that the caller is signed in for.
        recipients: The slugs of the clusters and organisations that the caller reads for.
        key: The API key that the caller says to hold; `secrets` has its hash.
        administrator: Whether the caller runs the installation.
        worker: Whether cells are being kept up to date, which no caller asks for.
    """

    assessment: UUID | None = None
    secrets: tuple[bytes, ...] = ()
    organisations: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    key: UUID | None = None
    administrator: bool = False
    worker: bool = False

    def settings(self) -> tuple[str, ...]:
        """Return the parameters of ``ACT``.

        Raises:
            ValueError: An organisation or recipient is named by something that cannot be a name.
        """
        return (
            "" if self.assessment is None else str(self.assessment),
            ",".join(secret.hex() for secret in self.secrets),
            _listed(self.organisations),
            _listed(self.recipients),
            "" if self.key is None else str(self.key),
            "yes" if self.administrator else "",
            "yes" if self.worker else "",
        )


NOBODY = Acting()
"""Somebody who proves nothing sees no row of anybody."""


def _listed(names: Iterable[str]) -> str:
    named = list(names)
    if not all(_PLAIN.fullmatch(name) for name in named):
        raise ValueError("This is no name.")
    return ",".join(named)
