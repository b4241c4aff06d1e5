"""What is said of a table: whose data it holds, why, on what ground, for how long, for whom.

Said once for the table; a column says only what is otherwise for it. What the program can tell by
itself (foreign keys, what the download has) is not said here but read from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from assessments.storage.protection.grounds import Ground

AFTER_A_RESTORE: Final = (
    "In backups until those end. After a restore, `eksportklar erasures reapply` and then"
    " `eksportklar retention` erase it again."
)


class Holds(StrEnum):
    """What a column can hold; the value is how the document says it."""

    PERSON = "a person"
    """It names a person, tells people apart, or is written about one."""
    COMPANY = "the company"
    """It says something of the company, and so of the owner of a sole proprietorship."""
    LINK = "a link"
    """It ties the row to the company or to other rows about it."""
    HASH = "a hash"
    """It is a hash, of a random secret where it does not say of what else."""
    RECORD = "a record"
    """It says when, which version or how often, and nothing else of anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What is otherwise for a column than for its table; `note` is what else there is to know."""

    purpose: str | None = None
    grounds: Sequence[Ground] = ()
    kept: str | None = None
    erased: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """What is said of a table that holds something about companies and people."""

    purpose: str
    grounds: Sequence[Ground]
    kept: str
    erased: str
    readers: str
    columns: Mapping[Holds, Sequence[str]]
    otherwise: Mapping[str, Otherwise] = field(default_factory=dict[str, Otherwise])
    backups: str = AFTER_A_RESTORE


@dataclass(frozen=True, slots=True)
class AboutNobody:
    """A table that holds nothing about companies or people, and why that is so."""

    because: str


Entry = Protected | AboutNobody


def holding(entry: Protected) -> Iterator[tuple[str, Holds]]:
    """Yield each column that an entry names, and what it can hold."""
    for holds, names in entry.columns.items():
        yield from ((name, holds) for name in names)
