"""Reference data about Norway and its markets, as written in content with dates and sources."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Text

RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
MunicipalityCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Region(Authored):
    """A county, or Svalbard or Jan Mayen; a former one names what it became.

    `organisation` is the entry of the catalogue about the county as an authority, where it has one.
    """

    code: RegionCode
    name: Text
    valid_from: date | None = None
    valid_to: date | None = None
    became: tuple[RegionCode, ...] = ()
    municipalities: dict[RegionCode, tuple[str, ...]] = Field(default_factory=dict)
    municipality_codes: dict[RegionCode, tuple[MunicipalityCode, ...]] = Field(default_factory=dict)
    organisation: Slug | None = None
    note: Text | None = None


class Regions(Authored):
    """All regions, current and former.

    `moved_municipalities` are those, by the county of today that they are part of, whose code says
    another county that is still there.
    """

    current_from: date
    rule: Text
    confidence_note: Text
    sources: tuple[str, ...]
    current: tuple[Region, ...]
    special: tuple[Region, ...]
    former: tuple[Region, ...]
    moved_municipalities: dict[RegionCode, tuple[MunicipalityCode, ...]] = Field(
        default_factory=dict
    )

    @property
    def every(self) -> tuple[Region, ...]:
        """All of them, current ones first."""
        return (*self.current, *self.special, *self.former)


class Country(Authored):
    """A country by its ISO 3166-1 alpha-2 code, with other names or codes in common use."""

    code: CountryCode
    name: Text
    also_called: tuple[str, ...] | None = None


class SizeLimit(Authored):
    """What a company must stay below or at to be of a size."""

    employees_below: Annotated[int, Field(gt=0)]
    turnover_eur: Annotated[int, Field(gt=0)] | None = None
    balance_eur: Annotated[int, Field(gt=0)] | None = None


class Sizes(Authored):
    """The EU definition of small and medium-sized enterprises."""

    micro: SizeLimit
    small: SizeLimit
    medium: SizeLimit
    small_midcap: SizeLimit
    owner_counts_from_percent: int
    rule: Text
    confidence: str
    sources: tuple[str, ...]


class Currencies(Authored):
    """Kroner per unit: a setting, not a fact."""

    kroner_per: dict[str, Annotated[Decimal, Field(gt=0, decimal_places=4)]]
    note: Text

    def in_kroner(self, amount: int | None, currency: str | None) -> int | None:
        """Return `amount` in whole kroner, rounded down; None where there is none.

        An amount without a currency is in kroner.
        """
        if amount is None:
            return None
        return int(amount * self.kroner_per.get(currency or "NOK", Decimal(1)))


class IndustryCode(Authored):
    """An industry code that suggests a segment of the health industry."""

    code: str
    name: Text
    segment: str


class Industries(Authored):
    """Industry codes that belong to health; a code suggests, the company's own choice decides."""

    standards: dict[str, Text]
    health_relevant: tuple[IndustryCode, ...]
    rule: Text
    sources: tuple[str, ...]
    confidence: str


class Reference(Authored):
    """Everything that derived facts and checks of facts refer to."""

    regions: Regions
    countries: tuple[Country, ...]
    market_groups: dict[str, tuple[CountryCode, ...]]
    market_groups_note: Text
    market_groups_sources: tuple[str, ...] = ()
    sizes: Sizes
    currencies: Currencies
    industries: Industries
    device_classes: dict[str, tuple[str, ...]]
    device_classes_sources: tuple[str, ...] = ()
