"""erase by administrators and tighten the second wall.

Revision ID: a05e6f8b1c29
Revises: d7a1b3c5e806

Erasing is two functions now, which also work for administrators, who see nothing of what goes. What
may be added to the audit log and to the scores is looked at. See
docs/decisions/0036-erasure-by-operators-and-keys.md.
"""

import sqlalchemy as sa
from alembic import op

revision = "a05e6f8b1c29"
down_revision = "d7a1b3c5e806"
branch_labels: str | None = None
depends_on: str | None = None

ERASE_ASSESSMENT = """
    CREATE FUNCTION erase_assessment(assessment uuid) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH gone AS (
            DELETE FROM assessments a WHERE a.id = assessment AND (
                acting_administrator()
                OR a.id = acting_assessment()
                    AND encode(a.token_hash, 'hex') = ANY (acting_secrets())
                OR a.company_id IN (
                    SELECT c.id FROM companies c
                    WHERE c.organisation_number = ANY (acting_organisations())
                )
            ) RETURNING a.id
        )
        SELECT EXISTS (SELECT FROM gone)
    $$
"""

# The lines of the log come last: whoever still writes one for the company holds a row that goes
# with it, and has to be waited for first.
ERASE_COMPANY = """
    CREATE FUNCTION erase_company(company uuid, number text) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        gone uuid[];
    BEGIN
        PERFORM FROM companies c
        WHERE c.id = company AND c.organisation_number = number
          AND (acting_administrator() OR number = ANY (acting_organisations()))
        FOR UPDATE;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
        SELECT coalesce(array_agg(a.id ORDER BY a.id), '{}') INTO gone
        FROM assessments a WHERE a.company_id = company;
        DELETE FROM companies c WHERE c.id = company;
        DELETE FROM api_keys k WHERE k.organisation_number = number;
        UPDATE audit_log SET company_id = NULL, actor = '', subject = NULL, delegate = NULL,
            what = ''
        WHERE company_id = company;
        RETURN gone;
    END
    $$
"""

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

# A recipient holds no row of the company's: the lock lets no erasure pass by while it notes.
SPEAKS_OF = """
    CREATE FUNCTION speaks_of(company uuid, done text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM companies c
            WHERE c.id = company AND c.organisation_number = ANY (acting_organisations())
        ) THEN
            RETURN true;
        END IF;
        IF done IN ('key_created', 'key_rotated', 'key_revoked') THEN
            RETURN acting_administrator()
                AND EXISTS (SELECT FROM api_keys k WHERE k.company_id = company);
        END IF;
        IF done NOT IN ('assessment_read', 'assessment_reviewed') THEN
            RETURN false;
        END IF;
        PERFORM FROM companies c WHERE c.id = company FOR KEY SHARE;
        RETURN EXISTS (
            SELECT FROM consents c JOIN assessments a ON a.id = c.assessment_id
            WHERE a.company_id = company AND c.recipient = ANY (acting_recipients())
        );
    END
    $$
"""

IS_GONE = """
    CREATE FUNCTION is_gone(done text, what text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT CASE done
            WHEN 'assessment_erased' THEN
                NOT EXISTS (SELECT FROM assessments a WHERE a.id = what::uuid)
            WHEN 'company_erased' THEN
                NOT EXISTS (SELECT FROM companies c WHERE c.id = what::uuid)
            ELSE true
        END
    $$
"""

NOTED = """
    acts_as(actor_kind) AND is_gone(action, what)
    AND (company_id IS NULL OR speaks_of(company_id, action))
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
    "erase_company(uuid, text)": (ERASE_COMPANY, "Erases a company; names its assessments."),
    "company_numbered(text)": (COMPANY_NUMBERED, "The company of a number, for administrators."),
    "adopt_keys(uuid)": (ADOPT_KEYS, "Gives a company the keys made before it registered."),
    "speaks_of(uuid, text)": (SPEAKS_OF, "Whether something done to a company may be noted."),
    "is_gone(text, text)": (IS_GONE, "Whether what is said to be erased is not there."),
}
"""Functions by what they are called with: how they are made, and what they are for."""

FORGET = """
    CREATE FUNCTION forget_company(company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = NULL, actor = '', subject = NULL, delegate = NULL,
            what = ''
        WHERE company_id = company AND company IN (
            SELECT c.id FROM companies c
            WHERE c.organisation_number = ANY (acting_organisations())
        );
        DELETE FROM api_keys k USING companies c
        WHERE c.id = company AND k.organisation_number = c.organisation_number
          AND c.organisation_number = ANY (acting_organisations());
    $$
"""
"""As it was before."""

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
