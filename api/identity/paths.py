"""Where something stands in the claims of a token: names with dots between them.

``authorization_details.authorized_parties.orgno`` goes through lists by itself: it finds the
`orgno` of every party of every entry. Nothing here raises, whatever the claims are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, cast

from pydantic import AfterValidator, StringConstraints

PERSONAL = frozenset({"pid"})
"""Claims that hold a person's national identity number. They are dropped while a token is read,
and no setting may name them. https://docs.digdir.no/docs/idporten/oidc/oidc_protocol_id_token"""


def _not_personal(path: str) -> str:
    if not PERSONAL.isdisjoint(path.split(".")):
        raise ValueError("names a national identity number, which is never read; name `sub`")
    return path


ClaimPath = Annotated[
    str,
    StringConstraints(pattern=r"^[^.\s]+(\.[^.\s]+)*$", max_length=200),
    AfterValidator(_not_personal),
]
"""A claim, or one within another: ``realm_access.roles``."""


def values_at(claims: object, path: str) -> Iterator[Any]:
    """Yield what stands at `path`, each entry of a list by itself, in the order of the token.

    A claim whose own name has dots, such as ``https://example.no/roles``, is found too.
    """
    whole = as_object(claims).get(path) if "." in path else None
    if whole is not None:
        yield from entries(whole)
        return
    found: list[object] = [claims]
    for step in path.split("."):
        found = [
            value
            for item in found
            for one in entries(item)
            if (value := as_object(one).get(step)) is not None
        ]
    for value in found:
        yield from entries(value)


def texts_at(claims: object, path: str) -> Iterator[str]:
    """Yield the texts at `path`; what is none is passed over."""
    return (value for value in values_at(claims, path) if isinstance(value, str))


def entries(value: object) -> Sequence[object]:
    """Return the entries of a list, and anything else as the only one."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def as_object(value: object) -> Mapping[str, object]:
    """Return a JSON object; anything else is one without fields."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}
