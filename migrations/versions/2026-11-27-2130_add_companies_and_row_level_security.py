"""add companies and row level security.

Revision ID: 8e21c4b9d0f3
Revises: 5c1f0a7be204

The tables are seen whole by the role that owns them. Everybody else sees what the settings of the
transaction prove: an assessment by its access token, a company by its organisation number. See
docs/decisions/0031-two-walls.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8e21c4b9d0f3"
down_revision = "5c1f0a7be204"
branch_labels: str | None = None
depends_on: str | None = None

_LIST = "SELECT string_to_array(nullif(current_setting('eksportklar.{}', true), ''), ',')"

FUNCTIONS = {
    "acting_assessment": (
        "uuid",
        "SELECT nullif(current_setting('eksportklar.assessment', true), '')::uuid",
    ),
    "acting_secrets": ("text[]", _LIST.format("secrets")),
    "acting_organisations": ("text[]", _LIST.format("organisations")),
    "acting_clusters": ("text[]", _LIST.format("clusters")),
}
"""What the transaction's settings say, with null for what they leave out."""

MINE = "company_id IN (SELECT c.id FROM companies c)"
HELD = "id = acting_assessment() AND encode(token_hash, 'hex') = ANY (acting_secrets())"
OF_MINE = "EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)"
BEFORE_IT = """
    EXISTS (
        SELECT 1 FROM assessments a
        WHERE a.id = acting_assessment() AND results.assessment_id = ANY (a.copied_from)
          AND results.computed_at <= a.started_at
    )
"""
OF_SEEN_RESULT = "EXISTS (SELECT 1 FROM results r WHERE r.id = result_id)"
NOT_ANOTHERS = f"(company_id IS NULL OR {MINE})"

POLICIES: tuple[tuple[str, str, str, str | None, str | None], ...] = (
    (
        "companies",
        "signed_in",
        "ALL",
        "organisation_number = ANY (acting_organisations())",
        "organisation_number = ANY (acting_organisations())",
    ),
    ("assessments", "seen", "SELECT", f"({HELD}) OR {MINE}", None),
    (
        "assessments",
        "started",
        "INSERT",
        None,
        f"id = acting_assessment() AND {NOT_ANOTHERS}",
    ),
    (
        "assessments",
        "changed",
        "UPDATE",
        f"({HELD}) OR {MINE}",
        f"(id = acting_assessment() OR {MINE}) AND {NOT_ANOTHERS}",
    ),
    ("assessments", "erased", "DELETE", f"({HELD}) OR {MINE}", None),
    ("assessment_changes", "seen", "SELECT", OF_MINE, None),
    (
        "assessment_changes",
        "noted",
        "INSERT",
        None,
        f"(assessment_id = acting_assessment() OR {OF_MINE}) AND {NOT_ANOTHERS}",
    ),
    (
        "assessment_changes",
        "claimed",
        "UPDATE",
        OF_MINE,
        f"{OF_MINE} AND {NOT_ANOTHERS}",
    ),
    ("idempotency_keys", "seen", "ALL", OF_MINE, OF_MINE),
    ("audit_log", "read", "SELECT", MINE, None),
    ("audit_log", "noted", "INSERT", None, "true"),
    ("results", "seen", "SELECT", f"{OF_MINE} OR {BEFORE_IT}", None),
    ("results", "submitted", "INSERT", None, f"{OF_MINE} AND {NOT_ANOTHERS}"),
    ("results", "claimed", "UPDATE", OF_MINE, f"{OF_MINE} AND {NOT_ANOTHERS}"),
    ("result_scores", "submitted", "INSERT", None, NOT_ANOTHERS),
    (
        "result_scores",
        "claimed",
        "ALL",
        OF_SEEN_RESULT,
        f"{OF_SEEN_RESULT} AND {NOT_ANOTHERS}",
    ),
)
"""Table, name, for which statements, which rows are there, and which may be left behind."""

FORGET_KEYS = """
    CREATE FUNCTION forget_idempotency_keys(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH gone AS (
            DELETE FROM idempotency_keys
            WHERE created_at < least(before, now() - interval '1 day') RETURNING 1
        )
        SELECT count(*) FROM gone
    $$
"""

TIME = sa.DateTime(timezone=True)
PROTECTED = (
    "companies",
    "assessments",
    "assessment_changes",
    "idempotency_keys",
    "results",
    "result_scores",
    "audit_log",
)


def upgrade() -> None:
    _create_companies()
    _create_audit_log()
    for name, (returned, body) in FUNCTIONS.items():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS {returned} LANGUAGE sql STABLE AS $$ {body} $$"
        )
    for table in PROTECTED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table, name, statements, there, left in POLICIES:
        using = "" if there is None else f" USING ({there})"
        check = "" if left is None else f" WITH CHECK ({left})"
        op.execute(f"CREATE POLICY {name} ON {table} FOR {statements}{using}{check}")
    op.execute(FORGET_KEYS)
    op.execute("REVOKE ALL ON FUNCTION forget_idempotency_keys(timestamptz) FROM PUBLIC")


def _create_companies() -> None:
    op.create_table(
        "companies",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column(
            "organisation_number", sa.Text(), nullable=False, comment="Norwegian, nine digits."
        ),
        sa.Column(
            "facts",
            postgresql.JSONB(),
            nullable=False,
            comment="What the company stated, by fact slug.",
        ),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="Goes up by one with every change."
        ),
        sa.Column("created_at", TIME, nullable=False, comment="When it was registered."),
        sa.Column("updated_at", TIME, nullable=False, comment="When its profile last changed."),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("organisation_number"),
        sa.CheckConstraint("organisation_number ~ '^[0-9]{9}$'", name="organisation_number"),
        comment="Companies that somebody signed in for has registered.",
    )


def _create_audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column("company_id", sa.Uuid(), comment="Whom it is about, until that is erased."),
        sa.Column("at", TIME, nullable=False, comment="When it was done."),
        sa.Column("actor_kind", sa.Text(), nullable=False, comment="What kind of principal."),
        sa.Column("actor", sa.Text(), nullable=False, comment="What the company is shown."),
        sa.Column("subject", sa.Text(), comment="Who, as who vouches names them."),
        sa.Column("delegate", sa.Text(), comment="Who acted on another's behalf."),
        sa.Column("action", sa.Text(), nullable=False, comment="What was done."),
        sa.Column("what", sa.Text(), nullable=False, comment="What it was done to, by global id."),
        sa.PrimaryKeyConstraint("id"),
        comment="Append-only: who read, granted, withdrew, erased or administered what.",
    )
    op.create_index(
        op.f("ix_audit_log_company_id_at"), "audit_log", ["company_id", "at"], unique=False
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION forget_idempotency_keys(timestamptz)")
    for table, name, _, _, _ in POLICIES:
        op.execute(f"DROP POLICY {name} ON {table}")
    for table in PROTECTED:
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("audit_log")
    op.drop_table("companies")
