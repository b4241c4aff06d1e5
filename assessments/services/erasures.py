"""What was erased, as a list to keep beside backups, and done again where one was restored.

The list has ids and times, and nothing else: an id names nothing any more, and none is given twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.erasing import erase_assessment_as_operator, erase_company_as_operator
from assessments.storage.audit import lines_of_erasing


class ErasedKind(StrEnum):
    """What was erased."""

    ASSESSMENT = "assessment"
    COMPANY = "company"


KINDS: Final[Mapping[Action, ErasedKind]] = {
    Action.ASSESSMENT_ERASED: ErasedKind.ASSESSMENT,
    Action.COMPANY_ERASED: ErasedKind.COMPANY,
}
"""The lines of the audit log that say that something with an id was erased."""


class Erasure(BaseModel):
    """That something was erased, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: ErasedKind
    id: UUID
    at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reapplied:
    """How much was there again, and has been erased again."""

    companies: int
    assessments: int


class NoErasureError(Exception):
    """A line of a file is no erasure; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


async def erasures_since(environment: Environment, since: datetime | None) -> list[Erasure]:
    """Return what was erased at a time or later, in that order; all of it where none is named."""
    lines = await lines_of_erasing(environment.database, list(KINDS), since)
    return [Erasure(kind=KINDS[Action(done)], id=UUID(what), at=at) for done, what, at in lines]


def read_erasures(written: bytes) -> list[Erasure]:
    """Return the erasures in a file with a line of JSON each.

    Raises:
        NoErasureError: A line is none.
    """
    return [_read(line, number) for number, line in enumerate(written.splitlines(), 1)]


def _read(line: bytes, number: int) -> Erasure:
    try:
        return Erasure.model_validate_json(line)
    except ValidationError:
        raise NoErasureError(number) from None


async def reapply(environment: Environment, erasures: Sequence[Erasure]) -> Reapplied:
    """Erase again what is there, each in a transaction with its line in the audit log."""
    companies = assessments = 0
    for erasure in erasures:
        if erasure.kind is ErasedKind.ASSESSMENT:
            assessments += await erase_assessment_as_operator(environment, erasure.id)
            continue
        gone = await erase_company_as_operator(environment, erasure.id)
        companies += gone is not None
        assessments += gone or 0
    return Reapplied(companies=companies, assessments=assessments)
