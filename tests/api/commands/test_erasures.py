"""``eksportklar erasures``: what was erased after a backup does not come back with it."""

import json
from pathlib import Path
from typing import Final

import pytest

from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.fixtures.asker import CLUSTER
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected, new_database
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.fixtures.respondent import Respondent, start
from tests.schema.matrix import ABOUT, Target, owned
from tests.schema.test_companies import NUMBER, OTHER, USER, claim, register
from tests.schema.test_erasing import dump, erase, erase_company
from tests.schema.test_erasing_for_others import lines

AT: Final = "2026-11-22T12:00:00Z"
ID: Final = "01a20320-a200-7121-bf55-6e95471e0221"


async def _claimed_and_erased(
    database: Database, mine: Target, free: Respondent, claimed: Respondent
) -> None:
    environment = await environment_on(database)
    async with (
        client_of(environment, principal=USER) as client,
        client_of(environment) as anybody,
    ):
        anybody.token = free.token
        assert (await erase(anybody, free.id))["__typename"] == "EraseAssessmentSuccess"
        await claim(client, claimed, mine.company)
        assert (await erase_company(client, mine.company))["assessments"] == 2


async def test_what_a_backup_brings_back_is_erased_again(
    command_line: CommandLine, server: str, fresh_published_dsn: str, tmp_path: Path
) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with (
            client_of(environment, principal=USER) as client,
            client_of(environment) as anybody,
        ):
            mine = await owned(client, database, NUMBER)
            free, claimed = [await start(anybody, database) for _ in range(2)]
    async with new_database(server, fresh_published_dsn) as restored:
        async with connected(fresh_published_dsn, size=4) as database:
            await _claimed_and_erased(database, mine, free, claimed)
            async with client_of(await environment_on(database), principal=USER) as client:
                again = (await register(client))["company"]["id"]
        command_line.set("DATABASE_URL", fresh_published_dsn)
        exported = await command_line.run_beside("erasures", "export")
        assert {(e["kind"], e["id"]) for e in map(json.loads, exported.out)} == {
            ("company", str(parse_id_of("Company", mine.company))),
            *(
                ("assessment", str(parse_id_of("Assessment", one)))
                for one in (free.id, claimed.id, mine.assessment)
            ),
        }
        assert {tuple(json.loads(line)) for line in exported.out} == {("kind", "id", "at")}
        file = tmp_path / "erasures.jsonl"
        file.write_text("\n".join(exported.out) + "\n")
        await _nothing_new_is_hit(command_line, file, fresh_published_dsn, again)
        command_line.set("DATABASE_URL", restored)
        ran = await command_line.run_beside("erasures", "reapply", str(file))
        assert ran.out[0] == (
            "4 erasures in the file. There again, and erased now: 1 company and 3 assessments."
            " Good again, and ended now: 0 consents and 0 API keys."
        )
        async with connected(restored, size=2) as database:
            left = await dump(database)
            assert {table for table, rows in left.items() if rows} == {"audit_log"}
            assert {line[0] for line in await lines(database)} == {"operator"}
            assert len(await lines(database)) == 4
            assert NUMBER not in str(left)
            ran = await command_line.run_beside("erasures", "reapply", str(file))
            assert " erased now: 0 companies and 0 assessments. " in ran.out[0]
            assert await dump(database) == left


async def test_what_went_before_its_company_is_exported_once(
    command_line: CommandLine, fresh_published_dsn: str
) -> None:
    async with (
        connected(fresh_published_dsn, size=4) as database,
        client_of(await environment_on(database), principal=USER) as client,
    ):
        mine = await owned(client, database, NUMBER)
        assert (await erase(client, mine.assessment))["__typename"] == "EraseAssessmentSuccess"
        assert (await erase_company(client, mine.company))["assessments"] == 0
    command_line.set("DATABASE_URL", fresh_published_dsn)
    exported = await command_line.run_beside("erasures", "export")
    assert exported.code == 0
    assert sorted((e["kind"], e["id"]) for e in map(json.loads, exported.out)) == [
        ("assessment", str(parse_id_of("Assessment", mine.assessment))),
        ("company", str(parse_id_of("Company", mine.company))),
    ]


async def _nothing_new_is_hit(
    command_line: CommandLine, file: Path, dsn: str, company_id: str
) -> None:
    """Try that a company which has registered again is another one."""
    async with connected(dsn, size=1) as database:
        before = await dump(database)
        assert str(parse_id_of("Company", company_id)) in str(before["companies"])
        ran = await command_line.run_beside("erasures", "reapply", str(file))
        assert ran.code == 0
        assert await dump(database) == before


async def _ended(database: Database) -> list[tuple[object, ...]]:
    rows = await database.rows(
        "SELECT 'consent', id, withdrawn_at, contact FROM consents"
        " UNION ALL SELECT 'api_key', id, revoked_at, NULL FROM api_keys ORDER BY 1"
    )
    return [tuple(row.values()) for row in rows]


async def test_what_was_withdrawn_and_revoked_does_not_stand_again(
    command_line: CommandLine, server: str, fresh_published_dsn: str, tmp_path: Path
) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=USER) as client:
            mine = await owned(client, database, NUMBER)
    file = tmp_path / "erasures.jsonl"
    async with new_database(server, fresh_published_dsn) as restored:
        async with connected(fresh_published_dsn, size=4) as database:
            async with client_of(await environment_on(database), principal=USER) as client:
                for name in ("withdrawConsent", "revokeApiKey"):
                    await client.send(*ABOUT[name](mine))
            ended = await _ended(database)
        command_line.set("DATABASE_URL", fresh_published_dsn)
        exported = await command_line.run_beside("erasures", "export")
        assert {(e["kind"], e["id"]) for e in map(json.loads, exported.out)} == {
            ("consent", str(parse_id_of("Consent", mine.consent))),
            ("api_key", str(parse_id_of("ApiKey", mine.key))),
        }
        file.write_text("\n".join(exported.out) + "\n")
        command_line.set("DATABASE_URL", restored)
        for consents, keys in (("1 consent", "1 API key"), ("0 consents", "0 API keys")):
            ran = await command_line.run_beside("erasures", "reapply", str(file))
            assert ran.out[0].endswith(f"ended now: {consents} and {keys}.")
            async with connected(restored, size=1) as database:
                assert await _ended(database) == ended
                lines = await database.rows(
                    "SELECT action, company_id, recipient, what FROM audit_log"
                    " WHERE actor_kind = 'operator' ORDER BY action"
                )
            company = parse_id_of("Company", mine.company)
            assert [tuple(line.values()) for line in lines] == [
                ("consent_withdrawn", company, CLUSTER, mine.assessment),
                ("key_revoked", company, None, mine.key),
            ]


@pytest.mark.parametrize(
    ("since", "exported"),
    [
        ("2026-11-22T12:00:00Z", 1),
        ("2026-11-22T13:00:00+01:00", 1),
        ("2026-11-22T12:00:00.000001Z", 0),
    ],
)
async def test_only_what_is_newer_is_exported(
    command_line: CommandLine, fresh_published_dsn: str, since: str, exported: int
) -> None:
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        async with client_of(await environment_on(database)) as client:
            mine = await start(client, database)
            await erase(client, mine.id)
        await database.run(f"UPDATE audit_log SET at = '{AT}'")  # noqa: S608 - a constant
        ran = await command_line.run_beside("erasures", "export", "--since", since)
    expected = {"kind": "assessment", "id": str(parse_id_of("Assessment", mine.id)), "at": AT}
    assert [json.loads(line) for line in ran.out] == [expected] * exported


@pytest.mark.parametrize("since", ["2026-11-22", "2026-11-22T12:00:00", "yesterday", ""])
def test_a_time_has_a_zone(command_line: CommandLine, since: str) -> None:
    ran = command_line.run("erasures", "export", "--since", since)
    assert (ran.code, ran.out) == (2, [])


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_that_no_calendar_has_is_refused(command_line: CommandLine, since: str) -> None:
    ran = command_line.run("erasures", "export", "--since", since)
    assert (ran.code, ran.out) == (2, [])


GOOD: Final = json.dumps({"kind": "company", "id": ID, "at": AT})


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "x",
        "[]",
        json.dumps({"kind": "company", "id": ID}),
        json.dumps({"kind": "result", "id": ID, "at": AT}),
        json.dumps({"kind": "company", "id": "1", "at": AT}),
        json.dumps({"kind": "company", "id": ID, "at": "2026-11-22T12:00:00"}),
        json.dumps({"kind": "company", "id": ID, "at": AT, "number": OTHER}),
    ],
)
async def test_a_bad_line_is_named_and_nothing_is_erased(
    on_fresh_database: CommandLine, fresh_database: Database, tmp_path: Path, bad: str
) -> None:
    await fresh_database.run(
        "INSERT INTO companies VALUES ($1, '123456785', '{}', 0, now(), now())", ID
    )
    before = await dump(fresh_database)
    file = tmp_path / "erasures.jsonl"
    file.write_text(f"{GOOD}\n{bad}\n{GOOD}\n")
    ran = await on_fresh_database.run_beside("erasures", "reapply", str(file))
    assert (ran.code, ran.out) == (1, [])
    assert ", line 2: " in ran.err[0]
    assert await dump(fresh_database) == before
    file.write_text(f"{GOOD}\n{GOOD}\n")
    ran = await on_fresh_database.run_beside("erasures", "reapply", str(file))
    assert ran.out[0] == (
        "2 erasures in the file. There again, and erased now: 1 company and 0 assessments."
        " Good again, and ended now: 0 consents and 0 API keys."
    )
