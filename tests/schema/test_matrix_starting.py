"""Starting with what is somebody's, and claiming it, which take ids inside an open request.

``startAssessment`` is open to everybody; a company or an earlier assessment that it names is not.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Anonymous
from assessments.services.scopes import lacking_scope
from assessments.services.tokens import make_token
from assessments.storage.database import Database
from schema.permissions import COMPANY
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.respondent import start
from tests.fixtures.startup import Json
from tests.schema.holding import LIVE, STATES, held, with_another_secret
from tests.schema.listening import listening
from tests.schema.matrix import (
    ABOUT,
    MISSING,
    NONE,
    PRINCIPALS,
    STRANGERS,
    Target,
    is_refused,
    owned,
)
from tests.schema.test_erasing import dump
from tests.schema.test_matrix import target

__all__ = ["target"]

_, OWNER = PRINCIPALS["company user"]


def _begin(**given: object) -> tuple[str, Json]:
    return operation("StartAssessment"), {"input": {"questionnaire": "health-export", **given}}


def _begun_with(of: Target) -> list[tuple[str, Json]]:
    """Return what starts an assessment with somebody's things."""
    return [
        _begin(companyId=of.company),
        _begin(**{"from": of.assessment}),
        _begin(companyId=of.company, **{"from": of.assessment}),
        _begin(companyId=NONE.company, **{"from": of.assessment}),
        _begin(companyId=of.assessment, **{"from": of.company}),
    ]


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_starts_with_nothing_of_somebody_elses(
    environment: Environment, database: Database, target: Target, stranger: str
) -> None:
    principal = STRANGERS[stranger] or Anonymous()
    is_without_scope = lacking_scope(principal, COMPANY) is not None
    before = await dump(database)
    async with listening(environment, principal=principal) as ask:
        for theirs, none in zip(_begun_with(target), _begun_with(NONE), strict=True):
            there = await ask(theirs)
            assert await ask(none) == there
            if is_without_scope:
                (error,) = there.body["errors"]
                assert error["extensions"] == {"code": "INSUFFICIENT_SCOPE"}
                assert there.statements == []
            else:
                assert there.body["data"]["startAssessment"]["__typename"] == "NotFound"
    assert await dump(database) == before


@pytest.fixture
async def mine(environment: Environment, database: Database) -> Target:
    """What belongs to the company that ``OWNER`` is signed in for."""
    async with client_of(environment, principal=OWNER) as client:
        return await owned(client, database)


async def test_one_company_starts_with_nothing_of_another(
    environment: Environment, database: Database, target: Target, mine: Target
) -> None:
    before = await dump(database)
    async with listening(environment, principal=OWNER) as ask:
        for given in (
            {"companyId": mine.company, "from": target.assessment},
            {"companyId": target.company, "from": mine.assessment},
        ):
            there = await ask(_begin(**given))
            assert is_refused(there.body)
            known = {target.assessment: NONE.assessment, target.company: NONE.company}
            none = {name: known.get(value, value) for name, value in given.items()}
            assert await ask(_begin(**none)) == there
    assert await dump(database) == before


async def test_who_holds_a_token_starts_from_its_own_alone(
    environment: Environment, database: Database, target: Target
) -> None:
    async with client_of(environment) as client:
        held = await start(client, database)
        other = await start(client, database)
    before = await dump(database)
    async with listening(environment, token=held.token) as ask:
        none = await ask(_begin(**{"from": NONE.assessment}))
        assert is_refused(none.body)
        for of in (target.assessment, other.id):
            assert await ask(_begin(**{"from": of})) == none
        assert await dump(database) == before
        begun = (await ask(_begin(**{"from": held.id}))).body["data"]["startAssessment"]
        assert begun["__typename"] == "StartAssessmentSuccess"


def _claim(of: Target, company: str, token: str) -> tuple[str, Json]:
    return ABOUT["claimAssessment"](replace(of, company=company, token=token))


BAD: Final[Mapping[str, str]] = {
    "empty": "",
    "no token": "x",
    "only its beginning": "ek_",
    "of no assessment": make_token(MISSING, 7),
}
"""Access tokens that open nothing."""


@pytest.mark.part(3)
@pytest.mark.parametrize("state", STATES)
async def test_nothing_is_claimed_without_its_own_token(
    environment: Environment, database: Database, target: Target, mine: Target, state: str
) -> None:
    free = await held(environment, database, state)
    other = await held(environment, database)
    before = await dump(database)
    tried = {**BAD, "wrong": with_another_secret(free.token), "another's": other.token}
    async with listening(environment, principal=OWNER) as ask:
        for what, token in tried.items():
            there = await ask(_claim(free, mine.company, token))
            assert is_refused(there.body), (what, there.body)
            assert await ask(_claim(NONE, mine.company, token)) == there, what
        for of in (target, mine):
            there = await ask(_claim(of, mine.company, free.token))
            assert is_refused(there.body), there.body
            assert await ask(_claim(NONE, mine.company, free.token)) == there
        there = await ask(_claim(free, target.company, free.token))
        assert is_refused(there.body), there.body
        assert await ask(_claim(free, NONE.company, free.token)) == there
        assert await dump(database) == before
        (said,) = (await ask(_claim(free, mine.company, free.token))).body["data"].values()
    expected = "ClaimAssessmentSuccess" if state == LIVE else "AccessExpired"
    assert said["__typename"] == expected


@pytest.mark.parametrize("state", STATES)
async def test_who_has_no_company_claims_nothing_by_a_token(
    environment: Environment, database: Database, target: Target, state: str
) -> None:
    free = await held(environment, database, state)
    before = await dump(database)
    for stranger, principal in STRANGERS.items():
        async with listening(environment, principal=principal) as ask:
            there = await ask(_claim(free, target.company, free.token))
            assert is_refused(there.body), (stranger, there.body)
            for of, company in ((free, NONE.company), (NONE, target.company)):
                assert await ask(_claim(of, company, free.token)) == there, stranger
    assert await dump(database) == before
