"""The operations of the contract fit the schema, and do something."""

import json
import re
from collections.abc import Callable, Mapping

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    TypeInfo,
    TypeInfoVisitor,
    parse,
    validate,
    visit,
)
from graphql.language import Visitor

from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from tests.contract.operations import (
    COMING,
    SERVED,
    SIGNED_IN,
    operation,
    operation_names,
    whole_operation,
)
from tests.fixtures.asker import CLUSTER, Asker
from tests.fixtures.content import ROOT
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import ADMINISTRATOR, KARI, client_as
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import ANSWERS, PROFILE, Json, answers_input
from tests.schema.telling import EVERYBODY, IN_CLUSTER, NARROW, OF_CLUSTER, adviser, answering

__all__ = ["adviser", "answering"]


class _Unknown(Visitor):
    """Collects the fields that their types do not have."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.names: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if self._types.get_parent_type() is not None and self._types.get_field_def() is None:
            self.names.add(node.name.value)


def unknown_fields(document: DocumentNode) -> set[str]:
    types = TypeInfo(served_schema().core)
    unknown = _Unknown(types)
    visit(document, TypeInfoVisitor(types, unknown))
    return unknown.names


@pytest.mark.parametrize("name", SERVED)
def test_a_served_operation_is_valid(name: str) -> None:
    assert validate(served_schema().core, parse(operation(name))) == []


def test_served_names_every_operation_that_the_schema_can_answer() -> None:
    valid = {
        name
        for name in operation_names()
        if not validate(served_schema().core, parse(operation(name)))
    }
    assert valid == set(SERVED)


def test_coming_names_exactly_the_fields_that_served_operations_still_miss() -> None:
    missing = {field for name in SERVED for field in unknown_fields(whole_operation(name))}
    assert missing == COMING


KEY: Json = {"name": "Portal", "scopes": ["CATALOGUE", "MATCHING"], "expiresAt": None}

Variables = Callable[[Respondent], Json]

VARIABLES: Mapping[str, Variables] = {
    "QuestionnaireForm": lambda _: {"slug": "health-export", "version": 1},
    "StartAssessment": lambda _: {"input": {"questionnaire": "health-export"}},
    "SaveProfile": lambda who: {"input": {"assessmentId": who.id, "profile": PROFILE}},
    "SaveAnswers": lambda who: {
        "input": {"assessmentId": who.id, "answers": answers_input(ANSWERS), "expectedRevision": 1}
    },
    "SubmitAssessment": lambda who: {
        "input": {"assessmentId": who.id, "includeInAggregates": True, "idempotencyKey": "k"}
    },
    "Assessment": lambda who: {"id": who.id},
    "Viewer": lambda _: {},
    "Refetch": lambda who: {"id": who.id},
    "Catalogue": lambda _: {"first": 5, "after": None, "filter": {"search": "eksport"}},
    "MatchProfile": lambda _: {"profile": PROFILE, "asOf": "2026-11-22"},
    "Progress": lambda who: {"id": who.id},
    "Simulate": lambda who: {
        "id": who.id,
        "answers": answers_input({"S04": {"option": "gt24"}}),
        "profile": {"employees": 60},
    },
    "MatchesNow": lambda who: {"id": who.id, "asOf": "2027-02-01"},
    "CreateApiKey": lambda _: {"input": KEY},
    "RevokeApiKey": lambda who: {"input": {"apiKeyId": who.id}},
    "ShareAssessment": lambda who: {
        "input": {"assessmentId": who.id, "recipient": CLUSTER, "purpose": "ADVICE"}
    },
}
"""In the order in which a company would send them."""

ANSWERED: Mapping[str, tuple[str, object]] = {
    "StartAssessment": ("startAssessment", "StartAssessmentSuccess"),
    "SaveProfile": ("saveProfile", "SaveProfileSuccess"),
    "SaveAnswers": ("saveAnswers", "SaveAnswersSuccess"),
    "SubmitAssessment": ("submitAssessment", "SubmitAssessmentSuccess"),
    "Viewer": ("viewer", "Respondent"),
    "Refetch": ("node", "Assessment"),
    "CreateApiKey": ("createApiKey", "NotAvailable"),
    "RevokeApiKey": ("revokeApiKey", "NotFound"),
    "ShareAssessment": ("shareAssessment", "ShareAssessmentSuccess"),
}
"""The root field and ``__typename`` of the answer, where it has one."""


async def test_every_served_operation_runs(respondent: Respondent) -> None:
    assert set(VARIABLES) == set(SERVED) - set(SIGNED_IN)
    for name, variables in VARIABLES.items():
        data = await respondent.client.data(operation(name), variables(respondent), name)
        assert None not in data.values(), name
        if name in ANSWERED:
            field, typename = ANSWERED[name]
            assert data[field]["__typename"] == typename


@pytest.mark.parametrize("manager", [KARI, ADMINISTRATOR], ids=lambda one: type(one).__name__)
async def test_keys_are_created_and_revoked(office: Environment, manager: Principal) -> None:
    async with client_as(manager, office) as client:
        created = await client.data(operation("CreateApiKey"), {"input": KEY})
        key = created["createApiKey"]["apiKey"]
        assert set(key) == {"id", "name", "scopes", "expiresAt", "lastUsedAt"}
        assert created["createApiKey"]["__typename"] == "CreateApiKeySuccess"
        given = {"input": {"apiKeyId": key["id"]}}
        revoked = await client.data(operation("RevokeApiKey"), given)
        assert revoked["revokeApiKey"]["__typename"] == "RevokeApiKeySuccess"
        assert revoked["revokeApiKey"]["apiKey"]["id"] == key["id"]
    async with client_of(office) as program:
        program.token = created["createApiKey"]["secret"]
        assert (await program.send(operation("Viewer"))).status_code == 401


@pytest.mark.usefixtures("nothing_shared")
async def test_what_is_shared_is_read_by_an_advisor_until_it_is_withdrawn(
    startup: Respondent, advisor: Asker
) -> None:
    await startup.submit()
    data = await startup.client.data(
        operation("ShareAssessment"), VARIABLES["ShareAssessment"](startup)
    )
    consent = data["shareAssessment"]["consent"]
    wanted: Json = {"cluster": CLUSTER, "first": 1, "after": None}
    (edge,) = (await advisor.data(operation("SharedAssessments"), **wanted))["sharedAssessments"][
        "edges"
    ]
    assert edge["node"]["profile"] == {
        "name": "Pustelyd AS",
        "organisationNumber": "923609016",
        "sizeBand": "MICRO",
        "region": {"code": "32"},
    }
    assert set(edge["node"]["result"]) == {"score", "level", "themes"}
    given = {"input": {"consentId": consent["id"]}}
    done = (await startup.client.data(operation("WithdrawConsent"), given))["withdrawConsent"]
    assert done["__typename"] == "WithdrawConsentSuccess"
    assert done["consent"] == {**consent, "withdrawnAt": consent["grantedAt"]}
    found = (await advisor.data(operation("SharedAssessments"), **wanted))["sharedAssessments"]
    assert [other for other in found["edges"] if other["cursor"] == edge["cursor"]] == []


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("CohortOverview", {}),
        *(("CohortBreakdown", {"by": by.name}) for by in Dimension),
        ("CohortQuestions", {"theme": None}),
        ("CohortQuestions", {"theme": "scaling"}),
    ],
)
async def test_figures_are_read_by_an_advisor(adviser: Asker, name: str, given: Json) -> None:
    for wanted in (EVERYBODY, OF_CLUSTER, NARROW):
        data = await adviser.data(operation(name), filter=wanted, **given)
        assert data["cohort"] is not None


async def test_the_example_of_the_readme_is_answered(adviser: Asker) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    queries = re.findall(r"```graphql\n(.*?)```", readme, re.DOTALL)
    (query,) = (one for one in queries if "cohort(" in one)
    (given,) = re.findall(r'```json\n(\{"filter".*?)```', readme, re.DOTALL)
    data = await adviser.data(query, **json.loads(given))
    assert data["cohort"]["coverage"]["members"] == IN_CLUSTER
    assert data["cohort"]["suppressed"] is True
    told = await adviser.data(query, filter=OF_CLUSTER)
    assert (told["cohort"]["companies"], told["cohort"]["rest"]["companies"]) == (35, 25)


async def test_failures_answer_the_contracts_fields(api: GraphQLClient) -> None:
    given = {"input": {"questionnaire": "nothing"}}
    data = await api.data(operation("StartAssessment"), given)
    assert set(data["startAssessment"]) == {"__typename", "code", "message"}
    assert data["startAssessment"]["__typename"] == "UnknownQuestionnaire"
    assert data["startAssessment"]["code"] == "UNKNOWN_QUESTIONNAIRE"
