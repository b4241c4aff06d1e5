"""``eksportklar erasures``: what was erased after a backup does not come back with it."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from assessments.services.erasures import FIRST
from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.fixtures.asker import CLUSTER, Asker
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected, new_database
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock, environment_on
from tests.fixtures.respondent import Respondent, start
from tests.schema.counting import JOIN, LEAVE, said_to
from tests.schema.matrix import ABOUT, Target, owned
from tests.schema.test_companies import NUMBER, OTHER, USER, claim, register
from tests.schema.test_erasing import dump, erase, erase_company
from tests.schema.test_erasing_for_others import lines
from tests.schema.test_figures import submitted_by

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
            " Counted again in figures about many, and taken out now: 0 results."
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
            assert f"ended now: {consents} and {keys}." in ran.out[0]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A company that is counted in figures, when something was last said, and a list to write."""

    dsn: str
    clock: Clock
    company: str
    first: str
    second: str
    file: Path

    async def say(self, document: str, **given: object) -> None:
        """Leave figures, or join them again, an hour after what was said before."""
        self.clock.forward(timedelta(hours=1))
        async with connected(self.dsn, size=2) as database:
            environment = await environment_on(database, self.clock)
            await said_to(Asker(environment=environment, principal=USER), document, **given)


@pytest.fixture
async def agreement(
    command_line: CommandLine, fresh_published_dsn: str, tmp_path: Path
) -> Agreement:
    """Two results that are counted, long enough ago to have been left and joined since."""
    clock = Clock(now=FIRST)
    command_line.set("DATABASE_URL", fresh_published_dsn)
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database, clock)
        mine, other = await submitted_by(environment), await submitted_by(environment)
    return Agreement(
        dsn=fresh_published_dsn,
        clock=clock,
        company=mine.company,
        first=mine.assessment,
        second=other.assessment,
        file=tmp_path / "erasures.jsonl",
    )


async def _exported(command_line: CommandLine, file: Path) -> list[tuple[str, str]]:
    """Write the list, and return the kinds and ids in it, in order."""
    ran = await command_line.run_beside("erasures", "export")
    with file.open("a") as written:
        written.writelines(f"{line}\n" for line in ran.out)
    return [(e["kind"], e["id"]) for e in map(json.loads, ran.out)]


async def _reapplied(command_line: CommandLine, file: Path) -> str:
    """Do the list again, and return what is said of results."""
    (said,) = (await command_line.run_beside("erasures", "reapply", str(file))).out
    return said.rpartition("taken out now: ")[2]


def _left(assessment: str) -> tuple[str, str]:
    return "figures", str(parse_id_of("Assessment", assessment))


COUNTED: Final = """
SELECT a.id FROM assessments a JOIN results r ON r.assessment_id = a.id
WHERE a.include_in_aggregates AND r.include_in_aggregates ORDER BY a.id
"""
OPERATORS: Final = """
SELECT action, company_id, what FROM audit_log WHERE actor_kind = 'operator' ORDER BY what
"""


async def test_an_agreement_that_was_withdrawn_does_not_stand_again(
    command_line: CommandLine, server: str, fresh_published_dsn: str, agreement: Agreement
) -> None:
    both = sorted([agreement.first, agreement.second])
    async with new_database(server, fresh_published_dsn) as restored:
        await agreement.say(LEAVE, companyId=agreement.company)
        assert sorted(await _exported(command_line, agreement.file)) == sorted(map(_left, both))
        command_line.set("DATABASE_URL", restored)
        async with connected(restored, size=1) as database:
            assert len(await database.rows(COUNTED)) == 2
            await database.run("DELETE FROM cell_outbox")
            for said in ("2 results.", "0 results."):
                assert await _reapplied(command_line, agreement.file) == said
                assert await database.rows(COUNTED) == []
                company = parse_id_of("Company", agreement.company)
                assert [tuple(line.values()) for line in await database.rows(OPERATORS)] == [
                    ("figures_left", company, one) for one in both
                ]
            marks = await database.rows("SELECT DISTINCT organisation_number FROM cell_outbox")
            assert [row["organisation_number"] for row in marks] == [NUMBER]


async def test_who_joined_again_is_counted_as_that_was_the_last_word(
    command_line: CommandLine, server: str, fresh_published_dsn: str, agreement: Agreement
) -> None:
    await agreement.say(LEAVE, companyId=agreement.company)
    await _exported(command_line, agreement.file)
    await agreement.say(JOIN, assessmentId=agreement.first)
    await agreement.say(JOIN, assessmentId=agreement.second)
    async with new_database(server, fresh_published_dsn) as restored:
        await agreement.say(LEAVE, assessmentId=agreement.second)
        assert await _exported(command_line, agreement.file) == [_left(agreement.second)]
        command_line.set("DATABASE_URL", restored)
        assert await _reapplied(command_line, agreement.file) == "1 result."
        async with connected(restored, size=1) as database:
            (row,) = await database.rows(COUNTED)
            assert row["id"] == parse_id_of("Assessment", agreement.first)


async def test_only_who_left_then_or_later_is_exported(
    command_line: CommandLine, agreement: Agreement
) -> None:
    await agreement.say(LEAVE, assessmentId=agreement.first)
    at = agreement.clock().isoformat()
    await agreement.say(LEAVE, assessmentId=agreement.second)
    for since, exported in ((at, 2), (agreement.clock().isoformat(), 1)):
        ran = await command_line.run_beside("erasures", "export", "--since", since)
        assert len(ran.out) == exported


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
        json.dumps({"kind": "api_key", "id": ID, "at": "9999-12-31T23:59:59-23:00"}),
        json.dumps({"kind": "consent", "id": ID, "at": "0001-01-01T00:00:00+23:00"}),
        json.dumps({"kind": "api_key", "id": ID, "at": "1000-01-01T00:00:00Z"}),
        json.dumps({"kind": "company", "id": ID, "at": "9999-01-01T00:00:00Z"}),
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
        " Counted again in figures about many, and taken out now: 0 results."
    )
