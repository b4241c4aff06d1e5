"""Reads the caller's credentials."""

from assessments.services.principals import Anonymous, Principal
from assessments.services.tokens import principal_of

BEARER = "bearer "
MAX_CREDENTIALS = 8_000


def identify(authorization: str | None) -> Principal:
    """Return who sends this ``Authorization`` header.

    What is no credential of ours proves nothing, so the caller is anonymous: public fields still
    work for somebody whose token is of no use any more.
    """
    if authorization is None or len(authorization) > MAX_CREDENTIALS:
        return Anonymous()
    if authorization[: len(BEARER)].lower() != BEARER:
        return Anonymous()
    return principal_of(authorization[len(BEARER) :].strip())
