"""Sharing through GraphQL: given, listed, read by advisors and withdrawn."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.assessment import ConsentPurpose
from assessments.services.principals import Principal
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from assessments.texts import Language
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, STRANGERS, Asker, advisor_of
from tests.fixtures.environment import NOON
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import ANSWERS, Json

pytestmark = pytest.mark.usefixtures("nothing_shared")

AT_NOON: Final = NOON.strftime("%Y-%m-%dT%H:%M:%S.000Z")
CONSENTS: Final = """
query($id: ID!) {
  assessment(id: $id) {
    consents { id recipient { slug name } purpose scope contact grantedAt withdrawnAt }
  }
}
"""
READ: Final = """
fragment Read on SharedAssessment {
  id assessmentId submittedAt
  questionnaire { slug version }
  profile {
    name organisationNumber isOrganisationNumberProven
    sizeBand region { code } sector { slug } clusters { slug }
    facts { fact { slug } }
  }
  result {
    score level { number }
    themes { theme { slug } score level { number } }
    gaps { slug }
    matches(first: 200) { outcome offer { slug } }
  }
  consent { id recipient { slug } purpose scope grantedAt withdrawnAt contact }
  answers { question { slug } value { __typename } details { text } answeredAt }
}
"""
ALL: Final = f"""
query($cluster: String!, $first: Int!, $after: String) {{
  sharedAssessments(cluster: $cluster, first: $first, after: $after) {{
    edges {{ cursor node {{ ...Read }} }}
    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
  }}
}}
{READ}
"""
ONE: Final = f"query($id: ID!) {{ node(id: $id) {{ id ...Read }} }} {READ}"


async def share(giver: Asker, of: Respondent, **given: object) -> Json:
    wish = {"assessmentId": of.id, "recipient": CLUSTER, "purpose": "ADVICE", **given}
    data = await giver.data(operation("ShareAssessment"), input=wish)
    said: Json = data["shareAssessment"]
    return said


async def withdraw(giver: Asker, consent_id: str) -> Json:
    data = await giver.data(operation("WithdrawConsent"), input={"consentId": consent_id})
    said: Json = data["withdrawConsent"]
    return said


async def given_by(giver: Asker, of: Respondent, **wish: object) -> Json:
    said = await share(giver, of, **wish)
    assert said["__typename"] == "ShareAssessmentSuccess", said
    consent: Json = said["consent"]
    return consent


async def read_all(advisor: Asker, **variables: object) -> Json:
    data = await advisor.data(ALL, **{"cluster": CLUSTER, "first": 200, **variables})
    found: Json = data["sharedAssessments"]
    return found


async def listed(giver: Asker, of: Respondent) -> list[Json]:
    found: list[Json] = (await giver.data(CONSENTS, id=of.id))["assessment"]["consents"]
    return found


async def test_the_giver_sees_what_it_shares(giver: Asker, submitted: Respondent) -> None:
    consent = await given_by(giver, submitted, contact="Kari")
    assert consent == {
        "id": consent["id"],
        "recipient": {"name": "Norway Health Tech"},
        "purpose": "ADVICE",
        "scope": "SUMMARY",
        "grantedAt": AT_NOON,
        "withdrawnAt": None,
    }
    more: Json = {"recipient": {"slug": CLUSTER, "name": "Norway Health Tech"}, "contact": "Kari"}
    assert await listed(giver, submitted) == [{**consent, **more}]
    withdrawn = await withdraw(giver, consent["id"])
    assert withdrawn == {
        "__typename": "WithdrawConsentSuccess",
        "consent": {**consent, "withdrawnAt": AT_NOON},
    }
    assert await withdraw(giver, consent["id"]) == withdrawn
    more["contact"] = None
    assert await listed(giver, submitted) == [{**consent, **more, "withdrawnAt": AT_NOON}]


async def test_an_advisor_reads_the_summary(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    consent = await given_by(giver, submitted, contact="Kari")
    (edge,) = (await read_all(advisor))["edges"]
    node = edge["node"]
    own = await submitted.read()
    assert node["assessmentId"] == submitted.id
    assert node["submittedAt"] == own["submittedAt"] == AT_NOON
    assert node["questionnaire"] == {"slug": "health-export", "version": 1}
    assert node["profile"] == {
        "name": "Pustelyd AS",
        "organisationNumber": "923609016",
        "isOrganisationNumberProven": False,
        "sizeBand": "MICRO",
        "region": {"code": "32"},
        "sector": None,
        "clusters": [{"slug": CLUSTER}],
        "facts": None,
    }
    result = own["result"]
    assert node["result"]["score"] == result["score"]
    assert node["result"]["level"] == {"number": result["level"]["number"]}
    assert node["result"]["themes"] == [
        {
            "theme": {"slug": t["theme"]["slug"]},
            "score": t["score"],
            "level": {"number": t["level"]["number"]},
        }
        for t in result["themes"]
    ]
    every = {offer.offer.slug for offer in advisor.environment.library.catalogue.offers}
    assert {match["offer"]["slug"] for match in node["result"]["matches"]} == every
    assert node["answers"] is None
    assert node["consent"] == {
        "id": consent["id"],
        "recipient": {"slug": CLUSTER},
        "purpose": "ADVICE",
        "scope": "SUMMARY",
        "grantedAt": AT_NOON,
        "withdrawnAt": None,
        "contact": "Kari",
    }
    assert (await advisor.data(ONE, id=node["id"]))["node"] == node


async def test_an_advisor_reads_answers_where_they_are_shared(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    await given_by(giver, submitted)
    (edge,) = (await read_all(advisor))["edges"]
    await given_by(giver, submitted, scope="ANSWERS")
    (fuller,) = (await read_all(advisor))["edges"]
    node, before = fuller["node"], edge["node"]
    assert [a["question"]["slug"] for a in node["answers"]] == list(ANSWERS)
    assert {a["answeredAt"] for a in node["answers"]} == {AT_NOON}
    facts = {f["fact"]["slug"] for f in node["profile"]["facts"]}
    assert facts >= {"revenue_nok", "employees", "private_capital_24m_nok", "device_class"}
    assert {**node["profile"], "facts": None} == before["profile"]
    assert node["result"] == before["result"]


async def test_pages_meet(giver: Asker, advisor: Asker, submitted: Respondent) -> None:
    for purpose in ConsentPurpose:
        await given_by(giver, submitted, purpose=purpose.name)
    whole = await read_all(advisor)
    cursors = [edge["cursor"] for edge in whole["edges"]]
    assert len(set(cursors)) == 4
    assert whole["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[-1],
    }
    first = await read_all(advisor, first=3)
    assert first["edges"] == whole["edges"][:3]
    assert first["pageInfo"]["hasNextPage"] is True
    rest = await read_all(advisor, first=3, after=first["pageInfo"]["endCursor"])
    assert rest["edges"] == whole["edges"][3:]
    assert rest["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": cursors[3],
        "endCursor": cursors[3],
    }


async def test_nobody_shares_yet(advisor: Asker) -> None:
    assert await read_all(advisor) == {
        "edges": [],
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("language", [Language.NB, Language.EN])
async def test_for_strangers_there_is_no_such_cluster(
    giver: Asker, submitted: Respondent, stranger: Principal, language: Language
) -> None:
    consent = await given_by(giver, submitted)
    other = replace(giver, principal=stranger, language=language)
    refused = await other.refusal(ALL, cluster=CLUSTER, first=1)
    assert refused[0] == "NOT_FOUND"
    assert refused == await other.refusal(ALL, cluster="no-such-cluster", first=1)
    assert (await other.data(ONE, id=_shared_id(consent)))["node"] is None


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_are_told_the_same_as_of_what_is_not_there(
    giver: Asker, submitted: Respondent, database: Database, stranger: Principal
) -> None:
    consent = await given_by(giver, submitted)
    before = await database.rows("SELECT * FROM consents")
    other = replace(giver, principal=stranger)
    nowhere = "QXNzZXNzbWVudDowMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA"
    refused = await share(other, submitted)
    assert refused["code"] == "NOT_FOUND"
    assert refused == (await share(other, replace(submitted, id=nowhere)))
    kept = await withdraw(other, consent["id"])
    assert kept["code"] == "NOT_FOUND"
    for wrong in (_another(consent["id"]), consent["id"][:-1], "", submitted.id):
        assert await withdraw(other, wrong) == kept
        assert await withdraw(giver, wrong) == kept
    assert await database.rows("SELECT * FROM consents") == before


async def test_what_is_withdrawn_is_like_what_never_was(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    consent = await given_by(giver, submitted)
    assert (await advisor.data(ONE, id=_shared_id(consent)))["node"]["id"] == _shared_id(consent)
    await withdraw(giver, consent["id"])
    assert (await advisor.data(ONE, id=_shared_id(consent)))["node"] is None
    assert (await read_all(advisor))["edges"] == []


async def test_an_advisor_does_not_reach_what_is_behind_it(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    await given_by(giver, submitted, scope="ANSWERS")
    assert (await advisor.data("query($id: ID!) { node(id: $id) { id } }", id=submitted.id)) == {
        "node": None
    }
    assert (await advisor.data(CONSENTS, id=submitted.id)) == {"assessment": None}


@pytest.mark.parametrize(
    ("wish", "typename", "more"),
    [
        (
            {"recipient": "norway-helth-tech"},
            "UnknownRecipient",
            {"suggestions": [CLUSTER, "norsk-helsenett"]},
        ),
        (
            {"recipient": "norwegian-smart-care-cluster"},
            "RecipientEnded",
            {"successors": [CLUSTER]},
        ),
        ({"contact": " "}, "InvalidContact", {}),
    ],
)
async def test_a_wish_that_cannot_be_met_says_what_to_do(
    giver: Asker, submitted: Respondent, wish: Json, typename: str, more: Json
) -> None:
    query = """
    mutation($input: ShareAssessmentInput!) {
      shareAssessment(input: $input) {
        __typename
        ... on UserError { message }
        ... on UnknownRecipient { suggestions }
        ... on RecipientEnded { successors }
      }
    }
    """
    given = {"assessmentId": submitted.id, "recipient": CLUSTER, "purpose": "CASE", **wish}
    said: dict[Language, str] = {}
    for language in (Language.NB, Language.EN):
        data = await replace(giver, language=language).data(query, input=given)
        said[language] = data["shareAssessment"].pop("message")
        assert data["shareAssessment"] == {"__typename": typename, **more}
        for slugs in more.values():
            assert all(slug in said[language] for slug in slugs)
    assert said[Language.NB] != said[Language.EN]
    assert await listed(giver, submitted) == []


async def test_a_draft_is_refused(giver: Asker, draft: Respondent) -> None:
    holder = replace(giver, principal=principal_of(draft.token))
    assert (await share(holder, draft))["code"] == "NOT_SUBMITTED"
    assert await listed(holder, draft) == []


async def test_who_renews_its_access_is_told_what_it_shares(
    giver: Asker, startup: Respondent
) -> None:
    await startup.submit()
    holder = replace(giver, principal=principal_of(startup.token))
    consent = await given_by(holder, startup)
    query = """
    mutation($id: ID!) {
      renewAccessToken(input: { assessmentId: $id }) {
        ... on RenewAccessTokenSuccess { assessment { consents { id } } }
      }
    }
    """
    renewed = (await holder.data(query, id=startup.id))["renewAccessToken"]
    assert renewed == {"assessment": {"consents": [{"id": consent["id"]}]}}


async def test_who_works_for_two_clusters_reads_each_by_itself(
    giver: Asker, submitted: Respondent
) -> None:
    await given_by(giver, submitted)
    both = replace(giver, principal=advisor_of(OTHER_CLUSTER, CLUSTER))
    assert (await read_all(both, cluster=OTHER_CLUSTER))["edges"] == []
    assert len((await read_all(both))["edges"]) == 1


def _shared_id(consent: Json) -> str:
    uuid = parse_id_of("Consent", consent["id"])
    assert uuid is not None
    return global_id("SharedAssessment", uuid)


def _another(consent_id: str) -> str:
    uuid = parse_id_of("Consent", consent_id)
    assert uuid is not None
    return global_id("Consent", type(uuid)(int=uuid.int ^ 1))
