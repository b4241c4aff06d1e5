"""The role that the program serves with, and whether row-level security holds it back."""

from dataclasses import dataclass

from assessments.storage.database import connected

_WHO = """
    SELECT r.rolname AS name,
        NOT EXISTS (
            SELECT 1 FROM pg_roles p
            WHERE (p.rolsuper OR p.rolbypassrls) AND pg_has_role(current_user, p.oid, 'MEMBER')
        ) AND NOT EXISTS (
            SELECT 1 FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace
              AND pg_has_role(current_user, c.relowner, 'MEMBER')
        ) AS is_bound
    FROM pg_roles r WHERE r.rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the database server.

    It `is_bound` where it neither is nor can become a superuser, a role with leave to pass
    row-level security by, or the owner of a table.
    """

    name: str
    is_bound: bool


async def role_at(dsn: str) -> Role:
    """Return the role that connects at `dsn`."""
    async with connected(dsn, size=1) as database:
        row = await database.row(_WHO)
    if row is None:
        raise LookupError("pg_roles")
    return Role(row["name"], row["is_bound"])
