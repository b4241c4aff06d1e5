"""What was erased and ended, as a list to keep beside backups, done again where one was restored.

The list has ids and times, and nothing else: an id names nothing any more, and none is given twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from assessments.services.auditing import Action, Done, note_by_operator
from assessments.services.environment import Environment
from assessments.services.erasing import erase_assessment_as_operator, erase_company_as_operator
from assessments.services.global_ids import global_id_of
from assessments.storage.api_keys import Within, revoke_key, revoked_keys
from assessments.storage.audit import lines_of_erasing
from assessments.storage.consents import withdraw_consent, withdrawn_consents
from assessments.storage.figures import count_assessment, joined_since, left_since


class ErasedKind(StrEnum):
    """What was erased; consents are withdrawn, API keys revoked, and figures left."""

    ASSESSMENT = "assessment"
    COMPANY = "company"
    CONSENT = "consent"
    API_KEY = "api_key"
    FIGURES = "figures"


KINDS: Final[Mapping[Action, ErasedKind]] = {
    Action.ASSESSMENT_ERASED: ErasedKind.ASSESSMENT,
    Action.COMPANY_ERASED: ErasedKind.COMPANY,
}
"""The lines of the audit log that say that something with an id was erased."""

FIRST: Final = datetime(2026, 11, 22, tzinfo=UTC)
"""When the first database was made: nothing was erased before."""


class Erasure(BaseModel):
    """That something was erased, withdrawn, revoked or left, and when.

    The id is that of what was erased or ended; where figures were left, that of the assessment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: ErasedKind
    id: UUID
    at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reapplied:
    """How much was there again, and has been erased again; or stood again, and has been ended.

    `results` were counted again in figures about many, and are no more.
    """

    companies: int
    assessments: int
    consents: int
    keys: int
    results: int


class NoErasureError(Exception):
    """A line of a file is no erasure that can have been; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


async def erasures_since(environment: Environment, since: datetime | None) -> list[Erasure]:
    """Return what was erased, withdrawn, revoked or left at a time or later, in that order.

    All of it where no time is named.
    """
    database = environment.database
    lines = await lines_of_erasing(database, list(KINDS), since)
    erased = [Erasure(kind=KINDS[Action(done)], id=UUID(what), at=at) for done, what, at in lines]
    ended = [
        Erasure(kind=kind, id=one, at=at)
        for kind, found in (
            (ErasedKind.CONSENT, await withdrawn_consents(database, since)),
            (ErasedKind.API_KEY, await revoked_keys(database, since)),
            (ErasedKind.FIGURES, await left_since(database, Action.FIGURES_LEFT, since)),
        )
        for one, at in found
    ]
    return sorted([*erased, *ended], key=_in_order)


def _in_order(erasure: Erasure) -> tuple[datetime, bool]:
    """Return what erasures are sorted by: of one moment, companies before what went with them."""
    return erasure.at, erasure.kind is not ErasedKind.COMPANY


def read_erasures(written: bytes, now: datetime) -> list[Erasure]:
    """Return the erasures in a file with a line of JSON each, with times from `FIRST` to `now`.

    Raises:
        NoErasureError: A line is none, or of another time.
    """
    return [_read(line, number, now) for number, line in enumerate(written.splitlines(), 1)]


def _read(line: bytes, number: int, now: datetime) -> Erasure:
    try:
        erasure = Erasure.model_validate_json(line)
    except ValidationError:
        raise NoErasureError(number) from None
    if not FIRST <= erasure.at <= now:
        raise NoErasureError(number)
    return erasure


async def reapply(environment: Environment, erasures: Sequence[Erasure]) -> Reapplied:
    """Erase and end again what is there, each in a transaction with its line in the audit log."""
    companies = assessments = consents = keys = results = 0
    for erasure in erasures:
        match erasure.kind:
            case ErasedKind.ASSESSMENT:
                assessments += await erase_assessment_as_operator(environment, erasure.id)
            case ErasedKind.COMPANY:
                gone = await erase_company_as_operator(environment, erasure.id)
                companies += gone is not None
                assessments += gone or 0
            case ErasedKind.CONSENT:
                consents += await _withdraw(environment, erasure)
            case ErasedKind.API_KEY:
                keys += await _revoke(environment, erasure)
            case ErasedKind.FIGURES:
                results += await _leave(environment, erasure)
    return Reapplied(
        companies=companies, assessments=assessments, consents=consents, keys=keys, results=results
    )


async def _withdraw(environment: Environment, erasure: Erasure) -> bool:
    """Withdraw a consent as of when it was; return whether it stood."""
    async with environment.database.joined() as database:
        async with database.writing() as connection:
            consent = await withdraw_consent(connection, erasure.id, erasure.at)
        if consent is None:
            return False
        done = Done(
            action=Action.CONSENT_WITHDRAWN,
            about=[(consent.company_id, global_id_of("Assessment", consent.assessment_id))],
            recipient=consent.recipient,
        )
        await note_by_operator(environment, done, database)
    return True


async def _revoke(environment: Environment, erasure: Erasure) -> bool:
    """Revoke an API key as of when it was; return whether it was good."""
    async with environment.database.joined() as database:
        key = await revoke_key(database, erasure.id, Within(all_keys=True), erasure.at)
        if key is None:
            return False
        about = [(key.company_id, global_id_of("ApiKey", key.id))]
        await note_by_operator(environment, Done(action=Action.KEY_REVOKED, about=about), database)
    return True


async def _leave(environment: Environment, erasure: Erasure) -> bool:
    """Let a result be counted no more; return whether it was.

    Where its holder has joined again since, that is the last word.
    """
    async with environment.database.joined() as database:
        if await joined_since(database, Action.FIGURES_JOINED, erasure.id, erasure.at):
            return False
        left = await count_assessment(database, erasure.id, counted=False)
        about = [(company, global_id_of("Assessment", one)) for one, company in left]
        await note_by_operator(environment, Done(action=Action.FIGURES_LEFT, about=about), database)
    return bool(left)
