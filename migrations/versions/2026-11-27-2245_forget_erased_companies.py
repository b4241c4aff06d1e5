"""forget erased companies.

Revision ID: c61d3f8a2e04
Revises: b58f0e6d3c17
"""

from alembic import op

revision = "c61d3f8a2e04"
down_revision = "b58f0e6d3c17"
branch_labels: str | None = None
depends_on: str | None = None

FORGET = """
    CREATE FUNCTION forget_company(company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = NULL, actor = '', subject = NULL, delegate = NULL,
            what = ''
        WHERE company_id = company AND company IN (
            SELECT c.id FROM companies c
            WHERE c.organisation_number = ANY (acting_organisations())
        );
        DELETE FROM api_keys k USING companies c
        WHERE c.id = company AND k.organisation_number = c.organisation_number
          AND c.organisation_number = ANY (acting_organisations());
    $$
"""
"""Takes out of the audit log whom lines are about, and deletes keys, which the program may not."""

ADOPT = """
    CREATE FUNCTION adopt_audit_lines(about text, assessment uuid, company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = company
        WHERE what = about AND company_id IS NULL AND EXISTS (
            SELECT 1 FROM assessments a JOIN companies c ON c.id = a.company_id
            WHERE a.id = assessment AND c.id = company
              AND c.organisation_number = ANY (acting_organisations())
        )
    $$
"""
"""Gives a company the lines about an assessment that it has claimed."""

OF_COMPANY = "fk_assessments_company_id_companies"


def upgrade() -> None:
    op.create_foreign_key(
        OF_COMPANY, "assessments", "companies", ["company_id"], ["id"], ondelete="CASCADE"
    )
    op.execute(ADOPT)
    op.execute("REVOKE ALL ON FUNCTION adopt_audit_lines(text, uuid, uuid) FROM PUBLIC")
    op.execute(FORGET)
    op.execute("REVOKE ALL ON FUNCTION forget_company(uuid) FROM PUBLIC")


def downgrade() -> None:
    op.execute("DROP FUNCTION adopt_audit_lines(text, uuid, uuid)")
    op.drop_constraint(OF_COMPANY, "assessments", type_="foreignkey")
    op.execute("DROP FUNCTION forget_company(uuid)")
