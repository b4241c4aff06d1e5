"""Who is asking. Further kinds are added here and nowhere else.

People and programs are named by `subject`: who vouches for them and what that calls them, which
says nothing of them elsewhere. Organisations are named by their Norwegian numbers, nine digits.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import AccessExpiredError, NotFoundError


@dataclass(frozen=True, slots=True)
class Anonymous:
    """Somebody who proves nothing."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who holds an access token: the assessment that it names, and its secret's hash."""

    assessment_id: UUID
    secret_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyUser:
    """Somebody signed in for companies; for another organisation where there is a `delegate`.

    `delegate` is the number of the organisation that acts on the companies' behalf.
    """

    subject: str
    organisations: tuple[str, ...]
    delegate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisor:
    """Somebody who works for recipients: slugs of clusters or of organisations of the catalogue."""

    subject: str
    recipients: tuple[str, ...]


class Scope(StrEnum):
    """What an integration may do, as the API names it."""

    CATALOGUE = "catalogue"
    MATCHING = "matching"
    AGGREGATES = "aggregates"
    SHARED_ASSESSMENTS = "shared_assessments"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """A program with an API key or with a token of its own; `organisation` is whom it acts for.

    `delegate` is the number of the organisation that runs it on the other's behalf, `recipients`
    are the slugs of those for whom it may read what is shared with them.
    """

    subject: str
    name: str
    scopes: frozenset[Scope]
    organisation: str | None = None
    delegate: str | None = None
    key_id: UUID | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """Somebody who runs the installation."""

    subject: str
    name: str


Principal = Anonymous | Respondent | CompanyUser | Advisor | Integration | Administrator


def hash_secret(secret: str) -> bytes:
    """Return the SHA-256 of a secret with 256 random bits, which needs no salt."""
    return hashlib.sha256(secret.encode()).digest()


def organisations_of(principal: Principal) -> tuple[str, ...]:
    """Return the numbers of the organisations that `principal` may act for."""
    if isinstance(principal, CompanyUser):
        return principal.organisations
    if isinstance(principal, Integration) and Scope.COMPANY in principal.scopes:
        return () if principal.organisation is None else (principal.organisation,)
    return ()


def works_for_another(principal: Principal) -> bool:
    """Tell whether it is a program, or somebody who acts on an organisation's behalf for another.

    Nobody of the company itself is at hand then, so its log says what was done in its name.
    """
    if isinstance(principal, CompanyUser):
        return principal.delegate is not None
    return isinstance(principal, Integration)


def recipients_of(principal: Principal) -> tuple[str, ...]:
    """Return the slugs of those for whom `principal` may read what is shared with them."""
    if isinstance(principal, Advisor):
        return principal.recipients
    if isinstance(principal, Integration) and Scope.SHARED_ASSESSMENTS in principal.scopes:
        return principal.recipients
    return ()


def is_made_by(principal: Principal, subject: str) -> bool:
    """Return whether `subject` names `principal`; whoever proves nothing has no name."""
    return not isinstance(principal, Anonymous | Respondent) and principal.subject == subject


def authorise(principal: Principal, assessment: StoredAssessment | None, now: datetime) -> None:
    """Return when `principal` may read and change `assessment`.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's; nobody learns which.
        AccessExpiredError: The caller's access to it has ended.
    """
    mine = organisations_of(principal)
    if mine:
        if assessment is None or assessment.organisation_number not in mine:
            raise NotFoundError
        return
    held = principal.secret_hash if isinstance(principal, Respondent) else b""
    stored = assessment.token_hash if assessment is not None else None
    if not hmac.compare_digest(held, stored or b"none") or stored is None or assessment is None:
        raise NotFoundError
    if not isinstance(principal, Respondent) or principal.assessment_id != assessment.id:
        raise NotFoundError
    if assessment.token_revoked_at is not None:
        raise AccessExpiredError(is_revoked=True)
    if assessment.token_expires_at is None or assessment.token_expires_at <= now:
        raise AccessExpiredError
