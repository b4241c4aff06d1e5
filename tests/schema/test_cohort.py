"""Advisors and programs read figures about many through GraphQL, and nobody else does."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final

import pytest

from assessments.matching.offers import Scheme
from assessments.matching.outcome import Verdict, decide
from assessments.services.cohorts.reading import AskedCohort, read_cohort
from assessments.services.measuring import HELPS
from assessments.services.principals import (
    Administrator,
    Anonymous,
    CompanyUser,
    Principal,
    Scope,
)
from assessments.texts import Language
from tests.assessments.services.cells.releasing import NUMBERS, QUESTIONNAIRE
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, Asker, advisor_of, reads_for
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase
from tests.schema.counting import COHORT
from tests.schema.telling import (
    EVERYBODY,
    IN_CLUSTER,
    INVITED,
    NARROW,
    OF_CLUSTER,
    THEMES,
    Answering,
    adviser,
    answering,
)

__all__ = ["adviser", "answering"]

DISCLOSURE: Final = """
query ($filter: CohortFilterInput!) {
  cohort(filter: $filter) {
    disclosure {
      minimumContributors method releasedAt isExact marginOfMean marginOfCounts
    }
  }
}
"""
OPEN_SCHEMES: Final = """
query ($filter: CohortFilterInput!) {
  cohort(filter: $filter) { unmetBarriers { barrier { slug } openSchemes } }
}
"""
SCORES: Final = """
    SELECT count(*) AS companies, sum(r.amounts[array_position(r.measures, $1)]) AS tenths
    FROM results r WHERE r.include_in_aggregates AND ($2::text IS NULL OR EXISTS (
        SELECT FROM memberships m JOIN companies c USING (organisation_number)
        WHERE c.id = r.company_id AND m.cluster = $2 AND m.ended_at IS NULL))
"""
STRANGERS: Final[dict[str, Principal]] = {
    "another recipient's program": reads_for(CLUSTER),
    "company user": CompanyUser(subject="s", organisations=(NUMBERS[0],)),
    "administrator": Administrator(subject="s", name="Drift"),
    "nobody": Anonymous(),
}


async def overview(asker: Asker, given: Json) -> Json:
    found: Json = (await asker.data(operation("CohortOverview"), filter=given))["cohort"]
    return found


async def disclosure(asker: Asker, given: Json) -> Json:
    found: Json = (await asker.data(DISCLOSURE, filter=given))["cohort"]["disclosure"]
    return found


@pytest.mark.parametrize("given", [EVERYBODY, OF_CLUSTER], ids=["everybody", "cluster"])
async def test_exact_figures_are_those_of_the_results(
    answering: Answering, adviser: Asker, given: Json
) -> None:
    row = await answering.database.row(
        SCORES, answering.measures["score:overall"], given.get("cluster")
    )
    assert row is not None
    cohort = await overview(adviser, given)
    assert (cohort["companies"], cohort["suppressed"]) == (row["companies"], False)
    mean = Decimal(row["tenths"]) / (10 * row["companies"])
    assert Decimal(str(cohort["overall"]["mean"])) == round(mean, 1)
    assert [one["theme"]["slug"] for one in cohort["themes"]] == list(THEMES)
    assert None not in [one["distribution"] for one in cohort["themes"]]


async def test_counts_are_those_that_are_told_and_the_most_come_first(
    answering: Answering, adviser: Asker
) -> None:
    asked = AskedCohort(questionnaire=QUESTIONNAIRE)
    figures = await read_cohort(answering.environment, adviser.principal, asked)
    assert figures is not None
    assert figures.told is not None
    counts, cohort = figures.told.counts, await overview(adviser, EVERYBODY)
    first, second = cohort["barriers"][:2]
    assert (first["barrier"]["slug"], second["barrier"]["slug"]) == ("risk_relief", "competence")
    for kind, rows in (("barrier", cohort["barriers"]), ("unmet", cohort["unmetBarriers"])):
        told = [counts[f"{kind}:{one['barrier']['slug']}"] for one in rows]
        assert [one["companies"] for one in rows] == told == sorted(told, reverse=True)
        assert [Decimal(str(one["share"])) for one in rows] == [
            round(Decimal(min(count, 60)) / 60, 3) for count in told
        ]
        assert len(rows) == 33
    demand = cohort["schemeDemand"]
    assert demand[0]["scheme"]["slug"] == "skattefunn"
    assert demand[0]["eligible"] == counts["scheme:skattefunn:ELIGIBLE"]
    assert len(demand) == 20
    order = [(one["eligible"], one["cannotTell"], one["nearMiss"]) for one in demand]
    assert order == sorted(order, reverse=True)
    levers = cohort["levers"]
    assert [one["question"]["slug"] for one in levers[:2]] == ["S04", "S01"]
    assert (levers[0]["companiesLifted"], len(levers)) == (counts["lever:S04"], 10)


@pytest.mark.parametrize("years", [0, 50])
async def test_schemes_that_may_be_open_to_somebody_today_are_counted_by_what_they_relieve(
    answering: Answering, adviser: Asker, years: int
) -> None:
    now = answering.environment.now() + timedelta(days=365 * years)
    later = replace(answering.environment, now=lambda: now)
    data = await replace(adviser, environment=later).data(OPEN_SCHEMES, filter=EVERYBODY)
    offers = answering.environment.library.catalogue.offers
    open_to_some = [
        offer.offer
        for offer in offers
        if isinstance(offer.offer, Scheme)
        and decide(offer, [Verdict.UNKNOWN] * len(offer.hard), now.date()) in HELPS
    ]
    for one in data["cohort"]["unmetBarriers"]:
        slug = one["barrier"]["slug"]
        assert one["openSchemes"] == sum(slug in scheme.barriers for scheme in open_to_some), slug


async def test_who_answered_of_the_cluster_is_told_beside_whatever_the_filter_says(
    adviser: Asker,
) -> None:
    told = {"invited": INVITED, "members": IN_CLUSTER, "answered": IN_CLUSTER}
    assert (await overview(adviser, OF_CLUSTER))["coverage"] == told
    assert (await overview(adviser, NARROW))["coverage"] == told
    assert (await overview(adviser, EVERYBODY))["coverage"] is None


async def test_nobody_is_told_to_have_answered_where_that_is_protected(
    answering: Answering,
) -> None:
    asker = Asker(environment=answering.environment, principal=advisor_of(OTHER_CLUSTER))
    cohort = await overview(asker, {**EVERYBODY, "cluster": OTHER_CLUSTER})
    assert cohort["coverage"] == {"invited": 0, "members": 0, "answered": None}


async def test_what_is_protected_is_null_and_ranked_lists_are_empty(adviser: Asker) -> None:
    cohort = await overview(adviser, NARROW)
    assert (cohort["companies"], cohort["suppressed"], cohort["overall"]) == (None, True, None)
    assert [one["theme"]["slug"] for one in cohort["themes"]] == list(THEMES)
    assert {one["distribution"] for one in cohort["themes"]} == {None}
    for ranked in ("barriers", "schemeDemand", "unmetBarriers", "levers"):
        assert cohort[ranked] == [], ranked
    assert cohort["disclosure"]["releasedAt"] is None
    assert cohort["disclosure"]["minimumContributors"] == 9


async def test_how_exact_figures_are_is_said_in_numbers_and_words(adviser: Asker) -> None:
    exact = await disclosure(adviser, EVERYBODY)
    assert (exact["isExact"], exact["marginOfMean"], exact["marginOfCounts"]) == (True, 0, 4)
    noised = await disclosure(adviser, {**EVERYBODY, "regions": ["03"]})
    assert noised["isExact"] is False
    assert noised["marginOfMean"] > 2
    assert f"{noised['marginOfMean']} points" in noised["method"]
    added = await disclosure(adviser, {**EVERYBODY, "regions": ["03", "46"]})
    assert added["marginOfCounts"] == 6
    protected = await disclosure(adviser, NARROW)
    assert [protected[name] for name in ("isExact", "marginOfMean", "marginOfCounts")] == [None] * 3
    said = {one["method"] for one in (exact, noised, protected)}
    assert len(said) == 3
    norwegian = replace(adviser, language=Language.NB)
    assert (await disclosure(norwegian, EVERYBODY))["method"].startswith("Tallene gjelder")


async def test_bars_and_levels_hold_about_all(adviser: Asker) -> None:
    overall = (await overview(adviser, EVERYBODY))["overall"]
    bars = overall["histogram"]
    assert [(one["from"], one["to"]) for one in bars] == [(at, at + 10) for at in range(0, 100, 10)]
    assert abs(sum(one["companies"] for one in bars) - 60) <= 20
    assert [one["level"]["number"] for one in overall["levels"]] == [0, 1, 2, 3, 4]
    assert all(0 <= one["share"] <= 1 for one in overall["levels"])


@pytest.mark.parametrize(
    ("principal", "clusters"),
    [
        (advisor_of(CLUSTER), {CLUSTER}),
        (advisor_of(OTHER_CLUSTER), {OTHER_CLUSTER}),
        (reads_for(CLUSTER, scope=Scope.AGGREGATES), {CLUSTER}),
        (reads_for(scope=Scope.AGGREGATES), set[str]()),
    ],
)
async def test_who_reads_all_and_which_clusters(
    answering: Answering, principal: Principal, clusters: set[str]
) -> None:
    asker = Asker(environment=answering.environment, principal=principal)
    assert (await asker.data(COHORT))["cohort"]["suppressed"] is False
    for cluster in (CLUSTER, OTHER_CLUSTER, "nowhere"):
        found = (await asker.data(COHORT, cluster=cluster))["cohort"]
        assert (found is not None) is (cluster in clusters)
    assert (await asker.data(COHORT, questionnaire="nothing"))["cohort"] is None


@pytest.mark.parametrize("who", STRANGERS)
async def test_nobody_else_reads_any(answering: Answering, who: str) -> None:
    asker = Asker(environment=answering.environment, principal=STRANGERS[who])
    assert await asker.data(COHORT) == {"cohort": None}
    assert await asker.data(COHORT, cluster=CLUSTER) == {"cohort": None}


@pytest.mark.parametrize("name", ["CohortOverview", "CohortBreakdown", "CohortQuestions"])
async def test_each_operation_is_one_statement(
    answering: Answering, adviser: Asker, name: str
) -> None:
    noted = NotedDatabase(answering.database)
    asker = replace(adviser, environment=replace(answering.environment, database=noted))
    variables = {"filter": OF_CLUSTER, "by": "REGION", "theme": None}
    wanted = {"CohortOverview": ["filter"], "CohortBreakdown": ["filter", "by"]}
    given = {one: variables[one] for one in wanted.get(name, ["filter", "theme"])}
    await asker.data(operation(name), **given)
    assert len(noted.statements) == 1
    quarter = {**OF_CLUSTER, "submittedFrom": "2025-Q1", "submittedTo": "2025-Q4"}
    noted.statements.clear()
    await asker.data(operation(name), **{**given, "filter": quarter})
    assert len(noted.statements) == 1


async def test_all_of_a_request_is_read_at_once_but_which_quarters_there_are(
    answering: Answering, adviser: Asker
) -> None:
    noted = NotedDatabase(answering.database)
    asker = replace(adviser, environment=replace(answering.environment, database=noted))
    await asker.data(
        """
        query ($all: CohortFilterInput!, $own: CohortFilterInput!) {
          all: cohort(filter: $all) { companies breakdown(by: SECTOR) { companies } }
          own: cohort(filter: $own) {
            companies coverage { answered } rest { companies } questions { companies }
            region: breakdown(by: REGION) { companies } size: breakdown(by: SIZE_BAND) { value }
          }
        }
        """,
        all=EVERYBODY,
        own=OF_CLUSTER,
    )
    assert len(noted.statements) == 1
    noted.statements.clear()
    await asker.data(operation("CohortBreakdown"), filter=EVERYBODY, by="QUARTER")
    assert len(noted.statements) == 2
    noted.statements.clear()
    assert await asker.data(COHORT, cluster=OTHER_CLUSTER) == {"cohort": None}
    assert noted.statements == []


@pytest.mark.parametrize(
    ("narrowed", "field"),
    [
        ({"regions": ["99"]}, "`regions`"),
        ({"sectors": []}, "`sectors`"),
        ({"submittedFrom": "2026-Q5"}, "`submittedFrom`"),
        ({"submittedFrom": "2025-Q2", "submittedTo": "2026-Q1"}, None),
        ({"submittedFrom": "2025-Q3"}, "`submittedFrom`"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    adviser: Asker, narrowed: Json, field: str | None
) -> None:
    given = {**EVERYBODY, **narrowed}
    if field is None:
        assert (await adviser.data(DISCLOSURE, filter=given))["cohort"] is not None
        return
    code, message = await adviser.refusal(DISCLOSURE, filter=given)
    assert code == "BAD_USER_INPUT"
    assert message.startswith(field)


@pytest.mark.parametrize("field", ["schemeDemand", "levers"])
async def test_how_many_is_checked_also_of_what_is_protected(adviser: Asker, field: str) -> None:
    query = f"""
        query ($filter: CohortFilterInput!) {{
          cohort(filter: $filter) {{ {field}(first: 0) {{ __typename }} }}
        }}
    """
    for given in (EVERYBODY, NARROW):
        assert (await adviser.refusal(query, filter=given))[0] == "BAD_USER_INPUT"
