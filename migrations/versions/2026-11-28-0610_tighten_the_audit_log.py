"""tighten the audit log.

Revision ID: e5a19c4b8d27
Revises: c28a7b0d3e41

The database looks at the form of a line of the program's, beside what the policy `noted` asks, so
that whoever changes that keeps it. And it finds the lines that name an organisation by an index, so
that erasing a company does not read the whole log. See
docs/decisions/0036-erasure-by-operators-and-keys.md.
"""

from alembic import op

from migrations.replaced import ELSEWHERE, ERASE_COMPANY, NAMED_IN_ANY_LINE

revision = "e5a19c4b8d27"
down_revision = "c28a7b0d3e41"
branch_labels: str | None = None
depends_on: str | None = None

# No list of actions: a newer program must be able to note what this database has not heard of.
FORM = r"""
    action ~ '^[a-z]+(_[a-z]+)*$' AND length(action) <= 50
    AND CASE actor_kind
        WHEN 'integration' THEN true
        WHEN 'advisor' THEN actor = coalesce(recipient, '')
        ELSE actor = ''
    END
    AND CASE
        WHEN action IN ('assessment_read', 'assessment_reviewed') OR actor_kind = 'advisor' THEN
            recipient IS NULL OR recipient = ANY (acting_recipients())
        ELSE true
    END
"""

# All stretches of nine digits, so that it finds what a search in the texts would find.
NUMBERS_IN = """
    CREATE FUNCTION numbers_in(delegate text, organisation text, subject text, actor text)
    RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
        SELECT coalesce(array_agg(DISTINCT found.nine), '{}')
        FROM (
            SELECT substr(said.words, place, 9) AS nine
            FROM unnest(ARRAY[delegate, organisation, subject, actor]) AS said (words),
                generate_series(1, length(said.words) - 8) AS place
        ) found
        WHERE found.nine ~ '^[0-9]{9}$'
    $$
"""
NUMBERS = "numbers_in({line}delegate, {line}organisation, {line}subject, {line}actor)"
NAMED = f"{NUMBERS.format(line='l.')} @> ARRAY[number]"
INDEX = "ix_audit_log_numbers"

MADE = {
    "numbers_in(text, text, text, text)": (NUMBERS_IN, "The nine digits that a line names."),
}
"""Functions by what they are called with: how they are made, and what they are for."""


def upgrade() -> None:
    for called, (statement, comment) in MADE.items():
        op.execute(statement)
        op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")
    op.execute(f"CREATE POLICY formed ON audit_log AS RESTRICTIVE FOR INSERT WITH CHECK ({FORM})")
    op.execute(f"CREATE INDEX {INDEX} ON audit_log USING gin ({NUMBERS.format(line='')})")
    op.execute(_erase_company(NAMED))


def downgrade() -> None:
    op.execute(_erase_company(NAMED_IN_ANY_LINE))
    op.drop_index(INDEX, "audit_log")
    op.execute("DROP POLICY formed ON audit_log")
    for called in reversed(MADE):
        op.execute(f"DROP FUNCTION {called}")


def _erase_company(naming: str) -> str:
    return ERASE_COMPANY.format(
        elsewhere=ELSEWHERE.format(naming=naming),
        also=" organisation = NULL, recipient = NULL,",
    )
