"""A crowd of made-up companies in a database: some that are worked out, and very many like them.

Each of those that are worked out has the results, measures and memberships that it would have by
the services. The others have the same, under ids, numbers and record keys of their own, and without
documents, which nothing that is counted reads.
"""

from typing import Final

from assessments.services.demonstration.owning import build_companies
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.bulk import load
from assessments.storage.database import Database

DIFFERENT: Final = 300
"""How many companies are worked out."""
SEED: Final = 1
AT_ONCE: Final = 100
"""How many of each are copied in one transaction."""

_COPY: Final = (
    """
    INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
    SELECT md5(c.id::text || k)::uuid, '4' || lpad((k * 1000 + c.place)::text, 8, '0'), '{}', 0,
        c.created_at, c.updated_at
    FROM (
        SELECT *, row_number() OVER (ORDER BY organisation_number) AS place FROM companies
        WHERE organisation_number LIKE '2%'
    ) c, generate_series($1::int, $2::int) AS k
    """,
    """
    INSERT INTO assessments (id, company_id, questionnaire_slug, questionnaire_version, status,
        revision, answers, facts, include_in_aggregates, started_at, updated_at, submitted_at)
    SELECT md5(a.id::text || k)::uuid, md5(a.company_id::text || k)::uuid, a.questionnaire_slug,
        a.questionnaire_version, a.status, a.revision, '{}', '{}', a.include_in_aggregates,
        a.started_at, a.updated_at, a.submitted_at
    FROM assessments a JOIN companies c ON c.id = a.company_id,
        generate_series($1::int, $2::int) AS k
    WHERE c.organisation_number LIKE '2%'
    """,
    """
    INSERT INTO results (id, assessment_id, company_id, questionnaire_slug, questionnaire_version,
        catalogue_version, engine_version, as_of, computed_at, answers_hash, region, size_band,
        sector, include_in_aggregates, document, measures, amounts, record_key)
    SELECT md5(r.id::text || k)::uuid, md5(r.assessment_id::text || k)::uuid,
        md5(r.company_id::text || k)::uuid, r.questionnaire_slug, r.questionnaire_version,
        r.catalogue_version, r.engine_version, r.as_of, r.computed_at, r.answers_hash, r.region,
        r.size_band, r.sector, r.include_in_aggregates, '{}', r.measures, r.amounts,
        hashtextextended(r.id::text, k)
    FROM results r JOIN companies c ON c.id = r.company_id, generate_series($1::int, $2::int) AS k
    WHERE c.organisation_number LIKE '2%'
    """,
    """
    INSERT INTO memberships (id, cluster, organisation_number, confirmed_at, confirmed_by)
    SELECT md5(m.id::text || k)::uuid, m.cluster, n.organisation_number, m.confirmed_at,
        m.confirmed_by
    FROM memberships m JOIN companies c USING (organisation_number),
        generate_series($1::int, $2::int) AS k
        JOIN LATERAL (
            SELECT organisation_number FROM companies n WHERE n.id = md5(c.id::text || k)::uuid
        ) n ON true
    WHERE c.organisation_number LIKE '2%'
    """,
)
_KNOW: Final = "ANALYZE companies, assessments, results, memberships"


class Crowd:
    """Companies in a database, of which there can become more."""

    def __init__(self, environment: Environment, results: int) -> None:
        self.environment = environment
        self.results = results
        self._different = results
        self._copies = 0

    async def grow(self, results: int) -> None:
        """Have at least so many results."""
        database, wanted = self.environment.database, -(-results // self._different) - 1
        while self._copies < wanted:
            last = min(wanted, self._copies + AT_ONCE)
            async with database.joined() as joined:
                for statement in _COPY:
                    await joined.run(statement, self._copies + 1, last)
            self._copies = last
        self.results = self._different * (self._copies + 1)
        await database.run(_KNOW)


async def crowd_in(database: Database) -> Crowd:
    """Return the companies that are worked out, in a database with content."""
    shelf = Shelf(database)
    await shelf.refresh()
    environment = Environment(database=database, shelf=shelf)
    rows = build_companies(environment, SEED, range(DIFFERENT))
    async with database.writing() as connection:
        await load(connection, rows)
    return Crowd(environment, len(rows.results))
