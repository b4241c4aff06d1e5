"""Who has read, granted, withdrawn, erased or administered what; nothing of it is ever changed."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final
from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Principal,
    Respondent,
)
from assessments.storage.audit import Deed, NewLine, add_audit_lines
from assessments.storage.database import Connection, Database

OPERATOR: Final = "operator"
"""Whoever works on the command line; nobody signs in there."""


class Action(StrEnum):
    """What can be done that is noted."""

    COMPANY_REGISTERED = "company_registered"
    COMPANY_UPDATED = "company_updated"
    COMPANY_ERASED = "company_erased"
    ASSESSMENT_CLAIMED = "assessment_claimed"
    ASSESSMENT_READ = "assessment_read"
    ASSESSMENT_REVIEWED = "assessment_reviewed"
    ASSESSMENT_ERASED = "assessment_erased"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    KEY_CREATED = "key_created"
    KEY_ROTATED = "key_rotated"
    KEY_REVOKED = "key_revoked"
    DATA_DOWNLOADED = "data_downloaded"
    OLD_ERASED = "old_erased"


async def note(
    environment: Environment,
    principal: Principal,
    action: Action,
    about: tuple[UUID | None, str],
    database: Database,
) -> None:
    """Note in the transaction of `database` what `principal` did to one company's, by global id."""
    async with database.writing() as connection:
        await note_each(environment, principal, action, [about], connection)


async def note_each(
    environment: Environment,
    principal: Principal,
    action: Action,
    about: Iterable[tuple[UUID | None, str]],
    connection: Connection,
) -> None:
    """Note what `principal` did to each of several, pairs of company and global id."""
    kind, actor = _shown(principal)
    deed = Deed(
        at=environment.now(),
        actor_kind=kind,
        actor=actor,
        subject=getattr(principal, "subject", None),
        delegate=principal.delegate if isinstance(principal, CompanyUser | Integration) else None,
        action=action,
    )
    await add_audit_lines(connection, deed, _lines(environment, about))


async def note_erasure(
    environment: Environment,
    principal: Principal | None,
    erased: Mapping[Action, Sequence[UUID]],
    database: Database,
) -> None:
    """Note in the transaction of `database` what was erased; by an operator where nobody is named.

    The lines outlive it, and do not say whose it was.
    """
    kind = OPERATOR if principal is None else _shown(principal)[0]
    async with database.writing() as connection:
        for action, ids in erased.items():
            about = [(None, str(one)) for one in ids]
            await _note_unnamed(environment, kind, action, about, connection)


async def note_by_operator(
    environment: Environment,
    action: Action,
    about: Iterable[tuple[UUID | None, str]],
    database: Database,
) -> None:
    """Note in the transaction of `database` what an operator did, pairs of company and what."""
    async with database.writing() as connection:
        await _note_unnamed(environment, OPERATOR, action, about, connection)


async def _note_unnamed(
    environment: Environment,
    kind: str,
    action: Action,
    about: Iterable[tuple[UUID | None, str]],
    connection: Connection,
) -> None:
    deed = Deed(
        at=environment.now(),
        actor_kind=kind,
        actor="",
        subject=None,
        delegate=None,
        action=action,
    )
    await add_audit_lines(connection, deed, _lines(environment, about))


def _lines(environment: Environment, about: Iterable[tuple[UUID | None, str]]) -> list[NewLine]:
    return [
        NewLine(id=environment.new_id(), company_id=company_id, what=what)
        for company_id, what in about
    ]


def _shown(principal: Principal) -> tuple[str, str]:
    """Return what kind of principal it is, and what the company is shown of it."""
    if isinstance(principal, CompanyUser):
        return "company_user", ""  # The line is the company's, and names no other in the token.
    if isinstance(principal, Advisor):
        return "advisor", ", ".join(principal.recipients)
    if isinstance(principal, Integration):
        return "integration", principal.name
    if isinstance(principal, Administrator):
        return "administrator", ""
    return ("respondent" if isinstance(principal, Respondent) else "anonymous"), ""
