"""add api keys.

Revision ID: a4c7d2e91b05
Revises: 8e21c4b9d0f3

A key is there for whoever is signed in for the organisation that it acts for, for administrators,
and, while a request proves itself, for whoever knows its hash. See docs/decisions/0032-api-keys.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "a4c7d2e91b05"
down_revision = "8e21c4b9d0f3"
branch_labels: str | None = None
depends_on: str | None = None

FUNCTIONS = {
    "acting_administrator": (
        "boolean",
        "SELECT coalesce(current_setting('eksportklar.administrator', true), '') = 'yes'",
    ),
    "acting_key": ("uuid", "SELECT nullif(current_setting('eksportklar.key', true), '')::uuid"),
}
"""What the transaction's settings say."""

PROVED = """
    id = acting_key() AND (
        encode(secret_hash, 'hex') = ANY (acting_secrets())
        OR encode(earlier_hash, 'hex') = ANY (acting_secrets())
    )
"""
OF_MINE = "organisation_number = ANY (acting_organisations())"
NOT_ANOTHERS = "(company_id IS NULL OR company_id IN (SELECT c.id FROM companies c))"

POLICIES: tuple[tuple[str, str, str, str | None], ...] = (
    ("proved", "SELECT", PROVED, None),
    ("used", "UPDATE", PROVED, PROVED),
    ("signed_in", "ALL", OF_MINE, f"{OF_MINE} AND {NOT_ANOTHERS}"),
    ("administered", "ALL", "acting_administrator()", "acting_administrator()"),
)
"""Name, for which statements, which rows are there, and which may be left behind."""

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_table()
    for name, (returned, body) in FUNCTIONS.items():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS {returned} LANGUAGE sql STABLE AS $$ {body} $$"
        )
    op.execute("ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY")
    for name, statements, there, left in POLICIES:
        check = "" if left is None else f" WITH CHECK ({left})"
        op.execute(f"CREATE POLICY {name} ON api_keys FOR {statements} USING ({there}){check}")


def _create_table() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Uuid(), comment="UUIDv7; the first part of the key."),
        sa.Column("company_id", sa.Uuid(), comment="The company that made it, if one did."),
        sa.Column("organisation_number", sa.Text(), comment="Whom it acts for, if for anybody."),
        sa.Column("delegate", sa.Text(), comment="The organisation that runs it for the other."),
        sa.Column("name", sa.Text(), nullable=False, comment="What people call it."),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False, comment="What it may do."),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of the key."),
        sa.Column("earlier_hash", sa.LargeBinary(), comment="SHA-256 of the key before that."),
        sa.Column("earlier_until", TIME, comment="When the key before that ends."),
        sa.Column("expires_at", TIME, nullable=False, comment="When it ends."),
        sa.Column("last_used_at", TIME, comment="When it was last used, to about a minute."),
        sa.Column("revoked_at", TIME, comment="When it was revoked, if it was."),
        sa.Column("created_at", TIME, nullable=False, comment="When it was created."),
        sa.Column(
            "created_by", sa.Text(), nullable=False, comment="Who, as who vouches names them."
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], ondelete="CASCADE"),
        sa.CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
        sa.CheckConstraint("cardinality(scopes) > 0", name="scopes"),
        sa.CheckConstraint("(earlier_hash IS NULL) = (earlier_until IS NULL)", name="earlier"),
        comment="Keys of programs: hashes, what they may do, and for whom.",
    )
    op.create_index(op.f("ix_api_keys_company_id"), "api_keys", ["company_id"])
    op.create_index(op.f("ix_api_keys_organisation_number"), "api_keys", ["organisation_number"])


def downgrade() -> None:
    op.drop_table("api_keys")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}()")
