"""Root fields about the catalogue; all are open to everybody."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import strawberry

from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Scheme as AuthoredScheme
from assessments.texts import Text, both
from schema.context import Info
from schema.paging import After, First, capped, page
from schema.permissions import CATALOGUE, FILLING_IN, OPEN, callers
from schema.refusing import bad_input
from schema.types.about import CatalogueAbout
from schema.types.entries import CatalogueEntry
from schema.types.fact import Fact
from schema.types.offer import Offer
from schema.types.offers import (
    Cluster,
    Incubator,
    SchemeConnection,
    SchemeEdge,
    TestFacility,
    offer_of,
    scheme_of,
)
from schema.types.organisations import Organisation, organisation_of
from schema.types.question import Barrier
from schema.types.rules import ProcurementRule, Requirement
from schema.types.search import SearchHit

MAX_PLACES = 10


@strawberry.input(description="Which schemes; every field that is given must fit.")
class SchemeFilterInput:
    """A filter; lists mean any of their members."""

    themes: list[str] | None = strawberry.field(default=None, description="Slugs of themes.")
    kinds: list[str] | None = strawberry.field(default=None, description="Slugs of kinds.")
    barriers: list[str] | None = strawberry.field(default=None, description="Slugs of barriers.")
    statuses: list[str] | None = strawberry.field(default=None, description="Slugs of statuses.")
    search: str | None = strawberry.field(
        default=None,
        description="Words in a name, old or new, in the summary or in the provider's name; every"
        " one must be there. Blank fits all; what has no letter or digit, such as `!?`, fits none.",
    )


def _fits(scheme: AuthoredScheme, wanted: SchemeFilterInput, found: frozenset[str] | None) -> bool:
    return (
        (wanted.themes is None or not set(wanted.themes).isdisjoint(scheme.themes))
        and (wanted.kinds is None or scheme.kind in wanted.kinds)
        and (wanted.barriers is None or not set(wanted.barriers).isdisjoint(scheme.barriers))
        and (wanted.statuses is None or scheme.status in wanted.statuses)
        and (found is None or scheme.slug in found)
    )


def _refuse_unknown(catalogue: CompiledCatalogue, wanted: SchemeFilterInput) -> None:
    """Refuse slugs that nothing has: a misspelt filter would find nothing and say nothing."""
    definition = catalogue.definition
    schemes = [o for o in definition.offers if isinstance(o, AuthoredScheme)]
    known: Mapping[str, tuple[list[str] | None, set[str]]] = {
        "themes": (wanted.themes, {barrier.theme for barrier in definition.barriers}),
        "kinds": (wanted.kinds, {scheme.kind for scheme in schemes}),
        "barriers": (wanted.barriers, set(definition.barriers_by_slug)),
        "statuses": (wanted.statuses, set(definition.words.statuses)),
    }
    wrong = [
        _unknown(name, places, slugs)
        for name, (given, slugs) in known.items()
        if (places := [n for n, slug in enumerate(given or (), 1) if slug not in slugs])
    ]
    if wrong:
        raise bad_input(" ".join(text.nb for text in wrong), " ".join(text.en for text in wrong))


def _unknown(name: str, places: Sequence[int], known: set[str]) -> Text:
    choice, first = ", ".join(sorted(known)), ", ".join(map(str, places[:MAX_PLACES]))
    return both(
        f"Noe i `{name}` finnes ikke (nummer {first} i listen). Velg blant: {choice}.",
        f"Something in `{name}` does not exist (number {first} of the list)."
        f" Choose among: {choice}.",
    )


def _schemes(
    catalogue: CompiledCatalogue, wanted: SchemeFilterInput | None
) -> list[AuthoredScheme]:
    schemes = (o for o in catalogue.definition.offers if isinstance(o, AuthoredScheme))
    ordered = sorted(schemes, key=lambda scheme: scheme.slug)
    if wanted is None:
        return ordered
    _refuse_unknown(catalogue, wanted)
    found = None if wanted.search is None else catalogue.search.schemes_matching(wanted.search)
    return [scheme for scheme in ordered if _fits(scheme, wanted, found)]


@strawberry.type
class CatalogueQueries:
    """Queries about the catalogue."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="The schemes, by slug; at most 200 a page.",
    )
    def schemes(
        self,
        info: Info,
        first: First,
        after: After = None,
        wanted: Annotated[
            SchemeFilterInput | None,
            strawberry.argument(name="filter", description="Which of them."),
        ] = None,
    ) -> SchemeConnection:
        """Resolve ``Query.schemes``."""
        catalogue = info.context.library.catalogue
        items = [(s.slug, s) for s in _schemes(catalogue, wanted)]
        found = page(items, first, after, of="schemes")
        return SchemeConnection(
            total_count=found.total,
            page_info=found.info,
            edges=[
                SchemeEdge(cursor=cursor, node=scheme_of(scheme, catalogue))
                for cursor, scheme in found.items
            ],
        )

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="What the catalogue says about itself: how it was made, how sure it is, and the"
        " reference data behind facts, criteria and amounts.",
    )
    def catalogue(self, info: Info) -> CatalogueAbout:
        """Resolve ``Query.catalogue``."""
        return CatalogueAbout(catalogue=info.context.library.catalogue)

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="An offer of any type by its slug; null where there is none.",
    )
    def offer(
        self,
        info: Info,
        slug: Annotated[str, strawberry.argument(description="The offer's slug.")],
    ) -> Offer | None:
        """Resolve ``Query.offer``."""
        catalogue = info.context.library.catalogue
        offer = catalogue.definition.offers_by_slug.get(slug)
        return None if offer is None else offer_of(offer, catalogue)

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="Entries of the catalogue by their names, old and new, exact names first: a"
        " scheme, cluster or county that is no more points to what it became.",
    )
    def search(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="A name or a part of one.")],
        first: First = 10,
    ) -> list[SearchHit]:
        """Resolve ``Query.search``."""
        catalogue = info.context.library.catalogue
        hits = catalogue.search.find(text[:200])[: capped(first)]
        return [SearchHit.of(hit, info.context) for hit in hits]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE), description="Every cluster, by slug."
    )
    def clusters(self, info: Info) -> list[Cluster]:
        """Resolve ``Query.clusters``."""
        return [v for v in _views(info.context.library.catalogue) if isinstance(v, Cluster)]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE), description="Every incubator, by slug."
    )
    def incubators(self, info: Info) -> list[Incubator]:
        """Resolve ``Query.incubators``."""
        return [v for v in _views(info.context.library.catalogue) if isinstance(v, Incubator)]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE), description="Every test facility, by slug."
    )
    def test_facilities(self, info: Info) -> list[TestFacility]:
        """Resolve ``Query.testFacilities``."""
        return [v for v in _views(info.context.library.catalogue) if isinstance(v, TestFacility)]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE), description="Every organisation, by slug."
    )
    def organisations(self, info: Info) -> list[Organisation]:
        """Resolve ``Query.organisations``."""
        catalogue = info.context.library.catalogue
        entries = sorted(catalogue.definition.organisations, key=lambda entry: entry.slug)
        return [organisation_of(entry, catalogue) for entry in entries]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="Every regulatory requirement, by slug.",
    )
    def requirements(self, info: Info) -> list[Requirement]:
        """Resolve ``Query.requirements``."""
        catalogue = info.context.library.catalogue
        entries = sorted(catalogue.definition.requirements, key=lambda entry: entry.slug)
        return [Requirement.of(entry, catalogue, info.context) for entry in entries]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="Every threshold and rule of public procurement, by slug.",
    )
    def procurement_rules(self, info: Info) -> list[ProcurementRule]:
        """Resolve ``Query.procurementRules``."""
        definition = info.context.library.catalogue.definition
        entries = sorted(definition.procurement_rules, key=lambda entry: entry.slug)
        return [ProcurementRule.of(entry, definition, info.context) for entry in entries]

    @strawberry.field(
        metadata=callers(OPEN, scopes=CATALOGUE),
        description="Every barrier, in the catalogue's order.",
    )
    def barriers(self, info: Info) -> list[Barrier]:
        """Resolve ``Query.barriers``."""
        return [Barrier.of(b) for b in info.context.library.catalogue.definition.barriers]

    @strawberry.field(
        metadata=callers(OPEN, scopes=FILLING_IN),
        description="Every fact that a company may state or that follows, in order.",
    )
    def facts(self, info: Info) -> list[Fact]:
        """Resolve ``Query.facts``."""
        return [Fact.of(fact) for fact in info.context.library.catalogue.definition.facts]


def _views(catalogue: CompiledCatalogue) -> list[CatalogueEntry]:
    offers = sorted(catalogue.definition.offers, key=lambda offer: offer.slug)
    return [offer_of(offer, catalogue) for offer in offers]
