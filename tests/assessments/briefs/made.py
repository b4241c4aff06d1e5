"""Made-up told figures, and briefs of them about the real content."""

from datetime import datetime
from decimal import Decimal
from random import Random

from assessments.briefs.gathered import Figures, Gathered, Named
from assessments.cohorts.measures import OVERALL
from assessments.cohorts.told import Quantiles, Scores, Told
from assessments.content.library import Library
from assessments.matching.outcome import Outcome
from assessments.services.briefs.naming import basis_of, named_in
from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.cohorts.labels import label_of
from assessments.services.cohorts.values import counties
from assessments.services.environment import OSLO
from assessments.texts import both

QUESTIONNAIRE = "health-export"
CLUSTER = "norway-health-tech"
RELEASED = datetime(2026, 11, 20, 8, 30, tzinfo=OSLO)
NOBODY = Figures(told=None, released_at=None, release=None)


def made_scores(random: Random, companies: int) -> Scores:
    cuts = [random.random() + 0.2 for _ in range(5)]
    levels = [max(0, round(companies * cut / sum(cuts)) + random.randint(-2, 2)) for cut in cuts]
    middle = Decimal(random.randint(6, 14)) * 5 + Decimal("2.5")
    return Scores(
        companies=companies,
        sum_tenths=companies * random.randint(250, 750),
        quantiles=Quantiles(lower_quartile=middle - 15, median=middle, upper_quartile=middle + 10),
        deviation=Decimal("17.4"),
        bins=[companies // 10] * 10,
        levels=levels,
    )


def made_told(named: Named, companies: int, seed: int, *, is_exact: bool = True) -> Told:
    """Return figures of so many companies, with a count under every measure that is named."""
    random = Random(seed)
    keys = [f"{kind}:{slug}" for kind in ("barrier", "unmet") for slug in named.barriers]
    keys += [f"scheme:{slug}:{outcome}" for slug in named.schemes for outcome in Outcome]
    keys += [f"lever:{slug}" for slug in named.questions]
    for slug, question in named.questions.items():
        keys += [f"option:{slug}:{one.slug}" for one in question.asked.choices]
        keys += [f"{kind}:{slug}" for kind in ("dont_know", "not_applicable")]
        keys += [f"answer_level:{slug}:{level}" for level in named.levels]
    return Told(
        companies=companies,
        is_exact=is_exact,
        scores={of: made_scores(random, companies) for of in (OVERALL, *named.themes)},
        counts={
            key: max(0, int(companies * random.random() ** 2) + random.randint(-2, 2))
            for key in keys
        },
    )


def told_of(told: Told | None) -> Figures:
    return NOBODY if told is None else Figures(told=told, released_at=RELEASED, release=14)


def made_gathered(
    library: Library,
    *,
    companies: int | None = 143,
    regions: tuple[int | None, ...] = (38, None, 21, 17, 12, 11),
    quarters: tuple[int | None, ...] = (24, None, 41, 52, 60),
    cluster: str | None = CLUSTER,
) -> Gathered:
    """Return what a brief is made of; None of a number is too few."""
    compiled = library.questionnaire(QUESTIONNAIRE)
    assert compiled is not None
    named = named_in(library, compiled.definition, cluster)
    places = counties(library.catalogue.definition).items()

    def figures(number: int | None, seed: int, *, is_exact: bool) -> Figures:
        if number is None:
            return NOBODY
        return told_of(made_told(named, number, seed, is_exact=is_exact))

    return Gathered(
        named=named,
        basis=basis_of(library, compiled.definition),
        minimum=9,
        count_margin=None if companies is None else 4,
        protection=both("Beskyttet med støy.", "Protected by noise."),
        open_schemes={"capital_access": 3},
        whole=figures(companies, 1, is_exact=True),
        regions=[
            (code, name, figures(number, at, is_exact=at % 2 == 0))
            for at, ((code, name), number) in enumerate(zip(places, regions, strict=False))
        ],
        quarters=[
            (quarter, label_of(library.catalogue.definition, Dimension.QUARTER, quarter), found)
            for at, number in enumerate(quarters)
            for quarter in [f"202{5 + at // 4}-Q{at % 4 + 1}"]
            for found in [figures(number, at + 40, is_exact=False)]
        ],
        members=None if cluster is None else 212,
        invited=None if cluster is None else 180,
    )
