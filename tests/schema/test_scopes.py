"""What is open to everybody, for programs: every open root field and node, for every scope."""

from collections.abc import Mapping
from typing import Final

import pytest
import strawberry

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Advisor,
    Anonymous,
    CompanyUser,
    Integration,
    Principal,
    Scope,
)
from assessments.services.scopes import lacking_scope
from assessments.storage.database import Database
from assessments.texts import Language
from schema.context import Context
from schema.ids import content_id
from schema.masking import Schema
from schema.permissions import (
    NODE_SCOPES,
    OPEN,
    REACHED_BY,
    Scopes,
    callers,
    declared,
    declared_scopes,
)
from schema.refusing import SaidError
from schema.scoping import UndeclaredScopeError, guard
from tests.fixtures.asker import Asker
from tests.fixtures.startup import Json
from tests.schema.refusals import says_what_to_do
from tests.schema.root_fields import fields_of_roots, with_subscription
from tests.schema.test_erasing import dump

REQUESTS: Final[Mapping[str, str]] = {
    "barriers": "{ barriers { slug } }",
    "catalogue": "{ catalogue { version } }",
    "clusters": "{ clusters { slug } }",
    "facts": "{ facts { slug } }",
    "incubators": "{ incubators { slug } }",
    "invitation": '{ invitation(code: "") { text } }',
    "matchProfile": "{ matchProfile(profile: {}) { __typename } }",
    "node": '{ node(id: "") { id } }',
    "offer": '{ offer(slug: "norway-health-tech") { slug } }',
    "organisations": "{ organisations { slug } }",
    "privacy": "{ privacy { __typename } }",
    "procurementRules": "{ procurementRules { slug } }",
    "questionnaire": '{ questionnaire(slug: "health-export") { slug } }',
    "requirements": "{ requirements { slug } }",
    "schemes": "{ schemes(first: 1) { edges { node { slug } } } }",
    "search": '{ search(text: "eksfin") { __typename } }',
    "startAssessment": """
        mutation { startAssessment(input: { questionnaire: "health-export" }) { __typename } }
    """,
    "testFacilities": "{ testFacilities { slug } }",
    "viewer": "{ viewer { __typename } }",
}
"""A request per open root field."""

NODES: Final[Mapping[str, str]] = {
    "Cluster": content_id("Cluster", "norway-health-tech"),
    "Incubator": content_id("Incubator", "aleap"),
    "Question": content_id("Question", "health-export", "1", "S01"),
    "Questionnaire": content_id("Questionnaire", "health-export", "1"),
    "Scheme": content_id("Scheme", "skattefunn"),
    "TestFacility": content_id("TestFacility", "health-catalyst"),
}
"""An id per open type that ``node`` reaches; whether there is one does not matter to a scope."""

EXPECTED: Final[Mapping[str, frozenset[str]]] = {
    "catalogue": frozenset(REQUESTS) - {"invitation", "matchProfile", "startAssessment"},
    "matching": frozenset({"matchProfile", "node", "privacy", "viewer"}),
    "company": frozenset(
        {
            *("facts", "invitation", "node", "privacy", "questionnaire", "startAssessment"),
            "viewer",
        }
    ),
    "aggregates": frozenset({"node", "privacy", "viewer"}),
    "shared_assessments": frozenset({"node", "privacy", "viewer"}),
}
"""What each scope opens, written out; the declarations beside the fields must say the same."""

PEOPLE: Final[Mapping[str, Principal]] = {
    "nobody": Anonymous(),
    "company user": CompanyUser(subject="s", organisations=("923609016",)),
    "advisor": Advisor(subject="a", recipients=("norway-health-tech",)),
    "administrator": Administrator(subject="root", name="root"),
}


def program(*scopes: Scope) -> Integration:
    return Integration(subject="i", name="i", scopes=frozenset(scopes))


def open_fields(schema: Schema | None = None) -> dict[str, Scopes | None]:
    """Return which scopes open each root field that is open to everybody."""
    return {
        name: declared_scopes(field.metadata)
        for name, field in fields_of_roots(schema)
        if declared(field.metadata) == OPEN
    }


def test_whatever_is_open_says_which_scopes_open_it_or_that_none_is_needed() -> None:
    fields = open_fields()
    assert [name for name, scopes in fields.items() if scopes is None] == []
    assert set(fields) == set(REQUESTS)
    assert set(NODE_SCOPES) == {name for name, who in REACHED_BY.items() if who == OPEN}
    assert set(NODE_SCOPES) == set(NODES)
    assert all(NODE_SCOPES.values())


@pytest.mark.parametrize("scope", Scope)
def test_each_scope_opens_what_is_written_down(scope: Scope) -> None:
    declared_open = {
        name for name, scopes in open_fields().items() if not scopes or scope in scopes
    }
    assert declared_open == EXPECTED[scope.value]


@pytest.mark.parametrize("scope", [*Scope, None])
async def test_a_program_uses_what_its_scopes_open_and_nothing_else(
    environment: Environment, database: Database, scope: Scope | None
) -> None:
    scopes = () if scope is None else (scope,)
    asker = Asker(environment=environment, principal=program(*scopes))
    for name, needed in open_fields().items():
        before = await dump(database)
        body = await asker.body(REQUESTS[name])
        if not needed or needed & set(scopes):
            assert body["errors"] == [], (name, body)
            continue
        refused_for(body, needed)
        assert await dump(database) == before


def refused_for(body: Json, needed: Scopes) -> None:
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "INSUFFICIENT_SCOPE"}
    assert body["data"] is None or set(body["data"].values()) == {None}
    for scope in Scope:
        assert (f"`{scope.name}`" in error["message"]) is (scope in needed)


@pytest.mark.parametrize("scope", Scope)
async def test_a_program_fetches_again_what_its_scopes_open(
    environment: Environment, scope: Scope
) -> None:
    asker = Asker(environment=environment, principal=program(scope))
    for name, node_id in NODES.items():
        body = await asker.body("query($id: ID!) { node(id: $id) { id } }", id=node_id)
        if scope in NODE_SCOPES[name]:
            assert body["errors"] == [], name
        else:
            refused_for(body, NODE_SCOPES[name])


@pytest.mark.parametrize("person", PEOPLE)
async def test_people_are_not_asked_for_scopes(environment: Environment, person: str) -> None:
    asker = Asker(environment=environment, principal=PEOPLE[person])
    for name, request in REQUESTS.items():
        assert (await asker.body(request))["errors"] == [], name


async def test_only_the_field_that_lacks_the_scope_is_refused(environment: Environment) -> None:
    asker = Asker(environment=environment, principal=program(Scope.COMPANY))
    body = await asker.body('{ viewer { __typename } offer(slug: "norway-health-tech") { slug } }')
    assert body["data"] == {"viewer": {"__typename": "Integration"}, "offer": None}
    assert [error["path"] for error in body["errors"]] == [["offer"]]


@pytest.mark.parametrize("scope", Scope)
async def test_the_refusal_says_what_to_do_in_both_languages(
    environment: Environment, scope: Scope
) -> None:
    needed = frozenset({scope})
    text = lacking_scope(program(), needed)
    assert text is not None
    says_what_to_do(text.nb, text.en)
    assert lacking_scope(program(scope), needed) is None
    by_company = scope in {Scope.CATALOGUE, Scope.MATCHING, Scope.COMPANY}
    assert ("the company" in text.en) is by_company
    assert ("an advisor" in text.en) is (scope is not Scope.COMPANY)
    by_administrator = scope in {Scope.CATALOGUE, Scope.MATCHING, Scope.AGGREGATES}
    assert ("an administrator" in text.en) is by_administrator
    asker = Asker(environment=environment, principal=program(), language=Language.NB)
    (error,) = (await asker.body(REQUESTS["clusters"]))["errors"]
    assert error["message"].startswith("Programmet trenger tilgangen `CATALOGUE`")


def test_a_schema_with_an_open_field_that_forgets_is_not_built() -> None:
    @strawberry.type
    class Query:
        forgotten: int = strawberry.field(resolver=lambda: 1, metadata=callers(OPEN))

    with pytest.raises(UndeclaredScopeError):
        guard(Schema(query=Query))


def test_a_subscription_that_forgets_is_not_built_either() -> None:
    schema = with_subscription(callers(OPEN))
    assert open_fields(schema) == {"one": frozenset(), "changes": None}
    with pytest.raises(UndeclaredScopeError):
        guard(schema)


@pytest.mark.parametrize("scopes", [(), (Scope.CATALOGUE,), (Scope.MATCHING, Scope.CATALOGUE)])
async def test_a_subscription_asks_for_its_scopes_before_the_first_event(
    environment: Environment, scopes: tuple[Scope, ...]
) -> None:
    schema = with_subscription(callers(OPEN, scopes=frozenset({Scope.MATCHING})))
    guard(schema)
    context = Context(
        environment=environment,
        library=environment.library,
        principal=program(*scopes),
        language=Language.EN,
    )
    query = 'subscription { changes(note: "first") }'
    events = await schema.subscribe(query, context_value=context)
    [event] = [event async for event in events]
    if Scope.MATCHING in scopes:
        assert event.data == {"changes": "first"}
    else:
        assert event.data is None
        assert event.errors is not None
        assert [type(error.original_error) for error in event.errors] == [SaidError]
