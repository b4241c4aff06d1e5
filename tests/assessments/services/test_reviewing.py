"""Reviewing: kept once, superseded rather than changed, noted, and ended by a withdrawal."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from assessments.assessment import (
    ConsentPurpose,
    ConsentScope,
    Evidence,
    StoredConsent,
    StoredReview,
)
from assessments.errors import NotAvailableError, NotFoundError, ReviewsRejectedError
from assessments.services.accepting_reviews import GivenReview
from assessments.services.consenting import Wish, share_assessment, withdraw_consent
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.services.reviewing import review_answers, reviews_of
from assessments.services.sharing import read_shared_page
from assessments.services.tokens import principal_of
from assessments.storage.acting import Acting
from assessments.storage.database import Connection, Database, Row
from schema.ids import global_id, parse_id_of
from tests.assessments.services.gate import Gate, gate
from tests.fixtures.asker import CLUSTER, STRANGERS, advisor_of
from tests.fixtures.database import ROLE, connected
from tests.fixtures.environment import Clock
from tests.fixtures.respondent import Respondent
from tests.fixtures.statements import NotedConnection, NotedDatabase

pytestmark = pytest.mark.usefixtures("nothing_shared")

ADVICE: Final = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE, scope=ConsentScope.ANSWERS)
ADVISOR: Final = advisor_of(CLUSTER)
LOW: Final = GivenReview(question="S01", level=1)
SEEN: Final = GivenReview(question="S04", evidence=Evidence.VERIFIED, comment="Ok")
NOTHING: Final = GivenReview(question="S01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Whoever shares the start-up's answers with a cluster."""

    environment: Environment
    principal: Principal
    id: UUID

    async def give(self, wish: Wish = ADVICE) -> StoredConsent:
        """Share."""
        return await share_assessment(self.environment, self.principal, self.id, wish)

    async def withdraw(self, consent: StoredConsent) -> None:
        """Share no more."""
        await withdraw_consent(self.environment, self.principal, consent.id)

    async def reviews(self) -> list[StoredReview]:
        """Return what is said of the answers now."""
        return await reviews_of(self.environment, self.principal, self.id)

    async def said(self) -> list[tuple[str, int | None]]:
        """Return the questions and levels of that, in order of questions."""
        return sorted((r.question, r.level) for r in await self.reviews())


@pytest.fixture
def who(submitted: Respondent, environment: Environment) -> Giver:
    uuid = parse_id_of("Assessment", submitted.id)
    assert uuid is not None
    return Giver(environment=environment, principal=principal_of(submitted.token), id=uuid)


async def say(
    who: Giver, consent: StoredConsent, *given: GivenReview, by: Principal = ADVISOR
) -> tuple[StoredReview, ...]:
    shared = await review_answers(who.environment, by, consent.id, given)
    assert shared.consent == consent
    return shared.reviews


async def rows(database: Database) -> list[Mapping[str, Any]]:
    found = await database.rows("SELECT * FROM reviews ORDER BY reviewed_at, question")
    return [dict(row) for row in found]


async def noted(database: Database) -> list[tuple[str, str, str, UUID | None]]:
    found = await database.rows(
        "SELECT action, actor, what, company_id FROM audit_log WHERE actor_kind = 'advisor'"
        " ORDER BY at, action"
    )
    return [tuple(row.values()) for row in found]


async def test_what_is_said_is_dated_and_names_the_cluster(who: Giver, clock: Clock) -> None:
    consent = await who.give()
    kept = {review.question: review for review in await say(who, consent, LOW, SEEN)}
    assert set(kept) == {"S01", "S04"}
    review = kept["S04"]
    assert review.said == (None, Evidence.VERIFIED, "Ok")
    assert (review.recipient, review.recipient_name) == (CLUSTER, consent.recipient_name)
    assert (review.assessment_id, review.reviewed_at) == (who.id, clock.now)
    assert {r.question: r for r in await who.reviews()} == kept


async def test_it_is_noted_that_it_was_read_and_that_it_was_reviewed(
    who: Giver, database: Database
) -> None:
    consent = await who.give()
    await say(who, consent, LOW, SEEN)
    what = global_id("Assessment", who.id)
    assert await noted(database) == [
        (action, CLUSTER, what, None) for action in ("assessment_read", "assessment_reviewed")
    ]


@pytest.mark.parametrize("again", [(LOW, SEEN), (SEEN,), (), (GivenReview(question="S02"),)])
async def test_the_same_again_changes_nothing_and_is_noted_as_reading(
    who: Giver, clock: Clock, database: Database, again: tuple[GivenReview, ...]
) -> None:
    consent = await who.give()
    first = await say(who, consent, LOW, SEEN)
    before = await rows(database)
    clock.forward(timedelta(hours=1))
    assert set(await say(who, consent, *again)) == set(first)
    assert await rows(database) == before
    actions = [action for action, *_ in await noted(database)]
    assert actions == ["assessment_read", "assessment_reviewed", "assessment_read"]


async def test_what_was_said_before_is_superseded_and_kept(
    who: Giver, clock: Clock, database: Database
) -> None:
    consent = await who.give()
    started = clock.now
    await say(who, consent, LOW, SEEN)
    clock.forward(timedelta(hours=1))
    second = clock.now
    await say(who, consent, replace(LOW, level=3), SEEN)
    clock.forward(timedelta(hours=1))
    assert await who.said() == [("S01", 3), ("S04", None)]
    await say(who, consent, NOTHING)
    assert await who.said() == [("S04", None)]
    history = [
        (r["question"], r["level"], r["reviewed_at"], r["superseded_at"])
        for r in await rows(database)
    ]
    assert history == [
        ("S01", 1, started, second),
        ("S04", None, started, None),
        ("S01", 3, second, clock.now),
    ]


async def test_all_or_nothing(who: Giver, database: Database) -> None:
    consent = await who.give()
    with pytest.raises(ReviewsRejectedError) as refused:
        await say(who, consent, LOW, GivenReview(question="R04", level=1), SEEN, SEEN)
    assert [r.question for r in refused.value.rejections] == ["R04", "S04"]
    assert await rows(database) == []


async def test_more_reviews_than_questions_are_refused(who: Giver, database: Database) -> None:
    consent = await who.give()
    stored = who.environment.shelf.questionnaire("health-export", 1)
    every = [GivenReview(question=asked.slug, comment="x") for asked in stored.questions]
    with pytest.raises(ReviewsRejectedError):
        await say(who, consent, *every, every[0])
    assert await rows(database) == []


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_review_nothing(
    who: Giver, database: Database, stranger: Principal
) -> None:
    consent = await who.give()
    with pytest.raises(NotFoundError):
        await say(who, consent, LOW, by=stranger)
    assert await rows(database) == []
    assert await noted(database) == []
    await say(who, consent, LOW)
    assert await reviews_of(who.environment, stranger, who.id) == []


async def test_the_giver_does_not_review(who: Giver, database: Database) -> None:
    consent = await who.give()
    with pytest.raises(NotFoundError):
        await say(who, consent, LOW, by=who.principal)
    assert await rows(database) == []


async def test_a_withdrawal_ends_it_and_the_company_keeps_what_was_said(
    who: Giver, database: Database
) -> None:
    consent = await who.give()
    await say(who, consent, LOW)
    kept = await who.reviews()
    await who.withdraw(consent)
    with pytest.raises(NotFoundError):
        await say(who, consent, SEEN)
    assert await reviews_of(who.environment, ADVISOR, who.id) == []
    assert await who.reviews() == kept
    assert len(await rows(database)) == 1


async def test_a_narrower_consent_shows_the_cluster_its_reviews_no_more(
    who: Giver,
) -> None:
    await say(who, await who.give(), LOW)
    summary = await who.give(replace(ADVICE, scope=ConsentScope.SUMMARY))
    with pytest.raises(NotAvailableError):
        await say(who, summary, SEEN)
    page = await read_shared_page(who.environment, ADVISOR, CLUSTER, first=5)
    assert page is not None
    assert [shared.reviews for shared in page.shared] == [()]
    wider = await who.give()
    page = await read_shared_page(who.environment, ADVISOR, CLUSTER, first=5)
    assert page is not None
    assert [(s.consent, [r.said for r in s.reviews]) for s in page.shared] == [(wider, [LOW.said])]


async def test_what_is_shared_for_two_purposes_has_the_same_reviews(who: Giver) -> None:
    await say(who, await who.give(), LOW)
    await who.give(replace(ADVICE, purpose=ConsentPurpose.CONTACT))
    sent: list[list[str]] = []
    for first in (1, 2):
        database = NotedDatabase(who.environment.database)
        listening = replace(who.environment, database=database)
        page = await read_shared_page(listening, ADVISOR, CLUSTER, first=first)
        assert page is not None
        assert [[r.said for r in s.reviews] for s in page.shared] == [[LOW.said]] * first
        sent.append(database.statements)
    assert sent[0] == sent[1]
    assert len(sent[0]) == 5


async def test_of_many_at_once_one_stands_for_each_question(who: Giver, database: Database) -> None:
    consent = await who.give()
    levels = [replace(LOW, level=n % 5) for n in range(8)]
    await asyncio.gather(*(say(who, consent, level, SEEN) for level in levels))
    assert [question for question, _ in await who.said()] == ["S01", "S04"]
    stands = [row for row in await rows(database) if row["superseded_at"] is None]
    assert len(stands) == 2


async def test_what_is_withdrawn_while_a_review_waits_is_not_found(
    who: Giver, database: Database, database_dsn: str
) -> None:
    consent = await who.give()
    async with gate(database_dsn, who.id) as held:
        saying = asyncio.create_task(say(who, consent, LOW))
        await held.waiting(1)
        await who.withdraw(consent)
    with pytest.raises(NotFoundError):
        await saying
    assert await rows(database) == []


class Interrupted(NotedDatabase):
    """Withdraws every consent just before a review is written."""

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection]:
        async with self._inner.writing() as connection:
            yield WithdrawnFirst(connection, self.statements)

    def acting_for(self, acting: Acting) -> NotedDatabase:
        return Interrupted(self._inner.acting_for(acting), self.statements)


class WithdrawnFirst(NotedConnection):
    """The connection of it."""

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        if "INSERT INTO reviews" in query:
            await super().execute("RESET ROLE")
            await super().execute("UPDATE consents SET withdrawn_at = now()")
            await super().execute(f"SET LOCAL ROLE {ROLE}")
        return await super().fetch(query, *args)


async def test_what_is_withdrawn_just_before_a_review_is_written_is_not_found(
    who: Giver, database: Database
) -> None:
    consent = await who.give()
    other = replace(who, environment=replace(who.environment, database=Interrupted(database)))
    with pytest.raises(NotFoundError):
        await say(other, consent, LOW)
    assert await rows(database) == []
    assert len(await say(who, consent, LOW)) == 1


async def test_a_review_that_waits_for_a_claim_is_of_the_company(
    environment: Environment, database: Database, database_dsn: str, startup: Respondent
) -> None:
    await startup.submit()
    uuid = parse_id_of("Assessment", startup.id)
    assert uuid is not None
    who = Giver(environment=environment, principal=principal_of(startup.token), id=uuid)
    consent = await who.give()
    company = UUID(int=4_343)
    add = "INSERT INTO companies VALUES ($1, '983974791', '{}', 0, now(), now())"
    await database.run(f"{add} ON CONFLICT DO NOTHING", company)
    row = await database.row("SELECT id FROM companies WHERE organisation_number = '983974791'")
    assert row is not None
    async with connected(database_dsn, size=2) as watcher:
        async with watcher.writing() as claiming:
            lock = "SELECT FROM assessments WHERE id = $1 FOR UPDATE"
            await claiming.execute(lock, uuid)
            saying = asyncio.create_task(review_answers(environment, ADVISOR, consent.id, [LOW]))
            await Gate(watcher).waiting(1)
            for change in (
                "UPDATE assessments SET company_id = $1 WHERE id = $2",
                "UPDATE consents SET company_id = $1 WHERE assessment_id = $2",
            ):
                await claiming.execute(change, row["id"], uuid)
        shared = await saying
    assert shared.consent.company_id == row["id"]
    kept = await database.rows("SELECT company_id FROM reviews WHERE assessment_id = $1", uuid)
    assert [one["company_id"] for one in kept] == [row["id"]]
    assert {line[3] for line in await noted(database) if line[0] == "assessment_reviewed"} == {
        row["id"]
    }
