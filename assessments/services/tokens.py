"""Access tokens: what a respondent holds instead of an account.

A token is ``ek_``, the assessment's id, and a secret of 256 bits, both in URL-safe letters. The
secret is shown once and stored as a hash.
"""

import base64
import binascii
from uuid import UUID

from assessments.services.principals import Anonymous, Principal, Respondent, hash_secret

PREFIX = "ek_"
ID_LETTERS = 22
SECRET_BITS = 256
SECRET_LETTERS = 43


def make_token(assessment_id: UUID, random: int) -> str:
    """Return the token for an assessment, from 256 random bits."""
    return f"{PREFIX}{_letters(assessment_id.bytes)}_{_letters(random.to_bytes(SECRET_BITS // 8))}"


def principal_of(token: str) -> Principal:
    """Return who holds `token`; what is no access token proves nothing."""
    body = token.removeprefix(PREFIX)
    well_formed = (
        token.startswith(PREFIX)
        and len(body) == ID_LETTERS + 1 + SECRET_LETTERS
        and body[ID_LETTERS] == "_"
        and token.isascii()
    )
    if not well_formed:
        return Anonymous()
    try:
        assessment_id = UUID(bytes=base64.urlsafe_b64decode(body[:ID_LETTERS] + "=="))
    except (binascii.Error, ValueError):
        return Anonymous()
    return Respondent(assessment_id, hash_secret(token))


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
