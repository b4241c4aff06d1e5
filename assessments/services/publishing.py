"""Publishing content: files become immutable versions in the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.content.catalogue import Catalogue
from assessments.content.derivations import changed_derivations, facts_in, plain_facts
from assessments.content.documents import digest_of, digest_of_questionnaire, to_document
from assessments.questionnaire.definition import Questionnaire
from assessments.services.auditing import note_publishing
from assessments.services.measuring import keys_of
from assessments.storage.contents import (
    CATALOGUE,
    QUESTIONNAIRE,
    add_content,
    lock_publishing,
    published_digests,
    published_questionnaires,
)
from assessments.storage.database import Connection, Database
from assessments.storage.measures import number_measures


class PublishingRefusedError(Exception):
    """What is published already stands in the way."""


class PublishedVersionChangedError(PublishingRefusedError):
    """A questionnaire version differs from what is published under its number."""

    def __init__(self, slug: str, version: int) -> None:
        super().__init__(
            f"Version {version} of the questionnaire {slug} is published and cannot change. Put it"
            f" back as it was, and make your changes in a copy of the folder, as version"
            f" {version + 1}. What its own files say is what counts; texts of"
            " facts and barriers may change, and newer versions take them up."
        )


class DerivationChangedError(PublishingRefusedError):
    """Facts that a published questionnaire version reads would follow otherwise."""

    def __init__(self, slug: str, version: int, facts: Sequence[str]) -> None:
        super().__init__(
            f"Version {version} of the questionnaire {slug} is published, and reads facts that"
            f" would follow from others in another way: {', '.join(facts)}. Put `asked`,"
            " `derived_from` and `computed` of these back as they were. What is new gets a slug of"
            " its own, which a new version of the questionnaire may read."
        )
        self.facts = tuple(facts)


def refusals(
    published: Iterable[Questionnaire],
    catalogue: Catalogue,
    questionnaires: Iterable[Questionnaire],
) -> Iterator[PublishingRefusedError]:
    """Yield why content could not be published beside the versions that are."""
    given = {(q.slug, q.version): digest_of_questionnaire(q) for q in questionnaires}
    theirs = plain_facts(catalogue.facts)
    for version in published:
        digest = digest_of_questionnaire(version)
        if given.get((version.slug, version.version), digest) != digest:
            yield PublishedVersionChangedError(version.slug, version.version)
        changed = changed_derivations(plain_facts(version.facts), theirs)
        if changed:
            yield DerivationChangedError(version.slug, version.version, changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What one run of publishing did: the versions it added, nothing where all were there."""

    catalogue: int | None
    questionnaires: tuple[tuple[str, int], ...]


async def publish(
    database: Database,
    catalogue: Catalogue,
    questionnaires: Sequence[Questionnaire],
    at: datetime,
) -> Published:
    """Publish checked content, all or none; what is published already is left alone.

    Safe beside running servers, which take the new versions up by themselves, and beside others
    that publish at the same time. What is added is noted in the same transaction.

    Raises:
        PublishedVersionChangedError: A published questionnaire version has been changed.
        DerivationChangedError: A fact that one reads would follow otherwise.
    """
    async with database.writing() as connection:
        await lock_publishing(connection)
        await number_measures(connection, keys_of(catalogue, questionnaires))
        digests = await published_digests(connection)
        added = [
            (q.slug, q.version)
            for q in questionnaires
            if await _publish_questionnaire(connection, q, digests, at)
        ]
        version = await _publish_catalogue(connection, catalogue, digests, at)
        names = list(_named(added, version))
        if names:
            await note_publishing(connection, names, at)
    return Published(catalogue=version, questionnaires=tuple(added))


async def number_what_is_counted(
    database: Database, catalogue: Catalogue, questionnaires: Sequence[Questionnaire]
) -> None:
    """Give numbers to the measures of content that was published before there were any."""
    async with database.writing() as connection:
        await number_measures(connection, keys_of(catalogue, questionnaires))


def _named(questionnaires: Iterable[tuple[str, int]], catalogue: int | None) -> Iterator[str]:
    """Yield how the audit log names what was published."""
    for slug, version in questionnaires:
        yield f"{QUESTIONNAIRE} {slug} {version}"
    if catalogue is not None:
        yield f"{CATALOGUE} {catalogue}"


async def _publish_questionnaire(
    connection: Connection,
    questionnaire: Questionnaire,
    digests: dict[tuple[str, str, int], str],
    at: datetime,
) -> bool:
    digest = digest_of_questionnaire(questionnaire)
    known = digests.get((QUESTIONNAIRE, questionnaire.slug, questionnaire.version))
    if known is not None and known != digest:
        raise PublishedVersionChangedError(questionnaire.slug, questionnaire.version)
    if known is None:
        await add_content(
            connection,
            kind=QUESTIONNAIRE,
            slug=questionnaire.slug,
            version=questionnaire.version,
            digest=digest,
            document=to_document(questionnaire),
            at=at,
        )
    return known is None


async def _refuse_other_derivations(connection: Connection, catalogue: str) -> None:
    """Refuse a catalogue in which what a published version reads follows otherwise.

    Asked while nobody else can publish, so that no version comes in between.
    """
    theirs = facts_in(catalogue)
    published = await published_questionnaires(connection)
    for (slug, version), document in sorted(published.items()):
        changed = changed_derivations(facts_in(document), theirs)
        if changed:
            raise DerivationChangedError(slug, version, changed)


async def _publish_catalogue(
    connection: Connection,
    catalogue: Catalogue,
    digests: dict[tuple[str, str, int], str],
    at: datetime,
) -> int | None:
    document = to_document(catalogue)
    digest = digest_of(document)
    newest = max((v for kind, _, v in digests if kind == CATALOGUE), default=0)
    if digests.get((CATALOGUE, CATALOGUE, newest)) == digest:
        return None
    await _refuse_other_derivations(connection, document)
    await add_content(
        connection,
        kind=CATALOGUE,
        slug=CATALOGUE,
        version=newest + 1,
        digest=digest,
        document=document,
        at=at,
    )
    return newest + 1
