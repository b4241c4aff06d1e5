"""Holds the content in use, and takes up a new version when one is published."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from assessments.content.documents import catalogue_from, questionnaire_from
from assessments.content.library import CompiledCatalogue, Library, build_library
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.storage.contents import (
    CATALOGUE,
    QUESTIONNAIRE,
    ContentVersion,
    catalogue_version,
    current_content,
)
from assessments.storage.database import DATABASE_ERRORS, Database
from assessments.storage.measures import newest_numbers, numbers_of_measures

KEPT_CATALOGUES = 20

T = TypeVar("T")


class NoContentError(Exception):
    """Nothing is published yet."""

    def __init__(self) -> None:
        super().__init__("No content is published. Run `eksportklar content publish` first.")


class UnreadableContentError(ValueError):
    """What is published was written by another release, in a form that this one cannot read.

    `is_replaceable` where publishing the content anew is a remedy.
    """

    def __init__(self, version: ContentVersion) -> None:
        self.is_replaceable = version.kind == CATALOGUE
        if self.is_replaceable:
            what = f"The published catalogue (version {version.version})"
            remedy = (
                "Publish the content in its present form with `eksportklar content publish"
                " --accept`, or use the release that published it."
            )
        else:
            what = f"The published questionnaire {version.slug}, version {version.version},"
            remedy = (
                "What is published never changes, so use the release that published it, or begin"
                " with an empty database: set EKSPORTKLAR_DATA_DIR to a new folder, or"
                " EKSPORTKLAR_DATABASE_URL to another database."
            )
        super().__init__(
            f"{what} was written by another release of Eksportklar, and this one cannot read it."
            f" {remedy}"
        )


class Shelf:
    """The content that a process uses; reading it costs nothing, taking up a new one is rare."""

    unreachable = DATABASE_ERRORS
    """What ``refresh`` raises while the database cannot be asked."""

    def __init__(
        self,
        database: Database,
        library: Library | None = None,
        measures: Mapping[str, int] | None = None,
    ) -> None:
        self._database = database
        self._library = library
        self.measures: Mapping[str, int] = {} if measures is None else measures
        """The numbers of what results are counted under, by key."""
        self._older: dict[int, CompiledCatalogue] = {}

    @property
    def library(self) -> Library:
        """The content in use.

        Raises:
            NoContentError: Nothing is published, or ``refresh`` has not run yet.
        """
        if self._library is None:
            raise NoContentError
        return self._library

    async def refresh(self) -> bool:
        """Take up what has been published since; return whether there was anything.

        Raises:
            NoContentError: No catalogue is published.
            UnreadableContentError: This release cannot read what is published.
        """
        newest, measure = await newest_numbers(self._database)
        if measure > max(self.measures.values(), default=0):
            self.measures = await numbers_of_measures(self._database)
        if self._library is not None and newest == self._library.newest_id:
            return False
        versions = await current_content(self._database)
        catalogues = [v for v in versions if v.kind == CATALOGUE]
        if not catalogues:
            raise NoContentError
        self._library = _library(versions, catalogues[-1])
        return True

    async def catalogue(self, version: int) -> CompiledCatalogue:
        """Return a catalogue version, also one that is no longer in use."""
        if version == self.library.catalogue.version:
            return self.library.catalogue
        if version not in self._older:
            stored = await catalogue_version(self._database, version)
            if stored is None:
                raise NoContentError
            if len(self._older) >= KEPT_CATALOGUES:
                self._older.pop(next(iter(self._older)))
            self._older[version] = CompiledCatalogue(catalogue_from(stored.document), version)
        return self._older[version]

    def questionnaire(self, slug: str, version: int) -> CompiledQuestionnaire:
        """Return a published questionnaire version that an assessment refers to.

        Raises:
            NoContentError: It is not published, which only a damaged database can bring about.
        """
        found = self.library.questionnaire(slug, version)
        if found is None:
            raise NoContentError
        return found


def _library(versions: Sequence[ContentVersion], catalogue: ContentVersion) -> Library:
    return build_library(
        max(version.id for version in versions),
        (catalogue.version, _read(catalogue, catalogue_from)),
        [_read(v, questionnaire_from) for v in versions if v.kind == QUESTIONNAIRE],
    )


def _read(version: ContentVersion, reader: Callable[[str], T]) -> T:
    try:
        return reader(version.document)
    except ValueError:
        raise UnreadableContentError(version) from None
