"""add facts to match many at once.

Revision ID: 5c1f0a7be204
Revises: 0771a8ccfe67
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "5c1f0a7be204"
down_revision = "0771a8ccfe67"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.add_column(
        "results",
        sa.Column(
            "facts",
            postgresql.JSONB(),
            comment="What is known about the company, to match many at once.",
        ),
    )
    op.add_column(
        "results",
        sa.Column(
            "facts_digest",
            sa.Text(),
            comment="Of the content by which those facts were worked out.",
        ),
    )


def downgrade() -> None:
    op.drop_column("results", "facts_digest")
    op.drop_column("results", "facts")
