"""What an earlier release published and computed is read and shown today (decision 9)."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from graphql import GraphQLObjectType

from assessments.content.documents import catalogue_from, questionnaire_from, to_document
from assessments.services.snapshots import ENGINE_VERSION
from tests.fixtures.database import connected, new_database
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.environment import Clock, environment_on
from tests.fixtures.http import GraphQLClient
from tests.frozen.every_field import selection, type_of
from tests.frozen.written import (
    LANGUAGES,
    Json,
    kept,
    operation_of,
    put_back,
    releases,
    required_fields,
)
from tests.migrations.steps import up

DEPTH = 3
LATER = timedelta(days=300)


@pytest.fixture(params=releases())
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def written(release: str) -> Json:
    return kept(release, "database")


@pytest.fixture
async def reader(server: str, written: Json) -> AsyncIterator[GraphQLClient]:
    """A client of today's program on the release's database, ten months on."""
    clock = Clock()
    clock.forward(LATER)
    async with new_database(server) as dsn:
        await up(dsn, written["revision"])
        async with connected(dsn, size=2) as database:
            await put_back(database, written["rows"])
        await up(dsn)
        async with (
            connected(dsn, size=2) as database,
            client_of(await environment_on(database, clock)) as client,
        ):
            client.token = written["token"]
            yield client


def test_something_is_kept_of_this_engine() -> None:
    assert ENGINE_VERSION in releases(), (
        "Run python -m tests.frozen.freeze, and keep what it writes."
    )


def test_published_content_is_read(written: Json) -> None:
    versions = [json.loads(row) for row in written["rows"]["content_versions"]]
    documents = {version["kind"]: version["document"] for version in versions}
    assert set(documents) == {"catalogue", "questionnaire"}
    asked = json.loads(documents["questionnaire"])
    offers = json.loads(documents["catalogue"])["offers"]
    questionnaire = questionnaire_from(documents["questionnaire"])
    assert [theme.slug for theme in questionnaire.themes] == [t["slug"] for t in asked["themes"]]
    catalogue = catalogue_from(documents["catalogue"])
    assert [offer.slug for offer in catalogue.offers] == [offer["slug"] for offer in offers]


def test_no_field_of_a_content_model_has_become_required(release: str) -> None:
    before, now = kept(release, "required"), required_fields()
    added = {
        name: sorted(set(now[name]) - set(fields)) for name, fields in before.items() if name in now
    }
    assert {name: fields for name, fields in added.items() if fields} == {}


def _without_words(result: Json) -> Json:
    """Return `result` without the sentences of verdicts, which the program words."""
    for edge in result["matches"]["edges"]:
        for verdict in edge["node"]["verdicts"]:
            assert verdict.pop("text")
            verdict.pop("actual")
    return result


@pytest.mark.part(2)
async def test_the_result_is_shown_as_it_was(
    reader: GraphQLClient, release: str, written: Json
) -> None:
    shown = kept(release, "shown")
    assert sorted(shown) == sorted(LANGUAGES)
    for reader.language in LANGUAGES:
        data = await reader.data(operation_of(release), {"id": written["id"]})
        said, written_then = data["assessment"]["result"], shown[reader.language]["result"]
        assert _without_words(said) == _without_words(written_then)
        assert data["assessment"]["answers"] == shown[reader.language]["answers"]


def _fields(of: str) -> dict[str, str]:
    schema = served_schema().core
    found = schema.type_map[of]
    assert isinstance(found, GraphQLObjectType)
    return {
        name: selection(schema, type_of(schema, field), DEPTH)
        for name, field in found.fields.items()
        if not field.args
    }


@pytest.mark.part(2)
async def test_every_field_of_it_can_be_shown(reader: GraphQLClient, written: Json) -> None:
    query = "query Whole($id: ID!) { assessment(id: $id) { %s } }"
    for name, below in _fields("Assessment").items():
        if name != "result":
            data = await reader.data(query % f"{name} {below}", {"id": written["id"]})
            assert list(data["assessment"]) == [name]
    for name, below in _fields("Result").items():
        data = await reader.data(query % f"result {{ {name} {below} }}", {"id": written["id"]})
        assert list(data["assessment"]["result"]) == [name]


def test_what_was_published_is_still_written_the_same(written: Json) -> None:
    """A new field that is not left out where nobody gives it would change published versions."""
    versions = [json.loads(row) for row in written["rows"]["content_versions"]]
    documents = [v["document"] for v in versions if v["kind"] == "questionnaire"]
    assert documents
    for document in documents:
        text = document if isinstance(document, str) else json.dumps(document)
        again = json.loads(to_document(questionnaire_from(text)))
        assert again == json.loads(text)
