"""The advisor's review through GraphQL: beside the company's answers, never in their place."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.services.tokens import principal_of
from assessments.services.verifying import verify_named
from assessments.storage.database import Database
from assessments.texts import Language
from schema.ids import global_id
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, STRANGERS, Asker, advisor_of
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase
from tests.schema.refusals import says_what_to_do
from tests.schema.reviewing import SEEN, own_result, review, reviewed, shared_id
from tests.schema.test_companies import NUMBER, USER, begin, claim, register

pytestmark = pytest.mark.usefixtures("nothing_shared")

AT_NOON: Final = NOON.strftime("%Y-%m-%dT%H:%M:%S.000Z")
REVIEWS: Final[tuple[Json, ...]] = (
    {"question": "P07", "level": 3, "comment": "Se nytteanalysen fra i vår."},
    {"question": "S01", "level": 1},
    {"question": "S04", "level": 2, "evidence": "DOCUMENTED"},
    {"question": "R02", "evidence": "VERIFIED", "comment": " Sett i teknisk fil.\r\nOk. "},
)
LOG: Final = """
query ($id: ID!) {
  node(id: $id) { ... on Company { accessLog(first: 20) { edges { node { actor action } } } } }
}
"""


async def share(giver: Asker, of: Respondent, **wish: object) -> str:
    """Share the answers with the cluster, and return the id of the consent."""
    given = {"recipient": CLUSTER, "purpose": "ADVICE", "scope": "ANSWERS", **wish}
    data = await giver.data(operation("ShareAssessment"), input={"assessmentId": of.id, **given})
    consent: str = data["shareAssessment"]["consent"]["id"]
    return consent


async def withdraw(giver: Asker, consent_id: str) -> None:
    data = await giver.data(operation("WithdrawConsent"), input={"consentId": consent_id})
    assert data["withdrawConsent"]["__typename"] == "WithdrawConsentSuccess"


async def test_from_sharing_to_withdrawing(
    giver: Asker, advisor: Asker, clock: Clock, submitted: Respondent
) -> None:
    stored = await submitted.stored()
    before = await own_result(giver, submitted)
    assert before["reviews"] == []
    consent = await share(giver, submitted)
    shared = shared_id(consent)
    assert (await advisor.data(SEEN, id=shared))["node"]["review"] is None
    found = await reviewed(advisor, shared, *REVIEWS)
    assert found is not None
    assert found["reviewer"] == {"slug": CLUSTER, "name": "Norway Health Tech"}
    assert found["reviewedAt"] == AT_NOON
    assert [(r["question"]["slug"], r["statedLevel"], r["level"]) for r in found["reviews"]] == [
        ("S01", 2, 1),
        ("S04", 2, 2),
        ("R02", None, None),
        ("P07", None, 3),
    ]
    assert [(r["evidence"], r["comment"]) for r in found["reviews"]] == [
        (None, None),
        ("DOCUMENTED", None),
        ("VERIFIED", "Sett i teknisk fil.\nOk."),
        (None, "Se nytteanalysen fra i vår."),
    ]
    assert found["differences"] == [
        {"question": {"slug": "S01"}, "statedLevel": 2, "level": 1},
        {"question": {"slug": "P07"}, "statedLevel": None, "level": 3},
    ]
    after = await own_result(giver, submitted)
    assert after == {**before, "reviews": [found]}
    seen = (await advisor.data(SEEN, id=shared))["node"]
    assert seen["review"] == found
    assert seen["result"] == {"score": after["score"], "level": after["level"]}
    clock.forward(timedelta(hours=1))
    await withdraw(giver, consent)
    refused = await review(advisor, shared, {"question": "S01", "level": 2})
    assert refused["code"] == "NOT_FOUND"
    assert (await advisor.data(SEEN, id=shared))["node"] is None
    assert await own_result(giver, submitted) == after
    assert await submitted.stored() == stored


async def test_the_reviewed_score_stands_beside_the_stated_one(
    giver: Asker, advisor: Asker, environment: Environment, submitted: Respondent
) -> None:
    own = await submitted.read()
    found = await reviewed(
        advisor, shared_id(await share(giver, submitted)), {"question": "R03", "level": 3}
    )
    assert found is not None
    stated = {t["theme"]["slug"]: t["score"] for t in own["result"]["themes"]}
    scores = {t["theme"]["slug"]: t["score"] for t in found["themes"]}
    levels = {t["theme"]["slug"]: t["level"]["number"] for t in found["themes"]}
    moved = {slug for slug, score in scores.items() if score != stated[slug]}
    assert moved == {"regulatory_testing"}
    assert (own["result"]["score"], found["score"]) == (46.1, 50.1)
    assert (stated["regulatory_testing"], scores["regulatory_testing"]) == (78.9, 94.7)
    assert levels["regulatory_testing"] == 4
    stored = (await submitted.stored()).result
    assert stored is not None
    [verified] = [one async for one in verify_named(environment, [stored.id])]
    assert verified.holds


async def test_reviewing_all_as_stated_gives_the_very_score(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    shared = shared_id(await share(giver, submitted))
    probe = [{"question": a, "comment": "x"} for a in ("S01", "S02", "I01", "R01", "R03", "P08")]
    first = await reviewed(advisor, shared, *probe)
    assert first is not None
    same = [
        {"question": r["question"]["slug"], "level": r["statedLevel"]} for r in first["reviews"]
    ]
    found = await reviewed(advisor, shared, *same)
    assert found is not None
    own = await own_result(giver, submitted)
    assert found["differences"] == []
    assert (found["score"], found["level"]) == (own["score"], own["level"])


async def test_each_cluster_has_an_entry_of_its_own_and_reads_no_other(
    giver: Asker, advisor: Asker, clock: Clock, submitted: Respondent
) -> None:
    other = replace(advisor, principal=advisor_of(OTHER_CLUSTER))
    mine = shared_id(await share(giver, submitted))
    theirs = shared_id(await share(giver, submitted, recipient=OTHER_CLUSTER))
    first = await reviewed(advisor, mine, {"question": "S01", "level": 1})
    clock.forward(timedelta(minutes=1))
    second = await reviewed(other, theirs, {"question": "S01", "level": 4})
    assert (await own_result(giver, submitted))["reviews"] == [second, first]
    assert (await advisor.data(SEEN, id=mine))["node"]["review"] == first
    assert (await other.data(SEEN, id=theirs))["node"]["review"] == second
    assert (await review(other, mine, {"question": "S01"}))["code"] == "NOT_FOUND"
    clock.forward(timedelta(minutes=1))
    again = await reviewed(advisor, mine, {"question": "S02", "level": 0})
    assert (await own_result(giver, submitted))["reviews"] == [again, second]


async def test_a_review_with_nothing_in_it_takes_the_former_away(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    shared = shared_id(await share(giver, submitted))
    assert await reviewed(advisor, shared, {"question": "S01", "level": 1}) is not None
    assert await reviewed(advisor, shared, {"question": "S01"}) is None
    assert (await own_result(giver, submitted))["reviews"] == []
    assert await reviewed(advisor, shared, {"question": "S01"}) is None


async def test_a_summary_has_no_answers_to_review(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    summary = shared_id(await share(giver, submitted, scope="SUMMARY", purpose="CASE"))
    answers = shared_id(await share(giver, submitted))
    assert await reviewed(advisor, answers, {"question": "S01", "level": 1}) is not None
    assert (await advisor.data(SEEN, id=summary))["node"]["review"] is None
    said = {
        language: await review(replace(advisor, language=language), summary, {"question": "S01"})
        for language in (Language.NB, Language.EN)
    }
    assert {one["code"] for one in said.values()} == {"NOT_AVAILABLE"}
    says_what_to_do(said[Language.NB]["message"], said[Language.EN]["message"])


REJECTED: Final[dict[str, tuple[Json, str]]] = {
    "no such question": ({"question": "S99", "level": 1}, "UNKNOWN_QUESTION"),
    "not shown": ({"question": "R04", "level": 1}, "NOT_ANSWERED"),
    "no score": ({"question": "S11", "level": 1}, "NOT_SCORED"),
    "below": ({"question": "S02", "level": -1}, "OUT_OF_RANGE"),
    "above": ({"question": "S03", "level": 5}, "OUT_OF_RANGE"),
    "too long": ({"question": "S05", "comment": "x" * 2_001}, "INVALID_TEXT"),
    "blank": ({"question": "P07", "comment": "  \n "}, "INVALID_TEXT"),
    "empty": ({"question": "R02", "comment": ""}, "INVALID_TEXT"),
    "invisible": ({"question": "S06", "comment": "a\tb"}, "INVALID_TEXT"),
}


async def test_what_is_not_accepted_is_named_and_nothing_is_saved(
    giver: Asker, advisor: Asker, database: Database, submitted: Respondent
) -> None:
    shared = shared_id(await share(giver, submitted))
    good: Json = {"question": "S01", "level": 1}
    given = [good, *(one for one, _ in REJECTED.values()), good]
    expected = [(one["question"], code) for one, code in REJECTED.values()]
    said: list[list[Json]] = []
    for language in (Language.NB, Language.EN):
        found = await review(replace(advisor, language=language), shared, *given)
        assert found["__typename"] == "ReviewsRejected"
        rejections: list[Json] = found["rejections"]
        assert [(r["question"], r["code"]) for r in rejections] == [
            *expected,
            ("S01", "GIVEN_TWICE"),
        ]
        said.append(rejections)
    for nb, en in zip(*said, strict=True):
        says_what_to_do(nb["message"], en["message"])
    assert await database.rows("SELECT * FROM reviews") == []
    longest = {"question": "S05", "comment": "x\n" * 999 + "xx"}
    assert await reviewed(advisor, shared, longest) is not None


async def test_absurdly_many_are_refused(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    shared = shared_id(await share(giver, submitted))
    body = await advisor.body(
        "mutation ($input: ReviewAnswersInput!) { reviewAnswers(input: $input) { __typename } }",
        input={"sharedAssessmentId": shared, "reviews": [{"question": "S01"}] * 1_001},
    )
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_are_told_the_same_as_of_what_is_not_there(
    giver: Asker, submitted: Respondent, database: Database, stranger: Principal
) -> None:
    consent = await share(giver, submitted)
    noted = NotedDatabase(database)
    other = replace(
        giver, principal=stranger, environment=replace(giver.environment, database=noted)
    )
    said: list[Json] = []
    sent: list[list[str]] = []
    for shared in (shared_id(consent), global_id("SharedAssessment", UUID(int=7))):
        noted.statements.clear()
        said.append(await review(other, shared, {"question": "S01", "level": 1}))
        sent.append(list(noted.statements))
    assert said[0]["code"] == "NOT_FOUND"
    assert said[0] == said[1] == await review(other, submitted.id)
    assert sent[0] == sent[1]
    assert await database.rows("SELECT * FROM reviews") == []


async def test_a_claim_takes_the_reviews_along_and_the_company_reads_who_reviewed(
    environment: Environment, advisor: Asker, database: Database, respondent: Respondent
) -> None:
    await fill_in(respondent)
    await respondent.submit()
    holder = replace(advisor, principal=principal_of(respondent.token))
    shared = shared_id(await share(holder, respondent))
    found = await reviewed(advisor, shared, {"question": "S01", "level": 1})
    owner = replace(advisor, principal=USER)
    async with client_of(environment, principal=USER) as client:
        company = (await register(client, NUMBER))["company"]["id"]
        assert (await begin(client, companyId=company))["__typename"] == "StartAssessmentSuccess"
        claimed = await claim(client, respondent, company)
    assert claimed["__typename"] == "ClaimAssessmentSuccess"
    rows = await database.rows(
        "SELECT r.company_id = a.company_id AS moved FROM reviews r"
        " JOIN assessments a ON a.id = r.assessment_id"
    )
    assert [row["moved"] for row in rows] == [True]
    assert (await own_result(owner, respondent))["reviews"] == [found]
    assert await reviewed(advisor, shared, {"question": "S01", "level": 3}) is not None
    edges = (await owner.data(LOG, id=company))["node"]["accessLog"]["edges"]
    lines = [(edge["node"]["actor"], edge["node"]["action"]) for edge in edges]
    of_advisor = [line for line in lines if line[0] == "Advisor of Norway Health Tech"]
    assert sorted(action for _, action in of_advisor) == [
        "Read an assessment that is shared",
        "Read an assessment that is shared",
        "Reviewed the answers of an assessment",
        "Reviewed the answers of an assessment",
    ]
