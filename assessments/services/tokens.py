"""Access tokens, which a respondent holds instead of an account, and API keys of programs.

A token is ``ek_``, the assessment's id, and a secret of 256 bits, both in URL-safe letters; an API
key is ``ekk_``, its own id, and such a secret. They are shown once and stored as hashes.
"""

import base64
import binascii
from uuid import UUID

from assessments.services.principals import Anonymous, Principal, Respondent, hash_secret

PREFIX = "ek_"
KEY_PREFIX = "ekk_"
ID_LETTERS = 22
SECRET_BITS = 256
SECRET_LETTERS = 43
CODE_BITS = 128


def make_token(assessment_id: UUID, random: int) -> str:
    """Return the token for an assessment, from 256 random bits."""
    return _made(PREFIX, assessment_id, random)


def principal_of(token: str) -> Principal:
    """Return who holds `token`; what is no access token proves nothing."""
    assessment_id = _named_by(token, PREFIX)
    if assessment_id is None:
        return Anonymous()
    return Respondent(assessment_id, hash_secret(token))


def make_key(key_id: UUID, random: int) -> str:
    """Return the API key with this id, from 256 random bits."""
    return _made(KEY_PREFIX, key_id, random)


def beginning_of_key(key_id: UUID) -> str:
    """Return how the API key with this id begins, by which people know it; it is no secret."""
    return f"{KEY_PREFIX}{_letters(key_id.bytes)}"


def key_named_by(token: str) -> UUID | None:
    """Return the id of the API key that `token` says to be; None for what is no API key."""
    return _named_by(token, KEY_PREFIX)


def make_code(random: int) -> str:
    """Return the code of an invitation, from 128 random bits: 22 letters."""
    return _letters(random.to_bytes(CODE_BITS // 8))


def _made(prefix: str, uuid: UUID, random: int) -> str:
    return f"{prefix}{_letters(uuid.bytes)}_{_letters(random.to_bytes(SECRET_BITS // 8))}"


def _named_by(token: str, prefix: str) -> UUID | None:
    body = token.removeprefix(prefix)
    well_formed = (
        token.startswith(prefix)
        and len(body) == ID_LETTERS + 1 + SECRET_LETTERS
        and body[ID_LETTERS] == "_"
        and token.isascii()
    )
    if not well_formed:
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(body[:ID_LETTERS] + "=="))
    except (binascii.Error, ValueError):
        return None


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
