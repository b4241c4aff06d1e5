"""Who has read, granted, withdrawn, erased or administered what; the program only adds to it."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
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
from assessments.storage.audit import Deed, NewLine, add_audit_lines, note_listing
from assessments.storage.database import Connection, Database
from assessments.storage.identifiers import RANDOM_BITS, uuid7

OPERATOR: Final = "operator"
"""Whoever works on the command line; nobody signs in there."""


class Action(StrEnum):
    """What can be done that is noted."""

    COMPANY_REGISTERED = "company_registered"
    COMPANY_UPDATED = "company_updated"
    COMPANY_ERASED = "company_erased"
    ASSESSMENT_CLAIMED = "assessment_claimed"
    ASSESSMENT_STARTED = "assessment_started"
    ANSWERS_SAVED = "answers_saved"
    PROFILE_SAVED = "profile_saved"
    ASSESSMENT_SUBMITTED = "assessment_submitted"
    ASSESSMENT_OPENED = "assessment_opened"
    ASSESSMENT_READ = "assessment_read"
    ASSESSMENT_REVIEWED = "assessment_reviewed"
    ASSESSMENT_ERASED = "assessment_erased"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    KEY_CREATED = "key_created"
    KEY_ROTATED = "key_rotated"
    KEY_REVOKED = "key_revoked"
    KEY_ENDED = "key_ended"
    TOKEN_RENEWED = "token_renewed"  # noqa: S105 - the name of an action
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - the same
    FIGURES_LEFT = "figures_left"
    FIGURES_JOINED = "figures_joined"
    MEMBERS_UPDATED = "members_updated"
    GROUP_VERIFIED = "group_verified"
    GROUP_DISSOLVED = "group_dissolved"
    MEMBER_ADDED = "member_added"
    MEMBER_REMOVED = "member_removed"
    GROUP_JOINED = "group_joined"
    GROUP_LEFT = "group_left"
    COMPANY_INVITED = "company_invited"
    INVITATION_CREATED = "invitation_created"
    INVITATION_REVOKED = "invitation_revoked"
    DATA_DOWNLOADED = "data_downloaded"
    CONTENT_PUBLISHED = "content_published"
    OLD_ERASED = "old_erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done to each of several.

    Attributes:
        action: What was done.
        about: Pairs of company and global id.
        recipient: The slug of whom it was given to, or was read for.
    """

    action: Action
    about: Sequence[tuple[UUID | None, str]]
    recipient: str | None = None


async def note(
    environment: Environment,
    principal: Principal,
    action: Action,
    about: tuple[UUID | None, str],
    database: Database,
) -> None:
    """Note in the transaction of `database` what `principal` did to one company's, by global id."""
    async with database.writing() as connection:
        await note_each(environment, principal, Done(action=action, about=[about]), connection)


async def note_each(
    environment: Environment,
    principal: Principal,
    done: Done,
    connection: Connection,
) -> None:
    """Note in the transaction of `connection` what `principal` did."""
    deed = deed_of(environment, principal, done)
    await add_audit_lines(connection, deed, lines_of(environment, done.about))


def deed_of(environment: Environment, principal: Principal, done: Done) -> Deed:
    """Return what lines say of what `principal` does now."""
    kind, actor = _shown(principal, done.recipient)
    delegate, organisation = _parties(principal)
    return Deed(
        at=environment.now(),
        actor_kind=kind,
        actor=actor,
        action=done.action,
        subject=getattr(principal, "subject", None),
        delegate=delegate,
        organisation=organisation,
        recipient=done.recipient,
    )


async def note_listed(
    environment: Environment,
    principal: Principal,
    listed: tuple[Action, Collection[str]],
    database: Database,
    cluster: str | None = None,
) -> None:
    """Note for companies of some numbers, as far as they are registered, what was done to them.

    Comes first in the transaction of `database`; `cluster` is the one that an advisor does it for.
    """
    action, numbers = listed
    deed = deed_of(environment, principal, Done(action=action, about=(), recipient=cluster))
    await note_listing(database, deed, sorted(numbers))


async def note_erasure(
    environment: Environment,
    principal: Principal | None,
    erased: Mapping[Action, Sequence[UUID]],
    database: Database,
) -> None:
    """Note in the transaction of `database` what was erased; by an operator where nobody is named.

    The lines outlive it, and do not say whose it was. Of whoever erases they name administrators
    alone, who erase what is others'.
    """
    kind = OPERATOR if principal is None else _shown(principal, None)[0]
    subject = principal.subject if isinstance(principal, Administrator) else None
    async with database.writing() as connection:
        for action, ids in erased.items():
            deed = Deed(
                at=environment.now(), actor_kind=kind, actor="", action=action, subject=subject
            )
            about = [(None, str(one)) for one in ids]
            await add_audit_lines(connection, deed, lines_of(environment, about))


async def note_by_operator(
    environment: Environment,
    done: Done,
    database: Database,
) -> None:
    """Note in the transaction of `database` what an operator did."""
    deed = Deed(
        at=environment.now(),
        actor_kind=OPERATOR,
        actor="",
        action=done.action,
        recipient=done.recipient,
    )
    async with database.writing() as connection:
        await add_audit_lines(connection, deed, lines_of(environment, done.about))


async def note_publishing(connection: Connection, versions: Sequence[str], at: datetime) -> None:
    """Note in the transaction of `connection` which versions of content an operator published."""
    deed = Deed(at=at, actor_kind=OPERATOR, actor="", action=Action.CONTENT_PUBLISHED)
    lines = [
        NewLine(id=uuid7(at, secrets.randbits(RANDOM_BITS)), company_id=None, what=version)
        for version in versions
    ]
    await add_audit_lines(connection, deed, lines)


def lines_of(environment: Environment, about: Iterable[tuple[UUID | None, str]]) -> list[NewLine]:
    """Return a new line about each."""
    return [
        NewLine(id=environment.new_id(), company_id=company_id, what=what)
        for company_id, what in about
    ]


def _parties(principal: Principal) -> tuple[str | None, str | None]:
    """Return who acts for another, and for whom; None for the company that the line is about."""
    if isinstance(principal, Integration) and principal.delegate is not None:
        return principal.delegate, principal.organisation
    return principal.delegate if isinstance(principal, CompanyUser) else None, None


def _shown(principal: Principal, recipient: str | None) -> tuple[str, str]:
    """Return what kind of principal it is, and what the company is shown of it.

    Of an advisor that is whom it was done for, and none of the others in the token.
    """
    if isinstance(principal, CompanyUser):
        return "company_user", ""  # The line is the company's, and names no other in the token.
    if isinstance(principal, Advisor):
        return "advisor", recipient or ""
    if isinstance(principal, Integration):
        return "integration", principal.name
    if isinstance(principal, Administrator):
        return "administrator", ""
    return ("respondent" if isinstance(principal, Respondent) else "anonymous"), ""
