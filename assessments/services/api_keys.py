"""API keys: created, rotated, revoked and listed by companies and administrators.

How a program proves itself with one is in ``key_authentication``.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.api_key_errors import (
    ApiKeyEndedError,
    ApiKeyInRotationError,
    ApiKeyRejectedError,
)
from assessments.services.api_key_terms import (
    Manager,
    WantedKey,
    accepted_expiry,
    accepted_name,
    accepted_organisation,
    accepted_scopes,
    scopes_given_by,
)
from assessments.services.auditing import Action, note
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Administrator, CompanyUser, Principal, hash_secret
from assessments.services.tokens import SECRET_BITS, make_key
from assessments.services.walls import seen_by
from assessments.storage import api_keys as storage
from assessments.storage.acting import Acting
from assessments.storage.api_keys import Rotation, StoredKey

__all__ = [
    "ShownKey",
    "StoredKey",
    "create_api_key",
    "list_api_keys",
    "read_api_key",
    "revoke_api_key",
    "rotate_api_key",
]

DEFAULT_OVERLAP_HOURS: Final = 24
MAX_OVERLAP_HOURS: Final = 168


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
        NotAvailableError: The caller is neither signed in for a company nor an administrator.
        ApiKeyRejectedError: Something in `wanted` was not accepted.
        NotFoundError: The company is not the caller's, or has not been registered.
    """
    if not isinstance(principal, CompanyUser | Administrator):
        raise NotAvailableError(
            "Logg inn for bedriften eller som administrator for å lage nøkler.",
            "Sign in for the company or as an administrator to create keys.",
        )
    key_id, now = environment.new_id(), environment.now()
    name, scopes = accepted_name(wanted), accepted_scopes(wanted, principal)
    expires_at = accepted_expiry(wanted, now)
    company_id, organisation = await _acts_for(environment, principal, wanted)
    secret = make_key(key_id, environment.random_bits(SECRET_BITS))
    key = StoredKey(
        id=key_id,
        company_id=company_id,
        organisation_number=organisation,
        delegate=principal.delegate if isinstance(principal, CompanyUser) else None,
        name=name,
        scopes=[scope.value for scope in scopes],
        secret_hash=hash_secret(secret),
        expires_at=expires_at,
        created_at=now,
        created_by=principal.subject,
    )
    await storage.add_key(seen_by(principal, environment), key)
    await _note(environment, principal, Action.KEY_CREATED, key)
    return ShownKey(key=key, secret=secret)


async def _acts_for(
    environment: Environment, manager: Manager, wanted: WantedKey
) -> tuple[UUID | None, str | None]:
    """Return the company and the number of the organisation that a new key acts for, if any."""
    if isinstance(manager, Administrator):
        return await _administrators_choice(environment, wanted)
    number = wanted.organisation_number
    named = [n for n in manager.organisations if number in {None, n}]
    found = await storage.companies_among(seen_by(manager, environment), named, wanted.company_id)
    if not found:
        raise NotFoundError
    if len(found) > 1:
        raise ApiKeyRejectedError(
            "companyId",
            "Oppgi hvilken av bedriftene nøkkelen skal gjelde for.",
            "Say which of your companies the key is for.",
        )
    return found[0]


async def _administrators_choice(
    environment: Environment, wanted: WantedKey
) -> tuple[UUID | None, str | None]:
    if wanted.company_id is not None:
        raise NotFoundError  # Administrators see no companies, only the numbers that they know.
    number = accepted_organisation(wanted)
    if number is None:
        return None, None
    seen = environment.database.acting_for(Acting(organisations=(number,)))
    found = await storage.companies_among(seen, [number], None)
    return (found[0][0] if found else None), number


async def revoke_api_key(environment: Environment, principal: Principal, key_id: UUID) -> StoredKey:
    """Revoke a key at once and in every process; one that is revoked stays as it is.

    Raises:
        NotFoundError: There is no such key, or it is not the caller's.
    """
    manager = _manager(principal)
    revoked = await storage.revoke_key(
        seen_by(manager, environment), key_id, _within(manager), environment.now()
    )
    if revoked is None:
        return await read_api_key(environment, principal, key_id)
    await _note(environment, principal, Action.KEY_REVOKED, revoked)
    return revoked


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
    _check_rotation(manager, key, overlap_hours)
    _refuse_ended(environment, key)
    secret = make_key(key_id, environment.random_bits(SECRET_BITS))
    rotation = Rotation(
        becoming=hash_secret(secret),
        at=now,
        overlap_until=now + timedelta(hours=overlap_hours) if overlap_hours else None,
    )
    seen = seen_by(manager, environment)
    rotated = await storage.rotate_key(seen, key, _within(manager), rotation)
    if rotated is None:
        _refuse_ended(environment, await read_api_key(environment, principal, key_id))
        raise ApiKeyInRotationError
    await _note(environment, principal, Action.KEY_ROTATED, rotated)
    return ShownKey(key=rotated, secret=secret)


def _check_rotation(manager: Manager, key: StoredKey, overlap_hours: int) -> None:
    if not 0 <= overlap_hours <= MAX_OVERLAP_HOURS:
        raise ApiKeyRejectedError(
            "overlapHours",
            f"Oppgi fra 0 til {MAX_OVERLAP_HOURS} timer.",
            f"Give from 0 to {MAX_OVERLAP_HOURS} hours.",
        )
    if not scopes_given_by(manager).issuperset(key.scopes):
        raise NotAvailableError(
            "Bare den som kan gi nøkkelen tilgangene den har, kan bytte hemmeligheten. Dere kan"
            " trekke nøkkelen tilbake.",
            "Only those who can give the key its scopes can rotate it. You can revoke it.",
        )


def _refuse_ended(environment: Environment, key: StoredKey) -> None:
    if key.revoked_at is not None or key.expires_at <= environment.now():
        raise ApiKeyEndedError


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
) -> list[StoredKey]:
    """Return the newest keys that the caller may manage, those older than the key `before`.

    Raises:
        NotFoundError: The caller may manage none.
    """
    manager = _manager(principal)
    seen = seen_by(manager, environment)
    return await storage.list_keys(seen, _within(manager), before=before, limit=limit)


def _manager(principal: Principal) -> Manager:
    if not isinstance(principal, CompanyUser | Administrator):
        raise NotFoundError
    return principal


def _within(manager: Manager) -> storage.Within:
    return None if isinstance(manager, Administrator) else manager.organisations


async def _note(
    environment: Environment, principal: Principal, action: Action, key: StoredKey
) -> None:
    what = global_id_of("ApiKey", key.id)
    await note(environment, principal, action, company_id=key.company_id, what=what)
