"""Who contributes which results now, and which of them are counted in the cells."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from assessments.cohorts.cells import Contribution
from assessments.storage.database import Database, Row

_DESIRED: Final = """
    WITH counted AS (
        SELECT r.id AS result_id,
            coalesce(g.group_number, c.organisation_number) AS contributor,
            r.questionnaire_slug,
            to_char(r.computed_at AT TIME ZONE 'Europe/Oslo', 'YYYY-"Q"Q') AS quarter,
            r.region, r.size_band, r.sector, r.measures, r.amounts, r.record_key, r.computed_at
        FROM results r JOIN companies c ON c.id = r.company_id
        LEFT JOIN company_groups g ON g.organisation_number = c.organisation_number
        WHERE r.include_in_aggregates AND r.measures IS NOT NULL {of_these}
    ), latest AS (
        SELECT DISTINCT ON (contributor, questionnaire_slug, quarter) * FROM counted
        ORDER BY contributor, questionnaire_slug, quarter, computed_at DESC, result_id DESC
    ), belonging AS (
        SELECT coalesce(g.group_number, c.organisation_number) AS contributor,
            array_agg(DISTINCT c.cluster ORDER BY c.cluster) AS clusters
        FROM memberships c
        LEFT JOIN company_groups g ON g.organisation_number = c.organisation_number
        WHERE c.ended_at IS NULL {of_these} GROUP BY 1
    )
    SELECT result_id, l.contributor, questionnaire_slug, quarter, region, size_band, sector,
        coalesce(b.clusters, '{{}}') AS clusters, measures, amounts, record_key
    FROM latest l LEFT JOIN belonging b ON b.contributor = l.contributor
"""
"""Which results should count, and for whom: of all, or of companies by their numbers."""

DESIRED_OF_ALL: Final = _DESIRED.format(of_these="")
_DESIRED_OF_SOME: Final = _DESIRED.format(of_these="AND c.organisation_number = ANY ($1)")

_MEMBERS: Final = """
    SELECT n AS organisation_number FROM unnest($1::text[]) AS n
    WHERE NOT EXISTS (SELECT FROM company_groups g WHERE g.organisation_number = n)
    UNION SELECT organisation_number FROM company_groups WHERE group_number = ANY ($1)
"""
_CONTRIBUTORS: Final = """
    SELECT unnest($1::text[]) AS contributor
    UNION SELECT group_number FROM company_groups WHERE organisation_number = ANY ($1)
    UNION SELECT k.contributor FROM contributions k
    JOIN results r ON r.id = k.result_id JOIN companies c ON c.id = r.company_id
    WHERE c.organisation_number = ANY ($1)
    ORDER BY 1
"""
_APPLIED: Final = """
    SELECT result_id, contributor, questionnaire_slug, quarter, region, size_band, sector, clusters,
        measures, amounts, record_key
    FROM contributions WHERE contributor = ANY ($1)
"""

_TAKE_OUT: Final = "DELETE FROM contributions WHERE result_id = ANY ($1) RETURNING atom"
_LEAVE_BEHIND: Final = """
    UPDATE disclosure_atoms d SET ghosts = d.ghosts + l.ghosts
    FROM (SELECT atom, count(*) AS ghosts FROM unnest($1::int[]) AS a (atom) GROUP BY atom) l
    WHERE d.id = l.atom
"""
_MOVE: Final = """
    UPDATE contributions SET contributor = $2, clusters = $3 WHERE result_id = $1
"""
_PUT_IN: Final = """
    INSERT INTO contributions (result_id, contributor, questionnaire_slug, quarter, region,
        size_band, sector, clusters, measures, amounts, record_key)
    SELECT r.id, n.contributor, r.questionnaire_slug, n.quarter, r.region, r.size_band, r.sector,
        string_to_array(n.clusters, ' '), r.measures, r.amounts, r.record_key
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
        AS n (result_id, contributor, quarter, clusters)
    JOIN results r ON r.id = n.result_id
"""

_OF_ASSESSMENT: Final = """
    SELECT c.organisation_number FROM results r JOIN companies c ON c.id = r.company_id
    WHERE r.assessment_id = $1
"""


async def members_of(database: Database, contributors: Collection[str]) -> Sequence[str]:
    """Return the numbers of the companies that some contributors stand for."""
    rows = await database.rows(_MEMBERS, list(contributors))
    return [row["organisation_number"] for row in rows]


async def contributors_for(database: Database, numbers: Collection[str]) -> Sequence[str]:
    """Return for whom companies contribute, now and as it is counted; sorted."""
    rows = await database.rows(_CONTRIBUTORS, list(numbers))
    return [row["contributor"] for row in rows]


async def number_behind(database: Database, assessment_id: object) -> str | None:
    """Return the number of the company whose submitted assessment it is; None where it has none."""
    row = await database.row(_OF_ASSESSMENT, assessment_id)
    return None if row is None else row["organisation_number"]


async def desired_of(database: Database, members: Collection[str]) -> list[Contribution]:
    """Return which results of some companies should count; all members of a group are given."""
    return [contribution_in(r) for r in await database.rows(_DESIRED_OF_SOME, list(members))]


async def applied_for(database: Database, contributors: Collection[str]) -> list[Contribution]:
    """Return which results are counted for some contributors."""
    return [contribution_in(row) for row in await database.rows(_APPLIED, list(contributors))]


async def take_out(database: Database, gone: Iterable[Contribution]) -> None:
    """Delete contributions. Whoever was published together with them stays so with one more.

    The part may be of a release that was not seen before its contribution was: a statement of its
    own sees it.
    """
    rows = await database.rows(_TAKE_OUT, [one.result_id for one in gone])
    await database.run(_LEAVE_BEHIND, [row["atom"] for row in rows])


async def move(database: Database, moved: Iterable[Contribution]) -> None:
    """Change for whom results count, and in which clusters; what they were published with stays."""
    async with database.writing() as connection:
        rows = [(one.result_id, one.contributor, one.clusters) for one in moved]
        await connection.executemany(_MOVE, rows)


async def put_in(database: Database, new: Sequence[Contribution]) -> None:
    """Add contributions, which have not been published yet."""
    await database.run(
        _PUT_IN,
        [one.result_id for one in new],
        [one.contributor for one in new],
        [one.quarter for one in new],
        [" ".join(one.clusters) for one in new],
    )


def contribution_in(row: Row) -> Contribution:
    """Return the contribution in a row."""
    return Contribution(
        result_id=row["result_id"],
        contributor=row["contributor"],
        questionnaire=row["questionnaire_slug"],
        quarter=row["quarter"],
        region=row["region"],
        size_band=row["size_band"],
        sector=row["sector"],
        clusters=tuple(row["clusters"]),
        measures=tuple(row["measures"]),
        amounts=tuple(row["amounts"]),
        record_key=row["record_key"],
    )
