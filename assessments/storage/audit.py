"""The audit log: lines are added, and read by the company that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Connection, Database

_ADD = """
    INSERT INTO audit_log
        (id, company_id, at, actor_kind, actor, subject, delegate, action, what)
    SELECT n.id, n.company_id, $1, $2, $3, $4, $5, $6, n.what
    FROM unnest($7::uuid[], $8::uuid[], $9::text[]) AS n (id, company_id, what)
"""
_OF_MINE = """
    company_id = $1 AND EXISTS (
        SELECT FROM companies c WHERE c.id = $1 AND c.organisation_number = ANY ($2)
    )
"""
_AT = f"SELECT at FROM audit_log WHERE {_OF_MINE} AND id = $3"  # noqa: S608 - a constant
_PAGE = f"""
    SELECT id, at, actor_kind, actor, delegate, action, what FROM audit_log
    WHERE {_OF_MINE} AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4))
    ORDER BY at DESC, id DESC LIMIT $5
"""  # noqa: S608 - a constant
_ERASED = """
    SELECT action, what, at FROM audit_log
    WHERE action = ANY ($1) AND ($2::timestamptz IS NULL OR at >= $2) ORDER BY at, id
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to be added, about a company or about none."""

    id: UUID
    company_id: UUID | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did what, to all that the lines name; `subject` is not shown to the company."""

    at: datetime
    actor_kind: str
    actor: str
    subject: str | None
    delegate: str | None
    action: str


async def add_audit_lines(connection: Connection, deed: Deed, lines: Sequence[NewLine]) -> None:
    """Add a line for each that something was done to."""
    await connection.execute(
        _ADD,
        deed.at,
        deed.actor_kind,
        deed.actor,
        deed.subject,
        deed.delegate,
        deed.action,
        [line.id for line in lines],
        [line.company_id for line in lines],
        [line.what for line in lines],
    )


async def adopt_audit_lines(
    database: Database, what: str, assessment_id: UUID, company_id: UUID
) -> None:
    """Give a company the lines about an assessment of its own that were nobody's."""
    await database.run("SELECT adopt_audit_lines($1, $2, $3)", what, assessment_id, company_id)


async def audit_line_at(
    database: Database, company_id: UUID, organisations: Sequence[str], line_id: UUID
) -> datetime | None:
    """Return when what a line about a company says was done.

    None for no line of its, and where its number is not among `organisations`.
    """
    row = await database.row(_AT, company_id, organisations, line_id)
    return None if row is None else row["at"]


async def audit_lines(
    database: Database,
    company_id: UUID,
    organisations: Sequence[str],
    *,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[AuditLine]:
    """Return the newest lines about a company, those after `before` in that order.

    None are there where its number is not among `organisations`.
    """
    at, line_id = before if before is not None else (None, None)
    rows = await database.rows(_PAGE, company_id, organisations, at, line_id, limit)
    return [AuditLine(**dict(row)) for row in rows]


async def lines_of_erasing(
    database: Database, actions: Sequence[str], since: datetime | None
) -> list[tuple[str, str, datetime]]:
    """Return action, what and when of the lines that say that something was erased, in order."""
    rows = await database.rows(_ERASED, actions, since)
    return [(row["action"], row["what"], row["at"]) for row in rows]
