"""Withdrawing through GraphQL by what was given, and sharing that has to wait."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.storage.database import Database
from assessments.texts import Language
from schema.ids import parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json
from tests.schema.holding import held
from tests.schema.refusals import says_what_to_do
from tests.schema.test_sharing import AT_NOON, given_by

pytestmark = pytest.mark.usefixtures("nothing_shared")

SHARE: Final = """
mutation($input: ShareAssessmentInput!) {
  shareAssessment(input: $input) {
    ... on TooManyConsents { code message retryAt }
  }
}
"""


async def withdraw_given(giver: Asker, of: Respondent, purpose: str = "ADVICE") -> Json:
    given = {"assessmentId": of.id, "recipient": CLUSTER, "purpose": purpose}
    data = await giver.data(operation("WithdrawConsent"), input={"given": given})
    said: Json = data["withdrawConsent"]
    return said


async def test_who_does_not_know_the_id_withdraws_by_what_was_given(
    giver: Asker, submitted: Respondent
) -> None:
    consent = await given_by(giver, submitted)
    assert (await withdraw_given(giver, submitted, "CASE"))["code"] == "NOT_FOUND"
    nowhere = replace(submitted, id="x")
    stranger = replace(giver, principal=advisor_of(CLUSTER))
    refused = [await withdraw_given(stranger, one) for one in (submitted, nowhere)]
    assert refused[0] == refused[1]
    assert refused[0]["code"] == "NOT_FOUND"
    assert await withdraw_given(giver, submitted) == {
        "__typename": "WithdrawConsentSuccess",
        "consent": {**consent, "withdrawnAt": AT_NOON},
    }
    assert (await withdraw_given(giver, submitted))["code"] == "NOT_FOUND"


@pytest.mark.parametrize("state", ["expired", "revoked"])
async def test_a_link_that_is_over_does_not_tell_with_whom_was_shared(
    environment: Environment, database: Database, state: str
) -> None:
    mine = await held(environment, database, state)
    said: list[Json] = []
    async with client_of(environment) as client:
        client.token = mine.token
        for purpose in ("CASE", "CONTACT", "ADVICE", "ADVICE"):
            given = {"assessmentId": mine.assessment, "recipient": CLUSTER, "purpose": purpose}
            data = await client.data(operation("WithdrawConsent"), {"input": {"given": given}})
            said.append(data["withdrawConsent"])
    assert said == [{"__typename": "WithdrawConsentSuccess", "consent": None}] * 4
    left = await database.rows(
        "SELECT withdrawn_at FROM consents WHERE assessment_id = $1",
        parse_id_of("Assessment", mine.assessment),
    )
    assert [row["withdrawn_at"] for row in left] == [NOON]


@pytest.mark.parametrize("named", [{}, {"consentId": "x", "given": None}])
async def test_a_consent_is_named_in_exactly_one_way(giver: Asker, named: Json) -> None:
    code, _ = await giver.refusal(operation("WithdrawConsent"), input=named)
    assert code == "BAD_USER_INPUT"


async def test_sharing_too_often_says_when_to_go_on(
    giver: Asker, submitted: Respondent, database: Database
) -> None:
    await database.run(
        """
        INSERT INTO consents (id, assessment_id, recipient, recipient_name, purpose, scope,
            granted_at, withdrawn_at)
        SELECT gen_random_uuid(), $1, 'x', '{"nb": "x", "en": "x"}', 'advice', 'summary', $2, $2
        FROM generate_series(1, 100)
        """,
        (await submitted.stored()).id,
        NOON,
    )
    given = {"assessmentId": submitted.id, "recipient": CLUSTER, "purpose": "CASE"}
    said: list[str] = []
    for language in (Language.NB, Language.EN):
        data = await replace(giver, language=language).data(SHARE, input=given)
        said.append(data["shareAssessment"].pop("message"))
        assert data["shareAssessment"] == {
            "code": "TOO_MANY_CONSENTS",
            "retryAt": "2026-11-23T12:00:00.000Z",
        }
    says_what_to_do(*said)
