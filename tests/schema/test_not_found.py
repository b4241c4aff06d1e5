"""What is not found is called by its kind, which the arguments decide and not what exists.

That somebody else's thing gets the words of what does not exist is tried in ``test_matrix``.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Final

import pytest
from graphql import GraphQLObjectType, GraphQLUnionType

from assessments.errors import Sought
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Principal, Respondent
from assessments.texts import Language
from schema.ids import parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.endpoint import served_schema
from tests.fixtures.startup import Json
from tests.schema.counting import ADMINISTRATOR
from tests.schema.matrix import ABOUT, NONE, PRINCIPALS
from tests.schema.refusals import says_what_to_do
from tests.schema.test_companies import NOBODYS

_, OWNER = PRINCIPALS["company user"]
ABSENT: Final = parse_id_of("Assessment", NONE.assessment)

ASKERS: Final[Mapping[str, Principal | None]] = {
    "nobody": Anonymous(),
    "a respondent": None if ABSENT is None else Respondent(ABSENT, b"secret"),
    "a company": OWNER,
    "an advisor": advisor_of(CLUSTER),
}

SOUGHT: Final[Mapping[str, Sought]] = {
    "saveAnswers": Sought.ASSESSMENT,
    "saveProfile": Sought.ASSESSMENT,
    "submitAssessment": Sought.ASSESSMENT,
    "renewAccessToken": Sought.ASSESSMENT,
    "shareAssessment": Sought.ASSESSMENT,
    "eraseAssessment": Sought.ASSESSMENT,
    "startAssessment": Sought.ASSESSMENT_AND_COMPANY,
    "claimAssessment": Sought.ASSESSMENT_AND_COMPANY,
    "updateCompany": Sought.COMPANY,
    "eraseCompany": Sought.COMPANY,
    "createApiKey": Sought.COMPANY,
    "registerCompany": Sought.ORGANISATION,
    "rotateApiKey": Sought.API_KEY,
    "revokeApiKey": Sought.API_KEY,
    "withdrawConsent": Sought.CONSENT,
    "reviewAnswers": Sought.SHARED,
    "leaveFigures": Sought.ASSESSMENT,
    "joinFigures": Sought.ASSESSMENT,
    "updateMembers": Sought.CLUSTER,
    "createInvitation": Sought.CLUSTER,
    "revokeInvitation": Sought.INVITATION,
    "verifyGroup": Sought.GROUP,
    "dissolveGroup": Sought.GROUP,
}
"""What each mutation that may find nothing calls it."""


SOUGHT_BY: Final[Mapping[tuple[str, str], Sought]] = {
    ("createApiKey", "an advisor"): Sought.COMPANY_OF_KEY,
}
"""The same where it is called otherwise for somebody, who has another way."""

UNABLE: Final = {("createApiKey", "nobody"), ("createApiKey", "a respondent")}
"""Who is told before that only others can."""


def start(**given: str) -> tuple[str, Json]:
    return operation("StartAssessment"), {"input": {"questionnaire": "health-export", **given}}


def request(name: str) -> tuple[str, Json]:
    """Return a request about what does not exist."""
    if name == "startAssessment":
        return start(companyId=NONE.company, **{"from": NONE.assessment})
    return ABOUT[name](replace(NONE, number=NOBODYS))


async def said(
    environment: Environment,
    principal: Principal | None,
    language: Language,
    asked: tuple[str, Json],
) -> Json:
    """Return what the one mutation in a request says."""
    assert principal is not None
    query, variables = asked
    asker = Asker(environment=environment, principal=principal, language=language)
    (one,) = (await asker.data(query, **variables)).values()
    found: Json = one
    return found


async def test_an_administrator_who_names_a_company_is_told_how_to_name_it(
    environment: Environment,
) -> None:
    words = Sought.COMPANY_OF_KEY.value
    for language, message in ((Language.NB, words.nb), (Language.EN, words.en)):
        found = await said(environment, ADMINISTRATOR, language, request("createApiKey"))
        assert found == {"__typename": "NotFound", "code": "NOT_FOUND", "message": message}
    says_what_to_do(words.nb, words.en)


def test_every_mutation_that_may_find_nothing_says_what_it_calls_that() -> None:
    mutation = served_schema().core.mutation_type
    assert mutation is not None
    assert {name for name, field in mutation.fields.items() if finds_nothing(field.type)} == set(
        SOUGHT
    )


def finds_nothing(answered: object) -> bool:
    """Tell whether the union of a mutation has a member for what is not found."""
    union = getattr(answered, "of_type", answered)
    return isinstance(union, GraphQLUnionType) and "NotFound" in {
        member.name for member in union.types if isinstance(member, GraphQLObjectType)
    }


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("name", "asker"), [one for one in product(SOUGHT, ASKERS) if one not in UNABLE]
)
async def test_what_is_not_found_is_called_by_its_kind(
    environment: Environment, name: str, asker: str
) -> None:
    words = SOUGHT_BY.get((name, asker), SOUGHT[name]).value
    for language, message in ((Language.NB, words.nb), (Language.EN, words.en)):
        found = await said(environment, ASKERS[asker], language, request(name))
        assert found == {"__typename": "NotFound", "code": "NOT_FOUND", "message": message}


@pytest.mark.parametrize(
    ("given", "sought"),
    [
        ({"companyId": NONE.company}, Sought.COMPANY),
        ({"from": NONE.assessment}, Sought.ASSESSMENT),
        ({"companyId": NONE.assessment, "from": NONE.company}, Sought.ASSESSMENT_AND_COMPANY),
    ],
)
async def test_what_is_started_from_is_called_by_what_was_given(
    environment: Environment, given: dict[str, str], sought: Sought
) -> None:
    for principal in (Anonymous(), OWNER):
        found = await said(environment, principal, Language.EN, start(**given))
        assert found["message"] == sought.value.en


@pytest.mark.parametrize("sought", Sought)
def test_each_kind_says_what_to_do(sought: Sought) -> None:
    says_what_to_do(sought.value.nb, sought.value.en)


def test_no_two_kinds_say_the_same() -> None:
    assert len(Sought) == len(Sought.__members__) == 12
