"""``eksportklar retention``."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from assessments.services.environment import utc_now
from assessments.services.principals import CompanyUser
from assessments.storage.database import Database
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.schema.test_companies import NUMBER, begin, claim, register

AGE: Final = """
UPDATE assessments SET updated_at = now() - $2::interval,
    submitted_at = CASE WHEN status = 'submitted' THEN now() - $2::interval END
WHERE id = $1 RETURNING id
"""

NOTHING_ELSE: Final = (
    ", 0 ended API keys, 0 ended memberships and 0 ended invitations, and who it was from 0 lines"
    " of the audit log."
)


async def _aged(database: Database, respondent: Respondent, days: int) -> Respondent:
    stored = await respondent.stored()
    assert await database.row(AGE, stored.id, timedelta(days=days)) is not None
    return respondent


async def _ids(database: Database) -> set[str]:
    return {str(row["id"]) for row in await database.rows("SELECT id FROM assessments")}


async def test_only_what_is_old_enough_goes(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    user = CompanyUser(subject="s", organisations=(NUMBER,))
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with (
            client_of(environment) as client,
            client_of(environment, principal=user) as signed_in,
        ):
            await _aged(database, await start(client, database), 366)
            kept = [await _aged(database, await start(client, database), 364)]
            for days in (1096, 1094):
                one = await start(client, database)
                client.token = one.token
                await fill_in(one)
                await one.submit()
                await _aged(database, one, days)
                kept += [one] if days == 1094 else []
            company = (await register(signed_in))["company"]["id"]
            begun = (await begin(signed_in, companyId=company))["assessment"]["id"]
            claimed = Respondent(signed_in, database, begun, "")
            await fill_in(claimed)
            await claimed.submit()
            kept.append(await _aged(database, claimed, 2000))
        before = await _ids(database)
        ran = await command_line.run_beside("retention", "--dry-run")
        said = f"1 draft, 1 anonymous result{NOTHING_ELSE}"
        assert (ran.code, ran.out) == (0, [f"Would erase {said}"])
        assert await _ids(database) == before
        ran = await command_line.run_beside("retention")
        assert (ran.code, ran.out) == (0, [f"Erased {said}"])
        assert await _ids(database) == {str((await one.stored()).id) for one in kept}
        ran = await command_line.run_beside("retention")
        assert ran.out == ["Erased 0 drafts, 0 anonymous results" + NOTHING_ELSE]
        lines = await database.rows(
            "SELECT what FROM audit_log WHERE action = 'old_erased' ORDER BY at"
        )
        assert [line["what"] for line in lines] == [
            "1 drafts, 1 results, 0 keys, 0 memberships, 0 invitations, 0 lines",
            "0 drafts, 0 results, 0 keys, 0 memberships, 0 invitations, 0 lines",
        ]


LOG: Final = """
query Log($id: ID!) {
  node(id: $id) {
    ... on Company { accessLog(first: 5) { edges { node { actor action what } } } }
  }
}
"""


async def test_a_draft_that_was_claimed_today_is_kept_as_long_as_a_new_one(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    user = CompanyUser(subject="s", organisations=(NUMBER,))
    async with connected(fresh_published_dsn, size=4) as database:
        now = replace(await environment_on(database), now=utc_now)
        async with client_of(now) as anybody, client_of(now, principal=user) as client:
            company = (await register(client))["company"]["id"]
            claimed, left = [await start(anybody, database) for _ in range(2)]
            for one in (claimed, left):
                await _aged(database, one, 366)
            await claim(client, claimed, company)
        ran = await command_line.run_beside("retention")
        assert (ran.code, ran.out) == (0, [f"Erased 1 draft, 0 anonymous results{NOTHING_ELSE}"])
        assert await _ids(database) == {str((await claimed.stored()).id)}


async def test_a_company_reads_which_draft_of_its_went(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    user = CompanyUser(subject="s", organisations=(NUMBER,))
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=user) as client:
            company = (await register(client))["company"]["id"]
            begun = [(await begin(client, companyId=company))["assessment"]["id"] for _ in range(2)]
            for assessment_id, days in zip(begun, (366, 364), strict=True):
                await _aged(database, Respondent(client, database, assessment_id, ""), days)
            await command_line.run_beside("retention", "--dry-run")
            ran = await command_line.run_beside("retention")
            assert ran.out == ["Erased 1 draft, 0 anonymous results" + NOTHING_ELSE]
            client.language = "en"
            log = (await client.data(LOG, {"id": company}))["node"]["accessLog"]["edges"]
    assert log[0]["node"] == {
        "actor": "Whoever operates the service",
        "action": "Erased what was too old",
        "what": begun[0],
    }
    assert [edge["node"]["action"] for edge in log[1:]] == ["Registered the company"]


async def test_how_long_is_a_setting(command_line: CommandLine, fresh_published_dsn: str) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    command_line.set("DRAFT_RETENTION_DAYS", "30")
    async with connected(fresh_published_dsn, size=4) as database:
        async with client_of(await environment_on(database)) as client:
            await _aged(database, await start(client, database), 31)
        ran = await command_line.run_beside("retention")
        assert ran.out == ["Erased 1 draft, 0 anonymous results" + NOTHING_ELSE]


LINE: Final = """
INSERT INTO audit_log (id, at, actor_kind, actor, subject, delegate, action, what)
VALUES (gen_random_uuid(), now() - $1::interval, 'advisor', 'norway-health-tech', 'idp#ola',
    '974760673', 'assessment_read', $2) RETURNING id
"""
PROGRAMS: Final = """
INSERT INTO audit_log (id, at, actor_kind, actor, organisation, recipient, action, what)
VALUES (gen_random_uuid(), now() - $1::interval, 'integration', 'Kari sitt program', $2, 'eksfin',
    'assessment_read', 'program') RETURNING id
"""
INVITATION: Final = """
INSERT INTO invitations (id, cluster, code, created_at, created_by, expires_at, revoked_at)
VALUES (gen_random_uuid(), 'norway-health-tech', $1, now(), 's', now() - $2::interval,
    now() - $3::interval)
"""
MEMBER: Final = """
INSERT INTO memberships (id, cluster, organisation_number, confirmed_at, confirmed_by, ended_at)
VALUES (gen_random_uuid(), 'norway-health-tech', '923609016', now(), 's', now() - $1::interval)
"""
KEY: Final = """
INSERT INTO api_keys (id, name, scopes, secret_hash, expires_at, revoked_at, created_at, created_by)
VALUES (gen_random_uuid(), $1, '{catalogue}', 'h', now() - $2::interval, now() - $3::interval,
    now(), 'idp#ola') RETURNING id
"""


async def test_who_it_was_goes_from_old_lines_and_so_do_keys_that_ended_long_ago(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=2) as database:
        for days in (1096, 1094):
            await database.row(LINE, timedelta(days=days), f"{days}")
            await database.row(PROGRAMS, timedelta(days=days), "923609016")
        long_ago, lately, not_yet = (timedelta(days=days) for days in (1096, 1094, -5))
        for name, expires, revoked in (
            ("expired long ago", long_ago, None),
            ("revoked long ago", not_yet, long_ago),
            ("expired", lately, None),
            ("revoked", not_yet, lately),
            ("works", not_yet, None),
        ):
            await database.row(KEY, name, expires, revoked)
            await database.row(INVITATION, name, expires, revoked)
        for ended in (long_ago, lately, None):
            await database.row(MEMBER, ended)
        ran = await command_line.run_beside("retention", "--dry-run")
        said = (
            "0 drafts, 0 anonymous results, 2 ended API keys, 1 ended membership and 2 ended"
            " invitations, and who it was from 2 lines"
        )
        assert ran.out == [f"Would erase {said} of the audit log."]
        ran = await command_line.run_beside("retention")
        assert ran.out == [f"Erased {said} of the audit log."]
        keys = await database.rows("SELECT name FROM api_keys ORDER BY name")
        assert [key["name"] for key in keys] == ["expired", "revoked", "works"]
        ran = await command_line.run_beside("retention", "--dry-run")
        assert ran.out == [f"Would erase 0 drafts, 0 anonymous results{NOTHING_ELSE}"]
        invitations = await database.rows("SELECT code FROM invitations ORDER BY code")
        assert [one["code"] for one in invitations] == ["expired", "revoked", "works"]
        assert len(await database.rows("SELECT FROM memberships")) == 2
        lines = await database.rows(
            "SELECT actor, subject, delegate, what FROM audit_log WHERE actor_kind = 'advisor'"
            " ORDER BY at"
        )
        assert [tuple(line.values()) for line in lines] == [
            ("norway-health-tech", None, "erased", "1096"),
            ("norway-health-tech", "idp#ola", "974760673", "1094"),
        ]
        lines = await database.rows(
            "SELECT actor, organisation, recipient FROM audit_log WHERE what = 'program'"
            " ORDER BY at"
        )
        assert [tuple(line.values()) for line in lines] == [
            ("", "erased", "eksfin"),
            ("Kari sitt program", "923609016", "eksfin"),
        ]
        ran = await command_line.run_beside("retention")
        assert "from 0 lines" in ran.out[0]


async def test_nothing_is_left_of_what_was_done_to_what_was_nobodys(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment) as client:
            old = await start(client, database)
            client.token = old.token
            await fill_in(old)
            await old.submit()
            wish = {"recipient": CLUSTER, "purpose": "ADVICE", "scope": "SUMMARY"}
            given = {"input": {"assessmentId": old.id, **wish}}
            await client.data(operation("ShareAssessment"), given)
        advisor = Asker(environment=environment, principal=advisor_of(CLUSTER))
        await advisor.data(operation("SharedAssessments"), cluster=CLUSTER, first=1)
        await _aged(database, old, 1096)
        ran = await command_line.run_beside("retention")
        assert ran.out == ["Erased 0 drafts, 1 anonymous result" + NOTHING_ELSE]
        lines = await database.rows(
            "SELECT action, actor, subject, recipient, what FROM audit_log"
            " WHERE action <> 'old_erased' ORDER BY action"
        )
        assert [tuple(line.values()) for line in lines] == [
            ("assessment_read", "", None, None, ""),
            ("consent_given", "", None, None, ""),
        ]
