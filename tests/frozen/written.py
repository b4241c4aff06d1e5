"""Rows as a release wrote them, kept for ever: tests/fixtures/frozen/<engine version>/."""

import json
import lzma
from pathlib import Path
from typing import Any, Final

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.storage.database import Database

FOLDER: Final = Path(__file__).parents[1] / "fixtures" / "frozen"
TABLES: Final = ("content_versions", "assessments", "results", "result_scores")
LANGUAGES: Final = ("nb", "en")

Json = dict[str, Any]


def releases() -> list[str]:
    """Return the engine versions of which something was kept."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def kept(release: str, name: str) -> Json:
    """Return one of a release's documents."""
    found: Json = json.loads(lzma.decompress((FOLDER / release / f"{name}.json.xz").read_bytes()))
    return found


def operation_of(release: str) -> str:
    """Return the operation with which the release showed its result."""
    return (FOLDER / release / "Assessment.graphql").read_text("utf-8")


def keep(release: str, name: str, document: Json) -> None:
    """Write one of a release's documents."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / release / f"{name}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))


def required_fields() -> dict[str, list[str]]:
    """Return the fields that each model of content cannot do without, by the model's name."""
    found: dict[str, list[str]] = {}
    for model in (Catalogue, Questionnaire):
        described = model.model_json_schema(by_alias=True)
        for name, schema in {model.__name__: described, **described["$defs"]}.items():
            if "properties" in schema:
                found[name] = sorted(schema.get("required", ()))
    return found


async def rows_of(database: Database) -> dict[str, list[str]]:
    """Return every row of the tables, as JSON text."""
    return {
        table: [
            row["written"]
            for row in await database.rows(
                f"SELECT row_to_json(t)::text AS written FROM {table} t"  # noqa: S608 - a constant
            )
        ]
        for table in TABLES
    }


async def put_back(database: Database, rows: dict[str, list[str]]) -> None:
    """Insert rows into the tables as they were at the revision that the release had."""
    async with database.writing() as connection:
        for table in TABLES:
            for written in rows[table]:
                await connection.execute(
                    f"INSERT INTO {table} OVERRIDING SYSTEM VALUE"  # noqa: S608 - a constant
                    f" SELECT * FROM json_populate_record(NULL::{table}, $1)",
                    written,
                )
