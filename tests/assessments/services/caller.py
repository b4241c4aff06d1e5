"""Somebody who holds an assessment's access token and calls the services."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

import pytest

from assessments.assessment import StoredAssessment
from assessments.questionnaire.given import Given, Shape
from assessments.services.assessing import read_assessment, start_assessment
from assessments.services.environment import Environment
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.principals import Principal
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers, save_profile
from assessments.services.submitting import Declared, submit
from assessments.services.tokens import principal_of
from assessments.storage.database import Database

DONT_KNOW: Final = Given(Shape.DONT_KNOW)
NOT_APPLICABLE: Final = Given(Shape.NOT_APPLICABLE)
CLEAR: Final = Given(Shape.CLEAR)
NEVER: Final = Given(Shape.NEVER)

E = TypeVar("E", bound=Exception)
Answers = Mapping[str, Given]
Facts = Mapping[str, Given | None]
Rows = dict[str, list[dict[str, Any]]]

ALL_ROWS: Final = {
    "assessments": "SELECT * FROM assessments WHERE id = $1",
    "assessment_changes": (
        "SELECT * FROM assessment_changes WHERE assessment_id = $1 ORDER BY revision"
    ),
    "idempotency_keys": "SELECT * FROM idempotency_keys WHERE assessment_id = $1 ORDER BY key",
    "results": "SELECT * FROM results WHERE assessment_id = $1",
    "result_scores": (
        "SELECT s.* FROM result_scores s JOIN results r ON r.id = s.result_id"
        " WHERE r.assessment_id = $1 ORDER BY s.theme"
    ),
}


def option(slug: str) -> Given:
    return Given(Shape.OPTION, slug)


def options(*slugs: str) -> Given:
    return Given(Shape.OPTIONS, slugs)


def number(value: int | str) -> Given:
    return Given(Shape.NUMBER, Decimal(value))


def boolean(value: bool) -> Given:
    return Given(Shape.BOOLEAN, value)


def text(value: str) -> Given:
    return Given(Shape.TEXT, value)


def day(value: str) -> Given:
    return Given(Shape.DATE, date.fromisoformat(value))


def listed(answers: Answers) -> list[GivenAnswer]:
    """Return `answers` as the services take them."""
    return [GivenAnswer(question, given) for question, given in answers.items()]


async def rows_of(database: Database, assessment_id: UUID) -> Rows:
    """Return everything that is stored about an assessment, by table."""
    return {
        table: [dict(row) for row in await database.rows(query, assessment_id)]
        for table, query in ALL_ROWS.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One assessment, and who calls."""

    environment: Environment
    principal: Principal
    id: UUID
    token: str

    @property
    def database(self) -> Database:
        return self.environment.database

    def holding(self, principal: Principal) -> "Caller":
        """Return somebody else who asks for the same assessment."""
        return replace(self, principal=principal)

    async def save(
        self, answers: Answers, *, expected: int | None = None, key: str | None = None
    ) -> StoredAssessment:
        return await self.save_listed(listed(answers), expected=expected, key=key)

    async def save_listed(
        self, given: Sequence[GivenAnswer], *, expected: int | None = None, key: str | None = None
    ) -> StoredAssessment:
        terms = Precondition(expected_revision=expected, idempotency_key=key)
        return await save_answers(self.environment, self.principal, self.id, given, terms)

    async def state(self, facts: Facts, *, expected: int | None = None) -> StoredAssessment:
        given = [GivenFact(f"facts.{i}", slug, facts[slug]) for i, slug in enumerate(facts)]
        return await self.state_listed(given, expected=expected)

    async def state_listed(
        self, given: Sequence[GivenFact], *, expected: int | None = None
    ) -> StoredAssessment:
        terms = Precondition(expected_revision=expected)
        return await save_profile(self.environment, self.principal, self.id, given, terms)

    async def submit(
        self,
        *,
        include: bool = False,
        confirmed: Collection[str] = (),
        expected: int | None = None,
        key: str | None = None,
    ) -> StoredAssessment:
        return await submit(
            self.environment,
            self.principal,
            self.id,
            declared=Declared(include_in_aggregates=include, confirmed=frozenset(confirmed)),
            precondition=Precondition(expected_revision=expected, idempotency_key=key),
        )

    async def read(self) -> StoredAssessment:
        return await read_assessment(self.environment, self.principal, self.id)

    async def rows(self) -> Rows:
        return await rows_of(self.database, self.id)

    @asynccontextmanager
    async def refused(self, *error: type[E]) -> AsyncGenerator[pytest.ExceptionInfo[E]]:
        """Expect the block to raise `error`, and to leave every row as it was."""
        before = await self.rows()
        with pytest.raises(error) as caught:
            yield caught
        assert await self.rows() == before


async def start(environment: Environment, questionnaire: str = "health-export") -> Caller:
    """Start an assessment, and return who holds its token."""
    started = await start_assessment(environment, questionnaire=questionnaire)
    return Caller(
        environment=environment,
        principal=principal_of(started.access_token),
        id=started.assessment.id,
        token=started.access_token,
    )
