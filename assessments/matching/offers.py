"""What is offered to companies: schemes, clusters, incubators, test facilities, as authored."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.kinds.base import Authored, Slug, YesNo
from assessments.texts import Language, Text, say_period

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]


def _that_there_is(written: str) -> str:
    try:
        say_period(written, Language.NB)
    except ValueError:
        raise ValueError(f"there is no day or month `{written}`; write one that there is") from None
    return written


Since = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    AfterValidator(_that_there_is),
]
CountyCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Percent = Annotated[int, Field(ge=0, le=100)]


class Status(StrEnum):
    """How an entry stands with its provider."""

    ACTIVE = "active"
    ACTIVE_CHANGED = "active_changed"
    UNCERTAIN = "uncertain"
    CALLS_BETWEEN = "calls_between"
    RENAMED = "renamed"
    MERGED = "merged"
    ENDED = "ended"


GONE = frozenset({Status.ENDED, Status.MERGED, Status.RENAMED})


class Confidence(StrEnum):
    """How sure an entry is."""

    SOURCED = "sourced"
    PARTLY_SOURCED = "partly_sourced"
    GENERAL_KNOWLEDGE = "general_knowledge"


class Basis(StrEnum):
    """How sure a single criterion or amount inside an entry is."""

    SOURCED = "sourced"
    GENERAL_KNOWLEDGE = "general_knowledge"
    DESCRIPTION = "description"
    """It follows from the entry's own description: where it is and whom it is for."""


class Applicant(StrEnum):
    """Who may apply."""

    COMPANY = "company"
    CLUSTER = "cluster"
    INCUBATOR = "incubator"
    PUBLIC_BODY = "public_body"


class Criterion(Authored):
    """One condition of an offer; `text` says what holds when it is met.

    A hard one excludes when unmet, a soft one only ranks. One that is `actionable` is something
    that the company can act on or wait out.
    """

    slug: Slug
    text: Text
    hard: YesNo
    basis: Basis
    actionable: YesNo = False
    note: Text | None = None
    condition: Condition


class Provider(Authored):
    """Who offers it."""

    name: Text
    url: Url | None = None


class Support(Authored):
    """What is given: its form, and amount and share where they are known."""

    form: Text
    note: Text | None = None
    minimum_amount: Annotated[int, Field(ge=0)] | None = None
    maximum_amount: Annotated[int, Field(ge=0)] | None = None
    rate_percent: Percent | None = None
    currency: Literal["NOK", "EUR", "USD"] | None = None
    basis: Basis | None = None


class Application(Authored):
    """How one applies or joins."""

    mode: str
    note: Text | None = None


class BaseOffer(Authored):
    """The fields of every offer.

    `checked_on` is when a person last compared the entry with its provider; None while nobody has.
    """

    slug: Slug
    name: Text
    summary: Text
    kind: str
    provider: Provider | None = None
    themes: tuple[Slug, ...]
    barriers: tuple[Slug, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    open_to_all: YesNo = False
    also_requires: tuple[Text, ...] = ()
    url: Url | None = None
    url_basis: str | None = None
    status: Status
    status_since: Since | None = None
    successor: Slug | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence
    checked_on: date | None = None
    checked_by: str | None = None
    sources: tuple[Slug, ...] = ()
    to_verify: tuple[Text, ...] = ()
    notes: Text | None = None
    seeds: tuple[str, ...] = ()


class Scheme(BaseOffer):
    """Support that a provider offers (virkemiddel)."""

    type: Literal["scheme"]
    applicant: Applicant
    reached_through: tuple[Slug, ...] = ()
    support: Support
    application: Application


class ProgrammeLevel(Authored):
    """A period in which a cluster had a level of the national cluster programme."""

    level: str
    since: Since
    until: Since | None = None


class Members(Authored):
    """How many members a cluster had, and when."""

    count: Annotated[int, Field(ge=0)]
    as_of: str
    basis: Text | None = None


class Cluster(BaseOffer):
    """A cluster (klynge) that companies join."""

    type: Literal["cluster"]
    counties: tuple[CountyCode, ...] = ()
    segments: tuple[str, ...] = ()
    health_relevance: Literal["direct", "indirect", "none"]
    reach: Literal["national", "regional"]
    joining: Application
    programme_levels: tuple[ProgrammeLevel, ...] = ()
    members: Members | None = None


class Incubator(BaseOffer):
    """An incubator, technology transfer office, business garden or science park."""

    type: Literal["incubator"]
    counties: tuple[CountyCode, ...] = ()
    segments: tuple[str, ...] = ()
    health_relevance: Literal["direct", "indirect", "none"]
    joining: Application
    programme: Slug | None = None


class Service(Authored):
    """Something that a test facility does."""

    slug: str
    text: Text


class TestFacility(BaseOffer):
    """A place to test in realistic surroundings."""

    __test__ = False

    type: Literal["test_facility"]
    counties: tuple[CountyCode, ...] = ()
    services: tuple[Service, ...] = ()
    fits_product_kinds: tuple[str, ...] = ()
    access: Application
    programme: Slug | None = None


Offer = Annotated[Scheme | Cluster | Incubator | TestFacility, Field(discriminator="type")]
