"""What some settings must look like. What is refused is never repeated: it may hold a secret."""

import re
import unicodedata
from typing import Annotated, Final
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from api.identity.organisations import organisation_of
from assessments.cohorts.disclosure.threshold import LEAST_K

MAX_NAME: Final = 200
MAX_ADDRESS: Final = 254
"""As long as an e-mail address may be (RFC 5321, 4.5.3.1)."""

_HOST: Final = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(:[0-9]+)?")
_E_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_HTTPS: Final = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?(/[!-~]*)?")


def _readable(url: str) -> str:
    """Return the address of a database if every part of it can be told from the others.

    A password that is not escaped would be read as another part in what connects, and said there.
    """
    if not _can_be_read(url):
        raise ValueError(
            "is no address such as postgresql://user:password@host:5432/database; write / ? # @ :"
            " and % in a password as %2F %3F %23 %40 %3A and %25"
        )
    return url


def _can_be_read(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        return False
    hosts = parts.netloc.rpartition("@")[2].split(",")
    return (
        parts.scheme in {"postgres", "postgresql"}
        and all(map(_HOST.fullmatch, hosts))
        and "@" not in parts.path
        and "#" not in url
    )


def _of_letters(name: str) -> str:
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        raise ValueError("has characters that cannot be seen; write it on one line")
    return name


def _valid_number(number: str) -> str:
    digits = organisation_of("".join(number.split()))
    if digits is None:
        raise ValueError(
            "is no Norwegian organisation number; it has nine digits, and the last follows from the"
            " others"
        )
    return digits


def _reachable(address: str) -> str:
    if _E_MAIL.fullmatch(address) is None and _HTTPS.fullmatch(address) is None:
        raise ValueError("is neither an e-mail address nor an address that begins with https://")
    return address


def _no_lower(k: int) -> int:
    if k < LEAST_K:
        raise ValueError(
            f"is fewer than the {LEAST_K} that companies were promised; take it out, or set"
            f" {LEAST_K} or more"
        )
    return k


PostgresUrl = Annotated[str, AfterValidator(_readable)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME),
    AfterValidator(_of_letters),
]
OrganisationNumber = Annotated[str, AfterValidator(_valid_number)]
"""Nine digits; blanks between them are taken out."""
ContactAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_ADDRESS),
    AfterValidator(_reachable),
]
"""An e-mail address or an address of a page."""
MinimumGroup = Annotated[int, Field(le=1_000), AfterValidator(_no_lower)]
"""How many companies are left where others are taken out of a figure."""
