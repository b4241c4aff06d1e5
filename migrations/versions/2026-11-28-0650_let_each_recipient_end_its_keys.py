"""let each recipient end its keys.

Revision ID: c7f1a2d95e30
Revises: b6e0f4c81d27

A key of several recipients is there for whoever reads for any of them, who may end it. Whoever
reads for all of them makes and rotates it, as before. See docs/decisions/0032-api-keys.md.
"""

from alembic import op

revision = "c7f1a2d95e30"
down_revision = "b6e0f4c81d27"
branch_labels: str | None = None
depends_on: str | None = None

OF_ALL = "cardinality(recipients) > 0 AND recipients <@ acting_recipients()"
OF_ANY = "recipients && acting_recipients()"
GIVES = (
    "organisation_number IS NULL AND company_id IS NULL"
    " AND scopes <@ '{catalogue,matching,aggregates,shared_assessments}'"
)


def upgrade() -> None:
    _show(OF_ANY, gives=f"{OF_ALL} AND {GIVES}")


def downgrade() -> None:
    _show(OF_ALL, gives=GIVES)


def _show(there: str, *, gives: str) -> None:
    op.execute(f"ALTER POLICY recipients_sees ON api_keys USING ({there})")
    op.execute(
        f"ALTER POLICY recipients_changes ON api_keys USING ({there})"
        f" WITH CHECK ({there} AND (revoked_at IS NOT NULL OR {gives}))"
    )
