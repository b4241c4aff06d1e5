"""Companies, one row each, and the assessments that they claim."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assessments.assessment import Json, StoredCompany
from assessments.storage.database import Database, Row

_COLUMNS = "id, organisation_number, facts, revision, created_at, updated_at"

_ADD = f"""
    WITH added AS (
        INSERT INTO companies ({_COLUMNS}) VALUES ($1, $2, $3, 0, $4, $4)
        ON CONFLICT (organisation_number) DO NOTHING RETURNING {_COLUMNS}
    )
    SELECT {_COLUMNS}, true AS is_new FROM added
    UNION ALL SELECT {_COLUMNS}, false FROM companies WHERE organisation_number = $2
"""  # noqa: S608 - the columns are constants
_ALL = f"SELECT {_COLUMNS} FROM companies"  # noqa: S608 - the columns are constants
_CHANGE = """
    UPDATE companies SET facts = $3, revision = revision + 1, updated_at = $4
    WHERE id = $1 AND revision = $2 RETURNING revision
"""
_CLAIM = """
    WITH claimed AS (
        UPDATE assessments SET
            company_id = $2, token_hash = NULL, token_expires_at = NULL, updated_at = $4
        WHERE id = $1 AND token_hash = $3 AND company_id IS NULL AND token_revoked_at IS NULL
        RETURNING id
    ), shared AS (
        UPDATE consents SET company_id = $2 WHERE assessment_id IN (SELECT id FROM claimed)
    ), reviewed AS (
        UPDATE reviews SET company_id = $2 WHERE assessment_id IN (SELECT id FROM claimed)
    ), changes AS (
        UPDATE assessment_changes SET company_id = $2
        WHERE assessment_id IN (SELECT id FROM claimed)
    ), kept AS (
        UPDATE results SET company_id = $2
        WHERE assessment_id IN (SELECT id FROM claimed) RETURNING id
    ), marked AS (
        INSERT INTO cell_outbox (organisation_number)
        SELECT organisation_number FROM companies WHERE id = $2 AND EXISTS (SELECT FROM kept)
    ), scores AS (
        UPDATE result_scores SET company_id = $2 WHERE result_id IN (SELECT id FROM kept)
    )
    SELECT id FROM claimed
"""


async def add_company(database: Database, company: StoredCompany) -> tuple[StoredCompany, bool]:
    """Add a company unless it is there; return it as it is, and whether it is new."""
    row = await database.row(
        _ADD,
        company.id,
        company.organisation_number,
        json.dumps(company.facts),
        company.created_at,
    )
    if row is None:  # added at the same moment by somebody else, and not yet seen
        return await add_company(database, company)
    return _company(row), bool(row["is_new"])


async def adopt_keys(database: Database, company_id: UUID) -> None:
    """Give a company the API keys made for its number before, and the lines about them."""
    await database.run("SELECT adopt_keys($1)", company_id)


async def lock_company(database: Database, company_id: UUID) -> StoredCompany | None:
    """Return a company that nobody else changes or erases before the transaction ends.

    What hangs on it may come and go: the erasure of an organisation that acts for it does not wait.
    """
    row = await database.row(f"{_ALL} WHERE id = $1 FOR NO KEY UPDATE", company_id)
    return None if row is None else _company(row)


async def lock_assessment(database: Database, assessment_id: UUID) -> Json | None:
    """Return the facts of an assessment that nobody else changes before the transaction ends."""
    query = "SELECT facts FROM assessments WHERE id = $1 FOR UPDATE"
    row = await database.row(query, assessment_id)
    return None if row is None else json.loads(row["facts"])


async def find_company(database: Database, company_id: UUID) -> StoredCompany | None:
    """Return a company."""
    row = await database.row(f"{_ALL} WHERE id = $1", company_id)
    return None if row is None else _company(row)


async def all_companies(database: Database) -> Sequence[StoredCompany]:
    """Return the companies that the caller is signed in for, in the order of their numbers."""
    rows = await database.rows(f"{_ALL} ORDER BY organisation_number")
    return [_company(row) for row in rows]


async def change_company(
    database: Database, current: StoredCompany, facts: Json, at: datetime
) -> bool:
    """Change the facts of a company that is still as `current`; return whether it was."""
    row = await database.row(_CHANGE, current.id, current.revision, json.dumps(facts), at)
    return row is not None


async def claim_assessment(
    database: Database, assessment_id: UUID, company_id: UUID, token_hash: bytes, at: datetime
) -> bool:
    """Give an assessment to a company, and end its access token; return whether it was good.

    That changes it, so that a draft is kept as long from then on as any other.
    """
    return await database.row(_CLAIM, assessment_id, company_id, token_hash, at) is not None


def _company(row: Row) -> StoredCompany:
    return StoredCompany(
        id=row["id"],
        organisation_number=row["organisation_number"],
        facts=json.loads(row["facts"]),
        revision=row["revision"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )
