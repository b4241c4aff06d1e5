"""Who is asking. Further kinds are added here and nowhere else."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
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


Principal = Anonymous | Respondent


def hash_secret(secret: str) -> bytes:
    """Return the SHA-256 of a secret with 256 random bits, which needs no salt."""
    return hashlib.sha256(secret.encode()).digest()


def authorise(principal: Principal, assessment: StoredAssessment | None, now: datetime) -> None:
    """Return when `principal` may read and change `assessment`.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's; nobody learns which.
        AccessExpiredError: The caller's access to it has ended.
    """
    held = principal.secret_hash if isinstance(principal, Respondent) else b""
    stored = assessment.token_hash if assessment is not None else None
    if not hmac.compare_digest(held, stored or b"none") or stored is None or assessment is None:
        raise NotFoundError
    if not isinstance(principal, Respondent) or principal.assessment_id != assessment.id:
        raise NotFoundError
    if assessment.token_revoked_at is not None:
        raise AccessExpiredError
    if assessment.token_expires_at is None or assessment.token_expires_at <= now:
        raise AccessExpiredError
