"""The form of global ids, under which the API and the audit log name things."""

import base64
from uuid import UUID


def global_id_of(type_name: str, uuid: UUID) -> str:
    """Return the id of the object with this UUID, opaque to clients."""
    raw = f"{type_name}:{uuid.hex}".encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
