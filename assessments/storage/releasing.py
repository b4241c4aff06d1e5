"""What a release reads, as of one moment, and what it leaves behind; all as the worker."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from assessments.cohorts.cells import CellKey
from assessments.cohorts.exact import Summed
from assessments.storage.cohort_figures import columns_of, key_in
from assessments.storage.database import Database

RELEASING: Final = 727_204
"""Key of the advisory lock that who makes a release has alone."""

_ALONE: Final = "SELECT pg_try_advisory_xact_lock($1) AS is_alone"
_HOLD: Final = "SELECT pg_advisory_xact_lock($1)"
_TIME: Final = "SELECT clock_timestamp() AS at"
_COUNTED: Final = """
    SELECT result_id, contributor, quarter, region, size_band, sector, clusters, atom, entered_at,
        quarter = max(quarter) OVER (PARTITION BY contributor) AS is_latest,
        quarter = max(quarter) OVER (PARTITION BY contributor, left(quarter, 4))
            AS is_latest_of_year
    FROM contributions WHERE questionnaire_slug = $1 ORDER BY result_id
"""
_BEGINNINGS: Final = """
    SELECT coalesce(g.group_number, m.organisation_number) AS contributor, m.cluster,
        min(m.confirmed_at) AS confirmed_at
    FROM memberships m
    LEFT JOIN company_groups g ON g.organisation_number = m.organisation_number
    WHERE m.confirmed_at IS NOT NULL GROUP BY 1, 2
"""
_LAST: Final = """
    SELECT f.questionnaire_slug, f.period, f.cluster, f.region, f.size_band, f.sector, f.companies,
        f.is_shown, r.made_at
    FROM cohort_figures f JOIN cohort_releases r ON r.id = f.release_id
    WHERE f.questionnaire_slug = $1
"""
_GHOSTS: Final = """
    SELECT id, ghosts FROM disclosure_atoms WHERE ghosts > 0 AND id IN (
        SELECT atom FROM contributions WHERE questionnaire_slug = $1
    )
"""
_FOLLOWING: Final = "SELECT coalesce(max(id), 0) + 1 AS following FROM disclosure_atoms"
_CELLS: Final = """
    SELECT c.* FROM cells c
    JOIN unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector)
        USING (questionnaire_slug, period, cluster, region, size_band, sector)
"""
_RELEASE: Final = """
    INSERT INTO cohort_releases (questionnaire_slug, made_at, minimum) VALUES ($1, $2, $3)
    RETURNING id
"""
_LAST_RELEASE: Final = "SELECT coalesce(max(id), 0) AS id FROM cohort_releases"
_CHANGES: Final = """
    SELECT questionnaire_slug, period, cluster, region, size_band, sector, changes FROM cells
    WHERE questionnaire_slug = $1 AND changes <> 0
      AND (region, size_band, sector) = ('all', 'all', 'all')
"""
_LOCK: Final = """
    SELECT FROM cells c
    JOIN unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector)
        USING (questionnaire_slug, period, cluster, region, size_band, sector)
    ORDER BY questionnaire_slug, period, cluster, region, size_band, sector FOR UPDATE OF c
"""
_LOOKED: Final = """
    UPDATE cells c SET changes = c.changes - k.changes
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, changes)
    WHERE (c.questionnaire_slug, c.period, c.cluster, c.region, c.size_band, c.sector)
        = (k.questionnaire_slug, k.period, k.cluster, k.region, k.size_band, k.sector)
"""
_DUE: Final = """
    SELECT DISTINCT c.questionnaire_slug FROM cells c
    WHERE (c.region, c.size_band, c.sector) = ('all', 'all', 'all')
      AND c.changes <> 0 AND NOT EXISTS (
        SELECT FROM cohort_releases r
        WHERE r.questionnaire_slug = c.questionnaire_slug
          AND r.made_at > clock_timestamp() - $1::interval
    )
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedResult:
    """A result that is counted, where, since when, and with which others it was told of."""

    result_id: UUID
    contributor: str
    quarter: str
    region: str | None
    size_band: str | None
    sector: str | None
    clusters: Sequence[str]
    atom: int | None
    entered_at: datetime
    is_latest: bool
    is_latest_of_year: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFigure:
    """When a cohort was last told of, of how many, and whether that is still shown."""

    key: CellKey
    companies: int
    is_shown: bool
    made_at: datetime


async def have_releases_alone(database: Database) -> bool:
    """Let nobody else make a release before the transaction ends; False where somebody does."""
    row = await database.row(_ALONE, RELEASING)
    return row is not None and row["is_alone"]


async def hold_releases(database: Database) -> None:
    """Wait for a release, and let nobody begin one before the transaction ends."""
    await database.run(_HOLD, RELEASING)


async def are_releases_held(database: Database) -> None:
    """Raise one of `DATABASE_ERRORS` where the transaction that holds releases has been lost."""
    await database.run("SELECT")


async def time_now(database: Database) -> datetime:
    """Return the time on the clock that contributions are dated by, not that of the transaction."""
    row = await database.row(_TIME)
    if row is None:
        raise LookupError("clock_timestamp")
    at: datetime = row["at"]
    return at


async def due_questionnaires(database: Database, least: timedelta) -> Sequence[str]:
    """Return for which cells have changed, and no release was made for a time."""
    return [row["questionnaire_slug"] for row in await database.rows(_DUE, least)]


async def counted_results(database: Database, questionnaire: str) -> Sequence[CountedResult]:
    """Return every result that is counted, in order of id."""
    return [CountedResult(**row) for row in await database.rows(_COUNTED, questionnaire)]


async def beginnings(database: Database) -> Mapping[tuple[str, str], datetime]:
    """Return since when contributors have ever been on the list of a cluster.

    A membership that has ended counts: who is taken off a list and put on it again has not come.
    """
    rows = await database.rows(_BEGINNINGS)
    return {(row["contributor"], row["cluster"]): row["confirmed_at"] for row in rows}


async def last_figures(database: Database, questionnaire: str) -> Sequence[LastFigure]:
    """Return when each cohort was last told of."""
    return [
        LastFigure(
            key=key_in(row),
            companies=row["companies"],
            is_shown=row["is_shown"],
            made_at=row["made_at"],
        )
        for row in await database.rows(_LAST, questionnaire)
    ]


async def ghosts_of(database: Database, questionnaire: str) -> Mapping[int, int]:
    """Return how many of each part of which somebody is left are counted no more."""
    rows = await database.rows(_GHOSTS, questionnaire)
    return {row["id"]: row["ghosts"] for row in rows}


async def following_part(database: Database) -> int:
    """Return the number of the next part."""
    row = await database.row(_FOLLOWING)
    return 1 if row is None else row["following"]


async def cells_at(database: Database, keys: Collection[CellKey]) -> Mapping[CellKey, Summed]:
    """Return the cells with some keys; those that are not there count nobody."""
    rows = await database.rows(_CELLS, *columns_of(keys))
    return {
        key_in(row): Summed(row["contributors"], row["record_keys"], row["counts"]) for row in rows
    }


async def add_release(database: Database, questionnaire: str, at: datetime, minimum: int) -> int:
    """Note a release, and return its id."""
    row = await database.row(_RELEASE, questionnaire, at, minimum)
    if row is None:
        raise LookupError("cohort_releases")
    return int(row["id"])


async def last_release(database: Database) -> int:
    """Return the id of the last release, of any questionnaire; 0 for none."""
    row = await database.row(_LAST_RELEASE)
    return 0 if row is None else row["id"]


async def changes_since(database: Database, questionnaire: str) -> Mapping[CellKey, int]:
    """Return what has changed in the whole cells since it was last looked."""
    return {key_in(row): row["changes"] for row in await database.rows(_CHANGES, questionnaire)}


async def note_looked(database: Database, changes: Mapping[CellKey, int]) -> None:
    """Note that some changes were looked at, in a transaction; what has changed since stays."""
    keys = columns_of(changes)
    await database.run(_LOCK, *keys)
    await database.run(_LOOKED, *keys, list(changes.values()))
