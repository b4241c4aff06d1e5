"""Publishing a content folder: it is checked first, and only if it has changed."""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from api.publishing import ContentRefusedError, Publication, publish_folder
from assessments.services.publishing import Published, PublishedVersionChangedError
from assessments.services.shelf import Shelf
from assessments.storage.contents import newest_content_id
from assessments.storage.database import Database
from tests.assessments.content.copied_folder import FOLDER, GROWTH, TODAY, CopiedFolder

NOTHING: Final = Publication(Published(catalogue=None, questionnaires=()), None)
SCHEME: Final = "schemes/open-advice.yaml"


@pytest.fixture
def files(tmp_path: Path) -> CopiedFolder:
    return CopiedFolder(Path(shutil.copytree(FOLDER, tmp_path / "content")))


async def _publish(database: Database, files: CopiedFolder, today: date = TODAY) -> Publication:
    return await publish_folder(database, files.root, today)


async def test_a_right_folder_is_published_once(
    fresh_database: Database, files: CopiedFolder
) -> None:
    first = await _publish(fresh_database, files)
    assert first.published == Published(catalogue=1, questionnaires=(("ready", 1),))
    assert first.report is not None
    assert first.report.errors == ()
    assert await _publish(fresh_database, files) == NOTHING
    assert await newest_content_id(fresh_database) == 2


async def test_a_change_of_the_catalogue_is_published_alone(
    fresh_database: Database, files: CopiedFolder
) -> None:
    await _publish(fresh_database, files)
    files.edit(SCHEME, "valid_to: '2027-12-31'", "valid_to: '2027-12-30'")
    changed = await _publish(fresh_database, files)
    assert changed.published == Published(catalogue=2, questionnaires=())
    assert await _publish(fresh_database, files) == NOTHING


async def test_a_change_of_a_published_questionnaire_is_refused(
    fresh_database: Database, files: CopiedFolder
) -> None:
    await _publish(fresh_database, files)
    files.edit(GROWTH, "en: You have not begun.", "en: You have hardly begun.")
    files.edit(SCHEME, "valid_to: '2027-12-31'", "valid_to: '2027-12-30'")
    with pytest.raises(PublishedVersionChangedError):
        await _publish(fresh_database, files)
    assert await newest_content_id(fresh_database) == 2


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SCHEME, "valid_to: '2027-12-31'", "valid_to: '2025-12-31'"),
        (SCHEME, "status: active", "status: lively"),
    ],
    ids=["the check finds an error", "a file cannot be read"],
)
async def test_a_folder_with_errors_is_refused(
    fresh_database: Database, files: CopiedFolder, path: str, old: str, new: str
) -> None:
    files.edit(path, old, new)
    with pytest.raises(ContentRefusedError) as refused:
        await _publish(fresh_database, files)
    assert len(refused.value.report.errors) == 1
    assert await newest_content_id(fresh_database) == 0


async def test_what_is_published_is_what_the_files_say(
    fresh_database: Database, files: CopiedFolder
) -> None:
    published = await _publish(fresh_database, files)
    assert published.report is not None
    shelf = Shelf(fresh_database)
    await shelf.refresh()
    assert shelf.library.catalogue.definition == published.report.folder.catalogue
    (placed,) = published.report.folder.questionnaires
    assert shelf.questionnaire("ready", 1).definition == placed.questionnaire.item


async def test_time_alone_stops_no_server(fresh_database: Database, files: CopiedFolder) -> None:
    later = date(2030, 1, 1)
    with pytest.raises(ContentRefusedError):
        await _publish(fresh_database, files, later)
    served = await publish_folder(fresh_database, files.root, later, expired=True)
    assert served.published.catalogue == 1
    files.edit(SCHEME, "status: active", "status: sleeping")
    with pytest.raises(ContentRefusedError):
        await publish_folder(fresh_database, files.root, later, expired=True)
