"""keep log true after erasure.

Revision ID: b6e0f4c81d27
Revises: e5a19c4b8d27

An erased company that acted for others leaves behind that somebody did, and not who; the keys that
it made for them end. See docs/decisions/0034-companies-claims-erasure.md.
"""

from alembic import op

from migrations.replaced import FORGET_DELEGATE

revision = "b6e0f4c81d27"
down_revision = "e5a19c4b8d27"
branch_labels: str | None = None
depends_on: str | None = None

# The time goes in front of random bits, and two bits make the version of the one that of the other.
UUID7 = """
    CREATE FUNCTION uuid7_at(moment timestamptz) RETURNS uuid
    LANGUAGE sql VOLATILE SET search_path = public, pg_temp
    RETURN encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid()) PLACING substring(
                        int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3
                    ) FROM 1 FOR 6
                ), 52, 1
            ), 53, 1
        ), 'hex'
    )::uuid
"""

FUNCTIONS = {
    "uuid7_at(timestamptz)": (UUID7, "A UUIDv7 of a moment."),
    "forget_delegate(uuid, timestamptz)": (
        FORGET_DELEGATE.format(alone=""),
        "Takes a company''s number out of what it did for others, and ends the keys it made them.",
    ),
}
"""Functions by what they are called with: how they are made, and what they are for."""

COMMENTS = {
    ("api_keys", "delegate"): "The organisation that runs it for the other",
    ("audit_log", "delegate"): "Who acted on another's behalf",
    ("audit_log", "organisation"): "On whose behalf the program acted that another runs",
}


def upgrade() -> None:
    for called, (statement, comment) in FUNCTIONS.items():
        op.execute(statement)
        op.execute(f"REVOKE ALL ON FUNCTION {called} FROM PUBLIC")
        op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")
    _comment("; erased where its number is.")


def downgrade() -> None:
    _comment(".")
    op.execute("UPDATE api_keys SET delegate = NULL WHERE delegate = 'erased'")
    op.execute("UPDATE audit_log SET delegate = NULL WHERE delegate = 'erased'")
    op.execute("UPDATE audit_log SET organisation = NULL WHERE organisation = 'erased'")
    for called in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {called}")


def _comment(ending: str) -> None:
    for (table, column), words in COMMENTS.items():
        said = f"{words}{ending}".replace("'", "''")
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{said}'")
