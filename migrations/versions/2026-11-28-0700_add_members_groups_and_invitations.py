"""add members, groups and invitations.

Revision ID: f7b2c9d04e18
Revises: c7f1a2d95e30

Who is counted in figures about many: a cluster's confirmed members, groups that count as one, and
what has to be counted anew. An assessment remembers by which invitation it was begun. See
docs/decisions/0041-who-is-counted.md.
"""

import sqlalchemy as sa
from alembic import op

from migrations.replaced import ELSEWHERE, ERASE_COMPANY, LISTED, NAMED

revision = "f7b2c9d04e18"
down_revision = "c7f1a2d95e30"
branch_labels: str | None = None
depends_on: str | None = None

TIME = sa.DateTime(timezone=True)
NINE_DIGITS = "organisation_number ~ '^[0-9]{9}$'"

MINE = "organisation_number = ANY (acting_organisations())"
ADVISED = "cluster = ANY (acting_recipients())"
RUN = "acting_administrator()"

POLICIES: tuple[tuple[str, str, str, str | None, str | None], ...] = (
    ("memberships", "own", "SELECT", MINE, None),
    ("memberships", "seen", "SELECT", ADVISED, None),
    ("memberships", "confirmed", "INSERT", None, ADVISED),
    ("memberships", "ended", "UPDATE", ADVISED, ADVISED),
    ("company_groups", "own", "SELECT", MINE, None),
    ("company_groups", "run", "ALL", RUN, RUN),
    ("invitations", "seen", "SELECT", ADVISED, None),
    ("invitations", "made", "INSERT", None, ADVISED),
    ("invitations", "revoked", "UPDATE", ADVISED, ADVISED),
    ("invited_organisations", "own", "SELECT", MINE, None),
    ("invited_organisations", "seen", "SELECT", ADVISED, None),
    ("invited_organisations", "listed", "INSERT", None, ADVISED),
    (
        "cell_outbox",
        "marked",
        "INSERT",
        None,
        f"{RUN} OR acting_recipients() IS NOT NULL OR {MINE}",
    ),
)
"""Table, name, for which statements, which rows are there, and which may be left behind."""

# Whoever holds the code need not be signed in, and learns who invites and nothing else.
INVITED_BY = """
    CREATE FUNCTION invited_by(link text, at timestamptz)
    RETURNS TABLE (invitation uuid, inviting text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT i.id, i.cluster FROM invitations i
        WHERE i.code = link AND i.revoked_at IS NULL AND i.expires_at > at
    $$
"""
SAYS = "Which cluster invites by a code, while it may be followed."


def upgrade() -> None:
    _create_memberships()
    _create_groups()
    _create_invitations()
    _create_invited()
    _create_outbox()
    op.add_column(
        "assessments",
        sa.Column("invitation_id", sa.Uuid(), comment="The invitation that it was begun by."),
    )
    op.create_foreign_key(
        op.f("fk_assessments_invitation_id_invitations"),
        *("assessments", "invitations", ["invitation_id"], ["id"]),
        ondelete="SET NULL",
    )
    op.create_index(op.f("ix_assessments_invitation_id"), "assessments", ["invitation_id"])
    for table in {table: None for table, *_ in POLICIES}:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table, name, statements, there, left in POLICIES:
        using = "" if there is None else f" USING ({there})"
        check = "" if left is None else f" WITH CHECK ({left})"
        op.execute(f"CREATE POLICY {name} ON {table} FOR {statements}{using}{check}")
    op.execute(INVITED_BY)
    op.execute("REVOKE ALL ON FUNCTION invited_by(text, timestamptz) FROM PUBLIC")
    op.execute(f"COMMENT ON FUNCTION invited_by(text, timestamptz) IS '{SAYS}'")
    op.execute(_erase_company(LISTED))


def _erase_company(listed: str) -> str:
    return ERASE_COMPANY.format(
        elsewhere=ELSEWHERE.format(naming=NAMED) + listed,
        also=" organisation = NULL, recipient = NULL,",
    )


def _create_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column("cluster", sa.Text(), nullable=False, comment="Slug of the cluster."),
        sa.Column("organisation_number", sa.Text(), nullable=False, comment="The member's."),
        sa.Column("confirmed_at", TIME, nullable=False, comment="When it was confirmed."),
        sa.Column(
            "confirmed_by", sa.Text(), nullable=False, comment="Who, as who vouches names them."
        ),
        sa.Column("ended_at", TIME, comment="When it was taken off the list, if it was."),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint(NINE_DIGITS, name="organisation_number"),
        comment="Members as their clusters confirm them; kept for a while when they end.",
    )
    op.create_index(
        "uq_memberships_cluster_organisation_number",
        "memberships",
        ["cluster", "organisation_number"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        op.f("ix_memberships_organisation_number"), "memberships", ["organisation_number"]
    )


def _create_groups() -> None:
    op.create_table(
        "company_groups",
        sa.Column("organisation_number", sa.Text(), comment="An organisation of the group."),
        sa.Column("group_number", sa.Text(), nullable=False, comment="The group's parent company."),
        sa.Column("verified_at", TIME, nullable=False, comment="When it was verified."),
        sa.Column(
            "verified_by", sa.Text(), nullable=False, comment="Who, as who vouches names them."
        ),
        sa.PrimaryKeyConstraint("organisation_number"),
        sa.CheckConstraint(NINE_DIGITS, name="organisation_number"),
        sa.CheckConstraint("group_number ~ '^[0-9]{9}$'", name="group_number"),
        comment="Organisations that belong together, and count as one in figures about many.",
    )
    op.create_index(op.f("ix_company_groups_group_number"), "company_groups", ["group_number"])


def _create_invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), comment="UUIDv7."),
        sa.Column("cluster", sa.Text(), nullable=False, comment="Slug of the cluster."),
        sa.Column("code", sa.Text(), nullable=False, comment="What the link to it ends in."),
        sa.Column("note", sa.Text(), comment="The advisor's own words, for advisors."),
        sa.Column("created_at", TIME, nullable=False, comment="When it was made."),
        sa.Column(
            "created_by", sa.Text(), nullable=False, comment="Who, as who vouches names them."
        ),
        sa.Column("expires_at", TIME, nullable=False, comment="When it ends."),
        sa.Column("revoked_at", TIME, comment="When it was revoked, if it was."),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
        comment="Links by which clusters invite to a self-assessment.",
    )
    op.create_index(
        op.f("ix_invitations_cluster_created_at_id"),
        "invitations",
        ["cluster", "created_at", "id"],
    )


def _create_invited() -> None:
    op.create_table(
        "invited_organisations",
        sa.Column("invitation_id", sa.Uuid(), comment="Which invitation."),
        sa.Column("organisation_number", sa.Text(), comment="Whom it is for."),
        sa.Column("cluster", sa.Text(), nullable=False, comment="Slug of the one that invites."),
        sa.Column("invited_at", TIME, nullable=False, comment="When the invitation was made."),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("invitation_id", "organisation_number"),
        sa.CheckConstraint(NINE_DIGITS, name="organisation_number"),
        comment="Whom invitations are for, where their clusters say so.",
    )
    op.create_index(
        op.f("ix_invited_organisations_organisation_number"),
        "invited_organisations",
        ["organisation_number"],
    )
    op.create_index(
        op.f("ix_invited_organisations_cluster_organisation_number"),
        "invited_organisations",
        ["cluster", "organisation_number"],
    )


def _create_outbox() -> None:
    op.create_table(
        "cell_outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), comment="Order of noting."),
        sa.Column(
            "organisation_number", sa.Text(), nullable=False, comment="A company's or a group's."
        ),
        sa.Column(
            "noted_at",
            TIME,
            nullable=False,
            server_default=sa.text("now()"),
            comment="When it was noted.",
        ),
        sa.PrimaryKeyConstraint("id"),
        comment="Whom something has changed about that is counted; emptied within seconds.",
    )


def downgrade() -> None:
    op.execute(_erase_company(""))
    op.execute("DROP FUNCTION invited_by(text, timestamptz)")
    op.drop_index(op.f("ix_assessments_invitation_id"), "assessments")
    op.drop_constraint(op.f("fk_assessments_invitation_id_invitations"), "assessments")
    op.drop_column("assessments", "invitation_id")
    for table in (
        *("cell_outbox", "invited_organisations", "invitations", "company_groups"),
        "memberships",
    ):
        op.drop_table(table)
