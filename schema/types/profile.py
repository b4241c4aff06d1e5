"""What a company has stated about itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import strawberry

from assessments.company.size import size_band
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.encoding import decode
from assessments.questionnaire.values import Number, Value
from schema.context import Info
from schema.scalars import BigInt
from schema.types.fact import Fact
from schema.types.offers import Cluster, offer_of
from schema.types.regions import Country, Region
from schema.types.size_band import SizeBand
from schema.types.values import AnswerValue, value_of


@strawberry.type(description="A fact with the value that was stated.")
class FactValue:
    """GraphQL view of a stated fact."""

    fact: Fact = strawberry.field(description="The fact.")
    value: AnswerValue = strawberry.field(description="What was stated.")


@dataclass(frozen=True)
class StatedProfile:
    """Stated facts, encoded, with the catalogue that defines them."""

    facts: Mapping[str, Mapping[str, Any]]
    catalogue: CompiledCatalogue

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The values by slug."""
        return {slug: decode(value) for slug, value in self.facts.items()}

    def text(self, slug: str) -> str | None:
        """Return the text or option stated under `slug`."""
        value = self.values.get(slug)
        return value if isinstance(value, str) else None

    def number(self, slug: str) -> Number | None:
        """Return the number stated under `slug`."""
        value = self.values.get(slug)
        return None if isinstance(value, bool) or not isinstance(value, Number) else value

    def kroner(self, slug: str) -> BigInt | None:
        """Return the whole kroner stated under `slug`."""
        value = self.number(slug)
        return None if value is None else BigInt(int(value))

    def chosen(self, slug: str) -> list[str] | None:
        """Return the options stated under `slug`, in the fact's order."""
        value = self.values.get(slug)
        if not isinstance(value, frozenset):
            return None
        fact = self.catalogue.facts.get(slug)
        return [c.slug for c in fact.choices if c.slug in value] if fact else sorted(value)


@strawberry.interface(
    description="What a company has stated about itself; null is not stated, never zero or no."
)
class Profile:
    """The fields of every profile."""

    stated: strawberry.Private[StatedProfile]

    @strawberry.field(description="Nine digits, without blanks.")
    def organisation_number(self) -> str | None:
        """Resolve ``Profile.organisationNumber``."""
        return self.stated.text("organisation_number")

    @strawberry.field(description="The company's name.")
    def name(self) -> str | None:
        """Resolve ``Profile.name``."""
        return self.stated.text("legal_name")

    @strawberry.field(
        description="Today's county; null also where an old code does not settle which."
    )
    def region(self, info: Info) -> Region | None:
        """Resolve ``Profile.region``."""
        finder = self.stated.catalogue.derive.regions
        code = finder.find(self.stated.text("county_code"), self.stated.text("municipality_code"))
        return None if code is None else Region.of(finder.today[code], info.context)

    @strawberry.field(description="Four digits.")
    def municipality_code(self) -> str | None:
        """Resolve ``Profile.municipalityCode``."""
        return self.stated.text("municipality_code")

    @strawberry.field(description="An industry code (NACE), as the register has it.")
    def industry_code(self) -> str | None:
        """Resolve ``Profile.industryCode``."""
        return self.stated.text("nace_codes")

    @strawberry.field(description="Full-time equivalents.")
    def employees(self) -> Decimal | None:
        """Resolve ``Profile.employees``."""
        number = self.stated.number("employees")
        return None if number is None else _decimal(number)

    @strawberry.field(description="Size by headcount.")
    def size_band(self) -> SizeBand | None:
        """Resolve ``Profile.sizeBand``."""
        sizes = self.stated.catalogue.definition.reference.sizes
        return size_band(sizes, self.stated.number("employees"))

    @strawberry.field(description="Revenue of the last financial year, in whole kroner.")
    def annual_revenue_nok(self) -> BigInt | None:
        """Resolve ``Profile.annualRevenueNok``."""
        return self.stated.kroner("revenue_nok")

    @strawberry.field(description="Revenue from abroad, last financial year, in whole kroner.")
    def export_revenue_nok(self) -> BigInt | None:
        """Resolve ``Profile.exportRevenueNok``."""
        return self.stated.kroner("export_revenue_nok")

    @strawberry.field(description="The day the company was founded.")
    def founded_on(self) -> dt.date | None:
        """Resolve ``Profile.foundedOn``."""
        value = self.stated.values.get("founded_on")
        return value if isinstance(value, dt.date) else None

    @strawberry.field(description="Slugs of the fact `product_kinds`.")
    def product_kinds(self) -> list[str] | None:
        """Resolve ``Profile.productKinds``."""
        return self.stated.chosen("product_kinds")

    @strawberry.field(description="A slug of the fact `device_class`.")
    def device_class(self) -> str | None:
        """Resolve ``Profile.deviceClass``."""
        return self.stated.text("device_class")

    @strawberry.field(description="The countries that the company wants to sell in.")
    def target_markets(self, info: Info) -> list[Country] | None:
        """Resolve ``Profile.targetMarkets``."""
        codes = self.stated.chosen("target_markets")
        if codes is None:
            return None
        names = {c.code: c.name for c in self.stated.catalogue.definition.reference.countries}
        return [Country(code=code, name=info.context.say(names[code])) for code in codes]

    @strawberry.field(description="The clusters that the company belongs to.")
    def clusters(self) -> list[Cluster] | None:
        """Resolve ``Profile.clusters``."""
        slugs = self.stated.chosen("cluster_memberships")
        if slugs is None:
            return None
        known = self.stated.catalogue.definition.offers_by_slug
        views = (offer_of(known[slug], self.stated.catalogue) for slug in slugs if slug in known)
        return [view for view in views if isinstance(view, Cluster)]

    @strawberry.field(
        description="Every fact that was stated, *don't know* included, in the catalogue's order."
    )
    def facts(self, info: Info) -> list[FactValue]:
        """Resolve ``Profile.facts``."""
        known = self.stated.catalogue.facts
        return [
            FactValue(fact=Fact.of(fact), value=value_of(stated, fact.choices, info.context))
            for slug, fact in known.items()
            if (stated := self.stated.facts.get(slug)) is not None
        ]


def _decimal(number: Number) -> Decimal:
    fraction = Fraction(number)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


@strawberry.type(description="The profile of an assessment or a result that belongs to no company.")
class ProfileSnapshot(Profile):
    """A profile without an id."""
