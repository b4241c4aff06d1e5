"""The types of offers: schemes, clusters, incubators and test facilities."""

from decimal import Decimal
from typing import Any

import strawberry

from assessments.content.library import CompiledCatalogue
from assessments.matching import offers
from schema.context import Context, Info
from schema.ids import content_id
from schema.permissions import CATALOGUE, OPEN, reached_by
from schema.scalars import BigInt
from schema.types.cluster_members import ClusterMembers
from schema.types.combining import Combination, NeededFirst, Shelf, StateAid
from schema.types.node import PageInfo
from schema.types.offer import Offer
from schema.types.programme_level import ProgrammeLevel


@reached_by(OPEN, scopes=CATALOGUE)
@strawberry.type(description="Support that a provider offers.")
class Scheme(Offer):
    """GraphQL view of a scheme (virkemiddel)."""

    scheme: strawberry.Private[offers.Scheme]

    @strawberry.field(
        description="The most that one company gets, in whole kroner, converted where it is set in"
        " another currency by the rate in `catalogue.exchangeRates`; null where nobody knows."
    )
    def maximum_amount_nok(self) -> BigInt | None:
        """Resolve ``Scheme.maximumAmountNok``."""
        return self._in_kroner(self.scheme.support.maximum_amount)

    @strawberry.field(
        description="The least that one company gets, or can apply for, in whole kroner, converted"
        " like `maximumAmountNok`; null where there is no such floor or nobody knows."
    )
    def minimum_amount_nok(self) -> BigInt | None:
        """Resolve ``Scheme.minimumAmountNok``."""
        return self._in_kroner(self.scheme.support.minimum_amount)

    @strawberry.field(
        description="The share of the cost that it covers at most, in percent; for a guarantee the"
        " share of the loss. Null where nobody knows."
    )
    def support_rate_percent(self) -> Decimal | None:
        """Resolve ``Scheme.supportRatePercent``."""
        rate = self.scheme.support.rate_percent
        return None if rate is None else Decimal(rate)

    @strawberry.field(description="What is given: a grant, a loan, advice and so on.")
    def support_form(self, info: Info) -> str:
        """Resolve ``Scheme.supportForm``."""
        return info.context.say(self.scheme.support.form)

    @strawberry.field(
        description="How sure amount and share are: sourced or general_knowledge; null where there"
        " is neither."
    )
    def support_basis(self) -> str | None:
        """Resolve ``Scheme.supportBasis``."""
        return self.scheme.support.basis

    @strawberry.field(description="What to know about amount and share.")
    def support_note(self, info: Info) -> str | None:
        """Resolve ``Scheme.supportNote``."""
        return info.context.say_any(self.scheme.support.note)

    @strawberry.field(description="How one applies, in words.")
    def application(self, info: Info) -> str:
        """Resolve ``Scheme.application``."""
        return _application(self.scheme.application, self.catalogue, info.context)

    @strawberry.field(
        description="What the support is under the rules on state aid; null where the content does"
        " not know."
    )
    def state_aid(self, info: Info) -> StateAid | None:
        """Resolve ``Scheme.stateAid``."""
        shelf = shelf_of(self.catalogue)
        aid = shelf.rules.aid.get(self.scheme.slug)
        return None if aid is None else StateAid.of(aid, shelf, info.context)

    @strawberry.field(
        description="How it goes together with each scheme of which that is known, by slug. Of a"
        " scheme that is not here nobody knows whether it can be combined with this one."
    )
    def combines_with(self, info: Info) -> list[Combination]:
        """Resolve ``Scheme.combinesWith``."""
        shelf, slug = shelf_of(self.catalogue), self.scheme.slug
        known = shelf.rules.known_with(slug)
        return [Combination.of(slug, found, shelf, info.context) for found in known]

    @strawberry.field(
        description="The support that must have come first or counts in favour, in the order of the"
        " criteria that say so."
    )
    def needs_first(self, info: Info) -> list[NeededFirst]:
        """Resolve ``Scheme.needsFirst``."""
        shelf = shelf_of(self.catalogue)
        needs = shelf.rules.needs_first(self.scheme.slug)
        return [NeededFirst.of(needed, None, shelf, info.context) for needed in needs]

    @strawberry.field(
        description="The schemes that a company comes to only by way of this one, or of one in its"
        " place, by slug."
    )
    def must_precede(self) -> list["Scheme"]:
        """Resolve ``Scheme.mustPrecede``."""
        shelf = shelf_of(self.catalogue)
        return shelf.schemes(shelf.rules.needed_by(self.scheme.slug))

    def _in_kroner(self, amount: int | None) -> BigInt | None:
        currencies = self.catalogue.definition.reference.currencies
        kroner = currencies.in_kroner(amount, self.scheme.support.currency)
        return None if kroner is None else BigInt(kroner)


@reached_by(OPEN, scopes=CATALOGUE)
@strawberry.type(description="A cluster that companies join.")
class Cluster(Offer):
    """GraphQL view of a cluster."""

    cluster: strawberry.Private[offers.Cluster]

    @strawberry.field(description="How one joins, in words.")
    def joining(self, info: Info) -> str | None:
        """Resolve ``Cluster.joining``."""
        return _application(self.cluster.joining, self.catalogue, info.context)

    @strawberry.field(
        description="The levels that it has had in the national cluster programme, the first first;"
        " empty where none is known."
    )
    def programme_levels(self, info: Info) -> list[ProgrammeLevel]:
        """Resolve ``Cluster.programmeLevels``."""
        words = self.catalogue.definition.words
        levels = self.cluster.programme_levels
        return [ProgrammeLevel.of(level, words, info.context) for level in levels]

    @strawberry.field(description="How many members it has had; null where nobody knows.")
    def members(self, info: Info) -> ClusterMembers | None:
        """Resolve ``Cluster.members``."""
        members = self.cluster.members
        return None if members is None else ClusterMembers.of(members, info.context)


@reached_by(OPEN, scopes=CATALOGUE)
@strawberry.type(description="An incubator, technology transfer office or business garden.")
class Incubator(Offer):
    """GraphQL view of an incubator."""

    incubator: strawberry.Private[offers.Incubator]

    @strawberry.field(description="How one joins, in words.")
    def joining(self, info: Info) -> str | None:
        """Resolve ``Incubator.joining``."""
        return _application(self.incubator.joining, self.catalogue, info.context)


@reached_by(OPEN, scopes=CATALOGUE)
@strawberry.type(description="A place to test in realistic surroundings.")
class TestFacility(Offer):
    """GraphQL view of a test facility."""

    __test__ = False

    facility: strawberry.Private[offers.TestFacility]

    @strawberry.field(description="What it does.")
    def services(self, info: Info) -> list[str]:
        """Resolve ``TestFacility.services``."""
        return [info.context.say(service.text) for service in self.facility.services]

    @strawberry.field(description="How one gets in, in words.")
    def access(self, info: Info) -> str:
        """Resolve ``TestFacility.access``."""
        return _application(self.facility.access, self.catalogue, info.context)


def _application(
    application: offers.Application, catalogue: CompiledCatalogue, context: Context
) -> str:
    mode = context.say(catalogue.definition.words.application_modes[application.mode])
    note = context.say_any(application.note)
    return mode if note is None else f"{mode}. {note}"


def offer_of(offer: offers.Offer, catalogue: CompiledCatalogue) -> Offer:
    """Return the GraphQL view of an offer of any type."""
    if isinstance(offer, offers.Scheme):
        return scheme_of(offer, catalogue)
    if isinstance(offer, offers.Cluster):
        return Cluster(**_common("Cluster", offer, catalogue), cluster=offer)
    if isinstance(offer, offers.Incubator):
        return Incubator(**_common("Incubator", offer, catalogue), incubator=offer)
    return TestFacility(**_common("TestFacility", offer, catalogue), facility=offer)


def scheme_of(offer: offers.Scheme, catalogue: CompiledCatalogue) -> Scheme:
    """Return the GraphQL view of a scheme."""
    return Scheme(**_common("Scheme", offer, catalogue), scheme=offer)


def shelf_of(catalogue: CompiledCatalogue) -> Shelf:
    """Return `catalogue` with how its schemes are shown."""
    return Shelf(catalogue=catalogue, show=scheme_of)


def _common(type_name: str, offer: offers.Offer, catalogue: CompiledCatalogue) -> dict[str, Any]:
    return {
        "id": content_id(type_name, offer.slug),
        "slug": offer.slug,
        "entry_name": offer.name,
        "authored": offer,
        "catalogue": catalogue,
        "view": offer_of,
    }


@strawberry.type(description="A scheme in a connection.")
class SchemeEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Where it stands, for `after`.")
    node: Scheme = strawberry.field(description="The scheme.")


@strawberry.type(description="A page of schemes, by slug.")
class SchemeConnection:
    """A connection."""

    total_count: int = strawberry.field(description="How many there are on all pages.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[SchemeEdge] = strawberry.field(description="The schemes.")
