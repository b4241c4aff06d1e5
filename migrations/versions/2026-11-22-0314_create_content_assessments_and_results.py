"""create content assessments and results.

Revision ID: 952a6413da08
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "952a6413da08"
down_revision = None
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7."),
        sa.Column(
            "company_id", sa.Uuid(), nullable=True, comment="The company, once one has claimed it."
        ),
        sa.Column("questionnaire_slug", sa.Text(), nullable=False, comment="Which questionnaire."),
        sa.Column(
            "questionnaire_version", sa.Integer(), nullable=False, comment="Which version of it."
        ),
        sa.Column("status", sa.Text(), nullable=False, comment="draft or submitted."),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="Goes up by one with every change."
        ),
        sa.Column(
            "answers",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Answer and time, by question slug.",
        ),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What the company stated, by fact slug.",
        ),
        sa.Column(
            "token_hash",
            sa.LargeBinary(),
            nullable=True,
            comment="SHA-256 of the access token's secret.",
        ),
        sa.Column(
            "token_expires_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the access token ends.",
        ),
        sa.Column(
            "token_revoked_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was revoked, if it was.",
        ),
        sa.Column(
            "include_in_aggregates", sa.Boolean(), nullable=False, comment="Agreed when submitting."
        ),
        sa.Column(
            "started_at", sa.DateTime(timezone=True), nullable=False, comment="When it was started."
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it last changed.",
        ),
        sa.Column(
            "submitted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was submitted, if it was.",
        ),
        sa.CheckConstraint(
            "(status = 'submitted') = (submitted_at IS NOT NULL)",
            name=op.f("ck_assessments_submitted"),
        ),
        sa.CheckConstraint("status IN ('draft', 'submitted')", name=op.f("ck_assessments_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        comment="A company's runs through questionnaires; answers as one document each.",
    )
    op.create_index(op.f("ix_assessments_company_id"), "assessments", ["company_id"], unique=False)
    op.create_table(
        "content_versions",
        sa.Column(
            "id",
            sa.BigInteger(),
            sa.Identity(always=True),
            nullable=False,
            comment="Order of publishing.",
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="catalogue or questionnaire."),
        sa.Column(
            "slug", sa.Text(), nullable=False, comment="Which questionnaire; catalogue for that."
        ),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="From 1, without gaps for catalogues."
        ),
        sa.Column(
            "digest",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of what was authored, hexadecimal.",
        ),
        sa.Column(
            "document", sa.Text(), nullable=False, comment="Everything in the version, as JSON."
        ),
        sa.Column(
            "published_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was published.",
        ),
        sa.CheckConstraint(
            "kind IN ('catalogue', 'questionnaire')", name=op.f("ck_content_versions_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_versions")),
        sa.UniqueConstraint(
            "kind", "slug", "version", name=op.f("uq_content_versions_kind_slug_version")
        ),
        comment="Immutable published versions of the content.",
    )
    op.create_table(
        "assessment_changes",
        sa.Column("assessment_id", sa.Uuid(), nullable=False, comment="Which assessment."),
        sa.Column(
            "revision", sa.Integer(), nullable=False, comment="The revision that the change made."
        ),
        sa.Column(
            "company_id", sa.Uuid(), nullable=True, comment="The company, once one has claimed it."
        ),
        sa.Column("kind", sa.Text(), nullable=False, comment="answers, profile or submitted."),
        sa.Column(
            "changes",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="New values by slug; null took one away.",
        ),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), nullable=False, comment="When it was made."
        ),
        sa.CheckConstraint(
            "kind IN ('answers', 'profile', 'submitted')", name=op.f("ck_assessment_changes_kind")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_assessment_changes_assessment_id_assessments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "revision", name=op.f("pk_assessment_changes")),
        comment="Append-only history of every change to an assessment.",
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("assessment_id", sa.Uuid(), nullable=False, comment="Which assessment."),
        sa.Column("key", sa.Text(), nullable=False, comment="Chosen by the client."),
        sa.Column(
            "operation", sa.Text(), nullable=False, comment="Which mutation it was used for."
        ),
        sa.Column(
            "payload_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of what was sent."
        ),
        sa.Column("revision", sa.Integer(), nullable=False, comment="The revision that it made."),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was first used.",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_idempotency_keys_assessment_id_assessments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "key", name=op.f("pk_idempotency_keys")),
        comment="Keys of repeatable requests; good for a day.",
    )
    op.create_index(
        op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False
    )
    op.create_table(
        "results",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7."),
        sa.Column("assessment_id", sa.Uuid(), nullable=False, comment="Which assessment."),
        sa.Column(
            "company_id", sa.Uuid(), nullable=True, comment="The company, once one has claimed it."
        ),
        sa.Column("questionnaire_slug", sa.Text(), nullable=False, comment="Which questionnaire."),
        sa.Column(
            "questionnaire_version", sa.Integer(), nullable=False, comment="Which version of it."
        ),
        sa.Column(
            "catalogue_version", sa.Integer(), nullable=False, comment="What it was matched to."
        ),
        sa.Column(
            "engine_version", sa.Text(), nullable=False, comment="The rules that computed it."
        ),
        sa.Column(
            "as_of",
            sa.Date(),
            nullable=False,
            comment="The day that ages and dates are counted from.",
        ),
        sa.Column(
            "computed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was computed.",
        ),
        sa.Column(
            "answers_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of what it rests on."
        ),
        sa.Column("region", sa.Text(), nullable=True, comment="County at submission."),
        sa.Column(
            "size_band", sa.Text(), nullable=True, comment="Size by headcount at submission."
        ),
        sa.Column("sector", sa.Text(), nullable=True, comment="Main sector at submission."),
        sa.Column(
            "include_in_aggregates", sa.Boolean(), nullable=False, comment="Agreed when submitting."
        ),
        sa.Column(
            "document",
            postgresql.JSON(astext_type=sa.Text()),
            nullable=False,
            comment="The whole result; never changes.",
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_results_assessment_id_assessments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_results_assessment_id")),
        comment="Immutable snapshots of submitted assessments.",
    )
    op.create_index(op.f("ix_results_company_id"), "results", ["company_id"], unique=False)
    op.create_table(
        "result_scores",
        sa.Column("result_id", sa.Uuid(), nullable=False, comment="Which result."),
        sa.Column("theme", sa.Text(), nullable=False, comment="A theme's slug, or overall."),
        sa.Column(
            "company_id", sa.Uuid(), nullable=True, comment="The company, once one has claimed it."
        ),
        sa.Column(
            "score",
            sa.Numeric(precision=4, scale=1),
            nullable=True,
            comment="0 to 100 as shown; null while nothing counts.",
        ),
        sa.Column(
            "level", sa.SmallInteger(), nullable=True, comment="0 to 4; null while nothing counts."
        ),
        sa.ForeignKeyConstraint(
            ["result_id"],
            ["results.id"],
            name=op.f("fk_result_scores_result_id_results"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("result_id", "theme", name=op.f("pk_result_scores")),
        comment="Scores of results, one row per theme and one overall, for figures about many.",
    )


def downgrade() -> None:
    op.drop_table("result_scores")
    op.drop_index(op.f("ix_results_company_id"), table_name="results")
    op.drop_table("results")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_table("assessment_changes")
    op.drop_table("content_versions")
    op.drop_index(op.f("ix_assessments_company_id"), table_name="assessments")
    op.drop_table("assessments")
