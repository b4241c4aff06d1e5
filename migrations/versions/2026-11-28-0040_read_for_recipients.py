"""read for recipients.

Revision ID: e82c4d6f9a07
Revises: c61d3f8a2e04

Advisors and programs read for organisations as for clusters, so the setting of a transaction, and
the function that reads it, are now of recipients. A program from before reads nothing that is
shared until it is replaced. API keys name their recipients. What a company shares names it by its
proven number.
See docs/decisions/0032-api-keys.md and docs/decisions/0033-consent-and-sharing.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "e82c4d6f9a07"
down_revision = "c61d3f8a2e04"
branch_labels: str | None = None
depends_on: str | None = None

# Policies and the view call the function by its identity, so that they follow when it is renamed.
ACTING = (
    "CREATE OR REPLACE FUNCTION acting_{named}() RETURNS text[] LANGUAGE sql STABLE AS $$"
    " SELECT string_to_array(nullif(current_setting('eksportklar.{named}', true), ''), ',') $$"
)

POSITION = """
    CREATE FUNCTION shared_position({argument} text, consent uuid) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT c.granted_at FROM consents c
        WHERE c.id = consent AND c.recipient = {argument} AND {argument} = ANY (acting_{named}())
    $$
"""
POSITION_COMMENT = "Where a consent, withdrawn or not, stands in a list."

COLUMNS = """
    c.id AS consent_id, c.recipient, c.recipient_name, c.purpose, c.scope, c.contact,
    c.granted_at, a.id AS assessment_id, a.company_id, a.submitted_at,
    a.questionnaire_slug, a.questionnaire_version, r.catalogue_version,
    r.region, r.size_band, r.sector
"""
ANSWERS = "CASE c.scope WHEN 'answers' THEN r.document END AS document"
SHARED = """
    FROM consents c
    JOIN assessments a ON a.id = c.assessment_id AND a.status = 'submitted'
    JOIN results r ON r.assessment_id = a.id
"""
STANDING = "WHERE c.withdrawn_at IS NULL AND c.recipient = ANY (acting_{named}())"

VIEW = f"""
    CREATE OR REPLACE VIEW shared_assessments WITH (security_barrier) AS
    SELECT {COLUMNS},
        CASE WHEN k.id IS NULL THEN summary_of(r.document, a.questionnaire_slug)
        ELSE jsonb_set(
            summary_of(r.document, a.questionnaire_slug)::jsonb,
            '{{profile,organisation_number}}',
            jsonb_build_object('text', k.organisation_number)
        )::json END AS summary,
        {ANSWERS},
        k.organisation_number AS proven_number
    {SHARED}
    LEFT JOIN companies k ON k.id = a.company_id
    {STANDING.format(named="recipients")}
"""
VIEW_BEFORE = f"""
    CREATE VIEW shared_assessments WITH (security_barrier) AS
    SELECT {COLUMNS}, summary_of(r.document, a.questionnaire_slug) AS summary, {ANSWERS}
    {SHARED} {STANDING.format(named="clusters")}
"""
VIEW_COMMENT = "What is shared with those whom the transaction works for."


def upgrade() -> None:
    op.execute("ALTER FUNCTION acting_clusters() RENAME TO acting_recipients")
    op.execute(ACTING.format(named="recipients"))
    _create_position(argument="reader", named="recipients")
    op.execute(VIEW)
    op.add_column(
        "api_keys",
        sa.Column(
            "recipients",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="For whom it reads what is shared: slugs.",
        ),
    )
    op.create_check_constraint(
        op.f("ck_api_keys_recipients"),
        "api_keys",
        "cardinality(recipients) = 0 OR 'shared_assessments' = ANY (scopes)",
    )


def _create_position(*, argument: str, named: str) -> None:
    op.execute("DROP FUNCTION shared_position(text, uuid)")
    op.execute(POSITION.format(argument=argument, named=named))
    op.execute("REVOKE ALL ON FUNCTION shared_position(text, uuid) FROM PUBLIC")
    op.execute(f"COMMENT ON FUNCTION shared_position(text, uuid) IS '{POSITION_COMMENT}'")


def downgrade() -> None:
    op.drop_column("api_keys", "recipients")
    op.execute("DROP VIEW shared_assessments")
    op.execute("ALTER FUNCTION acting_recipients() RENAME TO acting_clusters")
    op.execute(ACTING.format(named="clusters"))
    _create_position(argument="cluster", named="clusters")
    op.execute(VIEW_BEFORE)
    op.execute(f"COMMENT ON VIEW shared_assessments IS '{VIEW_COMMENT}'")
