"""keep log true after erasure.

Revision ID: b6e0f4c81d27
Revises: e5a19c4b8d27

An erased company that acted for others leaves behind that somebody did, and not who; the keys that
it made for them end. See docs/decisions/0034-companies-claims-erasure.md.
"""

from alembic import op

revision = "b6e0f4c81d27"
down_revision = "e5a19c4b8d27"
branch_labels: str | None = None
depends_on: str | None = None

# Companies are locked in one order, so that two that act for each other can be erased at once; the
# others by the weakest lock, so that none is gone before it has its line.
FORGET_DELEGATE = """
    CREATE FUNCTION forget_delegate(company uuid, ended_at timestamptz) RETURNS void
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
        END IF;
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

# The time goes in front of random bits, and two bits make the version of the one that of the other.
UUID7 = """
    CREATE FUNCTION uuid7_at(moment timestamptz) RETURNS uuid
    LANGUAGE sql VOLATILE SET search_path = public, pg_temp
    RETURN encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid()) PLACING substring(
                        int8send(floor(extract(epoch FROM moment) * 1000)::bigint) FROM 3
                    ) FROM 1 FOR 6
                ), 52, 1
            ), 53, 1
        ), 'hex'
    )::uuid
"""

FUNCTIONS = {
    "uuid7_at(timestamptz)": (UUID7, "A UUIDv7 of a moment."),
    "forget_delegate(uuid, timestamptz)": (
        FORGET_DELEGATE,
        "Takes a company''s number out of what it did for others, and ends the keys it made them.",
    ),
}
"""Functions by what they are called with: how they are made, and what they are for."""

COMMENTS = {
    ("api_keys", "delegate"): "The organisation that runs it for the other",
    ("audit_log", "delegate"): "Who acted on another's behalf",
    ("audit_log", "organisation"): "On whose behalf the program acted that another runs",
}


def upgrade() -> None:
    for called, (statement, comment) in FUNCTIONS.items():
        op.execute(statement)
        op.execute(f"REVOKE ALL ON FUNCTION {called} FROM PUBLIC")
        op.execute(f"COMMENT ON FUNCTION {called} IS '{comment}'")
    _comment("; erased where its number is.")


def downgrade() -> None:
    _comment(".")
    op.execute("UPDATE api_keys SET delegate = NULL WHERE delegate = 'erased'")
    op.execute("UPDATE audit_log SET delegate = NULL WHERE delegate = 'erased'")
    op.execute("UPDATE audit_log SET organisation = NULL WHERE organisation = 'erased'")
    for called in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {called}")


def _comment(ending: str) -> None:
    for (table, column), words in COMMENTS.items():
        said = f"{words}{ending}".replace("'", "''")
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{said}'")
