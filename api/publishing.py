"""Checks and publishes the content files."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from api.content_sources import UnusableSourceError, library_of, published_library, state_of
from api.counts import number_of
from assessments.content.checking import Report, check_read
from assessments.content.checks.entries import EXPIRED
from assessments.content.documents import digest_of, digest_of_questionnaire, to_document
from assessments.content.library import Library
from assessments.content.loading import Folder, load_folder
from assessments.services.effects import Comparison, Effects
from assessments.services.publishing import (
    Published,
    number_what_is_counted,
    publish,
    refusals,
)
from assessments.services.shelf import UnreadableContentError
from assessments.storage.contents import current_content
from assessments.storage.database import Database
from assessments.storage.results import count_results


class ContentRefusedError(Exception):
    """The content has errors and is not published."""

    def __init__(self, report: Report) -> None:
        errors = number_of(len(report.errors), "error", "errors")
        super().__init__(f"The content has {errors}; nothing was published.")
        self.report = report


class CannotCompareError(Exception):
    """There are results, and the catalogue in use cannot be read to tell what would change."""

    def __init__(self, unreadable: UnreadableContentError) -> None:
        super().__init__(
            f"{unreadable} Which results would change level cannot be told; nothing was published."
        )


class LevelsWouldChangeError(Exception):
    """Results would change level, and nobody has accepted that."""

    def __init__(self, effects: Effects) -> None:
        results = number_of(effects.levels_changed, "result", "results")
        super().__init__(
            f"{results} would change level; nothing was published. See what changes with"
            " `eksportklar content diff`, and publish with `--accept` if that is meant."
        )
        self.effects = effects


Watch = Callable[[Database, Comparison], Awaitable[Effects]]
"""Works out what results would change, while somebody looks on."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did, and the report of the check; None where nothing had changed."""

    published: Published
    report: Report | None


async def publish_folder(
    database: Database,
    root: Path,
    today: date,
    unless: Watch | None = None,
    *,
    expired: bool = False,
) -> Publication:
    """Publish the content folder at `root`, if it differs from what is published.

    Args:
        database: Where to.
        root: The folder.
        today: The day of the check.
        unless: Works out what results would change; content that changes a level is then not
            published. Not given, that does not matter.
        expired: Whether entries whose last day has passed may be published. They are shown as
            closed, so that time alone stops no server.

    Raises:
        ContentRefusedError: The check finds errors.
        LevelsWouldChangeError: Results would change level.
        CannotCompareError: Whether they would cannot be told.
        PublishingRefusedError: A published questionnaire version has been changed, or a fact that
            one reads would follow otherwise.
    """
    folder = load_folder(root)
    if folder.catalogue is not None and await _is_published(database, folder):
        placed = [q.questionnaire.item for q in folder.questionnaires]
        await number_what_is_counted(database, folder.catalogue, placed)
        return Publication(Published(catalogue=None, questionnaires=()), None)
    report = check_read(folder, today)
    mattering = [p for p in report.errors if not (expired and p.rule == EXPIRED)]
    if mattering or report.folder.catalogue is None:
        raise ContentRefusedError(report)
    questionnaires = [q.questionnaire.item for q in report.folder.questionnaires]
    if unless is not None:
        await _refuse_other_levels(database, report.folder, today, unless)
    published = await publish(database, report.folder.catalogue, questionnaires, datetime.now(UTC))
    return Publication(published, report)


async def _refuse_other_levels(
    database: Database, folder: Folder, today: date, watch: Watch
) -> None:
    try:
        old = await published_library(database, "published")
    except UnusableSourceError:
        return
    except UnreadableContentError as unreadable:
        if not unreadable.is_replaceable:
            raise
        if await count_results(database):
            raise CannotCompareError(unreadable) from None
        return
    _refuse_changes(old, folder)
    new = library_of(folder).as_published(old.questionnaires, old.questionnaires)
    comparison = Comparison(old=old, new=new, today=today)
    if comparison.may_change_levels():
        effects = await watch(database, comparison)
        if effects.levels_changed:
            raise LevelsWouldChangeError(effects)


def _refuse_changes(old: Library, folder: Folder) -> None:
    """Refuse what could not be published though every changed level were accepted."""
    published = [q.definition for _, q in sorted(old.questionnaires.items())]
    state = state_of(folder)
    for refusal in refusals(published, state.catalogue, state.questionnaires):
        raise refusal


async def _is_published(database: Database, folder: Folder) -> bool:
    if folder.catalogue is None:
        return False
    digests = {(v.kind, v.digest) for v in await current_content(database)}
    wanted = {("catalogue", digest_of(to_document(folder.catalogue)))} | {
        ("questionnaire", digest_of_questionnaire(q.questionnaire.item))
        for q in folder.questionnaires
    }
    return wanted <= digests
