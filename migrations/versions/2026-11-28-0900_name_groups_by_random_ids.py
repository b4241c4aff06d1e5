"""name groups by random ids.

Revision ID: a1d4c7e20b95
Revises: 3b7e19d2c6a4

An id that is worked out of a number says which number it was to whoever tries all of them. See
docs/decisions/0041-who-is-counted.md.
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


def downgrade() -> None:
    op.drop_column("company_groups", "group_id")
