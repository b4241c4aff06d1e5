"""Publishing a content folder: it is checked first, and only if it has changed."""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from api.publishing import ContentRefusedError, Publication, publish_folder
from assessments.services.publishing import (
    DerivationChangedError,
    Published,
    PublishedVersionChangedError,
    publish,
)
from assessments.services.shelf import Shelf
from assessments.storage.contents import newest_content_id
from assessments.storage.database import Database
from tests.assessments.content.copied_folder import FOLDER, GROWTH, TODAY, CopiedFolder
from tests.fixtures.environment import NOON

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


def _read_what_is_worked_out(files: CopiedFolder) -> None:
    """Let a check read a computed fact, which nobody is asked for because of it."""
    files.edit("facts.yaml", "  - slug: sme_size\n", f"{WORKED}  - slug: sme_size\n")
    files.edit("questionnaires/ready/1/questionnaire.yaml", "themes: [", f"{READS}themes: [")


OF: Final = "[revenue_nok, balance_nok]"
HOW: Final = f"    derived_from: {OF}\n    computed: {{operation: ratio, of: {OF}}}\n"
WORKED: Final = (
    "  - slug: worked\n    kind: number\n    name: {nb: Utregnet, en: Worked out}\n"
    f"    text: {{nb: Hvor mye blir det?, en: How much is it?}}\n    asked: false\n{HOW}"
)
READS: Final = (
    "checks:\n  - slug: much\n    severity: warning\n"
    "    when: {fact: worked, op: gt, value: 10}\n"
    "    message: {nb: Det er mye. Se over tallene., en: That is much. Look at the figures.}\n"
)
OTHERWISE: Final = {
    "another operation": ("operation: ratio", "operation: share"),
    "another order": (HOW, HOW.replace(OF, "[balance_nok, revenue_nok]")),
    "another fact": (HOW, HOW.replace(OF, "[revenue_nok, employees]")),
    "stated": (f"    asked: false\n{HOW}", ""),
}


@pytest.mark.parametrize(("old", "new"), OTHERWISE.values(), ids=OTHERWISE)
async def test_what_a_published_version_reads_goes_on_to_follow_as_it_did(
    fresh_database: Database, files: CopiedFolder, old: str, new: str
) -> None:
    _read_what_is_worked_out(files)
    await _publish(fresh_database, files)
    files.edit("facts.yaml", old, new)
    with pytest.raises(DerivationChangedError) as refused:
        await _publish(fresh_database, files)
    assert refused.value.facts == ("worked",)
    assert await newest_content_id(fresh_database) == 2


async def test_a_fact_that_a_published_version_reads_does_not_go(
    fresh_database: Database, files: CopiedFolder
) -> None:
    """Nor does it help that the files of the version itself are gone."""
    _read_what_is_worked_out(files)
    report = (await _publish(fresh_database, files)).report
    assert report is not None
    catalogue = report.folder.catalogue
    assert catalogue is not None
    fewer = tuple(fact for fact in catalogue.facts if fact.slug != "worked")
    with pytest.raises(DerivationChangedError):
        await publish(fresh_database, catalogue.model_copy(update={"facts": fewer}), [], NOON)
    assert await newest_content_id(fresh_database) == 2


async def test_what_follows_may_be_worded_anew_and_more_may_follow(
    fresh_database: Database, files: CopiedFolder
) -> None:
    _read_what_is_worked_out(files)
    await _publish(fresh_database, files)
    another = WORKED.replace("worked", "another").replace(": ratio", ": share")
    files.edit("facts.yaml", "  - slug: sme_size\n", f"{another}  - slug: sme_size\n")
    files.edit("facts.yaml", "  - slug: worked\n", "  - slug: worked\n    editor_note: Anew.\n")
    assert (await _publish(fresh_database, files)).published.catalogue == 2
