"""add what assessments were copied from.

Revision ID: 0771a8ccfe67
Revises: 952a6413da08
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0771a8ccfe67"
down_revision = "952a6413da08"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column(
        "assessments",
        sa.Column(
            "copied_from",
            postgresql.ARRAY(sa.Uuid()),
            comment="The assessments that its answers were copied from, each from the one before.",
        ),
    )
    op.add_column(
        "assessments",
        sa.Column(
            "carried_over",
            postgresql.JSONB(),
            comment="What the last copying carried, and what it left.",
        ),
    )


def downgrade() -> None:
    op.drop_column("assessments", "carried_over")
    op.drop_column("assessments", "copied_from")
