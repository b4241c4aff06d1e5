"""Counting all anew: what should count is gathered beside, and then takes the place of the cells.

All of it is one transaction of the owner's, on tables that end with it, so that nothing of anybody
who is erased meanwhile is left. Nobody waits for it but at the end.
"""

from collections.abc import Collection, Iterable
from typing import Final

from assessments.storage.cell_counting import CELL_COLUMNS, CellRow
from assessments.storage.contributions import COLUMNS, DESIRED_OF_ALL
from assessments.storage.database import Database

CELLS: Final = "rebuilt_cells"
CONTRIBUTIONS: Final = "rebuilt_contributions"
_GATHER: Final = (
    "CREATE TEMPORARY TABLE rebuilt_cells (LIKE cells INCLUDING INDEXES) ON COMMIT DROP",
    (
        "CREATE TEMPORARY TABLE rebuilt_contributions (LIKE contributions INCLUDING INDEXES"
        " INCLUDING DEFAULTS) ON COMMIT DROP"
    ),
    f"INSERT INTO rebuilt_contributions ({COLUMNS}) {DESIRED_OF_ALL}",
    "ANALYZE rebuilt_contributions",
)
_OTHERS_NOW: Final = """
    WITH desired AS ({desired})
    SELECT d.contributor AS one, k.contributor AS other
    FROM desired d FULL JOIN rebuilt_contributions k ON k.result_id = d.result_id
    WHERE (d.contributor, d.clusters) IS DISTINCT FROM (k.contributor, k.clusters)
"""
_FORGET: Final = "DELETE FROM rebuilt_contributions WHERE contributor = ANY ($1)"

_KNOW: Final = ("ANALYZE rebuilt_contributions", "ANALYZE rebuilt_cells")
"""PostgreSQL looks at no temporary table by itself, and would look through it for every row."""

_REPLACE: Final = (
    """
    WITH gone AS (
        DELETE FROM contributions o WHERE NOT EXISTS (
            SELECT FROM rebuilt_contributions n WHERE n.result_id = o.result_id
              AND (n.quarter, n.region, n.size_band, n.sector, n.measures, n.amounts, n.record_key)
                IS NOT DISTINCT FROM
                (o.quarter, o.region, o.size_band, o.sector, o.measures, o.amounts, o.record_key)
        ) RETURNING atom
    ), left_behind AS (
        SELECT atom, count(*) AS ghosts FROM gone WHERE atom IS NOT NULL GROUP BY atom
    )
    UPDATE disclosure_atoms d SET ghosts = d.ghosts + l.ghosts
    FROM left_behind l WHERE d.id = l.atom
    """,
    """
    UPDATE contributions o SET contributor = n.contributor, clusters = n.clusters
    FROM rebuilt_contributions n WHERE n.result_id = o.result_id
      AND (n.contributor, n.clusters) IS DISTINCT FROM (o.contributor, o.clusters)
    """,
    """
    INSERT INTO contributions SELECT * FROM rebuilt_contributions ON CONFLICT DO NOTHING
    """,
    """
    UPDATE cells o SET contributors = n.contributors, record_keys = n.record_keys,
        counts = n.counts, changes = o.changes + greatest(1, abs(n.contributors - o.contributors))
    FROM rebuilt_cells n
    WHERE (n.questionnaire_slug, n.period, n.cluster, n.region, n.size_band, n.sector)
        = (o.questionnaire_slug, o.period, o.cluster, o.region, o.size_band, o.sector)
      AND (n.contributors, n.record_keys, n.counts)
        IS DISTINCT FROM (o.contributors, o.record_keys, o.counts)
    """,
    """
    UPDATE cells o SET contributors = 0, record_keys = 0, counts = '{}',
        changes = o.changes + greatest(1, o.contributors)
    WHERE (o.contributors <> 0 OR o.record_keys <> 0 OR o.counts <> '{}') AND NOT EXISTS (
        SELECT FROM rebuilt_cells n
        WHERE (n.questionnaire_slug, n.period, n.cluster, n.region, n.size_band, n.sector)
            = (o.questionnaire_slug, o.period, o.cluster, o.region, o.size_band, o.sector)
    )
    """,
    """
    UPDATE rebuilt_cells SET changes = contributors
    """,
    """
    INSERT INTO cells SELECT * FROM rebuilt_cells WHERE contributors <> 0 ON CONFLICT DO NOTHING
    """,
)
"""Both tables are made like those that they replace, so that all their columns are the same."""

_STAY: Final = "LOCK TABLE company_groups, memberships IN SHARE MODE"


async def gather(database: Database) -> None:
    """Gather what should count now, beside what is counted."""
    for statement in _GATHER:
        await database.run(statement)


async def add_rebuilt(database: Database, cells: Iterable[CellRow]) -> None:
    """Add cells that were counted anew."""
    columns = [*CELL_COLUMNS.split(", "), "changes"]
    async with database.writing() as connection:
        records = (
            (*key, contributors, keys, counts, 0) for key, contributors, keys, counts in cells
        )
        await connection.copy_records_to_table(CELLS, records=records, columns=columns)


async def keep_groups(database: Database) -> None:
    """Let nobody change groups or confirmed lists before the transaction ends."""
    await database.run(_STAY)


async def contributors_since(database: Database) -> set[str]:
    """Return for whom something else should count by now than was gathered."""
    rows = await database.rows(_OTHERS_NOW.format(desired=DESIRED_OF_ALL))
    return {one for row in rows for one in (row["one"], row["other"]) if one is not None}


async def forget_gathered(database: Database, contributors: Collection[str]) -> None:
    """Delete what was gathered of some contributors."""
    await database.run(_FORGET, list(contributors))


async def replace_cells(database: Database) -> None:
    """Put what was counted anew in the place of what is there; what is the same is left alone."""
    for statement in (*_KNOW, *_REPLACE):
        await database.run(statement)
