"""What is counted most often: barriers, schemes and steps."""

from collections.abc import Mapping
from decimal import Decimal

import strawberry

from assessments.cohorts.ranking import most_first
from assessments.cohorts.shares import share
from assessments.cohorts.told import Told
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Scheme as AuthoredScheme
from assessments.questionnaire.compiled import CompiledQuestionnaire
from schema.types.cohorts.distribution import SHARE
from schema.types.offers import Scheme, scheme_of
from schema.types.question import Barrier, Question


@strawberry.type(description="How many companies show a barrier.")
class BarrierCount:
    """GraphQL view of a count of barriers."""

    barrier: Barrier = strawberry.field(description="The barrier.")
    companies: int = strawberry.field(
        description="How many gave an answer that shows it, always with noise."
    )
    share: Decimal = strawberry.field(description=f"Which share of all companies. {SHARE}")


@strawberry.type(
    description="How many companies show a barrier that no scheme relieves which was open to them,"
    " or may have been, when they submitted."
)
class UnmetBarrier:
    """GraphQL view of a count of barriers that nothing relieves."""

    barrier: Barrier = strawberry.field(description="The barrier.")
    companies: int = strawberry.field(description="How many, always with noise.")
    share: Decimal = strawberry.field(description=f"Which share of all companies. {SHARE}")
    open_schemes: int = strawberry.field(
        description="How many schemes that companies can apply to today are made to relieve it,"
        " whether or not these companies may have them."
    )


@strawberry.type(
    description="What companies could make of a scheme when they submitted; all numbers carry"
    " noise."
)
class SchemeDemand:
    """GraphQL view of what companies could make of a scheme."""

    scheme: Scheme = strawberry.field(description="The scheme, as the catalogue of today has it.")
    eligible: int = strawberry.field(description="How many met its criteria.")
    cannot_tell: int = strawberry.field(
        description="Of how many it could not be told yet whether they do."
    )
    near_miss: int = strawberry.field(
        description="How many lacked one thing only that they could do something about."
    )


@strawberry.type(description="A question of which one step up lifts companies a level.")
class Lever:
    """GraphQL view of a lever."""

    question: Question = strawberry.field(description="The question.")
    companies_lifted: int = strawberry.field(
        description="How many would reach a higher overall level by answering it one level higher,"
        " all else as it was; always with noise."
    )


def barriers_of(told: Told, questionnaire: CompiledQuestionnaire) -> list[BarrierCount]:
    """Return all barriers of a questionnaire, those that most companies show first."""
    known = questionnaire.definition.barriers_by_slug
    return [
        BarrierCount(
            barrier=Barrier.of(known[slug]),
            companies=told.counts[f"barrier:{slug}"],
            share=share(told.counts[f"barrier:{slug}"], told.companies),
        )
        for slug in most_first(known, told, ["barrier:{}"])
    ]


def unmet_of(
    told: Told, questionnaire: CompiledQuestionnaire, open_today: Mapping[str, int]
) -> list[UnmetBarrier]:
    """Return all barriers of a questionnaire, those that most companies have unmet first."""
    known = questionnaire.definition.barriers_by_slug
    return [
        UnmetBarrier(
            barrier=Barrier.of(known[slug]),
            companies=told.counts[f"unmet:{slug}"],
            share=share(told.counts[f"unmet:{slug}"], told.companies),
            open_schemes=open_today.get(slug, 0),
        )
        for slug in most_first(known, told, ["unmet:{}"])
    ]


def demand_of(told: Told, catalogue: CompiledCatalogue) -> list[SchemeDemand]:
    """Return the schemes of a catalogue, those first that most companies are eligible for."""
    offers = catalogue.definition.offers
    schemes = {offer.slug: offer for offer in offers if isinstance(offer, AuthoredScheme)}
    outcomes = [f"scheme:{{}}:{name}" for name in ("ELIGIBLE", "CANNOT_TELL", "NEAR_MISS")]
    found: list[SchemeDemand] = []
    for slug in most_first(schemes, told, outcomes):
        eligible, cannot_tell, near_miss = (told.counts[key.format(slug)] for key in outcomes)
        found.append(
            SchemeDemand(
                scheme=scheme_of(schemes[slug], catalogue),
                eligible=eligible,
                cannot_tell=cannot_tell,
                near_miss=near_miss,
            )
        )
    return found


def levers_of(told: Told, questionnaire: CompiledQuestionnaire) -> list[Lever]:
    """Return the questions of a questionnaire, those first that lift most companies."""
    slugs = [question.question.slug for question in questionnaire.questions]
    return [
        Lever(
            question=Question.of(questionnaire, slug),
            companies_lifted=told.counts[f"lever:{slug}"],
        )
        for slug in most_first(slugs, told, ["lever:{}"])
    ]
