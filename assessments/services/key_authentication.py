"""How a program proves itself with an API key.

Nothing is kept between requests, so a key that is revoked has ended in every process.
"""

import asyncio
import hmac
import logging
from datetime import timedelta
from typing import Final
from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.principals import Integration, Scope, hash_secret
from assessments.services.tokens import key_named_by
from assessments.storage.acting import Acting
from assessments.storage.api_keys import StoredKey, note_use, proved_key
from assessments.storage.database import DATABASE_ERRORS

logger = logging.getLogger(__name__)

UNREACHABLE: Final = DATABASE_ERRORS
"""What is raised while keys cannot be looked up."""
NOTED_EVERY: Final = timedelta(minutes=1)


class KeyAuthentication:
    """Tells which program holds a key, and notes the use of keys without anybody waiting for it."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._noting: dict[UUID, asyncio.Task[None]] = {}

    async def authenticate(self, token: str) -> Integration | None:
        """Return who holds `token`; None for a key that is unknown, wrong, expired or revoked."""
        key_id = key_named_by(token)
        if key_id is None:
            return None
        held = hash_secret(token)
        acting = Acting(key=key_id, secrets=(held,))
        key = await proved_key(self._environment.database.acting_for(acting), key_id)
        if key is None or not self._is_good(key, held):
            return None
        self._note_use(key, acting)
        return _integration(key)

    def _is_good(self, key: StoredKey, held: bytes) -> bool:
        now = self._environment.now()
        is_present = hmac.compare_digest(held, key.secret_hash)
        is_earlier = hmac.compare_digest(held, key.earlier_hash or b"")
        overlaps = key.earlier_until is not None and now < key.earlier_until
        lasts = key.revoked_at is None and now < key.expires_at
        return lasts and (is_present or (is_earlier and overlaps))

    def _note_use(self, key: StoredKey, acting: Acting) -> None:
        now = self._environment.now()
        noted_lately = key.last_used_at is not None and now - key.last_used_at < NOTED_EVERY
        if noted_lately or key.id in self._noting:
            return
        task = asyncio.create_task(self._noted(key.id, acting))
        self._noting[key.id] = task
        task.add_done_callback(lambda _: self._noting.pop(key.id, None))

    async def _noted(self, key_id: UUID, acting: Acting) -> None:
        now = self._environment.now()
        database = self._environment.database.acting_for(acting)
        try:
            await note_use(database, key_id, now=now, unless=now - NOTED_EVERY)
        except UNREACHABLE as error:
            logger.warning("Cannot note the use of an API key: %s", type(error).__name__)

    async def close(self) -> None:
        """Wait until every use has been noted."""
        await asyncio.gather(*self._noting.values())


def _integration(key: StoredKey) -> Integration:
    return Integration(
        subject=f"api_key:{key.id}",
        name=key.name,
        scopes=frozenset(Scope(scope) for scope in key.scopes),
        organisation=key.organisation_number,
        delegate=key.delegate,
        key_id=key.id,
        recipients=tuple(key.recipients),
    )
