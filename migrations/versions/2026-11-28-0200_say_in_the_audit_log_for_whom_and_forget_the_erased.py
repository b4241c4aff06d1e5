"""say in the audit log for whom, and forget the erased.

Revision ID: b17f6a9c2d30
Revises: a05e6f8b1c29

A line says to whom or for whom something was done. A company keeps a line about an assessment of
its own that was erased; nobody's earlier lines about an erased assessment say no more what it was;
an erased company's number goes from what others' rows say of who acted for them. Only lines about
the assessment itself are adopted. See docs/decisions/0036-erasure-by-operators-and-keys.md.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from migrations import replaced
from migrations.replaced import ELSEWHERE, ERASE_COMPANY, NAMED_IN_ANY_LINE, SPEAKS_OF

revision = "b17f6a9c2d30"
down_revision = "a05e6f8b1c29"
branch_labels: str | None = None
depends_on: str | None = None

ADOPT = r"""
    CREATE FUNCTION adopt_audit_lines(assessment uuid, company uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET company_id = company
        WHERE company_id IS NULL AND what = global_id_of('Assessment', assessment)
          AND action NOT LIKE '%\_erased' AND EXISTS (
            SELECT 1 FROM assessments a JOIN companies c ON c.id = a.company_id
            WHERE a.id = assessment AND c.id = company
              AND c.organisation_number = ANY (acting_organisations())
        )
    $$
"""

FORGET_LINES = """
    CREATE FUNCTION forget_lines_about(erased uuid[]) RETURNS void
    LANGUAGE sql SET search_path = public, pg_temp AS $$
        UPDATE audit_log SET actor = '', subject = NULL, delegate = NULL, organisation = NULL,
            recipient = NULL, what = ''
        WHERE company_id IS NULL AND what IN (
            SELECT global_id_of('Assessment', one.id) FROM unnest(erased) AS one (id)
        )
    $$
"""

MAY_ERASE = """
    acting_administrator()
    OR a.id = acting_assessment() AND encode(a.token_hash, 'hex') = ANY (acting_secrets())
    OR a.company_id IN (
        SELECT c.id FROM companies c WHERE c.organisation_number = ANY (acting_organisations())
    )
"""

# The company is locked before the assessment, in the order of whoever erases all of it: the line
# that its log gets is then not left behind by an erasure that passes by.
ERASE_ASSESSMENT = """
    CREATE FUNCTION erase_assessment(assessment uuid) RETURNS TABLE (company uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM FROM companies k JOIN assessments a ON a.company_id = k.id
        WHERE a.id = assessment AND ({may}) FOR KEY SHARE OF k;
        RETURN QUERY
            DELETE FROM assessments a WHERE a.id = assessment AND ({may})
            RETURNING a.company_id;
        IF FOUND THEN
            PERFORM forget_lines_about(ARRAY[assessment]);
        END IF;
    END
    $$
"""

ID_IN = """
    CREATE FUNCTION id_in(type_name text, global_id text) RETURNS uuid
    LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
    DECLARE
        written text := translate(global_id, '-_', '+/');
        found uuid;
    BEGIN
        found := substr(
            convert_from(
                decode(rpad(written, (length(written) + 3) / 4 * 4, '='), 'base64'), 'UTF8'
            ),
            length(type_name) + 2
        )::uuid;
        RETURN CASE WHEN global_id_of(type_name, found) = global_id THEN found END;
    EXCEPTION WHEN data_exception THEN
        RETURN NULL;
    END
    $$
"""

IS_GONE = """
    CREATE FUNCTION is_gone(done text, what text, company uuid) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT CASE
            WHEN done = 'assessment_erased' AND company IS NULL THEN
                NOT EXISTS (SELECT FROM assessments a WHERE a.id = what::uuid)
            WHEN done = 'assessment_erased' THEN
                id_in('Assessment', what) IS NOT NULL AND NOT EXISTS (
                    SELECT FROM assessments a WHERE a.id = id_in('Assessment', what)
                )
            WHEN done = 'company_erased' THEN
                company IS NULL
                AND NOT EXISTS (SELECT FROM companies c WHERE c.id = what::uuid)
            ELSE true
        END
    $$
"""

ERASING = """
        IF done = 'assessment_erased' THEN
            RETURN acting_administrator() AND EXISTS (SELECT FROM companies c WHERE c.id = company);
        END IF;"""

# The same for what no company has: no erasure and no claim passes by while a reading is noted.
STANDS = """
    CREATE FUNCTION stands(done text, what text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF done NOT IN ('assessment_read', 'assessment_reviewed') THEN
            RETURN true;
        END IF;
        PERFORM FROM assessments a
        WHERE a.id = id_in('Assessment', what) AND a.company_id IS NULL AND EXISTS (
            SELECT FROM consents c
            WHERE c.assessment_id = a.id AND c.recipient = ANY (acting_recipients())
        )
        FOR KEY SHARE;
        RETURN FOUND;
    END
    $$
"""

NOTED = """
    acts_as(actor_kind) AND is_gone(action, what, company_id)
    AND CASE WHEN company_id IS NULL THEN stands(action, what)
        ELSE speaks_of(company_id, action) END
"""

MADE = {
    "id_in(text, text)": (ID_IN, "The id in a global id of a type, null where it is none."),
    "forget_lines_about(uuid[])": (FORGET_LINES, "Takes out of nobody''s lines what was erased."),
    "stands(text, text)": (STANDS, "Whether what is read is there, shared, and nobody''s."),
}
REPLACED = {
    "adopt_audit_lines(uuid, uuid)": (ADOPT, "Gives a company the lines about what it claimed."),
    "erase_assessment(uuid)": (
        ERASE_ASSESSMENT.format(may=MAY_ERASE),
        "Erases an assessment; tells whose it was.",
    ),
    "is_gone(text, text, uuid)": (IS_GONE, "Whether what is said to be erased is not there."),
}
BEFORE = {
    "adopt_audit_lines(text, uuid, uuid)": (replaced.ADOPT, None),
    "erase_assessment(uuid)": (
        replaced.ERASE_ASSESSMENT,
        "Erases an assessment; tells if it was there.",
    ),
    "is_gone(text, text)": (replaced.IS_GONE, "Whether what is said to be erased is not there."),
}
"""Functions by what they are called with: how they are made, and what they are for."""

COLUMNS = {
    "recipient": "To whom it was given, or for whom it was read: a slug.",
    "organisation": "On whose behalf the program acted that another runs.",
}


def upgrade() -> None:
    for name, comment in COLUMNS.items():
        op.add_column("audit_log", sa.Column(name, sa.Text(), comment=comment))
    op.execute("DROP POLICY noted ON audit_log")
    for called in BEFORE:
        op.execute(f"DROP FUNCTION {called}")
    _make(MADE | REPLACED)
    op.execute(
        ERASE_COMPANY.format(
            elsewhere=ELSEWHERE.format(naming=NAMED_IN_ANY_LINE),
            also=" organisation = NULL, recipient = NULL,",
        )
    )
    op.execute(SPEAKS_OF.format(erasing=ERASING))
    op.execute(f"CREATE POLICY noted ON audit_log FOR INSERT WITH CHECK ({NOTED})")


def _make(functions: Mapping[str, tuple[str, str | None]]) -> None:
    for called, (statement, comment) in functions.items():
        op.execute(statement)
        op.execute(f"REVOKE ALL ON FUNCTION {called} FROM PUBLIC")
        if comment is not None:
            op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")


def downgrade() -> None:
    op.execute("DROP POLICY noted ON audit_log")
    op.execute(SPEAKS_OF.format(erasing=""))
    op.execute(ERASE_COMPANY.format(elsewhere="", also=""))
    for called in reversed(MADE | REPLACED):
        op.execute(f"DROP FUNCTION {called}")
    _make(BEFORE)
    op.execute(f"CREATE POLICY noted ON audit_log FOR INSERT WITH CHECK ({replaced.NOTED})")
    for name in reversed(COLUMNS):
        op.drop_column("audit_log", name)
