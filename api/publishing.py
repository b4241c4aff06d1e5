"""Checks and publishes the content files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assessments.content.checking import Report, check
from assessments.content.documents import digest_of, digest_of_questionnaire, to_document
from assessments.content.loading import Folder, load_folder
from assessments.services.publishing import Published, publish
from assessments.storage.contents import current_content
from assessments.storage.database import Database


class ContentRefusedError(Exception):
    """The content has errors and is not published."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"The content has {len(report.errors)} errors; nothing was published.")
        self.report = report


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did, and the report of the check; None where nothing had changed."""

    published: Published
    report: Report | None


async def publish_folder(database: Database, root: Path, today: date) -> Publication:
    """Publish the content folder at `root`, if it differs from what is published.

    Raises:
        ContentRefusedError: The check finds errors.
        PublishedVersionChangedError: A published questionnaire version has been changed.
    """
    folder = load_folder(root)
    if await _is_published(database, folder):
        return Publication(Published(catalogue=None, questionnaires=()), None)
    report = check(root, today)
    if report.errors or report.folder.catalogue is None:
        raise ContentRefusedError(report)
    questionnaires = [q.questionnaire.item for q in report.folder.questionnaires]
    published = await publish(database, report.folder.catalogue, questionnaires, datetime.now(UTC))
    return Publication(published, report)


async def _is_published(database: Database, folder: Folder) -> bool:
    if folder.catalogue is None:
        return False
    digests = {(v.kind, v.digest) for v in await current_content(database)}
    wanted = {("catalogue", digest_of(to_document(folder.catalogue)))} | {
        ("questionnaire", digest_of_questionnaire(q.questionnaire.item))
        for q in folder.questionnaires
    }
    return wanted <= digests
