"""Whatever leaf of a result is changed, verifying it says so and names what was put there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from assessments.services.verifying import Obstacle, Verification, verify_all
from assessments.storage.database import Connection, Row
from tests.assessments.services.caller import Caller
from tests.assessments.services.small_content import ANSWERS, FACTS

Place = tuple[str | int, ...]

TAMPERED: Final = "tampered"

UNREADABLE: Final = frozenset({Obstacle.UNREADABLE, Obstacle.CATALOGUE, Obstacle.QUESTIONNAIRE})

KEYS: Final = frozenset({"id", "assessment_id", "result_id"})
"""Columns that say which rows belong together, not what came out."""

NOT_RELIED_ON: Final = frozenset({"facts_digest", "record_key"})
"""Facts of another digest are worked out anew before they are used, and a record key is chance."""

OF_ASSESSMENTS: Final = frozenset(
    {
        "answers",
        "company_id",
        "facts",
        "include_in_aggregates",
        "questionnaire_slug",
        "questionnaire_version",
        "submitted_at",
    }
)
"""What an assessment says that its result rests on."""

CHANGED_COLUMNS: Final[Mapping[str, str]] = {
    "ARRAY": "{0}[2:] || 1",
    "bigint": "{0} + 1",
    "boolean": "NOT {0}",
    "bytea": "{0} || '\\x00'",
    "date": "{0} + 1",
    "integer": "coalesce({0}, 0) + 1",
    "json": "({0}::text || ' ')::json",
    "jsonb": "'{{}}'",
    "numeric": "coalesce({0}, 0) + 0.1",
    "smallint": "coalesce({0}, 0) + 1",
    "text": "'tampered'",
    "timestamp with time zone": "{0} + interval '1 second'",
    "uuid": "'00000000-0000-0000-0000-000000000007'",
}


def _places(node: object, at: Place = ()) -> Iterator[Place]:
    """Yield the place of every leaf, and of every list and object that is empty."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(node, dict):
        inner = list(cast("dict[str | int, object]", node).items())
    elif isinstance(node, list):
        inner = list(enumerate(cast("list[object]", node)))
    if not inner:
        yield at
    for key, value in inner:
        yield from _places(value, (*at, key))


def _changed(leaf: object) -> object:
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int | float):
        return leaf + 1
    return TAMPERED


def _around(whole: Any, place: Place) -> Any:
    """Return the list or object in which the last step of `place` leads to a leaf."""
    for step in place[:-1]:
        whole = whole[step]
    return whole


def _spelled(whole: object) -> str:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _put(document: str, place: Place) -> tuple[str, object]:
    """Return the document with another leaf at `place`, and that leaf."""
    whole: Any = json.loads(document)
    inner = _around(whole, place)
    inner[place[-1]] = _changed(inner[place[-1]])
    return _spelled(whole), inner[place[-1]]


def _without(document: str, place: Place) -> str:
    whole: Any = json.loads(document)
    del _around(whole, place)[place[-1]]
    return _spelled(whole)


async def _submitted(caller: Caller) -> str:
    await caller.state(FACTS)
    await caller.save(ANSWERS)
    assert (await caller.submit()).result is not None
    row = await caller.database.row("SELECT document::text FROM results")
    assert row is not None
    return str(row["document"])


async def _verified(caller: Caller) -> Verification:
    (found,) = [v async for v in verify_all(caller.environment)]
    return found


async def _verified_as(caller: Caller, document: str) -> Verification:
    async with caller.database.writing() as connection:
        await connection.execute("UPDATE results SET document = $1", document)
    return await _verified(caller)


def _names(found: Verification, value: object) -> bool:
    said = (f"{d.field} {d.stored!r} {d.recomputed!r}" for d in found.differences)
    return found.obstacle in UNREADABLE or any(str(value) in text for text in said)


async def test_every_other_leaf_of_the_document_is_named(own: Caller) -> None:
    document = await _submitted(own)
    missed: list[Place] = []
    places = list(_places(json.loads(document)))
    for place in places:
        text, value = _put(document, place)
        if not _names(await _verified_as(own, text), value):
            missed.append(place)
    assert missed == []
    assert len(places) > 100
    assert (await _verified_as(own, document)).holds


async def test_every_leaf_that_is_gone_from_the_document_is_noticed(own: Caller) -> None:
    document = await _submitted(own)
    missed = [
        place
        for place in _places(json.loads(document))
        if (await _verified_as(own, _without(document, place))).holds
    ]
    assert missed == []


async def _columns(caller: Caller, table: str) -> dict[str, str]:
    rows = await caller.database.rows(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = $1",
        table,
    )
    return {row["column_name"]: row["data_type"] for row in rows}


READ: Final = "SELECT format('SELECT ctid, %I AS value FROM %I LIMIT 1', $1::text, $2::text)"
WRITE: Final = """
    SELECT format('UPDATE %I SET %I = %s WHERE ctid = $1 RETURNING ctid',
                  $1::text, $2::text, $3::text)
"""


async def _tampered(caller: Caller, table: str, column: str, kind: str) -> Verification:
    """Return what is said while one row says something else, and put it back."""
    change = CHANGED_COLUMNS[kind].format(column)
    async with caller.database.writing() as connection:
        row = await _made(connection, READ, column, table)
        at = await _made(connection, WRITE, table, column, change, given=[row["ctid"]])
    found = await _verified(caller)
    async with caller.database.writing() as connection:
        await _made(connection, WRITE, table, column, "$2", given=[at["ctid"], row["value"]])
    assert (await _verified(caller)).holds
    return found


async def _made(
    connection: Connection, template: str, *parts: str, given: Sequence[object] = ()
) -> Row:
    """Return the row of the statement that `template` makes of names, which PostgreSQL quotes."""
    made = await connection.fetchrow(template, *parts)
    assert made is not None
    row = await connection.fetchrow(made["format"], *given)
    assert row is not None
    return row


async def test_every_other_column_is_noticed(own: Caller) -> None:
    await _submitted(own)
    other = f"{CHANGED_COLUMNS['uuid']}, '123456785', '{{}}', 0, now(), now()"
    await own.database.run(f"INSERT INTO companies VALUES ({other})")  # noqa: S608 - constants of this test
    unnoticed: list[str] = []
    for table in ("results", "result_scores", "assessments"):
        columns = await _columns(own, table)
        wanted = columns.keys() - KEYS - NOT_RELIED_ON
        if table == "assessments":
            wanted &= OF_ASSESSMENTS
            assert wanted == OF_ASSESSMENTS
        unnoticed += [
            f"{table}.{column}"
            for column in sorted(wanted)
            if (await _tampered(own, table, column, columns[column])).holds
        ]
    assert unnoticed == []
