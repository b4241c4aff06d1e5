"""API keys: created, rotated, revoked and listed by companies, advisors and administrators.

How a program proves itself with one is in ``key_authentication``.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.api_key_errors import (
    ApiKeyInRotationError,
    TooManyApiKeysError,
)
from assessments.services.api_key_organisation import acts_for, is_there, refuse_company
from assessments.services.api_key_recipients import accepted_recipients
from assessments.services.api_key_terms import (
    MAX_LIVE,
    Manager,
    WantedKey,
    accepted_expiry,
    accepted_name,
    accepted_scopes,
    check_rotation,
    delegate_of,
    holder_of,
    refuse_ended,
)
from assessments.services.auditing import Action, note
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.gone import not_found_when_gone
from assessments.services.principals import (
    Administrator,
    Principal,
    hash_secret,
    organisations_of,
    recipients_of,
)
from assessments.services.tokens import SECRET_BITS, make_key
from assessments.services.walls import seen_by
from assessments.storage import api_keys as storage
from assessments.storage.api_keys import Rotation, StoredKey, Within
from assessments.storage.database import Database

__all__ = [
    "ShownKey",
    "StoredKey",
    "count_api_keys",
    "create_api_key",
    "list_api_keys",
    "read_api_key",
    "revoke_api_key",
    "rotate_api_key",
]

DEFAULT_OVERLAP_HOURS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownKey:
    """A key with its secret, which is shown this once."""

    key: StoredKey
    secret: str


async def create_api_key(
    environment: Environment, principal: Principal, wanted: WantedKey
) -> ShownKey:
    """Create a key.

    Raises:
        NotAvailableError: The caller is neither signed in for a company, nor an advisor or an
            administrator.
        ApiKeyRejectedError: Something in `wanted` was not accepted.
        TooManyApiKeysError: As many that work are there as may be.
        NotFoundError: The company is not the caller's, or has not been registered.
    """
    if not isinstance(principal, Manager):
        raise NotAvailableError(
            "Logg inn for bedriften, som rådgiver eller som administrator for å lage nøkler.",
            "Sign in for the company, as an advisor or as an administrator to create keys.",
        )
    key_id = environment.new_id()
    secret = make_key(key_id, environment.random_bits(SECRET_BITS))
    key = await _accepted(environment, principal, wanted, key_id, secret)
    async with not_found_when_gone(lambda: is_there(environment, principal, key)):
        added = await _noted(
            environment,
            principal,
            Action.KEY_CREATED,
            lambda joined: storage.add_key(joined, key, at_most=MAX_LIVE),
        )
    if added is None:
        raise TooManyApiKeysError(MAX_LIVE, holder_of(key))
    return ShownKey(key=added, secret=secret)


async def _accepted(
    environment: Environment, manager: Manager, wanted: WantedKey, key_id: UUID, secret: str
) -> StoredKey:
    refuse_company(manager, wanted)
    name, scopes = accepted_name(wanted), accepted_scopes(wanted, manager)
    now = environment.now()
    expires_at = accepted_expiry(wanted, manager, now)
    recipients = accepted_recipients(wanted, manager, environment.library.catalogue)
    company_id, organisation = await acts_for(environment, manager, wanted)
    return StoredKey(
        id=key_id,
        company_id=company_id,
        organisation_number=organisation,
        delegate=delegate_of(manager),
        name=name,
        scopes=[scope.value for scope in scopes],
        recipients=recipients,
        secret_hash=hash_secret(secret),
        expires_at=expires_at,
        created_at=now,
        created_by=manager.subject,
    )


async def revoke_api_key(environment: Environment, principal: Principal, key_id: UUID) -> StoredKey:
    """Revoke a key at once and in every process; one that is revoked stays as it is.

    Raises:
        NotFoundError: There is no such key, or it is not the caller's.
    """
    manager = _manager(principal)
    within, now = _within(manager), environment.now()
    revoked = await _noted(
        environment,
        manager,
        Action.KEY_REVOKED,
        lambda joined: storage.revoke_key(joined, key_id, within, now),
    )
    return revoked or await read_api_key(environment, principal, key_id)


async def rotate_api_key(
    environment: Environment,
    principal: Principal,
    key_id: UUID,
    overlap_hours: int = DEFAULT_OVERLAP_HOURS,
) -> ShownKey:
    """Give a key a new secret; the one before works for `overlap_hours` more.

    Raises:
        NotFoundError: There is no such key, or it is not the caller's.
        ApiKeyRejectedError: The overlap is out of range.
        NotAvailableError: The key may do what the caller could not let it do.
        ApiKeyEndedError: The key has expired or been revoked.
        ApiKeyInRotationError: A secret before the present one still works.
    """
    manager = _manager(principal)
    key = await read_api_key(environment, principal, key_id)
    now = environment.now()
    check_rotation(manager, key, overlap_hours)
    refuse_ended(key, now)
    secret = make_key(key_id, environment.random_bits(SECRET_BITS))
    rotation = Rotation(
        becoming=hash_secret(secret),
        at=now,
        overlap_until=now + timedelta(hours=overlap_hours) if overlap_hours else None,
    )
    rotated = await _noted(
        environment,
        manager,
        Action.KEY_ROTATED,
        lambda joined: storage.rotate_key(joined, key, _within(manager), rotation),
    )
    if rotated is None:
        refuse_ended(await read_api_key(environment, principal, key_id), now)
        raise ApiKeyInRotationError
    return ShownKey(key=rotated, secret=secret)


async def read_api_key(environment: Environment, principal: Principal, key_id: UUID) -> StoredKey:
    """Return a key that the caller may manage.

    Raises:
        NotFoundError: There is no such key, or it is not the caller's.
    """
    manager = _manager(principal)
    key = await storage.find_key(seen_by(manager, environment), key_id, _within(manager))
    if key is None:
        raise NotFoundError
    return key


async def list_api_keys(
    environment: Environment, principal: Principal, *, before: UUID | None, limit: int
) -> list[StoredKey] | None:
    """Return the newest keys that the caller may manage, those older than the key `before`.

    None where the caller may not manage `before`, so that it is in no list of the caller's.

    Raises:
        NotFoundError: The caller may manage none.
    """
    manager = _manager(principal)
    within, seen = _within(manager), seen_by(manager, environment)
    if before is not None and await storage.find_key(seen, before, within) is None:
        return None
    return await storage.list_keys(seen, within, before=before, limit=limit)


async def count_api_keys(environment: Environment, principal: Principal) -> int:
    """Return how many keys the caller may manage, ended ones too.

    Raises:
        NotFoundError: The caller may manage none.
    """
    manager = _manager(principal)
    return await storage.count_keys(seen_by(manager, environment), _within(manager))


def _manager(principal: Principal) -> Manager:
    if not isinstance(principal, Manager):
        raise NotFoundError
    return principal


def _within(manager: Manager) -> Within:
    return Within(
        all_keys=isinstance(manager, Administrator),
        organisations=organisations_of(manager),
        recipients=recipients_of(manager),
    )


async def _noted(
    environment: Environment,
    manager: Manager,
    action: Action,
    change: Callable[[Database], Awaitable[StoredKey | None]],
) -> StoredKey | None:
    """Make a change and note it in the same transaction; None where nothing has changed."""
    async with seen_by(manager, environment).joined() as joined:
        await storage.act_for_another(joined, delegate_of(manager))
        key = await change(joined)
        if key is not None:
            about = (key.company_id, global_id_of("ApiKey", key.id))
            await note(environment, manager, action, about, joined)
    return key
