"""The audit log: lines are added, and read by the company that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Connection, Database

_ADD = """
    INSERT INTO audit_log
        (id, company_id, at, actor_kind, actor, subject, delegate, organisation, recipient, action,
        what)
    SELECT n.id, n.company_id, $1, $2, $3, $4, $5, $6, $7, $8, n.what
    FROM unnest($9::uuid[], $10::uuid[], $11::text[]) AS n (id, company_id, what)
"""
# $1 to $8 say the deed. Times are cut to whole hours of UTC, also where a pooler sets another zone.
_NOT_THIS_HOUR = """
    NOT EXISTS (
        SELECT FROM audit_log l
        WHERE l.company_id = n.company_id AND l.what = n.what
          AND l.at >= date_trunc('hour', $1::timestamptz, 'UTC')
          AND l.at < date_trunc('hour', $1::timestamptz, 'UTC') + interval '1 hour'
          AND (l.actor_kind, l.actor, l.action) = ($2, $3, $8)
          AND (l.subject, l.delegate, l.organisation, l.recipient)
              IS NOT DISTINCT FROM ($4, $5, $6, $7)
    )
"""
_ADD_UNLESS_THIS_HOUR = f"{_ADD} WHERE {_NOT_THIS_HOUR}"
_WHAT = """
    SELECT n.company_id, n.what FROM unnest($9::uuid[], $10::text[]) AS n (company_id, what)
"""
_NOT_YET_THIS_HOUR = f"{_WHAT} WHERE {_NOT_THIS_HOUR}"
_OF_MINE = """
    company_id = $1 AND EXISTS (
        SELECT FROM companies c WHERE c.id = $1 AND c.organisation_number = ANY ($2)
    )
"""
_AT = f"SELECT at FROM audit_log WHERE {_OF_MINE} AND id = $3"  # noqa: S608 - the condition is a constant
_PAGE = f"""
    SELECT id, at, actor_kind, actor, nullif(delegate, 'erased') AS delegate,
        delegate IS NOT NULL AS is_delegated, recipient, action, what,
        CASE
            WHEN delegate IS NULL OR actor_kind = 'integration' THEN nullif(organisation, 'erased')
            ELSE (SELECT k.organisation_number FROM companies k WHERE k.id = $1)
        END AS organisation
    FROM audit_log WHERE {_OF_MINE} AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4))
    ORDER BY at DESC, id DESC LIMIT $5
"""  # noqa: S608 - the condition is a constant
# An erased company's own line about an assessment that went before it names nothing any more.
_ERASED = """
    SELECT action, what, at FROM audit_log
    WHERE action = ANY ($1) AND company_id IS NULL AND what <> ''
      AND ($2::timestamptz IS NULL OR at >= $2)
    ORDER BY at, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """What somebody did.

    Attributes:
        id: The line.
        at: When it was done.
        actor_kind: What kind of principal.
        actor: What the company is shown of it.
        is_delegated: Whether an organisation did it on another's behalf.
        delegate: The number of that organisation; None where none did, or where it is erased.
        organisation: The number of that other; None where none did, or where it is erased.
        recipient: To whom it was given, or for whom it was read, by slug.
        action: What was done.
        what: What it was done to, by global id.
    """

    id: UUID
    at: datetime
    actor_kind: str
    actor: str
    is_delegated: bool
    delegate: str | None
    organisation: str | None
    recipient: str | None
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
    """Who did what, to all that the lines name; `subject` is not shown to the company.

    `delegate` did it on behalf of `organisation`, both by number; without an organisation on behalf
    of the company. `recipient` is the slug of whom it was given to, or was read for.
    """

    at: datetime
    actor_kind: str
    actor: str
    action: str
    subject: str | None = None
    delegate: str | None = None
    organisation: str | None = None
    recipient: str | None = None


async def add_audit_lines(connection: Connection, deed: Deed, lines: Sequence[NewLine]) -> None:
    """Add a line for each that something was done to."""
    await connection.execute(_ADD, *_said(deed), *_columns(lines))


async def add_unless_this_hour(
    connection: Connection, deed: Deed, lines: Sequence[NewLine]
) -> None:
    """Add those of the lines, each about a company, whose like is not there of the same hour.

    Like is what differs in its id and time alone. Whoever calls holds a row that lets nobody else
    add such a line at the same moment, locked by an earlier statement than this one.
    """
    await connection.execute(_ADD_UNLESS_THIS_HOUR, *_said(deed), *_columns(lines))


async def not_yet_this_hour(
    connection: Connection, deed: Deed, about: Sequence[tuple[UUID, str]]
) -> list[tuple[UUID, str]]:
    """Return those pairs of company and global id about which no such line is there of the hour."""
    companies, whats = [company for company, _ in about], [what for _, what in about]
    rows = await connection.fetch(_NOT_YET_THIS_HOUR, *_said(deed), companies, whats)
    return [(row["company_id"], row["what"]) for row in rows]


def _said(deed: Deed) -> tuple[object, ...]:
    return (
        deed.at,
        deed.actor_kind,
        deed.actor,
        deed.subject,
        deed.delegate,
        deed.organisation,
        deed.recipient,
        deed.action,
    )


def _columns(lines: Sequence[NewLine]) -> tuple[object, ...]:
    return (
        [line.id for line in lines],
        [line.company_id for line in lines],
        [line.what for line in lines],
    )


async def note_listing(database: Database, deed: Deed, numbers: Sequence[str]) -> None:
    """Add a line about each company of these numbers that is registered, without saying which.

    It locks them, so it comes before whatever else is written about them in the transaction. It is
    for administrators, and for advisors who do it for their `recipient`.
    """
    said = (deed.action, deed.recipient, deed.subject, deed.at)
    await database.run("SELECT note_listing($1, $2, $3, $4, $5)", numbers, *said)


async def adopt_audit_lines(database: Database, assessment_id: UUID, company_id: UUID) -> None:
    """Give a company the lines about an assessment of its own that were nobody's."""
    await database.run("SELECT adopt_audit_lines($1, $2)", assessment_id, company_id)


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
    """Return action, what and when of the lines that say that something was erased, in order.

    Each erasure is there once; the lines that companies read of it are others.
    """
    rows = await database.rows(_ERASED, actions, since)
    return [(row["action"], row["what"], row["at"]) for row in rows]
