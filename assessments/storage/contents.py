"""Published content versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.storage.database import Connection, Database, Row

CATALOGUE = "catalogue"
QUESTIONNAIRE = "questionnaire"

PUBLISHING = 727_201
"""Key of the advisory lock under which content is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentVersion:
    """A published version and its document."""

    id: int
    kind: str
    slug: str
    version: int
    digest: str
    document: str


_COLUMNS = "id, kind, slug, version, digest, document"


def _version(row: Row) -> ContentVersion:
    return ContentVersion(
        id=row["id"],
        kind=row["kind"],
        slug=row["slug"],
        version=row["version"],
        digest=row["digest"],
        document=row["document"],
    )


async def newest_content_id(database: Database) -> int:
    """Return the id of what was published last; 0 while nothing is."""
    row = await database.row("SELECT coalesce(max(id), 0) AS id FROM content_versions")
    return int(row["id"]) if row is not None else 0


async def current_content(database: Database) -> Sequence[ContentVersion]:
    """Return the newest catalogue and every questionnaire version, in order of publishing."""
    rows = await database.rows(
        f"""
        SELECT {_COLUMNS} FROM content_versions
        WHERE kind = 'questionnaire'
           OR id = (SELECT max(id) FROM content_versions WHERE kind = 'catalogue')
        ORDER BY id
        """  # noqa: S608 - the columns are a constant
    )
    return [_version(row) for row in rows]


async def catalogue_version(database: Database, version: int) -> ContentVersion | None:
    """Return one version of the catalogue."""
    row = await database.row(
        f"SELECT {_COLUMNS} FROM content_versions WHERE kind = 'catalogue' AND version = $1",  # noqa: S608 - the columns are a constant
        version,
    )
    return None if row is None else _version(row)


async def lock_publishing(connection: Connection) -> None:
    """Wait until nobody else publishes, for the rest of the transaction."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", PUBLISHING)


async def published_digests(connection: Connection) -> dict[tuple[str, str, int], str]:
    """Return the digest of every published version, by kind, slug and version."""
    rows = await connection.fetch("SELECT kind, slug, version, digest FROM content_versions")
    return {(row["kind"], row["slug"], row["version"]): row["digest"] for row in rows}


async def published_questionnaires(connection: Connection) -> dict[tuple[str, int], str]:
    """Return the document of every published questionnaire version, by slug and version."""
    rows = await connection.fetch(
        "SELECT slug, version, document FROM content_versions WHERE kind = 'questionnaire'"
    )
    return {(row["slug"], row["version"]): row["document"] for row in rows}


async def add_content(  # noqa: PLR0913 - one argument per column
    connection: Connection,
    *,
    kind: str,
    slug: str,
    version: int,
    digest: str,
    document: str,
    at: datetime,
) -> None:
    """Add a published version."""
    await connection.execute(
        """
        INSERT INTO content_versions (kind, slug, version, digest, document, published_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        kind,
        slug,
        version,
        digest,
        document,
        at,
    )
