"""``eksportklar results verify``: what it says, and what it ends with."""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

import pytest

from api.commands.results import shown
from assessments.content.catalogue import Catalogue
from assessments.content.differing import NOTHING
from assessments.questionnaire.definition import Questionnaire
from assessments.services.demonstration.creating import create_through_services
from assessments.services.publishing import publish
from assessments.services.snapshots import ENGINE_VERSION
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected, new_database, with_database
from tests.fixtures.environment import NOON, environment_on

SEED: Final = 1
SAME: Final = "3 results: 3 the same, 0 different, 0 not computed anew."


@pytest.fixture(scope="module")
async def three_once(
    server: str,
    empty_database_dsn: str,
    catalogue_definition: Catalogue,
    questionnaire_definitions: list[Questionnaire],
) -> AsyncIterator[str]:
    """The address of a database with three submitted results."""
    async with new_database(server, empty_database_dsn) as dsn:
        async with connected(dsn, size=2) as database:
            await publish(database, catalogue_definition, questionnaire_definitions, NOON)
            environment = await environment_on(database)
            async for _ in create_through_services(environment, SEED, range(3)):
                pass
        yield dsn


@pytest.fixture
async def three_dsn(server: str, three_once: str) -> AsyncIterator[str]:
    async with new_database(server, three_once) as dsn:
        yield dsn


@pytest.fixture
def three(command_line: CommandLine, three_dsn: str) -> CommandLine:
    """The command line on a database of the test's own with three submitted results."""
    command_line.set("DATABASE_URL", three_dsn)
    return command_line


@pytest.fixture
async def three_results(three_dsn: str) -> AsyncIterator[Database]:
    async with connected(three_dsn, size=2) as opened:
        yield opened


async def ids(database: Database) -> list[str]:
    rows = await database.rows("SELECT id FROM results ORDER BY id")
    return [global_id("Result", row["id"]) for row in rows]


async def test_results_that_nobody_has_touched_are_the_same(
    three: CommandLine, three_results: Database
) -> None:
    ran = await three.run_beside("results", "verify", "--all")
    assert (ran.code, ran.out) == (0, [SAME])
    first, _, third = await ids(three_results)
    ran = await three.run_beside("results", "verify", first, third)
    assert (ran.code, ran.out) == (
        0,
        ["2 results: 2 the same, 0 different, 0 not computed anew."],
    )


@pytest.mark.whole
async def test_one_result_is_counted_in_the_singular(
    three: CommandLine, three_results: Database
) -> None:
    first, *_ = await ids(three_results)
    ran = await three.run_beside("results", "verify", first)
    assert ran.out == ["1 result: 1 the same, 0 different, 0 not computed anew."]


@pytest.mark.parametrize(
    "arguments", [("results", "verify", "--all"), ("matches", "count", "eurostars")]
)
async def test_a_database_without_tables_says_what_to_run(
    on_fresh_database: CommandLine, fresh_database: Database, arguments: tuple[str, ...]
) -> None:
    async with fresh_database.writing() as connection:
        await connection.execute("DROP TABLE content_versions")
    ran = await on_fresh_database.run_beside(*arguments)
    assert ran.code != 0
    what_to_run = "Run `eksportklar migrate` and `eksportklar content publish` first."
    assert ran.err == [f"eksportklar: The database is empty. {what_to_run}"]


@pytest.mark.whole
async def test_a_difference_is_one_line_and_ends_with_1(
    three: CommandLine, three_results: Database
) -> None:
    first, second, third = await ids(three_results)
    for change, one in (("answers_hash = '\\x00'", second), ("catalogue_version = 8", third)):
        await three_results.row(
            f"UPDATE results SET {change} WHERE id = $1",  # noqa: S608 - a constant above
            parse_id_of("Result", one),
        )
    ran = await three.run_beside("results", "verify", "--all")
    assert ran.code == 1
    differs, stopped, summary = ran.out
    assert differs.startswith(f'{second}: results.answers_hash: stored "00", computed anew "')
    assert stopped.startswith(f"{third}: not computed anew: ")
    assert stopped.endswith(f"(engine {ENGINE_VERSION})")
    assert summary == "3 results: 1 the same, 1 different, 1 not computed anew."
    ran = await three.run_beside("results", "verify", first)
    assert ran.code == 0
    for one in (second, third, global_id("Result", UUID(int=1))):
        ran = await three.run_beside("results", "verify", first, one)
        assert (ran.code, len(ran.out)) == (1, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--all", global_id("Result", UUID(int=1))),
        ("x",),
        (global_id("Assessment", UUID(int=1)),),
    ],
)
def test_what_makes_no_sense_ends_with_2(
    on_fresh_database: CommandLine, arguments: tuple[str, ...]
) -> None:
    ran = on_fresh_database.run("results", "verify", *arguments)
    assert (ran.code, ran.out) == (2, [])
    assert ran.err


async def test_without_content_or_a_database_it_ends_with_2(
    on_fresh_database: CommandLine, server: str
) -> None:
    ran = await on_fresh_database.run_beside("results", "verify", "--all")
    assert (ran.code, ran.out) == (2, [])
    assert ran.err == [
        "eksportklar: No content is published. Run `eksportklar content publish` first."
    ]
    on_fresh_database.set("DATABASE_URL", with_database(server, "not_there"))
    ran = await on_fresh_database.run_beside("results", "verify", "--all")
    assert (ran.code, ran.out) == (2, [])
    assert [line for line in ran.err if line.startswith("eksportklar: ")]


async def test_content_that_cannot_be_read_ends_with_2(
    three: CommandLine, three_results: Database
) -> None:
    await three_results.row("UPDATE content_versions SET document = '{}'")
    ran = await three.run_beside("results", "verify", "--all")
    assert (ran.code, ran.out) == (2, [])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("score", 39.1, "39.1"),
        ("score", None, "null"),
        ("facts.uses_ai", {"boolean": True}, '{"boolean": true}'),
        ("assessments.answers.W1.text", "«Ord»", "(text)"),
        ("assessments.answers.W1", {"text": "«Ord»"}, "(text)"),
        ("assessments.answers.W1", NOTHING, "nothing"),
        ("answers.X.options", ["a" * 200], '["' + "a" * 78 + "…"),
    ],
)
def test_values_are_short_and_repeat_nothing_that_people_wrote(
    field: str, value: object, said: str
) -> None:
    assert shown(field, value) == said
