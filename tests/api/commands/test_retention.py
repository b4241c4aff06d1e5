"""``eksportklar retention``."""

from datetime import timedelta
from typing import Final

from assessments.services.principals import CompanyUser
from assessments.storage.database import Database
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.schema.test_companies import NUMBER, begin, register

AGE: Final = """
UPDATE assessments SET updated_at = now() - $2::interval,
    submitted_at = CASE WHEN status = 'submitted' THEN now() - $2::interval END
WHERE id = $1 RETURNING id
"""


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
        assert (ran.code, ran.out) == (0, ["Would erase 1 draft and 1 anonymous result."])
        assert await _ids(database) == before
        ran = await command_line.run_beside("retention")
        assert (ran.code, ran.out) == (0, ["Erased 1 draft and 1 anonymous result."])
        assert await _ids(database) == {str((await one.stored()).id) for one in kept}
        ran = await command_line.run_beside("retention")
        assert ran.out == ["Erased 0 drafts and 0 anonymous results."]
        lines = await database.rows(
            "SELECT what FROM audit_log WHERE action = 'old_erased' ORDER BY at"
        )
        assert [line["what"] for line in lines] == ["1 drafts, 1 results", "0 drafts, 0 results"]


LOG: Final = """
query Log($id: ID!) {
  node(id: $id) {
    ... on Company { accessLog(first: 5) { edges { node { actor action what } } } }
  }
}
"""


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
            assert ran.out == ["Erased 1 draft and 0 anonymous results."]
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
        assert ran.out == ["Erased 1 draft and 0 anonymous results."]
