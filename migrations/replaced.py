"""Functions that one revision makes and a later one replaces, to be gone back to from there.

Two have places in which the later revision puts something, and nothing where it is undone.
"""

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
"""Takes out of the audit log whom lines are about, and deletes keys, which the program may not."""

ADOPT = """
    CREATE FUNCTION adopt_audit_lines(about text, assessment uuid, company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = company
        WHERE what = about AND company_id IS NULL AND EXISTS (
            SELECT 1 FROM assessments a JOIN companies c ON c.id = a.company_id
            WHERE a.id = assessment AND c.id = company
              AND c.organisation_number = ANY (acting_organisations())
        )
    $$
"""
"""Gives a company the lines about an assessment that it has claimed."""

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


# The lines of the log come last: whoever still writes one for the company holds a row that goes
# with it, and has to be waited for first.
ERASE_COMPANY = """
    CREATE OR REPLACE FUNCTION erase_company(company uuid, number text) RETURNS uuid[]
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
        SELECT coalesce(array_agg(a.id ORDER BY a.id), '{{}}') INTO gone
        FROM assessments a WHERE a.company_id = company;
        DELETE FROM companies c WHERE c.id = company;
        DELETE FROM api_keys k WHERE k.organisation_number = number;{elsewhere}
        UPDATE audit_log SET company_id = NULL, actor = '', subject = NULL, delegate = NULL,{also}
            what = ''
        WHERE company_id = company;
        RETURN gone;
    END
    $$
"""


ELSEWHERE = """
        UPDATE api_keys k SET delegate = NULL WHERE k.delegate = number;
        UPDATE audit_log l SET
            delegate = nullif(l.delegate, number),
            organisation = nullif(l.organisation, number),
            subject = CASE WHEN strpos(l.subject, number) = 0 THEN l.subject END,
            actor = CASE WHEN strpos(l.actor, number) = 0 THEN l.actor ELSE '' END
        WHERE {naming};
        PERFORM forget_lines_about(gone);"""
"""What rows of others say of a company that acted for them, and how a program of its is named."""

NAMED_IN_ANY_LINE = """l.delegate = number OR l.organisation = number
           OR strpos(l.subject, number) > 0 OR strpos(l.actor, number) > 0"""
"""Which lines name an organisation, by reading all."""


# A recipient holds no row of the company's: the lock lets no erasure pass by while it notes.
SPEAKS_OF = """
    CREATE OR REPLACE FUNCTION speaks_of(company uuid, done text) RETURNS boolean
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
        END IF;{erasing}
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
