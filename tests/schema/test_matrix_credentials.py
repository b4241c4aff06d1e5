"""Credentials that are of no use, at every request: they open nothing, and tell nothing.

Only who holds the right access token learns that it has ended. To whoever holds another or a wrong
one, an assessment says what one says that does not exist.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from api.identity.development import READING
from api.identity.issuers import Algorithm
from api.identity.principals import READERS, Identity
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.environment import Environment
from assessments.services.tokens import make_key
from assessments.storage.database import Database
from schema.permissions import Caller
from tests.api.identity.minting import NOW, issuer, known_keys, signed, with_changes
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.own_issuer import company
from tests.fixtures.startup import Json
from tests.schema.holding import LIVE, STATES, held, with_another_secret
from tests.schema.listening import listening
from tests.schema.matrix import (
    ABOUT,
    MISSING,
    NONE,
    OTHERWISE,
    REQUESTS,
    THEIRS,
    Target,
    is_refused,
)
from tests.schema.test_erasing import dump
from tests.schema.test_matrix import THEIR_USER, target

__all__ = ["target"]

ENDED: Final = [state for state in STATES if state != LIVE]


def _starts(of: Target) -> tuple[str, Json]:
    given = {"questionnaire": "health-export", "from": of.assessment}
    return operation("StartAssessment"), {"input": given}


EVERYTHING: Final = [*((name, request) for name, _, request in REQUESTS), ("from", _starts)]


READ: Final = {"assessment", "simulate", "node Assessment", "node Result"}
"""What a holder reads; it is null where nothing is found, whatever the reason."""


def _none(of: Target) -> Target:
    """Return ids of nothing, beside what a caller types that is no id."""
    return replace(NONE, token=of.token)


@pytest.mark.part(6)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("holds", ["another's", "wrong"])
async def test_to_who_has_not_the_token_it_is_as_if_nothing_were_there(
    environment: Environment, database: Database, target: Target, holds: str, state: str
) -> None:
    mine, other = await held(environment, database, state), await held(environment, database)
    token = other.token if holds == "another's" else with_another_secret(mine.token)
    before = await dump(database)
    async with listening(environment, token=token) as ask:
        for of in (target, mine):
            for name, request in EVERYTHING:
                there = await ask(request(of))
                assert is_refused(there.body), (name, there.body)
                assert await ask(request(_none(of))) == there, name
    assert await dump(database) == before


WITHDRAWING: Final = {"withdrawConsent", "withdrawConsent otherwise", "leaveFigures"}


@pytest.mark.parametrize("state", ENDED)
async def test_only_who_holds_the_token_learns_that_it_has_ended(
    environment: Environment, database: Database, target: Target, state: str
) -> None:
    mine = await held(environment, database, state)
    before = await dump(database)
    told: set[str] = set()
    async with listening(environment, token=mine.token) as ask:
        for name, request in EVERYTHING:
            there = await ask(request(target))
            assert is_refused(there.body), (name, there.body)
            assert await ask(request(_none(target))) == there, name
        for name, request in EVERYTHING:
            if name in WITHDRAWING or (state, name) == ("expired", "eraseAssessment"):
                continue  # An expired link still erases, which test_erasing tries.
            body = (await ask(request(mine))).body
            said: Json | None = None if is_refused(body) else next(iter(body["data"].values()))
            if said is not None:
                assert said["__typename"] == "AccessExpired", (name, said)
                told.add(name)
        assert await dump(database) == before
        for request in (
            *(OTHERWISE["withdrawConsent"], ABOUT["withdrawConsent"]),
            ABOUT["leaveFigures"],
        ):
            withdrawn = await ask(request(mine))
            assert not is_refused(withdrawn.body)
    changes = {name for name, who, _ in REQUESTS if Caller.RESPONDENT in who}
    still = {"eraseAssessment"} if state == "expired" else set[str]()
    assert told == changes - READ - WITHDRAWING - still | {"from"}


@pytest.mark.parametrize("of_no_use", ["expired", "revoked", "wrong", "unknown"])
async def test_a_key_of_no_use_is_refused(
    environment: Environment, database: Database, target: Target, of_no_use: str
) -> None:
    async with client_of(environment, principal=THEIR_USER) as client:
        given = {"name": "k", "scopes": ["COMPANY"], "companyId": target.company}
        made = await client.data(operation("CreateApiKey"), {"input": given})
        key, secret = made["createApiKey"]["apiKey"]["id"], made["createApiKey"]["secret"]
        async with listening(environment, token=secret) as ask:
            assert not is_refused((await ask(ABOUT["assessment"](target))).body)
        later = environment
        if of_no_use == "expired":
            moved = environment.now() + timedelta(days=366)
            later = replace(environment, now=lambda: moved)
        if of_no_use == "revoked":
            await client.data(operation("RevokeApiKey"), {"input": {"apiKeyId": key}})
        if of_no_use == "wrong":
            secret = with_another_secret(secret)
        if of_no_use == "unknown":
            secret = make_key(MISSING, 7)
    before = await dump(database)
    async with listening(later, token=secret) as ask:
        for name, request in EVERYTHING:
            there = await ask(request(target))
            (error,) = there.body["errors"]
            assert (there.status, error["extensions"]) == (401, {"code": "INVALID_TOKEN"}), name
            assert await ask(request(_none(target))) == there, name
    assert await dump(database) == before


async def test_a_token_of_an_identity_provider_that_has_expired_is_refused(
    environment: Environment, database: Database, target: Target
) -> None:
    credential = signed(with_changes(**company(THEIRS)))
    trusted = Trusted(issuer=issuer(claims=READING), keys=known_keys(Algorithm.ES256))

    def at(seconds: float) -> Identity:
        verifier = TokenVerifier([trusted], leeway=0, clock=lambda: NOW + seconds)
        return Identity(verifier, readers=READERS)

    async with listening(environment, token=credential, identity=at(59)) as ask:
        assert not is_refused((await ask(ABOUT["assessment"](target))).body)
    before = await dump(database)
    async with listening(environment, token=credential, identity=at(60)) as ask:
        for name, request in EVERYTHING:
            there = await ask(request(target))
            assert (there.status, there.statements) == (401, []), name
            (error,) = there.body["errors"]
            assert error["extensions"] == {"code": "TOKEN_EXPIRED"}, name
            assert await ask(request(_none(target))) == there, name
    assert await dump(database) == before
