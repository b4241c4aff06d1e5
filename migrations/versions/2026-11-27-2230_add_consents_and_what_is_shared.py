"""add consents and what is shared.

Revision ID: b58f0e6d3c17
Revises: a4c7d2e91b05

A recipient reads `shared_assessments`, a view of the owner's, and no row of an assessment or of a
result. It shows what is submitted and consented to, to whom the transaction works for, and of it
what the consent covers. See docs/decisions/0033-consent-and-sharing.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "b58f0e6d3c17"
down_revision = "a4c7d2e91b05"
branch_labels: str | None = None
depends_on: str | None = None

TIME = sa.DateTime(timezone=True)

OF_MINE = "EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)"
AS_THE_ASSESSMENT = """
    EXISTS (
        SELECT 1 FROM assessments a
        WHERE a.id = assessment_id AND a.company_id IS NOT DISTINCT FROM consents.company_id
    )
"""
NOT_ANOTHERS = "(company_id IS NULL OR company_id IN (SELECT c.id FROM companies c))"
GIVEN_TO_ME = "withdrawn_at IS NULL AND recipient = ANY (acting_clusters())"

POLICIES: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("seen", "SELECT", f"{OF_MINE} OR ({GIVEN_TO_ME})", None),
    ("given", "INSERT", None, AS_THE_ASSESSMENT),
    ("withdrawn", "UPDATE", OF_MINE, f"{OF_MINE} AND {NOT_ANOTHERS}"),
)
"""Name, for which statements, which rows are there, and which may be left behind."""

ABOUT_MONEY = """
    CREATE FUNCTION questions_about_money() RETURNS text[] LANGUAGE sql IMMUTABLE
    RETURN ARRAY['health-export/S04', 'health-export/S06', 'health-export/I08']
"""

# What a summary holds is listed here, one by one: what results come to hold later is not in it.
SUMMARY = """
    CREATE FUNCTION summary_of(document json, questionnaire text) RETURNS json
    LANGUAGE sql IMMUTABLE
    RETURN json_build_object(
        'score', document -> 'score',
        'level', document -> 'level',
        'themes', (
            SELECT coalesce(json_agg(json_build_object(
                'theme', t.theme -> 'theme', 'score', t.theme -> 'score',
                'level', t.theme -> 'level'
            ) ORDER BY t.place), '[]')
            FROM json_array_elements(document -> 'themes') WITH ORDINALITY AS t (theme, place)
        ),
        'gaps', (
            SELECT coalesce(json_agg(g.barrier ORDER BY g.place), '[]')
            FROM json_each(document -> 'gaps') WITH ORDINALITY AS g (barrier, questions, place)
            WHERE EXISTS (
                SELECT 1 FROM json_array_elements_text(g.questions) AS q (question)
                WHERE questionnaire || '/' || q.question <> ALL (questions_about_money())
            )
        ),
        'matches', (
            SELECT coalesce(json_agg(
                json_build_array(m.match -> 0, m.match -> 1) ORDER BY m.place
            ), '[]')
            FROM json_array_elements(document -> 'matches') WITH ORDINALITY AS m (match, place)
        ),
        'profile', (
            SELECT coalesce(json_object_agg(
                f.slug, coalesce(document -> 'known' -> f.slug, document -> 'facts' -> f.slug)
            ), '{}')
            FROM unnest(ARRAY['legal_name', 'organisation_number', 'cluster_memberships'])
                AS f (slug)
        )
    )
"""

VIEW = """
    CREATE VIEW shared_assessments WITH (security_barrier) AS
    SELECT c.id AS consent_id, c.recipient, c.recipient_name, c.purpose, c.scope, c.contact,
        c.granted_at, a.id AS assessment_id, a.company_id, a.submitted_at,
        a.questionnaire_slug, a.questionnaire_version, r.catalogue_version,
        r.region, r.size_band, r.sector,
        summary_of(r.document, a.questionnaire_slug) AS summary,
        CASE c.scope WHEN 'answers' THEN r.document END AS document
    FROM consents c
    JOIN assessments a ON a.id = c.assessment_id AND a.status = 'submitted'
    JOIN results r ON r.assessment_id = a.id
    WHERE c.withdrawn_at IS NULL AND c.recipient = ANY (acting_clusters())
"""

# A cursor names a consent. It stays good when that is withdrawn, so that paging goes on.
POSITION = """
    CREATE FUNCTION shared_position(cluster text, consent uuid) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT c.granted_at FROM consents c
        WHERE c.id = consent AND c.recipient = cluster AND cluster = ANY (acting_clusters())
    $$
"""

COMMENTS = {
    "FUNCTION questions_about_money()": "Questionnaire and question, of what no summary hints at.",
    "FUNCTION summary_of(json, text)": "What of a result a consent to a summary covers.",
    "VIEW shared_assessments": "What is shared with those whom the transaction works for.",
    "FUNCTION shared_position(text, uuid)": "Where a consent, withdrawn or not, stands in a list.",
}


def upgrade() -> None:
    _create_consents()
    _create_indexes()
    op.execute("ALTER TABLE consents ENABLE ROW LEVEL SECURITY")
    for name, statements, there, left in POLICIES:
        using = "" if there is None else f" USING ({there})"
        check = "" if left is None else f" WITH CHECK ({left})"
        op.execute(f"CREATE POLICY {name} ON consents FOR {statements}{using}{check}")
    for statement in (ABOUT_MONEY, SUMMARY, VIEW, POSITION):
        op.execute(statement)
    op.execute("REVOKE ALL ON FUNCTION shared_position(text, uuid) FROM PUBLIC")
    for what, comment in COMMENTS.items():
        op.execute(f"COMMENT ON {what} IS '{comment}'")


def _create_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column("assessment_id", sa.Uuid(), nullable=False, comment="What is shared."),
        sa.Column("company_id", sa.Uuid(), comment="The company, once one has claimed it."),
        sa.Column(
            "recipient", sa.Text(), nullable=False, comment="Slug of a cluster or organisation."
        ),
        sa.Column(
            "recipient_name",
            postgresql.JSONB(),
            nullable=False,
            comment="What the recipient was called then, by language.",
        ),
        sa.Column(
            "purpose", sa.Text(), nullable=False, comment="advice, contact, case or application."
        ),
        sa.Column("scope", sa.Text(), nullable=False, comment="summary or answers."),
        sa.Column("contact", sa.Text(), comment="Whom to reach; removed when withdrawn."),
        sa.Column("granted_at", TIME, nullable=False, comment="When it was given."),
        sa.Column("withdrawn_at", TIME, comment="When it was withdrawn, if it was."),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint(
            "purpose IN ('advice', 'contact', 'case', 'application')", name="purpose"
        ),
        sa.CheckConstraint("scope IN ('summary', 'answers')", name="scope"),
        sa.CheckConstraint("withdrawn_at IS NULL OR contact IS NULL", name="contact"),
        comment="To whom companies show what, and what for; kept when withdrawn.",
    )


def _create_indexes() -> None:
    op.create_index(op.f("ix_consents_assessment_id"), "consents", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_consents_company_id"), "consents", ["company_id"], unique=False)
    op.create_index(
        op.f("ix_consents_recipient_granted_at_id"),
        "consents",
        ["recipient", "granted_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_consents_assessment_id_recipient_purpose",
        "consents",
        ["assessment_id", "recipient", "purpose"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION shared_position(text, uuid)")
    op.execute("DROP VIEW shared_assessments")
    op.execute("DROP FUNCTION summary_of(json, text)")
    op.execute("DROP FUNCTION questions_about_money()")
    op.drop_table("consents")
