"""wait for whoever acts for another.

Revision ID: c3f6e9a42db7
Revises: a1d4c7e20b95

The erasure of an organisation waits for what it is doing for others, so that all of it is found.
See docs/decisions/0036-erasure-by-operators-and-keys.md.
"""

from alembic import op

from migrations.replaced import ELSEWHERE, ERASE_COMPANY, FORGET_DELEGATE, LISTED, NAMED

revision = "c3f6e9a42db7"
down_revision = "a1d4c7e20b95"
branch_labels: str | None = None
depends_on: str | None = None

KEY = "hashtextextended('acts for another ' || number, 0)"

ACT = f"""
    CREATE FUNCTION act_for_another(number text) RETURNS void LANGUAGE sql AS $$
        SELECT pg_advisory_xact_lock_shared({KEY})
    $$
"""
ALONE = f"""
        PERFORM pg_advisory_xact_lock({KEY});"""

# No trigger for updates: they hold the row already that an erasure would wait for, and none of them
# puts a delegate where there was none.
NAME = """
    CREATE FUNCTION name_delegate() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM act_for_another(NEW.delegate);
        RETURN NEW;
    END
    $$
"""
TRIGGER = """
    CREATE TRIGGER names_delegate BEFORE INSERT ON {table} FOR EACH ROW
    WHEN (NEW.delegate IS NOT NULL) EXECUTE FUNCTION name_delegate()
"""
TABLES = ("api_keys", "audit_log")

FUNCTIONS = {
    "act_for_another(text)": (
        ACT,
        "Lets no erasure of an organisation begin that acts for another, for now.",
    ),
    "name_delegate()": (NAME, "Whoever is named as a delegate is not erased meanwhile."),
}
"""Functions by what they are called with: how they are made, and what they are for."""

# What it did for others, and their keys, have no number any more by then.
OTHERWISE = """
        UPDATE audit_log l SET
            organisation = nullif(l.organisation, number),
            subject = CASE WHEN strpos(l.subject, number) = 0 THEN l.subject END,
            actor = CASE WHEN strpos(l.actor, number) = 0 THEN l.actor ELSE '' END
        WHERE {naming};
        PERFORM forget_lines_about(gone);"""


def upgrade() -> None:
    for called, (statement, comment) in FUNCTIONS.items():
        op.execute(statement)
        op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")
    for table in TABLES:
        op.execute(TRIGGER.format(table=table))
    op.execute(FORGET_DELEGATE.format(alone=ALONE))
    op.execute(_erase_company(OTHERWISE))


def downgrade() -> None:
    op.execute(_erase_company(ELSEWHERE))
    op.execute(FORGET_DELEGATE.format(alone=""))
    for table in TABLES:
        op.execute(f"DROP TRIGGER names_delegate ON {table}")
    for called in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {called}")


def _erase_company(elsewhere: str) -> str:
    return ERASE_COMPANY.format(
        elsewhere=elsewhere.format(naming=NAMED) + LISTED,
        also=" organisation = NULL, recipient = NULL,",
    )
