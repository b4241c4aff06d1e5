"""Global ids: opaque to clients, a type and a UUID to us."""

import base64
from uuid import UUID


def global_id(type_name: str, uuid: UUID) -> str:
    """Return the id of the object with this UUID."""
    raw = f"{type_name}:{uuid.hex}".encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
