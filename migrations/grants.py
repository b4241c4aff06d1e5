"""What the role may do that the program serves with; all else is the owner's.

It owns nothing, so that it cannot change tables or their policies, and what is append-only for it
stays as it was written.
"""

import re
from typing import Final

TABLES: Final = {
    "alembic_version": "SELECT",
    "content_versions": "SELECT",
    "api_keys": "SELECT, INSERT, UPDATE (secret_hash, earlier_hash, earlier_until, last_used_at,"
    " revoked_at)",
    "audit_log": "SELECT, INSERT",
    "companies": "SELECT, INSERT, UPDATE",
    "assessments": "SELECT, INSERT, UPDATE",
    "assessment_changes": "SELECT, INSERT, UPDATE (company_id)",
    "idempotency_keys": "SELECT, INSERT, UPDATE",
    "results": "SELECT, INSERT, UPDATE (company_id, include_in_aggregates)",
    "result_scores": "SELECT, INSERT, UPDATE (company_id)",
    "consents": "SELECT, INSERT, UPDATE (company_id, contact, withdrawn_at)",
    "reviews": "SELECT, INSERT, UPDATE (company_id, superseded_at)",
    "shared_assessments": "SELECT",
    "memberships": "SELECT, INSERT, UPDATE (ended_at)",
    "company_groups": "SELECT, INSERT, UPDATE (group_number, group_id, verified_at,"
    " verified_by), DELETE",
    "invitations": "SELECT, INSERT, UPDATE (revoked_at)",
    "invited_organisations": "SELECT, INSERT",
    "cell_outbox": "SELECT, INSERT, UPDATE (noted_at), DELETE",
    "measures": "SELECT",
    "contributions": "SELECT, INSERT, UPDATE (contributor, clusters, atom), DELETE",
    "cells": "SELECT, INSERT, UPDATE (contributors, record_keys, counts, changes)",
    "disclosure_atoms": "SELECT, INSERT, UPDATE (ghosts)",
    "cohort_releases": "SELECT, INSERT",
    "cohort_figures": "SELECT, INSERT, UPDATE (release_id, companies, is_shown, is_exact,"
    " told_companies, scores, counts)",
}
"""The privileges on each table and view.

Nothing of anybody's is deleted but by the functions that erase; what hangs on it goes too, by
foreign keys. Administrators dissolve groups, and the worker takes out of the cells what is counted
no more.
"""

FUNCTIONS: Final = (
    "acting_administrator()",
    "acting_assessment()",
    "acting_key()",
    "acting_secrets()",
    "acting_organisations()",
    "acting_recipients()",
    "acting_worker()",
    "forget_idempotency_keys(timestamptz)",
    "erase_assessment(uuid)",
    "erase_company(uuid, text)",
    "forget_delegate(uuid, timestamptz)",
    "act_for_another(text)",
    "adopt_audit_lines(uuid, uuid)",
    "adopt_keys(uuid)",
    "lock_keys_of(text)",
    "company_numbered(text)",
    "acts_as(text)",
    "is_gone(text, text, uuid)",
    "stands(text, text)",
    "speaks_of(uuid, text)",
    "questions_about_money()",
    "summary_of(json, text)",
    "shared_position(text, uuid)",
    "lock_for_review(uuid)",
    "invited_by(text, timestamptz)",
    "note_listing(text[], text, text, text, timestamptz)",
)

_ROLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_$-]*")


def grants_to(role: str) -> list[str]:
    """Return the statements that let `role` do so much and no more.

    Raises:
        ValueError: The role has a name with unusual letters.
    """
    if not _ROLE.fullmatch(role):
        raise ValueError(f"Name the role with letters, digits, _ and - only: {role!r}.")
    to = f'"{role}"'
    return [
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}",
        *(f"GRANT {privileges} ON {table} TO {to}" for table, privileges in TABLES.items()),
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {to}" for function in FUNCTIONS),
    ]
