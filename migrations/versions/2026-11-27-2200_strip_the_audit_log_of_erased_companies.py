"""strip the audit log of erased companies.

Revision ID: c61d3f8a2e04
Revises: 8e21c4b9d0f3
"""

from alembic import op

revision = "c61d3f8a2e04"
down_revision = "8e21c4b9d0f3"
branch_labels: str | None = None
depends_on: str | None = None

STRIP = """
    CREATE FUNCTION strip_audit_log(company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = NULL, actor = '', subject = NULL, delegate = NULL,
            what = ''
        WHERE company_id = company AND company IN (
            SELECT c.id FROM companies c
            WHERE c.organisation_number = ANY (acting_organisations())
        )
    $$
"""


def upgrade() -> None:
    op.execute(STRIP)
    op.execute("REVOKE ALL ON FUNCTION strip_audit_log(uuid) FROM PUBLIC")


def downgrade() -> None:
    op.execute("DROP FUNCTION strip_audit_log(uuid)")
