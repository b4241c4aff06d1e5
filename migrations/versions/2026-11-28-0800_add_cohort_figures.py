"""add cohort figures.

Revision ID: 3b7e19d2c6a4
Revises: 0c4e8a7d1f95

What is told of companies, release by release, and when a result began to be counted. See
docs/decisions/0040-figures-that-give-nobody-away.md.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3b7e19d2c6a4"
down_revision = "0c4e8a7d1f95"
branch_labels: str | None = None
depends_on: str | None = None

TIME = sa.DateTime(timezone=True)

SHOWN = "num_nonnulls(told_companies, scores, counts) = CASE WHEN is_shown THEN 3 ELSE 0 END"

WORKER = "acting_worker()"
# What is told of all is told to everybody; of a cluster to its advisors and its members.
TOLD = """
    is_shown AND (
        cluster = 'all' OR cluster = ANY (acting_recipients()) OR EXISTS (
            SELECT FROM memberships m
            WHERE m.cluster = cohort_figures.cluster AND m.ended_at IS NULL
              AND m.organisation_number = ANY (acting_organisations())
        )
    )
"""
# The time of a release is seen by whoever sees one of its figures.
DATED = "EXISTS (SELECT FROM cohort_figures f WHERE f.release_id = cohort_releases.id)"


def upgrade() -> None:
    op.add_column(
        "contributions",
        sa.Column(
            "entered_at",
            TIME,
            nullable=False,
            server_default=sa.text("now()"),
            comment="When it began to be counted.",
        ),
    )
    _create_releases()
    _create_figures()
    for table, name, visible in (
        ("cohort_figures", "told", TOLD),
        ("cohort_releases", "dated", DATED),
    ):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY counted ON {table} USING ({WORKER}) WITH CHECK ({WORKER})")
        op.execute(f"CREATE POLICY {name} ON {table} FOR SELECT USING ({visible})")


def _create_releases() -> None:
    op.create_table(
        "cohort_releases",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), comment="In order of time."),
        sa.Column("questionnaire_slug", sa.Text(), nullable=False, comment="Which questionnaire."),
        sa.Column("made_at", TIME, nullable=False, comment="As of when it tells."),
        sa.Column(
            "minimum", sa.Integer(), nullable=False, comment="The fewest companies a figure is of."
        ),
        sa.PrimaryKeyConstraint("id"),
        comment="When figures about many were replaced.",
    )


def _create_figures() -> None:
    places = {
        "questionnaire_slug": "Which questionnaire.",
        "period": "A quarter, a year, or all.",
        "cluster": "Whose members, or all.",
        "region": "County, part of the country, or all.",
        "size_band": "Size by headcount, a wider one, or all.",
        "sector": "Main sector, or all.",
    }
    op.create_table(
        "cohort_figures",
        *(sa.Column(name, sa.Text(), comment=comment) for name, comment in places.items()),
        sa.Column(
            "release_id", sa.BigInteger(), nullable=False, comment="When it was last told of."
        ),
        sa.Column(
            "companies", sa.Integer(), nullable=False, comment="Of how many; shown to nobody."
        ),
        sa.Column("is_shown", sa.Boolean(), nullable=False, comment="Whether it is still told."),
        sa.Column("is_exact", sa.Boolean(), nullable=False, comment="Whether without noise."),
        sa.Column("told_companies", sa.Integer(), comment="Of how many, as it is told."),
        sa.Column("scores", postgresql.JSON(), comment="By theme and overall, as they are told."),
        sa.Column(
            "counts",
            postgresql.ARRAY(sa.Integer()),
            comment="Companies by number of measure, as they are told; 0 where scores say it.",
        ),
        sa.CheckConstraint(SHOWN, name="shown"),
        sa.ForeignKeyConstraint(["release_id"], ["cohort_releases.id"]),
        sa.PrimaryKeyConstraint(*places),
        comment="What is told of many companies.",
    )
    op.create_index(op.f("ix_cohort_figures_release_id"), "cohort_figures", ["release_id"])


def downgrade() -> None:
    op.execute("DROP POLICY dated ON cohort_releases")
    op.drop_table("cohort_figures")
    op.drop_table("cohort_releases")
    op.drop_column("contributions", "entered_at")
