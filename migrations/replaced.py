"""Functions that one revision makes and a later one replaces, to be gone back to from there.

Some have places in which the later revision puts something, and nothing where it is undone.
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

NAMED = "numbers_in(l.delegate, l.organisation, l.subject, l.actor) @> ARRAY[number]"
"""Which lines name an organisation, by the index."""

# A group whose parent is erased goes by another of its own. Rows of the outbox that somebody works
# on are deleted by whoever does.
LISTED = """
        INSERT INTO cell_outbox (organisation_number)
        SELECT g.organisation_number FROM company_groups g
        WHERE g.group_number = number AND g.organisation_number <> number;
        UPDATE company_groups g SET group_number = (
            SELECT min(o.organisation_number) FROM company_groups o
            WHERE o.group_number = number AND o.organisation_number <> number
        ) WHERE g.group_number = number AND g.organisation_number <> number;
        DELETE FROM company_groups g WHERE g.organisation_number = number;
        DELETE FROM memberships m WHERE m.organisation_number = number;
        DELETE FROM invited_organisations i WHERE i.organisation_number = number;
        DELETE FROM cell_outbox c WHERE c.id IN (
            SELECT o.id FROM cell_outbox o WHERE o.organisation_number = number
            FOR UPDATE SKIP LOCKED
        );"""
"""What lists say of a company, to be erased with it."""


# Companies are locked in one order, so that two that act for each other can be erased at once; the
# others by the weakest lock, so that none is gone before it has its line.
FORGET_DELEGATE = """
    CREATE OR REPLACE FUNCTION forget_delegate(company uuid, ended_at timestamptz) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        number text;
        one uuid;
    BEGIN
        SELECT c.organisation_number INTO number FROM companies c
        WHERE c.id = company
          AND (acting_administrator() OR c.organisation_number = ANY (acting_organisations()));
        IF NOT FOUND THEN
            RETURN;
        END IF;{alone}
        FOR one IN
            SELECT company UNION SELECT k.company_id FROM api_keys k
            WHERE k.delegate = number AND k.company_id IS NOT NULL
            ORDER BY 1
        LOOP
            IF one = company THEN
                PERFORM FROM companies c WHERE c.id = one FOR UPDATE;
            ELSE
                PERFORM FROM companies c WHERE c.id = one FOR KEY SHARE;
            END IF;
        END LOOP;
        WITH ended AS (
            UPDATE api_keys k SET revoked_at = ended_at
            WHERE k.delegate = number AND k.company_id IS DISTINCT FROM company
              AND k.revoked_at IS NULL AND k.expires_at > ended_at
            RETURNING k.id, k.company_id
        )
        INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what)
        SELECT uuid7_at(ended_at), e.company_id, ended_at, 'service', '', 'key_ended',
            global_id_of('ApiKey', e.id)
        FROM ended e;
        UPDATE api_keys k SET delegate = 'erased' WHERE k.delegate = number;
        UPDATE audit_log l SET
            delegate = CASE l.delegate WHEN number THEN 'erased' ELSE l.delegate END,
            organisation = CASE l.organisation WHEN number THEN 'erased' ELSE l.organisation END
        WHERE numbers_in(l.delegate, l.organisation, l.subject, l.actor) @> ARRAY[number]
          AND (l.delegate = number OR l.organisation = number);
    END
    $$
"""


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
