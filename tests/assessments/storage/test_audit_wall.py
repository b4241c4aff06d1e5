"""Hostile SQL against what may be added: lines of the audit log, and scores; and what erases."""

from typing import Final
from uuid import UUID

import asyncpg
import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key
from assessments.services.environment import Environment
from assessments.services.principals import Scope
from assessments.storage.acting import NOBODY, Acting
from schema.ids import global_id
from tests.fixtures.managers import ADMINISTRATOR, ANOTHERS, COMPANIES, KARI, MINE, MINE_TOO

ASSESSMENT: Final = UUID(int=5_151)
ANONYMOUS: Final = UUID(int=5_152)
RESULT: Final = UUID(int=5_153)
CLUSTER: Final = "norway-health-tech"
SECRET: Final = b"s" * 32
STARTED: Final = """
    INSERT INTO assessments (id, company_id, questionnaire_slug, questionnaire_version, status,
        revision, answers, facts, token_hash, include_in_aggregates, started_at, updated_at,
        submitted_at)
    VALUES ($1, $2, 'q', 1, 'submitted', 0, '{}', '{}', $3, false, now(), now(), now())
"""
CONSENTED: Final = """
    INSERT INTO consents (id, assessment_id, company_id, recipient, recipient_name, purpose, scope,
        granted_at, withdrawn_at)
    VALUES (gen_random_uuid(), $1, $2, 'norway-health-tech', '{}', 'advice', 'summary', now(),
        now())
"""
RESULTED: Final = """
    INSERT INTO results (id, assessment_id, company_id, questionnaire_slug, questionnaire_version,
        catalogue_version, engine_version, as_of, computed_at, answers_hash,
        include_in_aggregates, document)
    VALUES ($1, $2, $3, 'q', 1, 1, '1', now(), now(), '', false, '{}')
"""
NOTE: Final = """
    INSERT INTO audit_log (id, company_id, at, actor_kind, actor, action, what)
    VALUES (gen_random_uuid(), $1, now(), $2, '', $3, $4)
"""

OWN: Final = Acting(organisations=(MINE,))
HOLDER: Final = Acting(assessment=ANONYMOUS, secrets=(SECRET,))
ADVISOR: Final = Acting(recipients=(CLUSTER,))
ELSEWHERE: Final = Acting(recipients=("oslo-cancer-cluster",))
ADMIN: Final = Acting(administrator=True)

Line = tuple[Acting, str | None, str, str]
ALLOWED: Final[dict[str, Line]] = {
    "a company of its own": (OWN, MINE, "company_user", "company_updated"),
    "its program": (OWN, MINE, "integration", "consent_withdrawn"),
    "its program's work": (OWN, MINE, "integration", "answers_saved"),
    "a reading by who acts for it": (OWN, MINE, "company_user", "assessment_opened"),
    "a respondent of nobody's": (HOLDER, None, "respondent", "consent_given"),
    "an advisor of who shared": (ADVISOR, MINE, "advisor", "assessment_read"),
    "an administrator of who has a key": (ADMIN, MINE, "administrator", "key_revoked"),
    "an administrator of nobody": (ADMIN, None, "administrator", "key_created"),
}
REFUSED: Final[dict[str, Line]] = {
    "nobody": (NOBODY, None, "anonymous", "assessment_read"),
    "nobody of a company": (NOBODY, MINE, "company_user", "company_updated"),
    "another company": (OWN, ANOTHERS, "company_user", "company_updated"),
    "a company as an operator": (OWN, MINE, "operator", "old_erased"),
    "a company as an administrator": (OWN, MINE, "administrator", "key_revoked"),
    "a company as an advisor": (OWN, MINE, "advisor", "assessment_read"),
    "a company as a respondent": (OWN, None, "respondent", "consent_given"),
    "a respondent of a company": (HOLDER, MINE, "respondent", "consent_given"),
    "a respondent as a company": (HOLDER, None, "company_user", "company_updated"),
    "an advisor of another cluster": (ELSEWHERE, MINE, "advisor", "assessment_read"),
    "an advisor of who shared nothing": (ADVISOR, MINE_TOO, "advisor", "assessment_read"),
    "an advisor with a key": (ADVISOR, MINE, "advisor", "key_created"),
    "another company's program": (OWN, ANOTHERS, "integration", "answers_saved"),
    "a reading of another company's": (OWN, ANOTHERS, "company_user", "assessment_opened"),
    "an advisor who saves": (ADVISOR, MINE, "advisor", "answers_saved"),
    "an advisor who opens": (ADVISOR, MINE, "advisor", "assessment_opened"),
    "a recipient's program that submits": (ADVISOR, MINE, "integration", "assessment_submitted"),
    "an advisor as a company": (ADVISOR, MINE, "company_user", "assessment_read"),
    "an administrator of who has no key": (ADMIN, MINE_TOO, "administrator", "key_revoked"),
    "an administrator who reads": (ADMIN, MINE, "administrator", "assessment_read"),
    "an administrator as a company": (ADMIN, MINE, "company_user", "key_revoked"),
    "an administrator as an operator": (ADMIN, None, "operator", "old_erased"),
}


@pytest.fixture
async def filled(office: Environment) -> Environment:
    """A company with a key, and an assessment that a cluster has once seen; and one of nobody."""
    wanted = WantedKey(name="k", scopes=[Scope.COMPANY])
    await create_api_key(office, KARI, wanted)
    database, company = office.database, COMPANIES[MINE]
    await database.run(STARTED, ASSESSMENT, company, None)
    await database.run(STARTED, ANONYMOUS, None, SECRET)
    await database.run(CONSENTED, ASSESSMENT, company)
    await database.run(RESULTED, RESULT, ASSESSMENT, company)
    return office


async def note_line(office: Environment, line: Line, what: str = "x") -> None:
    acting, number, kind, action = line
    company = None if number is None else COMPANIES[number]
    await office.database.acting_for(acting).run(NOTE, company, kind, action, what)


@pytest.mark.parametrize("line", ALLOWED.values(), ids=ALLOWED)
async def test_what_may_be_noted(filled: Environment, line: Line) -> None:
    await note_line(filled, line)


@pytest.mark.parametrize("line", REFUSED.values(), ids=REFUSED)
async def test_what_may_not_be_noted(filled: Environment, line: Line) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await note_line(filled, line)


@pytest.mark.parametrize(
    ("action", "what"),
    [
        ("assessment_erased", ASSESSMENT),
        ("assessment_erased", ANONYMOUS),
        ("company_erased", COMPANIES[MINE]),
        ("company_erased", COMPANIES[ANOTHERS]),
    ],
)
async def test_what_is_there_cannot_be_said_to_be_erased(
    filled: Environment, action: str, what: UUID
) -> None:
    for acting, kind in ((OWN, "company_user"), (ADMIN, "administrator")):
        line = (acting, None, kind, action)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await note_line(filled, line, str(what))
        with pytest.raises(asyncpg.PostgresError):
            await note_line(filled, line, "all")
        await note_line(filled, line, str(UUID(int=9)))


ADOPT: Final = "SELECT adopt_audit_lines($1, $2)"


async def lines_of(office: Environment, company: UUID | None) -> set[tuple[str, str]]:
    found = await office.database.rows(
        "SELECT action, what FROM audit_log WHERE company_id IS NOT DISTINCT FROM $1", company
    )
    return {(row["action"], row["what"]) for row in found}


async def test_only_lines_about_the_assessment_itself_are_adopted(filled: Environment) -> None:
    mine, others = (global_id("Assessment", one) for one in (ASSESSMENT, ANONYMOUS))
    foreign = {
        ("assessment_read", others),
        ("consent_given", others),
        ("assessment_erased", str(ASSESSMENT)),
        ("assessment_erased", mine),
        ("company_erased", str(UUID(int=9))),
        ("old_erased", mine),
        ("old_erased", "1 drafts"),
        ("content_published", "catalogue 1"),
    }
    for action, what in {*foreign, ("assessment_read", mine), ("consent_given", mine)}:
        await filled.database.run(NOTE, None, "respondent", action, what)
    before, company = await lines_of(filled, COMPANIES[MINE]), COMPANIES[MINE]
    acting = filled.database.acting_for(OWN)
    for assessment, of in ((ANONYMOUS, company), (ASSESSMENT, COMPANIES[ANOTHERS])):
        await acting.run(ADOPT, assessment, of)
    await filled.database.acting_for(ADMIN).run(ADOPT, ASSESSMENT, company)
    assert await lines_of(filled, company) == before
    with pytest.raises(asyncpg.PostgresError, match="does not exist"):
        await acting.run("SELECT adopt_audit_lines($1::text, $2, $3)", others, ASSESSMENT, company)
    await acting.run(ADOPT, ASSESSMENT, company)
    adopted = {("assessment_read", mine), ("consent_given", mine)}
    assert await lines_of(filled, company) == before | adopted
    assert await lines_of(filled, None) == foreign


NEVER_THERE: Final = UUID(int=9)


@pytest.mark.parametrize(
    ("acting", "number", "kind"),
    [
        (OWN, MINE, "company_user"),
        (ADMIN, MINE, "administrator"),
        (ADMIN, MINE_TOO, "administrator"),
    ],
)
async def test_a_company_may_be_told_of_what_is_gone_and_of_nothing_that_is_there(
    filled: Environment, acting: Acting, number: str, kind: str
) -> None:
    line = (acting, number, kind, "assessment_erased")
    for what in (
        *(global_id("Assessment", one) for one in (ASSESSMENT, ANONYMOUS)),
        *(global_id("Company", one) for one in (NEVER_THERE, COMPANIES[MINE])),
        *(str(NEVER_THERE), "", "x", "QQ", "w6_DpsOl", "all of it"),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await note_line(filled, line, what)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await note_line(filled, (acting, number, kind, "company_erased"), str(NEVER_THERE))
    await note_line(filled, line, global_id("Assessment", NEVER_THERE))


@pytest.mark.parametrize(
    ("acting", "number", "kind"),
    [
        (OWN, ANOTHERS, "company_user"),
        (ADVISOR, MINE, "advisor"),
        (HOLDER, MINE, "respondent"),
        (NOBODY, MINE, "anonymous"),
        (OWN, MINE, "administrator"),
        (OWN, MINE, "operator"),
    ],
)
async def test_nobody_else_tells_a_company_of_an_erasure(
    filled: Environment, acting: Acting, number: str, kind: str
) -> None:
    line = (acting, number, kind, "assessment_erased")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await note_line(filled, line, global_id("Assessment", NEVER_THERE))


async def test_an_administrator_tells_no_company_that_is_not_there(filled: Environment) -> None:
    what = global_id("Assessment", NEVER_THERE)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await filled.database.acting_for(ADMIN).run(
            NOTE, NEVER_THERE, "administrator", "assessment_erased", what
        )


async def test_a_reading_of_nobodys_is_noted_by_whom_it_is_shared_with(filled: Environment) -> None:
    line = (ADVISOR, None, "advisor", "assessment_read")
    free = global_id("Assessment", ANONYMOUS)
    for what in (free, global_id("Assessment", ASSESSMENT), global_id("Company", ANONYMOUS), "x"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await note_line(filled, line, what)
    await filled.database.run(CONSENTED, ANONYMOUS, None)
    await note_line(filled, line, free)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await note_line(filled, (ELSEWHERE, *line[1:]), free)


SCORED: Final = "INSERT INTO result_scores VALUES ($1, 'overall', $2, 50, 2)"


@pytest.mark.parametrize(
    ("acting", "result", "company", "is_added"),
    [
        (OWN, RESULT, MINE, True),
        (OWN, RESULT, None, False),
        (Acting(organisations=(MINE, MINE_TOO)), RESULT, MINE_TOO, False),
        (Acting(organisations=(ANOTHERS,)), RESULT, ANOTHERS, False),
        (Acting(organisations=(ANOTHERS,)), RESULT, None, False),
        (HOLDER, RESULT, None, False),
        (ADVISOR, RESULT, None, False),
        (NOBODY, RESULT, None, False),
        (ADMIN, RESULT, None, False),
    ],
)
async def test_scores_are_added_to_a_result_of_ones_own(
    filled: Environment, acting: Acting, result: UUID, company: str | None, *, is_added: bool
) -> None:
    adds = filled.database.acting_for(acting).run(SCORED, result, company and COMPANIES[company])
    if is_added:
        await adds
    else:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await adds
    rows = await filled.database.rows("SELECT * FROM result_scores")
    assert len(rows) == int(is_added)


async def is_gone(office: Environment, acting: Acting, assessment: UUID) -> bool:
    row = await office.database.acting_for(acting).row(
        "SELECT company FROM erase_assessment($1)", assessment
    )
    return row is not None


async def test_an_assessment_goes_for_whose_it_is_and_for_administrators(
    filled: Environment,
) -> None:
    half = (
        NOBODY,
        Acting(assessment=ANONYMOUS),
        Acting(secrets=(SECRET,)),
        Acting(assessment=ASSESSMENT, secrets=(SECRET,)),
        Acting(organisations=(ANOTHERS,)),
        ADVISOR,
    )
    for acting in half:
        for assessment in (ASSESSMENT, ANONYMOUS):
            assert not await is_gone(filled, acting, assessment)
    assert not await is_gone(filled, HOLDER, ASSESSMENT)
    assert not await is_gone(filled, OWN, ANONYMOUS)
    assert await is_gone(filled, HOLDER, ANONYMOUS)
    assert await is_gone(filled, ADMIN, ASSESSMENT)
    assert await filled.database.rows("SELECT 1 FROM assessments") == []


async def test_a_company_goes_for_who_is_signed_in_for_it_and_for_administrators(
    filled: Environment,
) -> None:
    erase = "SELECT erase_company($1, $2) AS gone"
    mine = COMPANIES[MINE]
    for acting, number in (
        (NOBODY, MINE),
        (Acting(organisations=(ANOTHERS,)), MINE),
        (Acting(organisations=(ANOTHERS,)), ANOTHERS),
        (OWN, ANOTHERS),
        (ADMIN, ANOTHERS),
        (ADVISOR, MINE),
        (HOLDER, MINE),
    ):
        row = await filled.database.acting_for(acting).row(erase, mine, number)
        assert row is not None
        assert row["gone"] is None
    assert len(await filled.database.rows("SELECT 1 FROM companies")) == 3
    row = await filled.database.acting_for(ADMIN).row(erase, mine, MINE)
    assert row is not None
    assert row["gone"] == [ASSESSMENT]
    assert await filled.database.rows("SELECT 1 FROM api_keys") == []


async def test_who_has_no_company_of_that_number_adopts_no_keys_and_learns_none(
    filled: Environment,
) -> None:
    wanted = WantedKey(name="k", scopes=[Scope.CATALOGUE])
    await create_api_key(filled, ADMINISTRATOR, wanted)
    await filled.database.run("UPDATE api_keys SET company_id = NULL")
    before = await filled.database.rows("SELECT company_id FROM api_keys")
    for acting in (NOBODY, ADMIN, Acting(organisations=(ANOTHERS,)), ADVISOR):
        await filled.database.acting_for(acting).run("SELECT adopt_keys($1)", COMPANIES[MINE])
        row = await filled.database.acting_for(acting).row("SELECT company_numbered($1) AS c", MINE)
        assert row is not None
        assert row["c"] == (COMPANIES[MINE] if acting is ADMIN else None)
    assert await filled.database.rows("SELECT company_id FROM api_keys") == before
