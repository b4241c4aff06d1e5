"""Regulatory requirements and rules of public procurement."""

import datetime as dt

import strawberry
from strawberry.scalars import JSON

from assessments.content import catalogue as content
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Confidence
from assessments.questionnaire.conditions.portable import as_json
from schema.context import Context
from schema.scalars import BigInt
from schema.types.criteria import CONDITION
from schema.types.entries import CatalogueEntry, Source
from schema.types.question import Barrier


@strawberry.type(description="A date that a requirement sets.")
class Deadline:
    """GraphQL view of a deadline."""

    on: dt.date = strawberry.field(description="The day.")
    what: str = strawberry.field(description="What happens then.")


@strawberry.type(description="A condition under which a requirement applies.")
class AppliesWhen:
    """GraphQL view of a condition of a requirement."""

    condition: JSON = strawberry.field(description=CONDITION)
    hard: bool = strawberry.field(
        description="Whether it must hold; a soft one makes the requirement matter more."
    )
    basis: str = strawberry.field(description="sourced or general_knowledge.")


@strawberry.type(description="A regulatory requirement on products or companies.")
class Requirement(CatalogueEntry):
    """GraphQL view of a requirement."""

    requirement: str = strawberry.field(description="What it asks.")
    applies_when: list[AppliesWhen] = strawberry.field(
        description="The conditions under which it applies; the hard ones must all hold."
    )
    barriers: list[Barrier] = strawberry.field(description="The barriers that it has to do with.")
    valid_from: dt.date | None = strawberry.field(description="Since when it holds.")
    dates: list[Deadline] = strawberry.field(description="The dates that it sets.")
    confidence: Confidence = strawberry.field(description="How sure the entry is.")
    checked_on: dt.date | None = strawberry.field(
        description="When a person last checked it; null while nobody has."
    )
    checked_by: str | None = strawberry.field(description="Who checked it then.")
    to_verify: list[str] = strawberry.field(description="What is still to be verified.")
    sources: list[Source] = strawberry.field(description="Where its facts were read.")
    notes: str | None = strawberry.field(description="What to know besides.")

    @classmethod
    def of(
        cls, entry: content.Requirement, compiled: CompiledCatalogue, context: Context
    ) -> "Requirement":
        """Build it in the caller's language."""
        catalogue = compiled.definition
        return cls(
            slug=entry.slug,
            entry_name=entry.name,
            requirement=context.say(entry.requirement),
            applies_when=[
                AppliesWhen(
                    condition=JSON(as_json(a.condition, compiled.constants)),
                    hard=a.hard,
                    basis=a.basis,
                )
                for a in entry.applies_when
            ],
            barriers=[Barrier.of(catalogue.barriers_by_slug[b]) for b in entry.barriers],
            valid_from=entry.valid_from,
            dates=[Deadline(on=d.on, what=context.say(d.what)) for d in entry.dates],
            confidence=entry.confidence,
            checked_on=entry.checked_on,
            checked_by=entry.checked_by,
            to_verify=[context.say(text) for text in entry.to_verify],
            sources=[
                Source.of(catalogue.sources_by_slug[s], catalogue, context) for s in entry.sources
            ],
            notes=context.say_any(entry.notes),
        )


@strawberry.type(description="A threshold or rule for public purchases.")
class ProcurementRule(CatalogueEntry):
    """GraphQL view of a procurement rule."""

    amount_nok: BigInt | None = strawberry.field(description="The amount, in kroner without VAT.")
    buyers: str | None = strawberry.field(description="Which buyers it is for.")
    contracts: str | None = strawberry.field(description="Which contracts it is for.")
    effect: str | None = strawberry.field(description="What it brings about.")
    valid_from: dt.date | None = strawberry.field(description="Since when it holds.")
    valid_to: dt.date | None = strawberry.field(description="Until when it holds.")
    proposed_amount_nok: BigInt | None = strawberry.field(description="A proposed new amount.")
    proposed_by: str | None = strawberry.field(description="Who has proposed it, and when.")
    proposed_in_force: dt.date | None = strawberry.field(
        description="When the new amount would begin to hold, where that has been said."
    )
    under_eea: list[str] = strawberry.field(description="Procedures below the EEA threshold.")
    over_eea: list[str] = strawberry.field(description="Procedures above the EEA threshold.")
    confidence: Confidence = strawberry.field(description="How sure the entry is.")
    checked_on: dt.date | None = strawberry.field(
        description="When a person last checked it; null while nobody has."
    )
    checked_by: str | None = strawberry.field(description="Who checked it then.")
    to_verify: list[str] = strawberry.field(description="What is still to be verified.")
    sources: list[Source] = strawberry.field(description="Where its facts were read.")
    notes: str | None = strawberry.field(description="What to know besides.")

    @classmethod
    def of(
        cls, entry: content.ProcurementRule, catalogue: content.Catalogue, context: Context
    ) -> "ProcurementRule":
        """Build it in the caller's language."""
        proposed = entry.proposed
        return cls(
            slug=entry.slug,
            entry_name=entry.name,
            amount_nok=None if entry.amount_nok is None else BigInt(entry.amount_nok),
            buyers=context.say_any(entry.buyers),
            contracts=context.say_any(entry.contracts),
            effect=context.say_any(entry.effect),
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            proposed_amount_nok=None if proposed is None else BigInt(proposed.amount_nok),
            proposed_by=None if proposed is None else context.say(proposed.instrument),
            proposed_in_force=None if proposed is None else proposed.in_force,
            under_eea=[context.say(text) for text in entry.under_eea],
            over_eea=[context.say(text) for text in entry.over_eea],
            confidence=entry.confidence,
            checked_on=entry.checked_on,
            checked_by=entry.checked_by,
            to_verify=[context.say(text) for text in entry.to_verify],
            sources=[
                Source.of(catalogue.sources_by_slug[s], catalogue, context) for s in entry.sources
            ],
            notes=context.say_any(entry.notes),
        )
