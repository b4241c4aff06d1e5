"""The tables as they stand: what they are called, what they say, and what they refuse."""

from collections.abc import AsyncIterator, Mapping
from typing import Final

import asyncpg
import pytest

from tests.fixtures.database import new_database
from tests.migrations.rows import ROWS
from tests.migrations.steps import history, query, run, shape

CONSTRAINTS: Final[Mapping[str, set[str]]] = {
    "api_keys": {
        "ck_api_keys_earlier",
        "ck_api_keys_organisation_number",
        "ck_api_keys_recipients",
        "ck_api_keys_scopes",
        "fk_api_keys_company_id_companies",
        "pk_api_keys",
    },
    "assessment_changes": {
        "ck_assessment_changes_kind",
        "fk_assessment_changes_assessment_id_assessments",
        "pk_assessment_changes",
    },
    "assessments": {
        "ck_assessments_status",
        "ck_assessments_submitted",
        "fk_assessments_company_id_companies",
        "fk_assessments_invitation_id_invitations",
        "pk_assessments",
    },
    "audit_log": {"pk_audit_log"},
    "cell_outbox": {"pk_cell_outbox"},
    "cells": {"pk_cells"},
    "cohort_figures": {
        "ck_cohort_figures_shown",
        "fk_cohort_figures_release_id_cohort_releases",
        "pk_cohort_figures",
    },
    "cohort_releases": {"pk_cohort_releases"},
    "companies": {
        "ck_companies_organisation_number",
        "pk_companies",
        "uq_companies_organisation_number",
    },
    "company_groups": {
        "ck_company_groups_group_number",
        "ck_company_groups_organisation_number",
        "pk_company_groups",
    },
    "consents": {
        "ck_consents_contact",
        "ck_consents_purpose",
        "ck_consents_scope",
        "fk_consents_assessment_id_assessments",
        "pk_consents",
    },
    "content_versions": {
        "ck_content_versions_kind",
        "pk_content_versions",
        "uq_content_versions_kind_slug_version",
    },
    "contributions": {"fk_contributions_result_id_results", "pk_contributions"},
    "disclosure_atoms": {"pk_disclosure_atoms"},
    "idempotency_keys": {
        "fk_idempotency_keys_assessment_id_assessments",
        "pk_idempotency_keys",
    },
    "invitations": {"pk_invitations", "uq_invitations_code"},
    "invited_organisations": {
        "ck_invited_organisations_organisation_number",
        "fk_invited_organisations_invitation_id_invitations",
        "pk_invited_organisations",
    },
    "measures": {"pk_measures", "uq_measures_key"},
    "memberships": {"ck_memberships_organisation_number", "pk_memberships"},
    "result_scores": {"fk_result_scores_result_id_results", "pk_result_scores"},
    "results": {
        "ck_results_measured",
        "fk_results_assessment_id_assessments",
        "pk_results",
        "uq_results_assessment_id",
    },
    "reviews": {
        "ck_reviews_comment",
        "ck_reviews_evidence",
        "ck_reviews_level",
        "ck_reviews_something",
        "fk_reviews_assessment_id_assessments",
        "pk_reviews",
    },
}
OF_NUMBERS: Final = {
    *("cell_outbox", "companies", "company_groups", "invitations", "invited_organisations"),
    "memberships",
}
"""Tables about organisations by their numbers, whether or not they are registered."""
COUNTED: Final = {
    *("cells", "cohort_figures", "cohort_releases", "contributions", "disclosure_atoms"),
    "measures",
}
"""Tables of what is counted, which are about nobody or go by a contributor."""
FURTHER_INDEXES: Final = {
    "ix_api_keys_company_id",
    "ix_api_keys_organisation_number",
    "ix_assessments_company_id",
    "ix_assessments_invitation_id",
    "ix_audit_log_company_id_at",
    "ix_audit_log_numbers",
    "ix_audit_log_what",
    "ix_cohort_figures_release_id",
    "ix_company_groups_group_number",
    "ix_consents_assessment_id",
    "ix_consents_company_id",
    "ix_consents_recipient_granted_at_id",
    "ix_contributions_contributor",
    "ix_idempotency_keys_created_at",
    "ix_invitations_cluster_created_at_id",
    "ix_invited_organisations_cluster_organisation_number",
    "ix_invited_organisations_organisation_number",
    "ix_memberships_organisation_number",
    "ix_results_company_id",
    "ix_reviews_assessment_id",
    "ix_reviews_company_id",
    "uq_consents_assessment_id_recipient_purpose",
    "uq_memberships_cluster_organisation_number",
    "uq_reviews_assessment_id_recipient_question",
}
SECOND_RESULT: Final = """
INSERT INTO results
SELECT (json_populate_record(r, json_build_object('id', gen_random_uuid()))).* FROM results r
"""
SECOND_CONSENT: Final = """
INSERT INTO consents
SELECT (json_populate_record(c, json_build_object('id', gen_random_uuid()))).* FROM consents c
"""
SECOND_REVIEW: Final = """
INSERT INTO reviews
SELECT (json_populate_record(r, json_build_object('id', gen_random_uuid()))).* FROM reviews r
"""
SAME_CODE: Final = """
INSERT INTO invitations
SELECT (json_populate_record(i, json_build_object('id', gen_random_uuid()))).* FROM invitations i
"""


async def fill(dsn: str) -> None:
    """Put rows in every table."""
    for revision in history():
        await run(dsn, ROWS[revision.revision])


@pytest.fixture
async def filled(fresh_database_dsn: str) -> str:
    """A database of the test's own with rows in every table."""
    await fill(fresh_database_dsn)
    return fresh_database_dsn


async def test_every_table_and_every_column_says_what_it_is_for(empty_database_dsn: str) -> None:
    found = await shape(empty_database_dsn)
    assert [name for name, comment in found.tables if not comment] == []
    assert [(column[0], column[1]) for column in found.columns if not column[-1]] == []
    assert len(found.tables) == 22
    assert {comment[-1] for _, comment in found.tables} == {"."}


async def test_constraints_and_indexes_are_named_by_rule(empty_database_dsn: str) -> None:
    found = await shape(empty_database_dsn)
    names: dict[str, set[str]] = {table: set() for table in found.names}
    for table, name, _ in found.constraints:
        names[table].add(name)
    assert names == CONSTRAINTS
    of_constraints = {name for of_table in CONSTRAINTS.values() for name in of_table}
    indexes = {name for _, name, _ in found.indexes}
    assert indexes - of_constraints == FURTHER_INDEXES


async def test_every_time_has_a_zone(empty_database_dsn: str) -> None:
    found = await shape(empty_database_dsn)
    times = {column[1]: column[2] for column in found.columns if column[1].endswith("_at")}
    assert len(times) == 23
    assert set(times.values()) == {"timestamp with time zone"}


async def test_every_table_that_grows_carries_the_company(empty_database_dsn: str) -> None:
    columns = {(column[0], column[1]) for column in (await shape(empty_database_dsn)).columns}
    others = {"content_versions", "idempotency_keys", *OF_NUMBERS, *COUNTED}
    growing = set(CONSTRAINTS) - others
    assert {table for table, column in columns if column == "company_id"} == growing


# SQLSTATE
CHECK: Final = "23514"
FOREIGN_KEY: Final = "23503"
GENERATED: Final = "428C9"
NOT_NULL: Final = "23502"
NO_JSON: Final = "22P02"
OUT_OF_RANGE: Final = "22003"
UNIQUE: Final = "23505"

REFUSED: Final[Mapping[str, str]] = {
    "UPDATE api_keys SET scopes = '{}'": CHECK,
    "UPDATE api_keys SET recipients = '{norwep}', scopes = '{company}'": CHECK,
    "UPDATE api_keys SET earlier_until = NULL": CHECK,
    "UPDATE api_keys SET organisation_number = '12345678'": CHECK,
    "UPDATE api_keys SET company_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE assessments SET status = 'sent'": CHECK,
    "UPDATE assessments SET status = 'submitted'": CHECK,
    "UPDATE assessments SET submitted_at = now()": CHECK,
    "UPDATE assessments SET submitted_at = NULL": CHECK,
    "UPDATE assessment_changes SET kind = 'other'": CHECK,
    "UPDATE content_versions SET kind = 'other'": CHECK,
    "UPDATE content_versions SET kind = 'catalogue', slug = 'c'": UNIQUE,
    "UPDATE content_versions SET id = 1": GENERATED,
    "INSERT INTO assessment_changes SELECT * FROM assessment_changes": UNIQUE,
    "INSERT INTO idempotency_keys SELECT * FROM idempotency_keys": UNIQUE,
    "INSERT INTO result_scores SELECT * FROM result_scores": UNIQUE,
    SECOND_RESULT: UNIQUE,
    SECOND_CONSENT: UNIQUE,
    "UPDATE consents SET purpose = 'other'": CHECK,
    "UPDATE consents SET scope = 'all'": CHECK,
    "UPDATE consents SET withdrawn_at = now()": CHECK,
    "UPDATE consents SET contact = 'x'": CHECK,
    "UPDATE consents SET assessment_id = gen_random_uuid()": FOREIGN_KEY,
    SECOND_REVIEW: UNIQUE,
    "UPDATE reviews SET level = 5": CHECK,
    "UPDATE reviews SET evidence = 'seen'": CHECK,
    "UPDATE reviews SET comment = ''": CHECK,
    "UPDATE reviews SET comment = repeat('x', 2001)": CHECK,
    "UPDATE reviews SET level = NULL, evidence = NULL, comment = NULL": CHECK,
    "UPDATE reviews SET assessment_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE memberships SET organisation_number = '12345678'": CHECK,
    "UPDATE memberships SET ended_at = NULL": UNIQUE,
    "UPDATE company_groups SET organisation_number = 'x'": CHECK,
    "UPDATE company_groups SET group_number = 'x'": CHECK,
    "INSERT INTO company_groups SELECT * FROM company_groups": UNIQUE,
    "INSERT INTO invitations SELECT * FROM invitations": UNIQUE,
    SAME_CODE: UNIQUE,
    "UPDATE invited_organisations SET organisation_number = 'x'": CHECK,
    "UPDATE invited_organisations SET invitation_id = gen_random_uuid()": FOREIGN_KEY,
    "INSERT INTO invited_organisations SELECT * FROM invited_organisations": UNIQUE,
    "UPDATE cell_outbox SET id = 1": GENERATED,
    "UPDATE assessments SET invitation_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE assessment_changes SET assessment_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE idempotency_keys SET assessment_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE results SET assessment_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE result_scores SET result_id = gen_random_uuid()": FOREIGN_KEY,
    "UPDATE result_scores SET score = 1000": OUT_OF_RANGE,
    "UPDATE results SET measures = NULL": CHECK,
    "UPDATE contributions SET result_id = gen_random_uuid()": FOREIGN_KEY,
    "INSERT INTO cells SELECT * FROM cells": UNIQUE,
    "INSERT INTO cohort_figures SELECT * FROM cohort_figures": UNIQUE,
    "UPDATE cohort_figures SET is_shown = NOT is_shown": CHECK,
    "UPDATE cohort_figures SET release_id = 0": FOREIGN_KEY,
    "INSERT INTO measures (key) SELECT key FROM measures": UNIQUE,
    "DELETE FROM assessments": FOREIGN_KEY,
    "UPDATE results SET document = NULL": NOT_NULL,
    "UPDATE results SET document = '{'": NO_JSON,
}


@pytest.fixture(scope="module")
async def shared(server: str, empty_database_dsn: str) -> AsyncIterator[str]:
    """The same for tests that change nothing."""
    async with new_database(server, empty_database_dsn) as dsn:
        await fill(dsn)
        yield dsn


@pytest.mark.parametrize(("statement", "sqlstate"), REFUSED.items(), ids=REFUSED.keys())
async def test_what_must_not_be_is_refused(shared: str, statement: str, sqlstate: str) -> None:
    with pytest.raises(asyncpg.PostgresError) as refused:
        await run(shared, statement)
    assert getattr(refused.value, "sqlstate", None) == sqlstate


async def test_with_an_assessment_goes_everything_about_it(filled: str) -> None:
    await run(filled, "DELETE FROM contributions; DELETE FROM assessments")
    staying = {"api_keys", "audit_log", "content_versions", *OF_NUMBERS, *COUNTED}
    for table in set(CONSTRAINTS) - staying:
        assert await query(filled, f"SELECT * FROM {table}") == []  # noqa: S608 - names of tables


async def test_with_a_company_go_the_keys_that_it_made(filled: str) -> None:
    await run(filled, "DELETE FROM companies")
    left = await query(filled, "SELECT name FROM api_keys ORDER BY id")
    assert left == [("Klynge",), ("Tavle",), ("Felles",)]


async def test_an_assessment_outlives_the_invitation_that_it_was_begun_by(filled: str) -> None:
    begun = "SELECT count(*) FROM assessments"
    before = await query(filled, begun)
    await run(filled, "DELETE FROM invitations")
    assert await query(filled, begun) == before
    assert await query(filled, "SELECT 1 FROM assessments WHERE invitation_id IS NOT NULL") == []
    assert await query(filled, "SELECT 1 FROM invited_organisations") == []


async def test_a_document_is_kept_to_the_letter(filled: str) -> None:
    await run(filled, """UPDATE results SET document = '{"b": 1.50, "a":  [ 1 ],"b":2}'""")
    found = await query(filled, "SELECT document FROM results")
    assert found == [('{"b": 1.50, "a":  [ 1 ],"b":2}',)]
