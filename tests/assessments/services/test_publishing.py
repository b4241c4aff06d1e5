"""Publishing: versions are added, all or none, and never change."""

import asyncio
import json
from typing import Any, Final

import asyncpg
import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.documents import (
    catalogue_from,
    digest_of,
    digest_of_questionnaire,
    questionnaire_from,
    to_document,
)
from assessments.questionnaire.definition import Questionnaire
from assessments.services.publishing import Published, PublishedVersionChangedError, publish
from assessments.storage.contents import current_content, newest_content_id
from assessments.storage.database import Database
from assessments.texts import both
from tests.assessments.services.small_content import (
    OFFERS,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON
from tests.fixtures.statements import NotedDatabase

NOTHING: Final = Published(catalogue=None, questionnaires=())
ROWS: Final = "SELECT kind, slug, version, digest, document, published_at FROM content_versions"


async def _rows(database: Database) -> list[dict[str, Any]]:
    return [dict(row) for row in await database.rows(f"{ROWS} ORDER BY id")]


async def _versions(database: Database) -> list[tuple[str, str, int]]:
    return [(row["kind"], row["slug"], row["version"]) for row in await _rows(database)]


@pytest.fixture
def catalogue(catalogue_definition: Catalogue) -> Catalogue:
    return small_catalogue(catalogue_definition)


@pytest.fixture
def changed(catalogue_definition: Catalogue) -> Catalogue:
    return small_catalogue(catalogue_definition, *OFFERS[:2])


@pytest.fixture
def questionnaire(catalogue_definition: Catalogue) -> Questionnaire:
    return small_questionnaire(catalogue_definition)


@pytest.fixture
async def published(
    fresh_database: Database, catalogue: Catalogue, questionnaire: Questionnaire
) -> Database:
    """A database in which the small content is published."""
    done = await publish(fresh_database, catalogue, [questionnaire], NOON)
    assert done == Published(catalogue=1, questionnaires=((SLUG, 1),))
    return fresh_database


async def test_what_is_published_is_there_to_the_letter(
    published: Database, catalogue: Catalogue, questionnaire: Questionnaire
) -> None:
    document = to_document(catalogue)
    assert await _rows(published) == [
        {
            "kind": "questionnaire",
            "slug": SLUG,
            "version": 1,
            "digest": digest_of_questionnaire(questionnaire),
            "document": to_document(questionnaire),
            "published_at": NOON,
        },
        {
            "kind": "catalogue",
            "slug": "catalogue",
            "version": 1,
            "digest": digest_of(document),
            "document": document,
            "published_at": NOON,
        },
    ]


async def test_publishing_again_adds_nothing(
    published: Database, catalogue: Catalogue, questionnaire: Questionnaire
) -> None:
    before = await _rows(published)
    newest = await newest_content_id(published)
    assert await publish(published, catalogue, [questionnaire], NOON) == NOTHING
    assert await _rows(published) == before
    assert await newest_content_id(published) == newest


async def test_a_changed_catalogue_is_the_next_version(
    published: Database, catalogue: Catalogue, changed: Catalogue, questionnaire: Questionnaire
) -> None:
    assert (await publish(published, changed, [questionnaire], NOON)).catalogue == 2
    assert (await publish(published, changed, [questionnaire], NOON)).catalogue is None
    assert (await publish(published, catalogue, [questionnaire], NOON)).catalogue == 3
    assert await _versions(published) == [
        ("questionnaire", SLUG, 1),
        ("catalogue", "catalogue", 1),
        ("catalogue", "catalogue", 2),
        ("catalogue", "catalogue", 3),
    ]


async def test_the_newest_catalogue_and_every_questionnaire_are_in_use(
    published: Database, catalogue_definition: Catalogue, changed: Catalogue
) -> None:
    second = small_questionnaire(catalogue_definition, version=2)
    other = small_questionnaire(catalogue_definition, slug="other")
    done = await publish(published, changed, [second, other], NOON)
    assert done == Published(catalogue=2, questionnaires=((SLUG, 2), ("other", 1)))
    used = await current_content(published)
    assert [(v.kind, v.slug, v.version) for v in used] == [
        ("questionnaire", SLUG, 1),
        ("questionnaire", SLUG, 2),
        ("questionnaire", "other", 1),
        ("catalogue", "catalogue", 2),
    ]
    assert [v.id for v in used] == sorted(v.id for v in used)
    assert used[-1].id == await newest_content_id(published)


async def test_a_changed_questionnaire_version_is_refused_and_nothing_is_published(
    published: Database, catalogue_definition: Catalogue, changed: Catalogue
) -> None:
    before = await _rows(published)
    reworded = small_questionnaire(catalogue_definition, title={"nb": "Ny", "en": "New"})
    added = small_questionnaire(catalogue_definition, version=2)
    for order in ([added, reworded], [reworded, added]):
        with pytest.raises(PublishedVersionChangedError) as refused:
            await publish(published, changed, order, NOON)
        assert "small" in str(refused.value)
        assert await _rows(published) == before


async def test_the_words_of_facts_and_barriers_may_change_around_a_version(
    published: Database,
    catalogue: Catalogue,
    catalogue_definition: Catalogue,
    questionnaire: Questionnaire,
) -> None:
    before = await _rows(published)
    (fact,) = questionnaire.facts
    reworded = questionnaire.model_copy(
        update={"facts": (fact.model_copy(update={"text": both("Ny?", "New?")}),)}
    )
    assert to_document(reworded) != to_document(questionnaire)
    assert await publish(published, catalogue, [reworded], NOON) == NOTHING
    assert await _rows(published) == before
    second = small_questionnaire(catalogue_definition, version=2)
    assert (await publish(published, catalogue, [second], NOON)).questionnaires == ((SLUG, 2),)


async def test_several_publish_at_once_and_each_version_is_added_once(
    fresh_database_dsn: str, catalogue: Catalogue, changed: Catalogue, questionnaire: Questionnaire
) -> None:
    async with connected(fresh_database_dsn, size=6) as database:
        done = await asyncio.gather(
            *(publish(database, catalogue, [questionnaire], NOON) for _ in range(6))
        )
        assert sorted(done, key=lambda one: one.catalogue or 0) == [
            *[NOTHING] * 5,
            Published(catalogue=1, questionnaires=((SLUG, 1),)),
        ]
        both_at_once = await asyncio.gather(
            publish(database, changed, [questionnaire], NOON),
            publish(database, changed, [questionnaire], NOON),
        )
        assert sorted(one.catalogue or 0 for one in both_at_once) == [0, 2]
        assert len(await _rows(database)) == 3


async def _noted(database: Database) -> list[tuple[object, ...]]:
    rows = await database.rows(
        "SELECT at, actor_kind, company_id, what FROM audit_log"
        " WHERE action = 'content_published' ORDER BY what"
    )
    return [tuple(row.values()) for row in rows]


async def test_what_is_published_is_noted_with_it(
    fresh_database: Database, catalogue: Catalogue, changed: Catalogue, questionnaire: Questionnaire
) -> None:
    await publish(fresh_database, catalogue, [questionnaire], NOON)
    by = (NOON, "operator", None)
    first = [(*by, "catalogue 1"), (*by, f"questionnaire {SLUG} 1")]
    assert await _noted(fresh_database) == first
    await publish(fresh_database, catalogue, [questionnaire], NOON)
    assert await _noted(fresh_database) == first
    await fresh_database.run("ALTER TABLE audit_log ADD CONSTRAINT no_room CHECK (false) NOT VALID")
    with pytest.raises(asyncpg.PostgresError, match="no_room"):
        await publish(fresh_database, changed, [questionnaire], NOON)
    assert len(await _rows(fresh_database)) == 2
    await fresh_database.run("ALTER TABLE audit_log DROP CONSTRAINT no_room")
    await publish(fresh_database, changed, [questionnaire], NOON)
    assert await _noted(fresh_database) == [first[0], (*by, "catalogue 2"), first[1]]


async def test_publishing_what_is_there_takes_three_statements(
    published: Database, catalogue: Catalogue, questionnaire: Questionnaire
) -> None:
    noted = NotedDatabase(published)
    await publish(noted, catalogue, [questionnaire], NOON)
    assert len(noted.statements) == 5
    assert (noted.statements[0], noted.statements[-1]) == ("BEGIN", "COMMIT")


def test_the_delivered_catalogue_round_trips_byte_for_byte(
    catalogue_definition: Catalogue,
) -> None:
    document = to_document(catalogue_definition)
    read = catalogue_from(document)
    assert read == catalogue_definition
    assert to_document(read).encode() == document.encode()


def test_the_delivered_questionnaires_round_trip_byte_for_byte(
    questionnaire_definitions: list[Questionnaire],
) -> None:
    assert len(questionnaire_definitions) == 1
    for definition in questionnaire_definitions:
        document = to_document(definition)
        read = questionnaire_from(document)
        assert read == definition
        assert to_document(read).encode() == document.encode()
        assert digest_of_questionnaire(read) == digest_of_questionnaire(definition)


def test_a_document_is_the_same_however_its_keys_are_ordered(catalogue: Catalogue) -> None:
    document = to_document(catalogue)
    parsed = json.loads(document)
    backwards = json.dumps(dict(reversed(parsed.items())), ensure_ascii=False)
    assert backwards != document
    assert to_document(catalogue_from(backwards)) == document


def test_a_digest_is_the_sha_256_in_hexadecimal() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
