"""``eksportklar erase``."""

import json
from typing import Final

import pytest

from assessments.services.principals import CompanyUser
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.fixtures.filled import list_somebody
from tests.fixtures.respondent import start
from tests.schema.matrix import MISSING, owned
from tests.schema.test_companies import NUMBER, OTHER, USER
from tests.schema.test_erasing import dump
from tests.schema.test_erasing_for_others import lines

NOBODYS: Final = ("operator", "", None, None)


async def test_an_operator_erases_by_number_and_by_id(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with (
            client_of(environment, principal=USER) as client,
            client_of(environment) as anybody,
        ):
            mine = await owned(client, database, NUMBER)
            free = await start(anybody, database)
        ran = await command_line.run_beside("erase", "assessment", free.id)
        assert (ran.code, ran.out) == (0, ["Erased the assessment."])
        ran = await command_line.run_beside("erase", "company", "923 609 016")
        assert (ran.code, ran.out) == (0, ["Erased the company, with 1 assessment."])
        left = await dump(database)
        assert {table for table, rows in left.items() if rows} == {"audit_log"}
        assert set(await lines(database)) == {
            (*NOBODYS, "assessment_erased", str(parse_id_of("Assessment", free.id))),
            (*NOBODYS, "assessment_erased", str(parse_id_of("Assessment", mine.assessment))),
            (*NOBODYS, "company_erased", str(parse_id_of("Company", mine.company))),
        }


async def test_where_others_name_an_organisation_that_is_not_registered_is_erased(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    delegate = CompanyUser(subject="s", organisations=(NUMBER,), delegate=OTHER)
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=delegate) as client:
            await owned(client, database, NUMBER)
        await list_somebody(environment, OTHER, NUMBER)
        before = await dump(database)
        assert {table for table, rows in before.items() if any(OTHER in row for row in rows)} >= {
            *("api_keys", "audit_log", "company_groups", "memberships", "invited_organisations")
        }
        ran = await command_line.run_beside("erase", "company", OTHER)
        assert (ran.code, ran.out) == (1, [])
        assert await dump(database) == before
        ran = await command_line.run_beside("erase", "company", OTHER, "--unregistered")
        assert (ran.code, len(ran.out)) == (0, 1)
        left = await dump(database)
        naming = {t for t, rows in left.items() if t != "cell_outbox" and OTHER in str(rows)}
        assert naming == set()
        assert len(left["companies"]) == 1


async def test_who_is_registered_is_not_erased_as_somebody_who_is_not(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=USER) as client:
            await owned(client, database, NUMBER)
        before = await dump(database)
        ran = await command_line.run_beside("erase", "company", NUMBER, "--unregistered")
        assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
        assert await dump(database) == before


async def test_a_company_reads_that_an_operator_erased_its_assessment(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        async with client_of(await environment_on(database), principal=USER) as client:
            mine = await owned(client, database, NUMBER)
            ran = await command_line.run_beside("erase", "assessment", mine.assessment)
            assert (ran.code, ran.out) == (0, ["Erased the assessment."])
            asked = {"companyId": mine.company, "first": 1}
            log = (await client.data(operation("AccessLog"), asked))["node"]["accessLog"]
        uuid = str(parse_id_of("Assessment", mine.assessment))
        company = parse_id_of("Company", mine.company)
        assert set(await lines(database)) == {
            (*NOBODYS, "assessment_erased", uuid),
            (*NOBODYS[:3], company, "assessment_erased", mine.assessment),
        }
    (edge,) = log["edges"]
    assert edge["node"]["actor"] == "Den som drifter tjenesten"
    assert (edge["node"]["action"], edge["node"]["what"]) == (
        "Slettet en egenvurdering",
        mine.assessment,
    )
    exported = await command_line.run_beside("erasures", "export")
    assert [json.loads(line)["id"] for line in exported.out] == [uuid]


@pytest.mark.parametrize(
    "arguments",
    [
        ("company", NUMBER),
        ("company", "x"),
        ("assessment", "x"),
        ("assessment", global_id("Assessment", MISSING)),
        ("assessment", global_id("Company", MISSING)),
    ],
)
async def test_what_is_not_there_is_said(
    on_fresh_database: CommandLine, arguments: tuple[str, str]
) -> None:
    ran = await on_fresh_database.run_beside("erase", *arguments)
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
