"""Global ids: opaque to clients, a type and a UUID to us.

Assessments and results have UUIDs of their own. What content addresses by slug gets one that is
derived from the slug, so that it is the same everywhere and for ever.
"""

import base64
import binascii
from uuid import UUID, uuid5

import strawberry

from assessments.services import global_ids

_NAMESPACE = UUID("5d1c52bf-6a4b-5d8a-9a52-6f3b6f1d7a10")
MAX_LENGTH = 200


def global_id(type_name: str, uuid: UUID) -> strawberry.ID:
    """Return the id of the object with this UUID."""
    return strawberry.ID(global_ids.global_id(type_name, uuid))


def content_id(type_name: str, *slugs: str) -> strawberry.ID:
    """Return the id of something in content."""
    return global_id(type_name, uuid5(_NAMESPACE, ":".join((type_name, *slugs))))


def parse_id(given: str) -> tuple[str, UUID] | None:
    """Return the type and UUID in an id; None for what never was one."""
    if len(given) > MAX_LENGTH or not given.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
        type_name, _, digits = raw.partition(":")
        uuid = UUID(hex=digits)
    except (binascii.Error, ValueError):
        return None
    return (type_name, uuid) if global_id(type_name, uuid) == given else None


def parse_id_of(type_name: str, given: str) -> UUID | None:
    """Return the UUID in the id of a `type_name`; None for any other id."""
    parsed = parse_id(given)
    return parsed[1] if parsed is not None and parsed[0] == type_name else None
