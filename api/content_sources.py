"""Content to compare: a folder, or what a database has published."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessments.content.checking import check
from assessments.content.edits import State
from assessments.content.library import Library, build_library
from assessments.content.loading import Folder
from assessments.content.problems import Problem
from assessments.services.shelf import NoContentError, Shelf
from assessments.storage.database import Database

_PUBLISHED = re.compile(r"published(?::([0-9]+))?")


class UnusableSourceError(Exception):
    """Content that cannot be compared, with what is wrong with its files."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Source:
    """Content at one time: `library` is None where it has errors and cannot be evaluated."""

    state: State
    library: Library | None


def is_published(name: str) -> bool:
    """Tell whether `name` means what a database has published."""
    return _PUBLISHED.fullmatch(name) is not None


async def published_source(database: Database, name: str) -> Source:
    """Return what is published: `published` for the newest, `published:7` for catalogue 7.

    Raises:
        UnusableSourceError: There is no such version.
        UnreadableContentError: This release cannot read it.
    """
    library = await published_library(database, name)
    definitions = [q.definition for _, q in sorted(library.questionnaires.items())]
    return Source(State(library.catalogue.definition, definitions), library)


async def published_library(database: Database, name: str) -> Library:
    """Return what is published ready to evaluate, as ``published_source`` does.

    Raises:
        UnusableSourceError: There is no such version.
        UnreadableContentError: This release cannot read it.
    """
    found = _PUBLISHED.fullmatch(name)
    number = None if found is None else found[1]
    shelf = Shelf(database)
    try:
        await shelf.refresh()
        library = shelf.library
        if number is not None:
            library = Library(
                newest_id=library.newest_id,
                catalogue=await shelf.catalogue(int(number)),
                questionnaires=library.questionnaires,
            )
    except NoContentError:
        raise UnusableSourceError(f"Nothing is published as {name}.") from None
    return library


def folder_source(root: Path, today: date) -> Source:
    """Return the content of a folder.

    Raises:
        UnusableSourceError: There is no such folder, or a file in it cannot be read.
    """
    if not root.is_dir():
        raise UnusableSourceError(
            f"{root} is no folder. Name a content folder, or `published` for what the database has."
        )
    report = check(root, today)
    folder = report.folder
    if folder.catalogue is None:
        raise UnusableSourceError(f"The content in {root} cannot be read.", tuple(folder.problems))
    return Source(state_of(folder), library_of(folder) if report.sound else None)


def state_of(folder: Folder) -> State:
    """Return the content of a folder that has been read."""
    if folder.catalogue is None:
        raise UnusableSourceError("The content cannot be read.", tuple(folder.problems))
    return State(folder.catalogue, [q.questionnaire.item for q in folder.questionnaires])


def library_of(folder: Folder) -> Library:
    """Return checked content ready to evaluate; it has no catalogue version yet."""
    state = state_of(folder)
    return build_library(0, (0, state.catalogue), state.questionnaires)
