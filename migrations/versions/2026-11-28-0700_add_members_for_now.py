"""add members for now.

Revision ID: f7b2c9d04e18
Revises: c28a7b0d3e41
"""

from alembic import op

revision = "f7b2c9d04e18"
down_revision = "c28a7b0d3e41"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE memberships (id uuid, cluster text, organisation_number text, confirmed_at timestamptz, confirmed_by text, ended_at timestamptz)"
    )
    op.execute(
        "CREATE TABLE company_groups (organisation_number text PRIMARY KEY, group_number text, verified_at timestamptz, verified_by text)"
    )
    op.execute(
        "CREATE TABLE cell_outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " organisation_number text NOT NULL, noted_at timestamptz NOT NULL DEFAULT now())"
    )


def downgrade() -> None:
    for table in ("cell_outbox", "company_groups", "memberships"):
        op.execute(f"DROP TABLE {table}")
