"""erase by administrators and tighten the second wall.

Revision ID: a05e6f8b1c29
Revises: d7a1b3c5e806

Erasing is two functions now, which also work for administrators, who see nothing of what goes. What
may be added to the audit log and to the scores is looked at. See
docs/decisions/0036-erasure-by-operators-and-keys.md.
"""

import sqlalchemy as sa
from alembic import op

from migrations.replaced import (
    ERASE_ASSESSMENT,
    ERASE_COMPANY,
    FORGET,
    IS_GONE,
    NOTED,
    SPEAKS_OF,
)

revision = "a05e6f8b1c29"
down_revision = "d7a1b3c5e806"
branch_labels: str | None = None
depends_on: str | None = None

GLOBAL_ID = """
    CREATE FUNCTION global_id_of(type_name text, id uuid) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN rtrim(translate(encode(convert_to(
        type_name || ':' || replace(id::text, '-', ''), 'UTF8'
    ), 'base64'), '+/', '-_'), '=')
"""

LOCK_KEYS = """
    CREATE FUNCTION lock_keys_of(number text) RETURNS void LANGUAGE sql AS $$
        SELECT pg_advisory_xact_lock(hashtextextended('api_keys ' || number, 0))
    $$
"""

COMPANY_NUMBERED = """
    CREATE FUNCTION company_numbered(number text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT c.id FROM companies c
        WHERE c.organisation_number = number AND acting_administrator()
    $$
"""

ADOPT_KEYS = """
    CREATE FUNCTION adopt_keys(company uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        number text;
    BEGIN
        SELECT c.organisation_number INTO number FROM companies c
        WHERE c.id = company AND c.organisation_number = ANY (acting_organisations());
        IF NOT FOUND THEN RETURN; END IF;
        PERFORM lock_keys_of(number);
        WITH adopted AS (
            UPDATE api_keys k SET company_id = company
            WHERE k.organisation_number = number AND k.company_id IS NULL RETURNING k.id
        )
        UPDATE audit_log l SET company_id = company FROM adopted
        WHERE l.company_id IS NULL AND l.what = global_id_of('ApiKey', adopted.id);
    END
    $$
"""

ACTS_AS = """
    CREATE FUNCTION acts_as(kind text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT CASE kind
            WHEN 'administrator' THEN acting_administrator()
            WHEN 'advisor' THEN acting_recipients() IS NOT NULL
            WHEN 'company_user' THEN acting_organisations() IS NOT NULL
            WHEN 'integration' THEN
                coalesce(acting_organisations(), acting_recipients()) IS NOT NULL
            WHEN 'respondent' THEN
                acting_assessment() IS NOT NULL AND acting_secrets() IS NOT NULL
            ELSE false
        END
    $$
"""

# A policy would look before the statement that submits has written the result.
SCORES = """
    CREATE FUNCTION refuse_scores_of_others() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM added s WHERE NOT EXISTS (
                SELECT FROM results r JOIN assessments a ON a.id = r.assessment_id
                WHERE r.id = s.result_id AND r.company_id IS NOT DISTINCT FROM s.company_id
            )
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'scores of a result that is not there';
        END IF;
        RETURN NULL;
    END
    $$
"""
TRIGGER = """
    CREATE TRIGGER of_seen_result AFTER INSERT ON result_scores
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_scores_of_others()
"""

OPEN = {
    "global_id_of(text, uuid)": (GLOBAL_ID, "How the API and the audit log name something."),
    "lock_keys_of(text)": (LOCK_KEYS, "Lets nobody else add keys of an organisation for now."),
    "acts_as(text)": (ACTS_AS, "Whether the settings fit a kind of actor."),
    "refuse_scores_of_others()": (SCORES, "Scores are added to results that are seen."),
}
OF_THE_OWNER = {
    "erase_assessment(uuid)": (ERASE_ASSESSMENT, "Erases an assessment; tells if it was there."),
    "erase_company(uuid, text)": (
        ERASE_COMPANY.format(elsewhere="", also=""),
        "Erases a company; names its assessments.",
    ),
    "company_numbered(text)": (COMPANY_NUMBERED, "The company of a number, for administrators."),
    "adopt_keys(uuid)": (ADOPT_KEYS, "Gives a company the keys made before it registered."),
    "speaks_of(uuid, text)": (
        SPEAKS_OF.format(erasing=""),
        "Whether something done to a company may be noted.",
    ),
    "is_gone(text, text)": (IS_GONE, "Whether what is said to be erased is not there."),
}
"""Functions by what they are called with: how they are made, and what they are for."""

ERASED = """
    id = acting_assessment() AND encode(token_hash, 'hex') = ANY (acting_secrets())
    OR company_id IN (SELECT c.id FROM companies c)
"""
INDEX = "ix_audit_log_what"


def upgrade() -> None:
    for called, (statement, comment) in (OPEN | OF_THE_OWNER).items():
        op.execute(statement)
        op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")
    for called in OF_THE_OWNER:
        op.execute(f"REVOKE ALL ON FUNCTION {called} FROM PUBLIC")
    op.execute("DROP POLICY erased ON assessments")
    op.execute("DROP FUNCTION forget_company(uuid)")
    op.execute("DROP POLICY noted ON audit_log")
    op.execute(f"CREATE POLICY noted ON audit_log FOR INSERT WITH CHECK ({NOTED})")
    op.execute(TRIGGER)
    op.create_index(INDEX, "audit_log", ["what"], postgresql_where=sa.text("company_id IS NULL"))


def downgrade() -> None:
    op.drop_index(INDEX, "audit_log")
    op.execute("DROP TRIGGER of_seen_result ON result_scores")
    op.execute("DROP POLICY noted ON audit_log")
    op.execute("CREATE POLICY noted ON audit_log FOR INSERT WITH CHECK (true)")
    op.execute(FORGET)
    op.execute("REVOKE ALL ON FUNCTION forget_company(uuid) FROM PUBLIC")
    op.execute(f"CREATE POLICY erased ON assessments FOR DELETE USING ({ERASED})")
    for called in reversed(OPEN | OF_THE_OWNER):
        op.execute(f"DROP FUNCTION {called}")
