"""name groups by random ids and tell companies of lists.

Revision ID: a1d4c7e20b95
Revises: 3b7e19d2c6a4

An id that is worked out of a number says which number it was to whoever tries all of them. And a
company reads in its log who lists, invites or groups it. See docs/decisions/0041-who-is-counted.md.
"""

import sqlalchemy as sa
from alembic import op

revision = "a1d4c7e20b95"
down_revision = "3b7e19d2c6a4"
branch_labels: str | None = None
depends_on: str | None = None

SAME_FOR_ALL = """
    UPDATE company_groups g SET group_id = named.id
    FROM (
        SELECT group_number, gen_random_uuid() AS id FROM company_groups GROUP BY group_number
    ) named
    WHERE named.group_number = g.group_number
"""
FORGET_IDS = """
    UPDATE audit_log SET what = '' WHERE action IN ('group_verified', 'group_dissolved')
"""

# Whoever lists companies is not to learn which of them are registered. These are locked before
# anything about them is written, as an erasure does it, so that no line is left of who is erased.
NOTE_LISTING = """
    CREATE FUNCTION note_listing(
        numbers text[], done text, advised text, who text, moment timestamptz
    ) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH listed AS (
            SELECT c.id FROM companies c
            WHERE c.organisation_number = ANY (numbers) AND CASE
                WHEN done IN ('group_joined', 'group_left') THEN
                    advised IS NULL AND acting_administrator()
                WHEN done IN (
                    'member_added', 'member_removed', 'company_invited', 'invitation_revoked'
                ) THEN advised = ANY (acting_recipients())
            END
            ORDER BY c.id FOR KEY SHARE
        )
        INSERT INTO audit_log
            (id, company_id, at, actor_kind, actor, subject, recipient, action, what)
        SELECT uuid7_at(moment), l.id, moment,
            CASE WHEN advised IS NULL THEN 'administrator' ELSE 'advisor' END,
            coalesce(advised, ''), who, advised, done, global_id_of('Company', l.id)
        FROM listed l
    $$
"""
CALLED = "note_listing(text[], text, text, text, timestamptz)"
SAYS = "Tells registered companies in their logs that they were listed, invited or grouped."


def upgrade() -> None:
    op.add_column(
        "company_groups",
        sa.Column(
            "group_id",
            sa.Uuid(),
            nullable=False,
            server_default=sa.text("gen_random_uuid()"),
            comment="Random: how the audit log names the group.",
        ),
    )
    op.execute(SAME_FOR_ALL)
    op.execute(FORGET_IDS)
    op.execute(NOTE_LISTING)
    op.execute(f"REVOKE ALL ON FUNCTION {CALLED} FROM PUBLIC")
    op.execute(f"COMMENT ON FUNCTION {CALLED} IS '{SAYS}'")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {CALLED}")
    op.drop_column("company_groups", "group_id")
