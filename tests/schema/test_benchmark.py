"""A company compares itself with others, and is told no more of them than an advisor."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Final

import pytest

from assessments.cohorts.standing import percentile
from assessments.services.principals import CompanyUser
from assessments.texts import Language
from tests.assessments.services.cells.releasing import NUMBERS, QUESTIONNAIRE
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.fixtures.startup import Json
from tests.schema.telling import (
    EVERYBODY,
    IN_CLUSTER,
    NARROW,
    OF_CLUSTER,
    THEMES,
    Answering,
    adviser,
    answering,
)
from tests.schema.test_companies import begin, register

__all__ = ["adviser", "answering"]

MEMBER, STRANGER = NUMBERS[0], NUMBERS[IN_CLUSTER]
NO_FIGURES: Final[Json] = {
    "suppressed": True,
    "companies": None,
    "overall": None,
    "themes": [{"theme": {"slug": t}, "percentile": None, "median": None} for t in THEMES],
}
DISCLOSURE: Final = """
query ($id: ID!) { assessment(id: $id) { benchmark { disclosure { minimumContributors method } } } }
"""


async def benchmark(who: Respondent, peers: Json | None = None) -> Json | None:
    data = await who.client.data(operation("Progress"), {"id": who.id, "peers": peers})
    found: Json | None = data["assessment"]["benchmark"]
    return found


async def refusal(who: Respondent, peers: Json) -> tuple[str, str]:
    sent = await who.client.send(operation("Progress"), {"id": who.id, "peers": peers})
    (error,) = sent.json()["errors"]
    return error["extensions"]["code"], error["message"]


async def submitted(who: Respondent, number: str) -> Respondent:
    await fill_in(who, number)
    await who.submit(includeInAggregates=False)
    return who


@pytest.fixture
async def respondent_of_none(answering: Answering) -> AsyncIterator[Respondent]:
    """Somebody without a company, with a result."""
    async with client_of(answering.environment) as client:
        who = await start(client, answering.database)
        client.token = who.token
        yield await submitted(who, STRANGER)


@pytest.fixture(params=[MEMBER, STRANGER], ids=["member", "stranger"])
async def company(
    answering: Answering, request: pytest.FixtureRequest
) -> AsyncIterator[tuple[Respondent, bool]]:
    """A company that is signed in, with a result, and whether the cluster lists it."""
    number: str = request.param
    signed_in = CompanyUser(subject="s", organisations=(number,))
    async with client_of(answering.environment, principal=signed_in) as client:
        of = (await register(client, number))["company"]["id"]
        begun = (await begin(client, companyId=of))["assessment"]["id"]
        who = Respondent(client, answering.database, begun, "")
        yield await submitted(who, number), number == MEMBER


async def advised(adviser: Asker, peers: Json) -> Json:
    found: Json = (await adviser.data(operation("CohortOverview"), filter=peers))["cohort"]
    return found


async def agrees(who: Respondent, told: Json, seen: Json) -> None:
    """Assert that a benchmark says what an advisor sees, and where the company stands in it."""
    own = (await who.read())["result"]
    assert told["suppressed"] is False
    assert told["companies"] == seen["companies"]
    quantiles = ("median", "lowerQuartile", "upperQuartile")
    assert {name: told["overall"][name] for name in quantiles} == {
        name: seen["overall"][name] for name in quantiles
    }
    pairs = [(own["score"], told["overall"], seen["overall"])]
    assert [theme["theme"]["slug"] for theme in told["themes"]] == list(THEMES)
    for scored, theme, seen_theme in zip(
        own["themes"], told["themes"], seen["themes"], strict=True
    ):
        assert theme["median"] == seen_theme["distribution"]["median"]
        pairs.append((scored["score"], theme, seen_theme["distribution"]))
    for score, compared, distribution in pairs:
        bars = [bar["companies"] for bar in distribution["histogram"]]
        assert compared["percentile"] == percentile(Decimal(str(score)), bars)
        assert 0 <= compared["percentile"] <= 100


@pytest.mark.parametrize("peers", [None, EVERYBODY, {**EVERYBODY, "regions": ["46"]}])
async def test_anybody_compares_with_everybody_and_sees_what_advisors_see(
    respondent_of_none: Respondent, adviser: Asker, peers: Json | None
) -> None:
    told = await benchmark(respondent_of_none, peers)
    assert told is not None
    await agrees(respondent_of_none, told, await advised(adviser, peers or EVERYBODY))


async def test_of_a_cluster_its_members_alone_are_told(
    company: tuple[Respondent, bool], adviser: Asker
) -> None:
    who, is_member = company
    told = await benchmark(who, OF_CLUSTER)
    assert told is not None
    if is_member:
        await agrees(who, told, await advised(adviser, OF_CLUSTER))
    else:
        assert told == NO_FIGURES
    assert await benchmark(who, {**EVERYBODY, "cluster": OTHER_CLUSTER}) == NO_FIGURES
    assert await benchmark(who, {**EVERYBODY, "cluster": "nowhere"}) == NO_FIGURES


async def test_who_is_not_signed_in_is_told_of_no_cluster(respondent_of_none: Respondent) -> None:
    assert await benchmark(respondent_of_none, OF_CLUSTER) == NO_FIGURES


@pytest.mark.parametrize("company", [MEMBER], indirect=True)
async def test_what_is_protected_from_advisors_is_protected_from_members(
    company: tuple[Respondent, bool], adviser: Asker
) -> None:
    assert (await advised(adviser, NARROW))["suppressed"] is True
    assert await benchmark(company[0], NARROW) == NO_FIGURES


async def test_a_draft_has_none(answering: Answering) -> None:
    async with client_of(answering.environment) as client:
        draft = await start(client, answering.database)
        client.token = draft.token
        assert await benchmark(draft) is None


@pytest.mark.parametrize(
    ("peers", "field"),
    [
        ({"questionnaire": "another"}, "questionnaire"),
        ({**EVERYBODY, "regions": ["99"]}, "regions"),
        ({**EVERYBODY, "submittedFrom": "2026-Q5"}, "submittedFrom"),
        ({**EVERYBODY, "submittedFrom": "2026-Q1", "submittedTo": "2026-Q2"}, "submittedFrom"),
    ],
)
async def test_a_filter_that_cannot_be_used_is_refused_by_its_field(
    respondent_of_none: Respondent, peers: Json, field: str
) -> None:
    code, message = await refusal(respondent_of_none, peers)
    assert code == "BAD_USER_INPUT"
    assert f"`{field}`" in message


@pytest.mark.parametrize(
    ("language", "word"), [(Language.NB, "bedrifter"), (Language.EN, "companies")]
)
async def test_it_says_how_the_figures_are_protected(
    respondent_of_none: Respondent, language: Language, word: str
) -> None:
    respondent_of_none.client.language = language
    data = await respondent_of_none.client.data(DISCLOSURE, {"id": respondent_of_none.id})
    said = data["assessment"]["benchmark"]["disclosure"]
    assert said["minimumContributors"] == 9
    assert word in said["method"]


def test_the_member_and_the_stranger_are_what_they_are_called() -> None:
    assert (OF_CLUSTER["cluster"], OF_CLUSTER["questionnaire"]) == (CLUSTER, QUESTIONNAIRE)
    assert NUMBERS.index(STRANGER) >= IN_CLUSTER > NUMBERS.index(MEMBER)
