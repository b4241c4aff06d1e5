"""Everything about a company, table by table, as JSON; secrets are left out."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from assessments.storage.database import Database

_NUMBERED: Final = (
    "t.organisation_number = (SELECT c.organisation_number FROM companies c WHERE c.id = $1)"
)

OF_COMPANY: Final[Mapping[str, str]] = {
    "companies": "t.id = $1",
    "assessments": "t.company_id = $1",
    "assessment_changes": "t.company_id = $1",
    "idempotency_keys": (
        "t.assessment_id IN (SELECT a.id FROM assessments a WHERE a.company_id = $1)"
    ),
    "results": "t.company_id = $1",
    "result_scores": "t.company_id = $1",
    "contributions": "t.result_id IN (SELECT r.id FROM results r WHERE r.company_id = $1)",
    "consents": "t.company_id = $1",
    "reviews": "t.company_id = $1",
    "api_keys": _NUMBERED,
    "audit_log": "t.company_id = $1",
    "memberships": _NUMBERED,
    "company_groups": _NUMBERED,
    "invited_organisations": _NUMBERED,
}
"""Each table that says something of a company, and which of its rows do."""

LEFT_OUT: Final[Mapping[str, str]] = {
    "payload_hash": "It is of what was sent, which the rows themselves show.",
    "token_hash": "It is of a secret.",
    "secret_hash": "It is of a secret.",
    "earlier_hash": "It is of a secret.",
    "record_key": "It is chance that protects others in figures about many.",
    "atom": "It says with which others figures about many were published.",
    "subject": "It names a person who is somebody else's.",
    "created_by": "It names a person who is somebody else's.",
    "confirmed_by": "It names a person who is somebody else's.",
    "verified_by": "It names a person who is somebody else's.",
}
"""Columns that are not shown, and why."""


async def everything_about(database: Database, company_id: UUID) -> dict[str, list[Any]]:
    """Return the rows about a company that the caller may see, by table."""
    found: dict[str, list[Any]] = {}
    async with database.reading() as connection:
        for table, which in OF_COMPANY.items():
            rows = await connection.fetch(
                f"SELECT to_jsonb(t) - $2::text[] AS row FROM {table} t WHERE {which} ORDER BY 1",  # noqa: S608 - both are constants above
                company_id,
                list(LEFT_OUT),
            )
            found[table] = [json.loads(row["row"]) for row in rows]
    return found
