"""The shape of the delivered catalogue; it names only what the evaluator uses."""

from typing import NotRequired, TypedDict

from tests.reference.questionnaire_shapes import ConditionEntry


class CriterionEntry(ConditionEntry):
    """A condition of a scheme."""

    hard: bool
    actionable: NotRequired[bool]


class ApplicationEntry(TypedDict):
    """How to apply."""

    mode: str


class OfferEntry(TypedDict):
    """A scheme, cluster, incubator or test facility; each has some of the optional fields."""

    id: str
    status: str
    valid_from: str | None
    valid_to: str | None
    barriers: list[str]
    applicant: NotRequired[str]
    application: NotRequired[ApplicationEntry]
    open_to_all: NotRequired[bool]
    eligibility: NotRequired[list[CriterionEntry]]
    health_relevance: NotRequired[str]
    segments: NotRequired[list[str]]
    county_codes: NotRequired[list[str]]
    reach: NotRequired[str]
    programme: NotRequired[str]
    fits_product_kinds: NotRequired[list[str]]


class FieldEntry(TypedDict):
    """A field of the company profile."""

    type: str
    required: bool
    values: NotRequired[list[str]]


class ProfileEntry(TypedDict):
    """The fields of the company profile."""

    fields: dict[str, FieldEntry]


class SizeEntry(TypedDict):
    """The ceilings of a size class."""

    employees_lt: int
    turnover_eur_lte: int
    balance_eur_lte: int


class MidcapEntry(TypedDict):
    """The ceiling of the class above medium."""

    employees_lt: int


class SizesEntry(TypedDict):
    """The size classes."""

    micro: SizeEntry
    small: SizeEntry
    medium: SizeEntry
    small_midcap: MidcapEntry


class OldCountyEntry(TypedDict):
    """A former county."""

    maps_to: list[str]


class CountiesEntry(TypedDict):
    """Counties by code."""

    current: dict[str, str]
    special: dict[str, str]
    old: dict[str, OldCountyEntry]


class CurrencyEntry(TypedDict):
    """Rates to NOK."""

    eur_nok_default: float
    usd_nok_default: float


class ReferenceEntry(TypedDict):
    """Code lists and rates."""

    counties: CountiesEntry
    currency: CurrencyEntry
    market_groups: dict[str, list[str]]
    sme_definition: SizesEntry


class CatalogueEntry(TypedDict):
    """``catalogue.yaml``."""

    company_profile: ProfileEntry
    reference: ReferenceEntry
    schemes: list[OfferEntry]
    clusters: list[OfferEntry]
    incubators: list[OfferEntry]
    test_facilities: list[OfferEntry]
