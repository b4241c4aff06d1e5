"""What is worked out of figures: kept as it is, and said so that people understand it."""

import json
from collections.abc import AsyncIterator
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.services.matching_many import outcomes_of_all
from assessments.services.publishing import publish
from assessments.services.verifying import verify_all
from assessments.storage.database import Database
from schema.ids import global_id
from tests.assessments.matching.made_offers import criterion, offer
from tests.assessments.services.caller import Caller, number, start
from tests.assessments.services.small_content import (
    ANSWERS,
    FACTS,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON, Clock, environment_on
from tests.fixtures.http import GraphQLClient
from tests.fixtures.startup import Json

SHARE: Final = "export_share_by_figures"
ASKS: Final = {"nb": "Halve omsetningen er eksport.", "en": "Half the revenue is export."}
HALF: Final = offer(
    "half", criteria=[criterion("half", {"fact": SHARE, "op": "gte", "value": 50}, text=ASKS)]
)
MATCHES: Final = """
query Matches($id: ID!) {
  assessment(id: $id) {
    result { matches(first: 9) { edges { node { ...Said } } } }
    matchesNow { matches(first: 9) { edges { node { ...Said } } } }
  }
}
fragment Said on Match {
  outcome reason missingFacts { slug }
  verdicts { verdict text actual unmetBecause { text actual } }
}
"""
ALONE: Final = """
query Alone($profile: CompanyProfileInput!) {
  matchProfile(profile: $profile) { matches(first: 9) { edges { node {
    outcome verdicts { verdict text actual } } } } }
}
"""


@pytest.fixture
async def caller(fresh_database: Database, catalogue_definition: Catalogue, clock: Clock) -> Caller:
    catalogue = small_catalogue(catalogue_definition, HALF)
    questionnaire = small_questionnaire(catalogue_definition)
    await publish(fresh_database, catalogue, [questionnaire], NOON)
    return await start(await environment_on(fresh_database, clock), SLUG)


@pytest.fixture
async def client(caller: Caller) -> AsyncIterator[GraphQLClient]:
    async with client_of(caller.environment) as client:
        client.token = caller.token
        yield client


async def _submit(caller: Caller, revenue: int, exported: int) -> Json:
    """Submit with these figures, and return what the result knows besides what was stated."""
    figures = {"revenue_nok": number(revenue), "export_revenue_nok": number(exported)}
    await caller.state({**FACTS, **figures})
    await caller.save(ANSWERS)
    result = (await caller.submit()).result
    assert result is not None
    known: Json = json.loads(result.document)["known"]
    return known


async def _said(client: GraphQLClient, caller: Caller, language: str) -> Json:
    """Return what the result says of the one offer, which is what is said of it now."""
    client.language = language
    found = (await client.data(MATCHES, {"id": global_id("Assessment", caller.id)}))["assessment"]
    (then,) = found["result"]["matches"]["edges"]
    (now,) = found["matchesNow"]["matches"]["edges"]
    assert then == now
    return dict(then["node"])


async def _outcomes(caller: Caller) -> list[str]:
    """Return the outcome of the offer as SQL works it out; the result holds when verified."""
    assert [v.holds async for v in verify_all(caller.environment)] == [True]
    catalogue = caller.environment.library.catalogue
    day = caller.environment.now().date()
    found = await outcomes_of_all(caller.database, catalogue, catalogue.offers, day)
    return [outcome.value for outcomes in found.values() for outcome in outcomes]


WORDS: Final[dict[str, Json]] = {
    "nb": {
        "text": "Halve omsetningen er eksport. Kan ikke avgjøres"
        " (Eksportandel etter tallene: kan ikke regnes ut, siden det deles på 0).",
        "actual": "kan ikke regnes ut, siden det deles på 0",
        "reason": "Ingen kriterier kan avgjøre dette her. Spør tilbyderen.",
    },
    "en": {
        "text": "Half the revenue is export. Cannot tell"
        " (Export share by the figures: cannot be worked out, since it is divided by 0).",
        "actual": "cannot be worked out, since it is divided by 0",
        "reason": "No criterion can settle this here. Ask the provider.",
    },
}


@pytest.mark.parametrize("language", WORDS)
async def test_a_share_of_no_revenue_cannot_be_worked_out(
    caller: Caller, client: GraphQLClient, language: str
) -> None:
    known = await _submit(caller, 0, 0)
    assert known[SHARE] == {"absent": True}
    words = WORDS[language]
    verdict = {"verdict": "UNKNOWN", "text": words["text"], "actual": words["actual"]}
    assert await _said(client, caller, language) == {
        "outcome": "CANNOT_TELL",
        "reason": words["reason"],
        "missingFacts": [],
        "verdicts": [{**verdict, "unmetBecause": []}],
    }
    profile = {"annualRevenueNok": 0, "exportRevenueNok": 0}
    alone = await client.data(ALONE, {"profile": profile})
    assert alone["matchProfile"]["matches"]["edges"] == [
        {"node": {"outcome": "CANNOT_TELL", "verdicts": [verdict]}}
    ]
    assert await _outcomes(caller) == ["CANNOT_TELL"]


async def test_a_share_just_below_a_limit_is_kept_below_it(
    caller: Caller, client: GraphQLClient
) -> None:
    known = await _submit(caller, 100_000_000, 49_999_999)
    assert known[SHARE] == {"number": "49999999/1000000"}
    assert await _said(client, caller, "en") == {
        "outcome": "NOT_ELIGIBLE",
        "reason": 'One hard criterion is not met: "Half the revenue is export".',
        "missingFacts": [],
        "verdicts": [
            {
                "verdict": "UNMET",
                "text": "Half the revenue is export. Not met (49.99%).",
                "actual": "49.99%",
                "unmetBecause": [
                    {"text": "Export share by the figures: at least 50%", "actual": "49.99%"}
                ],
            }
        ],
    }
    assert await _outcomes(caller) == ["NOT_ELIGIBLE"]


async def test_a_share_on_the_limit_reaches_it(caller: Caller, client: GraphQLClient) -> None:
    assert (await _submit(caller, 100_000_000, 50_000_000))[SHARE] == {"number": 50}
    assert (await _said(client, caller, "en"))["outcome"] == "ELIGIBLE"
    assert await _outcomes(caller) == ["ELIGIBLE"]
