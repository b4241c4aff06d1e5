"""forget erased companies.

Revision ID: c61d3f8a2e04
Revises: b58f0e6d3c17
"""

from alembic import op

from migrations.replaced import ADOPT, FORGET

revision = "c61d3f8a2e04"
down_revision = "b58f0e6d3c17"
branch_labels: str | None = None
depends_on: str | None = None

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
