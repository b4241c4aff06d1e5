"""Who has read, granted, withdrawn, erased or administered what; nothing of it is ever changed."""

from enum import StrEnum
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
from assessments.services.walls import seen_by
from assessments.storage.audit import AuditLine, add_audit_line


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
    *,
    company_id: UUID | None,
    what: str,
) -> None:
    """Note what `principal` did; `what` names what it was done to."""
    kind, actor = _shown(principal)
    line = AuditLine(
        id=environment.new_id(),
        at=environment.now(),
        actor_kind=kind,
        actor=actor,
        delegate=_delegate(principal),
        action=action,
        what=what,
    )
    await add_audit_line(
        seen_by(principal, environment),
        line,
        company_id=company_id,
        subject=getattr(principal, "subject", None),
    )


async def note_erasure(
    environment: Environment, principal: Principal, action: Action, erased: UUID
) -> None:
    """Note that something was erased; the line outlives it, and does not say whose it was."""
    kind, _ = _shown(principal)
    line = AuditLine(
        id=environment.new_id(),
        at=environment.now(),
        actor_kind=kind,
        actor="",
        delegate=None,
        action=action,
        what=str(erased),
    )
    await add_audit_line(seen_by(principal, environment), line, company_id=None, subject=None)


async def note_by_operator(environment: Environment, action: Action, what: str) -> None:
    """Note what an operator did on the command line; it is about no company."""
    line = AuditLine(
        id=environment.new_id(),
        at=environment.now(),
        actor_kind="operator",
        actor="",
        delegate=None,
        action=action,
        what=what,
    )
    await add_audit_line(environment.database, line, company_id=None, subject=None)


def _delegate(principal: Principal) -> str | None:
    return principal.delegate if isinstance(principal, CompanyUser | Integration) else None


def _shown(principal: Principal) -> tuple[str, str]:
    """Return what kind of principal it is, and what the company is shown of it."""
    if isinstance(principal, CompanyUser):
        return "company_user", ", ".join(principal.organisations)
    if isinstance(principal, Advisor):
        return "advisor", ", ".join(principal.clusters)
    if isinstance(principal, Integration):
        return "integration", principal.name
    if isinstance(principal, Administrator):
        return "administrator", principal.name
    return ("respondent" if isinstance(principal, Respondent) else "anonymous"), ""
