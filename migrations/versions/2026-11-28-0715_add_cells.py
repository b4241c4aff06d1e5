"""add cells.

Revision ID: 0c4e8a7d1f95
Revises: f7b2c9d04e18

What results are counted under, which of them count for whom, and the cells that they are counted
in. See docs/decisions/0041-who-is-counted.md.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0c4e8a7d1f95"
down_revision = "f7b2c9d04e18"
branch_labels: str | None = None
depends_on: str | None = None

NUMBERS = postgresql.ARRAY(sa.Integer())
TEXTS = postgresql.ARRAY(sa.Text())

MEASURED: Mapping[str, tuple[str, sa.types.TypeEngine[Any]]] = {
    "measures": ("What it is counted under, by number; first what has amounts.", NUMBERS),
    "amounts": ("Of the first measures, in tenths; the others count once.", NUMBERS),
    "record_key": ("Chance, by which figures about many are protected.", sa.BigInteger()),
}

CHECKED = "ck_results_measured"

ACTING_WORKER = """
    CREATE FUNCTION acting_worker() RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT coalesce(current_setting('eksportklar.worker', true), '') = 'yes'
    $$
"""

SAYS = "Whether cells are being kept up to date."

PROTECTED = ("contributions", "cells", "disclosure_atoms")
READ = ("companies", "results", "memberships", "company_groups")
"""What the worker reads of what is others'."""


def upgrade() -> None:
    for name, (comment, kind) in MEASURED.items():
        op.add_column("results", sa.Column(name, kind, comment=comment))
    op.create_check_constraint(
        op.f(CHECKED), "results", "num_nonnulls(measures, amounts, record_key) IN (0, 3)"
    )
    _create_measures()
    _create_contributions()
    _create_atoms()
    _create_cells()
    op.execute(ACTING_WORKER)
    op.execute("REVOKE ALL ON FUNCTION acting_worker() FROM PUBLIC")
    op.execute(f"COMMENT ON FUNCTION acting_worker() IS '{SAYS}'")
    _protect()


def _create_measures() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), comment="Its place in cells."),
        sa.Column("key", sa.Text(), nullable=False, comment="What is counted."),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        comment="What results are counted under; numbers are never used anew.",
    )


def _create_contributions() -> None:
    op.create_table(
        "contributions",
        sa.Column("result_id", sa.Uuid(), comment="Which result."),
        sa.Column(
            "contributor", sa.Text(), nullable=False, comment="A company's or a group's number."
        ),
        sa.Column("questionnaire_slug", sa.Text(), nullable=False, comment="Which questionnaire."),
        sa.Column("quarter", sa.Text(), nullable=False, comment="When, such as 2026-Q3."),
        sa.Column("region", sa.Text(), comment="County at submission."),
        sa.Column("size_band", sa.Text(), comment="Size by headcount at submission."),
        sa.Column("sector", sa.Text(), comment="Main sector at submission."),
        sa.Column("clusters", TEXTS, nullable=False, comment="Whose confirmed lists it is on."),
        sa.Column("measures", NUMBERS, nullable=False, comment="As in the result."),
        sa.Column("amounts", NUMBERS, nullable=False, comment="As in the result."),
        sa.Column("record_key", sa.BigInteger(), nullable=False, comment="As in the result."),
        sa.Column("atom", sa.Integer(), comment="With which others it has been published."),
        sa.ForeignKeyConstraint(
            ["result_id"], ["results.id"], deferrable=True, initially="DEFERRED"
        ),
        sa.PrimaryKeyConstraint("result_id"),
        comment="Results that are counted in the cells now.",
    )
    op.create_index(op.f("ix_contributions_contributor"), "contributions", ["contributor"])


def _create_atoms() -> None:
    op.create_table(
        "disclosure_atoms",
        sa.Column("id", sa.Integer(), comment="Which set.", autoincrement=False),
        sa.Column(
            "ghosts",
            sa.Integer(),
            nullable=False,
            server_default=sa.text("0"),
            comment="How many were published with it and are counted no more.",
        ),
        sa.PrimaryKeyConstraint("id"),
        comment="Sets of contributions that no published figure tells apart.",
    )


def _create_cells() -> None:
    places = {
        "questionnaire_slug": "Which questionnaire.",
        "period": "A quarter, a year, or all.",
        "cluster": "Whose members, or all.",
        "region": "County, or all.",
        "size_band": "Size by headcount, or all.",
        "sector": "Main sector, or all.",
    }
    op.create_table(
        "cells",
        *(sa.Column(name, sa.Text(), comment=comment) for name, comment in places.items()),
        sa.Column("contributors", sa.Integer(), nullable=False, comment="How many."),
        sa.Column(
            "record_keys", sa.BigInteger(), nullable=False, comment="XOR of their record keys."
        ),
        sa.Column(
            "counts",
            postgresql.ARRAY(sa.BigInteger()),
            nullable=False,
            comment="Sums by number of measure; what is beyond the end is 0.",
        ),
        sa.Column(
            "changes",
            sa.Integer(),
            nullable=False,
            comment="Contributors that came, went or changed since the last release.",
        ),
        sa.PrimaryKeyConstraint(*places),
        comment="Exact figures about many, shown to nobody as they are.",
    )


def _protect() -> None:
    for table in PROTECTED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table in (*PROTECTED, "cell_outbox"):
        op.execute(
            f"CREATE POLICY counted ON {table} USING (acting_worker()) WITH CHECK (acting_worker())"
        )
    for table in READ:
        op.execute(f"CREATE POLICY counted ON {table} FOR SELECT USING (acting_worker())")
    op.execute(
        "CREATE POLICY own ON contributions FOR SELECT"
        " USING (EXISTS (SELECT FROM results r WHERE r.id = result_id))"
    )


def downgrade() -> None:
    for table in ("cell_outbox", *READ):
        op.execute(f"DROP POLICY counted ON {table}")
    for table in ("cells", "contributions", "disclosure_atoms", "measures"):
        op.drop_table(table)
    op.execute("DROP FUNCTION acting_worker()")
    op.drop_constraint(op.f(CHECKED), "results")
    for name in MEASURED:
        op.drop_column("results", name)
