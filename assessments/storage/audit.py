"""The audit log: lines are added, and read by the company that they are about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database

_ADD = """
    INSERT INTO audit_log
        (id, company_id, at, actor_kind, actor, subject, delegate, action, what)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_PAGE = """
    SELECT id, at, actor_kind, actor, delegate, action, what FROM audit_log
    WHERE company_id = $1 AND ($2::timestamptz IS NULL OR (at, id) < ($2, $3))
    ORDER BY at DESC, id DESC LIMIT $4
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """What somebody did; `delegate` is the organisation that did it on another's behalf."""

    id: UUID
    at: datetime
    actor_kind: str
    actor: str
    delegate: str | None
    action: str
    what: str


async def add_audit_line(
    database: Database, line: AuditLine, *, company_id: UUID | None, subject: str | None
) -> None:
    """Add a line about a company, or about none."""
    await database.run(
        _ADD,
        line.id,
        company_id,
        line.at,
        line.actor_kind,
        line.actor,
        subject,
        line.delegate,
        line.action,
        line.what,
    )


async def audit_lines(
    database: Database, company_id: UUID, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[AuditLine]:
    """Return the newest lines about a company, those after `before` in that order."""
    at, line_id = before if before is not None else (None, None)
    rows = await database.rows(_PAGE, company_id, at, line_id, limit)
    return [AuditLine(**dict(row)) for row in rows]
