"""Commands that work on a database: migrate, demo, tokens; and a database that is not there."""

from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from alembic.script import ScriptDirectory

from api.migrating import alembic_config
from assessments.storage.database import Database
from schema.ids import content_id, global_id
from tests.contract.operations import operation
from tests.fixtures.commands import CommandLine
from tests.fixtures.content import CONTENT
from tests.fixtures.database import new_database, with_database
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import start


async def value(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


def head() -> str | None:
    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


async def test_migrate_brings_an_empty_database_up_to_date(
    command_line: CommandLine, server: str
) -> None:
    async with new_database(server) as dsn:
        command_line.set("DATABASE_URL", dsn)
        for _ in range(2):
            ran = await command_line.run_beside("migrate")
            assert (ran.code, ran.out, ran.err) == (0, ["The database is up to date."], [])
            assert await value(dsn, "SELECT version_num FROM alembic_version") == head()


async def counts(dsn: str) -> tuple[object, object, object]:
    tables = ("assessments", "results", "result_scores")
    found = [await value(dsn, f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608 - names of tables
    return (found[0], found[1], found[2])


async def test_demo_needs_content(on_fresh_database: CommandLine) -> None:
    ran = await on_fresh_database.run_beside("demo", "1")
    assert (ran.code, ran.out) == (1, [])
    assert ran.err == ["No content is published. Run `eksportklar content publish` first."]


async def test_demo_makes_companies_one_by_one_or_in_bulk(
    on_fresh_database: CommandLine, fresh_published_dsn: str
) -> None:
    ran = await on_fresh_database.run_beside("demo", "3")
    assert (ran.code, ran.out[-1]) == (0, "Created 3 companies.")
    assert await counts(fresh_published_dsn) == (3, 3, 15)
    ran = await on_fresh_database.run_beside("demo", "10", "--bulk", "--first", "3")
    assert (ran.code, ran.out[-1]) == (0, "Created 10 companies.")
    assert await counts(fresh_published_dsn) == (20, 20, 100)
    for arguments in (("2",), ("2", "--bulk")):
        ran = await on_fresh_database.run_beside("demo", *arguments)
        assert (ran.code, "".join(ran.out)) == (1, "")
        assert [line for line in ran.err if "--seed" in line]
    assert await counts(fresh_published_dsn) == (20, 20, 100)


OTHERWISE = """
UPDATE content_versions
SET document = replace(document, '"reference":', '"old_reference":'), digest = repeat('0', 64)
WHERE kind = 'catalogue'
"""


async def test_a_catalogue_that_another_release_wrote_is_published_anew(
    on_fresh_database: CommandLine, fresh_published_dsn: str
) -> None:
    await value(fresh_published_dsn, OTHERWISE)
    ran = await on_fresh_database.run_beside("demo", "1")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "eksportklar content publish" in ran.err[0]
    publish = ("content", "publish", "--dir", str(CONTENT))
    assert (await on_fresh_database.run_beside(*publish)).code == 0
    assert (await on_fresh_database.run_beside("demo", "1")).code == 0


@pytest.mark.parametrize("arguments", [("0",), ("-1",), ("x",), ("1", "--first", "-1")])
def test_demo_refuses_nonsense(on_fresh_database: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = on_fresh_database.run("demo", *arguments)
    assert (ran.code, ran.out) == (2, [])


async def test_a_revoked_token_ends_at_once_in_a_running_program(
    command_line: CommandLine, client: GraphQLClient, database_dsn: str, database: Database
) -> None:
    respondent = await start(client, database)
    assert (await respondent.read())["revision"] == 0
    command_line.set("DATABASE_URL", database_dsn)
    ran = await command_line.run_beside("tokens", "revoke", respondent.id)
    assert (ran.code, ran.out, ran.err) == (0, ["Revoked."], [])
    said = await respondent.save({"S01": {"option": "concept"}})
    assert said["__typename"] == "AccessExpired"
    body = (await client.send(operation("Assessment"), {"id": respondent.id})).json()
    assert [e["extensions"]["code"] for e in body["errors"]] == ["UNAUTHENTICATED"]
    assert (await command_line.run_beside("tokens", "revoke", respondent.id)).out == ["Revoked."]
    lines = await database.rows(
        "SELECT actor_kind, company_id, action FROM audit_log WHERE what = $1", respondent.id
    )
    assert [tuple(line.values()) for line in lines] == [("operator", None, "token_revoked")]


NO_ID = (
    "This is no id of an assessment. Give `id` as the API gives it for the assessment; it is not"
    " the access token."
)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("x", NO_ID),
        (content_id("Scheme", "skattefunn"), NO_ID),
        (content_id("Assessment", "none"), "There is no such assessment."),
    ],
)
def test_only_an_assessments_token_can_be_revoked(
    on_fresh_database: CommandLine, given: str, words: str
) -> None:
    ran = on_fresh_database.run("tokens", "revoke", given)
    assert (ran.code, ran.out, ran.err) == (1, [], [words])


COMMANDS = [
    ("migrate",),
    ("serve",),
    ("content", "publish"),
    ("demo", "1"),
    ("tokens", "revoke", global_id("Assessment", UUID(int=1))),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: "-".join(a)[:20])
def test_an_unknown_database_is_told_in_one_line(
    command_line: CommandLine, server: str, arguments: tuple[str, ...]
) -> None:
    command_line.set("DATABASE_URL", with_database(server, "no_such_database"))
    ran = command_line.run(*arguments)
    assert (ran.code, ran.out) == (1, [])
    (said,) = ran.err
    assert said == (
        "eksportklar: The database in EKSPORTKLAR_DATABASE_URL cannot be used: database"
        ' "no_such_database" does not exist. Mend the address, or start the server there.'
    )


def test_a_server_that_does_not_answer_is_told_in_one_line(command_line: CommandLine) -> None:
    command_line.set("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    ran = command_line.run("migrate")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert " EKSPORTKLAR_DATABASE_URL " in ran.err[0]


@pytest.mark.parametrize("has_owner", [True, False])
@pytest.mark.parametrize("away", ["127.0.0.1:1", "no-such-server.invalid"])
def test_the_setting_of_the_database_that_is_away_is_named(
    command_line: CommandLine, fresh_database_dsn: str, away: str, *, has_owner: bool
) -> None:
    if has_owner:
        command_line.set("DATABASE_URL", fresh_database_dsn)
    command_line.set("PROGRAM_DATABASE_URL", f"postgresql://nobody:hunter2@{away}/nothing")
    ran = command_line.run("serve")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert " EKSPORTKLAR_PROGRAM_DATABASE_URL " in ran.err[0]
    assert "hunter2" not in ran.err[0]


def test_a_folder_that_cannot_be_used_is_told_in_one_line(
    command_line: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    command_line.set("DATA_DIR", tmp_path / "file")
    ran = command_line.run("migrate")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "EKSPORTKLAR_DATA_DIR" in ran.err[0]


def test_a_wrong_setting_is_told_in_one_line(command_line: CommandLine) -> None:
    command_line.set("PORT", "x")
    ran = command_line.run("migrate")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "EKSPORTKLAR_PORT: " in ran.err[0]


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_serve_refuses_a_port_that_is_none(command_line: CommandLine, port: str) -> None:
    ran = command_line.run("serve", "--port", port)
    assert (ran.code, ran.out) == (2, [])


def test_the_help_names_every_command(command_line: CommandLine) -> None:
    ran = command_line.run("--help")
    assert ran.code == 0
    for name in ("serve", "migrate", "demo", "content", "tokens"):
        assert [line for line in ran.out if line.startswith(f"│ {name} ")], name
