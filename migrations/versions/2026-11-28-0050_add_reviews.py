"""add reviews.

Revision ID: d7a1b3c5e806
Revises: e82c4d6f9a07

A recipient reviews answers, and reads its reviews, while a consent to the answers stands; the
company reads them for good. See docs/decisions/0035-reviews.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d7a1b3c5e806"
down_revision = "e82c4d6f9a07"
branch_labels: str | None = None
depends_on: str | None = None

TIME = sa.DateTime(timezone=True)

OF_MINE = "EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)"
NOT_ANOTHERS = "company_id IN (SELECT c.id FROM companies c)"
SHARED_WITH_ME = """
    recipient = ANY (acting_recipients()) AND EXISTS (
        SELECT 1 FROM consents c
        WHERE c.assessment_id = reviews.assessment_id AND c.recipient = reviews.recipient
          AND c.scope = 'answers' AND c.withdrawn_at IS NULL
    )
"""
AS_THE_CONSENT = """
    recipient = ANY (acting_recipients()) AND EXISTS (
        SELECT 1 FROM consents c
        WHERE c.assessment_id = reviews.assessment_id AND c.recipient = reviews.recipient
          AND c.scope = 'answers' AND c.withdrawn_at IS NULL
          AND c.company_id IS NOT DISTINCT FROM reviews.company_id
    )
"""

POLICIES: tuple[tuple[str, str, str | None, str | None], ...] = (
    ("seen", "SELECT", f"{OF_MINE} OR ({SHARED_WITH_ME})", None),
    ("given", "INSERT", None, AS_THE_CONSENT),
    ("superseded", "UPDATE", f"superseded_at IS NULL AND {SHARED_WITH_ME}", AS_THE_CONSENT),
    ("claimed", "UPDATE", f"company_id IS NULL AND {OF_MINE}", f"{OF_MINE} AND {NOT_ANOTHERS}"),
)
"""Name, for which statements, which rows are there, and which may be left behind."""

# A claim locks the assessment too, and moves what hangs on it: whoever holds this lock writes for
# the company that the assessment has. An advisor has no policy on assessments to lock them by.
LOCK = """
    CREATE FUNCTION lock_for_review(consent uuid) RETURNS boolean
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT true FROM assessments a
        WHERE a.id = (
            SELECT c.assessment_id FROM consents c
            WHERE c.id = consent AND c.scope = 'answers' AND c.withdrawn_at IS NULL
              AND c.recipient = ANY (acting_recipients())
        )
        FOR NO KEY UPDATE
    $$
"""
SAYS = "Lets nobody else review what a consent shares before the transaction ends."


def upgrade() -> None:
    _create_reviews()
    _create_indexes()
    op.execute("ALTER TABLE reviews ENABLE ROW LEVEL SECURITY")
    for name, statements, there, left in POLICIES:
        using = "" if there is None else f" USING ({there})"
        check = "" if left is None else f" WITH CHECK ({left})"
        op.execute(f"CREATE POLICY {name} ON reviews FOR {statements}{using}{check}")
    op.execute(LOCK)
    op.execute("REVOKE ALL ON FUNCTION lock_for_review(uuid) FROM PUBLIC")
    op.execute(f"COMMENT ON FUNCTION lock_for_review(uuid) IS '{SAYS}'")


def _create_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column("assessment_id", sa.Uuid(), nullable=False, comment="Whose answer."),
        sa.Column("company_id", sa.Uuid(), comment="The company, once one has claimed it."),
        sa.Column("recipient", sa.Text(), nullable=False, comment="Slug of whose advisor did."),
        sa.Column(
            "recipient_name",
            postgresql.JSONB(),
            nullable=False,
            comment="What the recipient was called then, by language.",
        ),
        sa.Column("question", sa.Text(), nullable=False, comment="Slug of the question."),
        sa.Column("level", sa.SmallInteger(), comment="0 to 4, in the advisor's view."),
        sa.Column("evidence", sa.Text(), comment="documented or verified."),
        sa.Column("comment", sa.Text(), comment="The advisor's own words."),
        sa.Column("reviewed_at", TIME, nullable=False, comment="When it was reviewed."),
        sa.Column("superseded_at", TIME, comment="When it was replaced or taken away."),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name="level"),
        sa.CheckConstraint("evidence IN ('documented', 'verified')", name="evidence"),
        sa.CheckConstraint("char_length(comment) BETWEEN 1 AND 2000", name="comment"),
        sa.CheckConstraint("num_nonnulls(level, evidence, comment) > 0", name="something"),
        comment="What advisors say of answers; kept when superseded.",
    )


def _create_indexes() -> None:
    op.create_index(op.f("ix_reviews_company_id"), "reviews", ["company_id"], unique=False)
    op.create_index(op.f("ix_reviews_assessment_id"), "reviews", ["assessment_id"], unique=False)
    op.create_index(
        "uq_reviews_assessment_id_recipient_question",
        "reviews",
        ["assessment_id", "recipient", "question"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION lock_for_review(uuid)")
    op.drop_table("reviews")
