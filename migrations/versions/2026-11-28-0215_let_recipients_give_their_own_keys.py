"""let recipients give their own keys.

Revision ID: c28a7b0d3e41
Revises: b17f6a9c2d30

Keys for what is shared are made by those who read for the recipients. An administrator who makes or
rotates one holds its secret, and would read answers by it, so those that administrators made are
revoked here. See docs/decisions/0032-api-keys.md.
"""

from typing import NamedTuple

from alembic import op

revision = "c28a7b0d3e41"
down_revision = "b17f6a9c2d30"
branch_labels: str | None = None
depends_on: str | None = None

PROVED = """
    id = acting_key() AND (
        encode(secret_hash, 'hex') = ANY (acting_secrets())
        OR encode(earlier_hash, 'hex') = ANY (acting_secrets())
    )
"""
OF_MINE = "organisation_number = ANY (acting_organisations())"
NOT_ANOTHERS = "(company_id IS NULL OR company_id IN (SELECT c.id FROM companies c))"


class Managing(NamedTuple):
    """One kind of manager: which keys are there, and which the kind may make."""

    there: str
    gives: str


KINDS = {
    "company": Managing(
        OF_MINE,
        f"{NOT_ANOTHERS} AND recipients = '{{}}' AND scopes <@ '{{catalogue,matching,company}}'",
    ),
    "recipients": Managing(
        "cardinality(recipients) > 0 AND recipients <@ acting_recipients()",
        "organisation_number IS NULL AND company_id IS NULL"
        " AND scopes <@ '{catalogue,matching,aggregates,shared_assessments}'",
    ),
    "administrator": Managing(
        "acting_administrator()",
        "recipients = '{}' AND scopes <@ '{catalogue,matching,aggregates}'",
    ),
}
"""What a kind could not make, it leaves behind revoked or not at all."""

RECIPIENTS = "ck_api_keys_recipients"
NO_COMPANYS = "cardinality(recipients) = 0 OR NOT 'company' = ANY (scopes)"
SHARED_ALONE = "cardinality(recipients) = 0 OR 'shared_assessments' = ANY (scopes)"


COMMENT = "Whose it is, and for whom it reads what is shared: slugs."
COMMENT_BEFORE = "For whom it reads what is shared: slugs."


def upgrade() -> None:
    for name in ("used", "signed_in", "administered"):
        op.execute(f"DROP POLICY {name} ON api_keys")
    lasting = f"{PROVED} AND revoked_at IS NULL"
    op.execute(
        f"CREATE POLICY used ON api_keys FOR UPDATE USING ({lasting}) WITH CHECK ({lasting})"
    )
    for kind, (there, gives) in KINDS.items():
        op.execute(f"CREATE POLICY {kind}_sees ON api_keys FOR SELECT USING ({there})")
        op.execute(
            f"CREATE POLICY {kind}_makes ON api_keys FOR INSERT WITH CHECK ({there} AND {gives})"
        )
        op.execute(
            f"CREATE POLICY {kind}_changes ON api_keys FOR UPDATE USING ({there})"
            f" WITH CHECK ({there} AND (revoked_at IS NOT NULL OR {gives}))"
        )
    op.drop_constraint(RECIPIENTS, "api_keys")
    op.create_check_constraint(op.f(RECIPIENTS), "api_keys", NO_COMPANYS)
    op.execute(f"COMMENT ON COLUMN api_keys.recipients IS '{COMMENT}'")
    op.execute(
        "UPDATE api_keys SET revoked_at = now()"
        " WHERE 'shared_assessments' = ANY (scopes) AND revoked_at IS NULL"
    )


def downgrade() -> None:
    op.execute(
        "UPDATE api_keys SET recipients = '{}' WHERE NOT 'shared_assessments' = ANY (scopes)"
    )
    op.execute(f"COMMENT ON COLUMN api_keys.recipients IS '{COMMENT_BEFORE}'")
    op.drop_constraint(RECIPIENTS, "api_keys")
    op.create_check_constraint(op.f(RECIPIENTS), "api_keys", SHARED_ALONE)
    for kind in KINDS:
        for what in ("sees", "makes", "changes"):
            op.execute(f"DROP POLICY {kind}_{what} ON api_keys")
    op.execute("DROP POLICY used ON api_keys")
    op.execute(f"CREATE POLICY used ON api_keys FOR UPDATE USING ({PROVED}) WITH CHECK ({PROVED})")
    op.execute(
        f"CREATE POLICY signed_in ON api_keys USING ({OF_MINE})"
        f" WITH CHECK ({OF_MINE} AND {NOT_ANOTHERS})"
    )
    op.execute(
        "CREATE POLICY administered ON api_keys"
        " USING (acting_administrator()) WITH CHECK (acting_administrator())"
    )
