"""Who may reach an assessment: whoever holds its token, while it lasts; nobody learns more."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Final

import pytest

from assessments.services.access import revoke_access
from assessments.services.environment import Environment
from schema.ids import content_id, global_id
from tests.contract.operations import operation
from tests.fixtures.environment import Clock
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, start
from tests.fixtures.startup import Json
from tests.schema.refusals import in_both_languages, nothing_changes, says_what_to_do

RENEW = """
mutation Renew($id: ID!) {
  renewAccessToken(input: { assessmentId: $id }) {
    __typename
    ... on RenewAccessTokenSuccess { accessToken assessment { id revision } }
    ... on UserError { code message }
  }
}
"""

Change = Callable[[Respondent], Awaitable[Json]]


async def renew(respondent: Respondent) -> Json:
    data = await respondent.client.data(RENEW, {"id": respondent.id})
    said: Json = data["renewAccessToken"]
    return said


async def save(respondent: Respondent) -> Json:
    return await respondent.save({"S10": {"option": "results"}})


async def state(respondent: Respondent) -> Json:
    return await respondent.state({"employees": 7})


CHANGES: dict[str, Change] = {
    "saveAnswers": save,
    "saveProfile": state,
    "submitAssessment": Respondent.submit,
    "renewAccessToken": renew,
}


async def all_refused(respondent: Respondent, typename: str, code: str) -> None:
    for name, change in CHANGES.items():
        nb, _ = await in_both_languages(respondent, partial(change, respondent))
        assert (nb["__typename"], nb["code"]) == (typename, code), name


async def reads_nothing(respondent: Respondent) -> None:
    client, given = respondent.client, {"id": respondent.id}
    assert await client.data(operation("Assessment"), given) == {"assessment": None}
    assert await client.data(operation("Refetch"), given) == {"node": None}
    assert await client.data(operation("Viewer")) == {"viewer": None}


def flipped(token: str, place: int) -> str:
    letter = "A" if token[place] != "A" else "B"
    return token[:place] + letter + token[place:][1:]


WRONG_TOKENS: dict[str, Callable[[str], str | None]] = {
    "none": lambda _: None,
    "another-secret": lambda token: flipped(token, 30),
    "another-last-letter": lambda token: flipped(token, len(token) - 5),
    "another-assessment": lambda token: flipped(token, 10),
    "too-short": lambda token: token[:-1],
    "too-long": lambda token: token + "A",
    "without-its-beginning": lambda token: token.removeprefix("ek_"),
    "only-the-beginning": lambda _: "ek_",
    "an-api-key": lambda _: "sk_live_4242424242424242",
}


@pytest.mark.parametrize("wrong", WRONG_TOKENS)
async def test_without_its_token_an_assessment_is_not_found(draft: Respondent, wrong: str) -> None:
    draft.client.token = WRONG_TOKENS[wrong](draft.token)
    await all_refused(draft, "NotFound", "NOT_FOUND")
    await reads_nothing(draft)


async def test_another_respondents_assessment_is_not_found(
    draft: Respondent, respondent: Respondent
) -> None:
    draft.client.token = respondent.token
    await all_refused(draft, "NotFound", "NOT_FOUND")
    assert await draft.client.data(operation("Assessment"), {"id": draft.id}) == {
        "assessment": None
    }
    viewer = (await draft.client.data(operation("Viewer")))["viewer"]
    assert viewer == {"__typename": "Respondent", "assessment": {"id": respondent.id}}


FORGED: dict[str, Callable[[Respondent], str]] = {
    "random": lambda _: "cGxlYXNl",
    "empty": lambda _: "",
    "of-content": lambda _: content_id("Scheme", "skattefunn"),
    "unknown": lambda _: content_id("Assessment", "x"),
    "uuid": lambda who: who.id[::-1],
    "padded": lambda who: who.id + "=",
    "very-long": lambda who: who.id * 1_000,
}


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_id_is_not_found(draft: Respondent, forged: str) -> None:
    honest = draft.id
    async with nothing_changes(draft):
        draft.id = FORGED[forged](draft)
        for change in CHANGES.values():
            draft.client.language = "nb"
            nb = await change(draft)
            draft.client.language = "en"
            en = await change(draft)
            assert (nb["__typename"], nb["code"]) == ("NotFound", "NOT_FOUND")
            says_what_to_do(nb["message"], en["message"])
        data = await draft.client.data(operation("Assessment"), {"id": draft.id})
        assert data == {"assessment": None}
        draft.id = honest


async def test_the_id_of_another_type_is_not_found(draft: Respondent) -> None:
    honest, uuid = draft.id, (await draft.stored()).id
    async with nothing_changes(draft):
        draft.id = global_id("Result", uuid)
        for change in CHANGES.values():
            assert (await change(draft))["__typename"] == "NotFound"
        draft.id = honest


ENDED: Final = {"code": "UNAUTHENTICATED", "reason": "ACCESS_EXPIRED"}


async def access_ended(respondent: Respondent) -> None:
    await all_refused(respondent, "AccessExpired", "ACCESS_EXPIRED")
    for name, variables in (
        ("Assessment", {"id": respondent.id}),
        ("Refetch", {"id": respondent.id}),
        ("Viewer", {}),
    ):
        said: list[str] = []
        for language in ("nb", "en"):
            respondent.client.language = language
            body = (await respondent.client.send(operation(name), variables)).json()
            (error,) = body["errors"]
            assert error["extensions"] == ENDED, name
            assert set(body["data"].values()) == {None}
            said.append(error["message"])
        says_what_to_do(*said)


async def test_a_token_lasts_a_year(respondent: Respondent, clock: Clock) -> None:
    clock.forward(timedelta(days=365) - timedelta(seconds=1))
    assert (await respondent.read())["id"] == respondent.id
    clock.forward(timedelta(seconds=1))
    await access_ended(respondent)


async def test_a_revoked_token_ends_at_once(
    respondent: Respondent, environment: Environment
) -> None:
    assert await revoke_access(environment, (await respondent.stored()).id) is True
    await access_ended(respondent)


async def test_an_expired_token_reads_no_result_either(
    api: GraphQLClient, startup: Respondent, clock: Clock
) -> None:
    result_id = (await startup.submit())["assessment"]["result"]["id"]
    clock.forward(timedelta(days=366))
    body = (await api.send(operation("Refetch"), {"id": result_id})).json()
    assert body["data"] == {"node": None}
    assert [e["extensions"] for e in body["errors"]] == [ENDED]


async def test_public_fields_work_with_a_token_of_no_use(api: GraphQLClient) -> None:
    api.token = "ek_nothing"  # noqa: S105 - of no use on purpose
    form = await api.data('{ questionnaire(slug: "health-export") { version } }')
    assert form == {"questionnaire": {"version": 1}}


async def test_a_new_token_ends_the_old_one(respondent: Respondent) -> None:
    renewed = await renew(respondent)
    assert renewed["__typename"] == "RenewAccessTokenSuccess"
    assert renewed["assessment"] == {"id": respondent.id, "revision": 0}
    assert renewed["accessToken"] != respondent.token
    await all_refused(respondent, "NotFound", "NOT_FOUND")
    respondent.client.token = renewed["accessToken"]
    assert (await respondent.read())["id"] == respondent.id


async def test_two_assessments_have_their_own_tokens(
    api: GraphQLClient, respondent: Respondent
) -> None:
    other = await start(api, respondent.database)
    assert other.id != respondent.id
    assert other.token != respondent.token
    assert (await other.stored()).token_hash != (await respondent.stored()).token_hash


UNKNOWN = "UNKNOWN_QUESTIONNAIRE"

START = """
mutation Start($input: StartAssessmentInput!) {
  startAssessment(input: $input) {
    __typename
    ... on StartAssessmentSuccess { accessToken assessment { revision status } }
    ... on UserError { code message }
  }
}
"""


@pytest.mark.parametrize(
    ("given", "typename", "code"),
    [
        ({"questionnaire": "nothing"}, "UnknownQuestionnaire", UNKNOWN),
        ({"questionnaire": ""}, "UnknownQuestionnaire", UNKNOWN),
        ({"questionnaire": "health-export", "companyId": "x"}, "NotFound", "NOT_FOUND"),
        ({"questionnaire": "health-export", "version": 9}, "UnknownQuestionnaire", UNKNOWN),
        ({"questionnaire": "health-export", "from": "x"}, "NotFound", "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_started_is_said(
    api: GraphQLClient, environment: Environment, given: Json, typename: str, code: str
) -> None:
    count = "SELECT count(*) AS n FROM assessments"
    before = await environment.database.row(count)
    said: list[str] = []
    for language in ("nb", "en"):
        api.language = language
        answer = (await api.data(START, {"input": given}))["startAssessment"]
        assert (answer["__typename"], answer["code"]) == (typename, code)
        said.append(answer["message"])
    says_what_to_do(*said)
    assert await environment.database.row(count) == before


async def test_a_token_is_shown_once(respondent: Respondent) -> None:
    shown = str(await respondent.read()) + str(await respondent.save({"S10": {"option": "none"}}))
    assert respondent.token not in shown
    row = await respondent.stored()
    assert row.token_hash is not None
    assert len(row.token_hash) == 32
    assert respondent.token.encode() not in row.token_hash


async def test_a_renewal_is_noted(respondent: Respondent) -> None:
    assert (await renew(respondent))["__typename"] == "RenewAccessTokenSuccess"
    assert (await renew(respondent))["__typename"] == "NotFound"
    lines = await respondent.database.rows(
        "SELECT actor_kind, company_id, subject, action FROM audit_log WHERE what = $1",
        respondent.id,
    )
    assert [tuple(line.values()) for line in lines] == [("respondent", None, None, "token_renewed")]
