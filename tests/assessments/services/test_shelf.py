"""The content in use: what is published later is noticed, what was before stays readable."""

import asyncio

import pytest

from assessments.content.catalogue import Catalogue
from assessments.services.publishing import publish
from assessments.services.shelf import (
    KEPT_CATALOGUES,
    NoContentError,
    Shelf,
    UnreadableContentError,
)
from assessments.storage.database import Database
from assessments.texts import both
from tests.assessments.services.small_content import (
    OFFERS,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.environment import NOON
from tests.fixtures.statements import NotedDatabase


def _titled(catalogue: Catalogue, title: str) -> Catalogue:
    about = catalogue.about.model_copy(update={"title": both(title, title)})
    return catalogue.model_copy(update={"about": about})


@pytest.fixture
async def published(fresh_database: Database, catalogue_definition: Catalogue) -> Database:
    catalogue = small_catalogue(catalogue_definition)
    questionnaire = small_questionnaire(catalogue_definition)
    await publish(fresh_database, catalogue, [questionnaire], NOON)
    return fresh_database


@pytest.fixture
async def taken(published: Database) -> Shelf:
    """A shelf with the first version on it."""
    shelf = Shelf(published)
    assert await shelf.refresh()
    return shelf


async def test_there_is_nothing_before_anything_is_published(fresh_database: Database) -> None:
    shelf = Shelf(fresh_database)
    with pytest.raises(NoContentError):
        await shelf.refresh()
    with pytest.raises(NoContentError):
        _ = shelf.library
    with pytest.raises(NoContentError):
        await shelf.catalogue(1)
    with pytest.raises(NoContentError):
        shelf.questionnaire(SLUG, 1)


async def test_there_is_nothing_before_it_is_taken_up(published: Database) -> None:
    shelf = Shelf(published)
    with pytest.raises(NoContentError):
        _ = shelf.library
    assert await shelf.refresh()
    assert shelf.library.catalogue.version == 1


async def test_what_is_there_is_not_taken_up_again(published: Database) -> None:
    noted = NotedDatabase(published)
    shelf = Shelf(noted)
    assert await shelf.refresh()
    library = shelf.library
    noted.statements.clear()
    assert not await shelf.refresh()
    assert shelf.library is library
    assert len(noted.statements) == 1


async def test_a_new_catalogue_is_noticed(
    taken: Shelf, published: Database, catalogue_definition: Catalogue
) -> None:
    before = taken.library
    await publish(published, small_catalogue(catalogue_definition, OFFERS[0]), [], NOON)
    assert taken.library is before
    assert await taken.refresh()
    assert taken.library.catalogue.version == 2
    assert [o.slug for o in taken.library.catalogue.definition.offers] == ["grant"]
    assert taken.library.newest_id > before.newest_id
    assert not await taken.refresh()


async def test_a_new_questionnaire_version_is_noticed_beside_the_old(
    taken: Shelf, published: Database, catalogue_definition: Catalogue
) -> None:
    second = small_questionnaire(catalogue_definition, version=2, title={"nb": "Ny", "en": "New"})
    await publish(published, small_catalogue(catalogue_definition), [second], NOON)
    assert await taken.refresh()
    assert taken.questionnaire(SLUG, 1).definition.title == both("t", "t")
    assert taken.questionnaire(SLUG, 2).definition.title == both("Ny", "New")
    newest = taken.library.questionnaire(SLUG)
    assert newest is taken.questionnaire(SLUG, 2)


WRITTEN_OTHERWISE = """
UPDATE content_versions SET document = replace(document, '"slug":', '"old_slug":') WHERE kind = $1
"""


@pytest.mark.parametrize("kind", ["catalogue", "questionnaire"])
async def test_what_another_release_wrote_is_named_with_the_remedy(
    taken: Shelf, published: Database, kind: str
) -> None:
    library = taken.library
    await published.row(WRITTEN_OTHERWISE, kind)
    with pytest.raises(UnreadableContentError) as refused:
        await Shelf(published).refresh()
    remedies = {
        "catalogue": "`eksportklar content publish --accept`",
        "questionnaire": "EKSPORTKLAR_DATA",
    }
    assert remedies[kind] in str(refused.value)
    assert not await taken.refresh()
    assert taken.library is library


async def test_a_version_that_is_not_published_is_not_there(taken: Shelf) -> None:
    with pytest.raises(NoContentError):
        taken.questionnaire(SLUG, 2)
    with pytest.raises(NoContentError):
        taken.questionnaire("other", 1)
    with pytest.raises(NoContentError):
        await taken.catalogue(2)


async def test_an_old_catalogue_is_still_readable(
    taken: Shelf, published: Database, catalogue_definition: Catalogue
) -> None:
    first = taken.library.catalogue
    await publish(published, small_catalogue(catalogue_definition, OFFERS[0]), [], NOON)
    await taken.refresh()
    old = await taken.catalogue(1)
    assert old.version == 1
    assert old.definition == first.definition
    assert [o.slug for o in old.definition.offers] == ["grant", "loan", "club"]
    assert await taken.catalogue(1) is old
    assert await taken.catalogue(2) is taken.library.catalogue


async def test_the_catalogue_in_use_costs_no_statement(published: Database) -> None:
    noted = NotedDatabase(published)
    shelf = Shelf(noted)
    await shelf.refresh()
    noted.statements.clear()
    await shelf.catalogue(1)
    assert noted.statements == []


async def test_so_many_old_catalogues_are_kept_and_no_more(
    published: Database, catalogue_definition: Catalogue
) -> None:
    small = small_catalogue(catalogue_definition)
    for number in range(KEPT_CATALOGUES + 1):
        await publish(published, _titled(small, f"{number}"), [], NOON)
    noted = NotedDatabase(published)
    shelf = Shelf(noted)
    await shelf.refresh()
    assert shelf.library.catalogue.version == KEPT_CATALOGUES + 2
    oldest = [await shelf.catalogue(version) for version in range(1, KEPT_CATALOGUES + 1)]
    noted.statements.clear()
    assert [await shelf.catalogue(one.version) for one in oldest] == oldest
    assert noted.statements == []
    await shelf.catalogue(KEPT_CATALOGUES + 1)
    assert await shelf.catalogue(2) is oldest[1]
    assert len(noted.statements) == 1
    again = await shelf.catalogue(1)
    assert again is not oldest[0]
    assert again.definition == oldest[0].definition
    assert len(noted.statements) == 2


async def test_many_ask_for_an_old_catalogue_at_once(
    taken: Shelf, published: Database, catalogue_definition: Catalogue
) -> None:
    await publish(published, small_catalogue(catalogue_definition, OFFERS[0]), [], NOON)
    await taken.refresh()
    found = await asyncio.gather(*(taken.catalogue(1) for _ in range(4)))
    assert [one.version for one in found] == [1] * 4
    assert [len(one.offers) for one in found] == [3] * 4
    assert await taken.catalogue(1) in found


async def test_a_process_that_reads_while_others_publish_stays_consistent(
    published: Database, catalogue_definition: Catalogue
) -> None:
    shelf = Shelf(published)
    catalogues = [small_catalogue(catalogue_definition, *OFFERS[:n]) for n in (1, 2)]
    await asyncio.gather(
        *(publish(published, one, [], NOON) for one in catalogues),
        *(shelf.refresh() for _ in range(3)),
    )
    await shelf.refresh()
    assert shelf.library.catalogue.version == 3
    assert len(shelf.library.catalogue.offers) in {1, 2}
    assert not await shelf.refresh()
