"""What a request says in ``Authorization``: once, and as RFC 6750 (section 2.1) writes it."""

from typing import Final

from starlette.requests import Request

from api.identity.refusals import two_headers, written_with_tab

_SCHEME: Final = "bearer"


def authorization_of(request: Request) -> str | None:
    """Return the ``Authorization`` header of a request, if it has one.

    Raises:
        RefusedCredentialsError: There are several, of which others than us may believe another.
    """
    said = request.headers.getlist("authorization")
    if len(said) > 1:
        raise two_headers()
    return said[0] if said else None


def credential_in(authorization: str | None) -> str | None:
    """Return what stands after ``Bearer``; None where nothing does, or another scheme is named.

    Raises:
        RefusedCredentialsError: It stands after something else than spaces, such as a tab.
    """
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    after = authorization[len(_SCHEME) :]
    credential = after.strip()
    if not credential or not after[0].isspace():
        return None
    if not after.lstrip(" ").startswith(credential):
        raise written_with_tab()
    return credential
