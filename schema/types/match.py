"""Matches of a company with offers, and the facts that would settle more of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import strawberry

from assessments.content.closed_words import say_shut
from assessments.content.library import CompiledCatalogue
from assessments.content.wording import say_outcome
from assessments.matching.compiled import CompiledOffer
from assessments.matching.missing import missing_among
from assessments.matching.offers import Scheme as AuthoredScheme
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.values import Values
from schema.context import Info
from schema.types.entries import Provider
from schema.types.fact import Fact
from schema.types.match_combining import MatchCombining, combining_of
from schema.types.match_outcome import MatchOutcome
from schema.types.node import Page, PageInfo
from schema.types.offer import Offer
from schema.types.offers import offer_of
from schema.types.question import Barrier
from schema.types.verdict import CriterionVerdict, Judged, verdict_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """A match, of a result or of now, with what shows it."""

    offer: CompiledOffer
    catalogue: CompiledCatalogue
    outcome: Outcome
    relevance: Decimal
    stale: bool
    verdicts: Sequence[Verdict]
    missing: Sequence[str]
    gaps: frozenset[str]
    known: Values
    scores: Mapping[str, Fraction | None]
    beside: frozenset[str]
    """The offers that the company can have, is near to or has had support from."""
    on: date
    """The day from which dates are counted."""

    @property
    def judged(self) -> Judged:
        """What the verdicts rest on."""
        return Judged(
            catalogue=self.catalogue, known=self.known, scores=self.scores, missing=self.missing
        )

    @property
    def missing_for_hard(self) -> Iterator[str]:
        """The missing facts that hard criteria need, which decide the outcome."""
        for criterion, verdict in zip(self.offer.criteria, self.verdicts, strict=True):
            if verdict is Verdict.UNKNOWN and criterion.criterion.hard:
                yield from missing_among(criterion, self.missing)


@strawberry.type(description="What a company can make of an offer, with the reasons.")
class Match:
    """GraphQL view of a match."""

    view: strawberry.Private[MatchView]
    outcome: MatchOutcome = strawberry.field(description="What the company can make of it.")
    relevance: Decimal = strawberry.field(
        description="0 to 100: how well it fits what the company lacks, and the soft criteria met."
    )
    stale: bool = strawberry.field(
        description="Whether the entry is uncertain, unchecked by any person, or was checked more"
        " than twelve months ago."
    )

    @classmethod
    def of(cls, view: MatchView) -> "Match":
        """Build it."""
        return cls(view=view, outcome=view.outcome, relevance=view.relevance, stale=view.stale)

    @strawberry.field(description="Why the outcome is what it is, in a sentence.")
    def reason(self, info: Info) -> str:
        """Resolve ``Match.reason``."""
        view, language = self.view, info.context.language
        became = view.catalogue.search.became(view.offer.offer)
        successor = became[0].name if became else None
        shut = say_shut(view.outcome, view.offer.offer, successor, view.on)
        if shut is not None:
            return shut.into(language)
        missing = {slug: view.known.get(slug) for slug in view.missing_for_hard}
        return say_outcome(view.offer, view.outcome, view.verdicts, missing, language)

    @strawberry.field(description="The offer.")
    def offer(self) -> Offer:
        """Resolve ``Match.offer``."""
        return offer_of(self.view.offer.offer, self.view.catalogue)

    @strawberry.field(description="Through whom the company reaches it, where others apply.")
    def reached_through(self, info: Info) -> list[Provider]:
        """Resolve ``Match.reachedThrough``."""
        offer = self.view.offer.offer
        if not isinstance(offer, AuthoredScheme) or self.view.offer.is_for_companies:
            return []
        through = self.view.catalogue.reached_through(offer)
        if through:
            return [Provider(name=info.context.say(o.name), url=o.url) for o in through]
        words = self.view.catalogue.definition.words.applicants
        return [Provider(name=info.context.say(words[offer.applicant]), url=None)]

    @strawberry.field(description="The company's gaps that it relieves, in the offer's order.")
    def relieves(self) -> list[Barrier]:
        """Resolve ``Match.relieves``."""
        known = self.view.catalogue.definition.barriers_by_slug
        named = self.view.offer.offer.barriers
        return [Barrier.of(known[slug]) for slug in named if slug in self.view.gaps]

    @strawberry.field(description="What each criterion says, in the offer's order.")
    def verdicts(self, info: Info) -> list[CriterionVerdict]:
        """Resolve ``Match.verdicts``."""
        view = self.view
        pairs = zip(view.offer.criteria, view.verdicts, strict=True)
        return [verdict_of(c, verdict, view.judged, info.context) for c, verdict in pairs]

    @strawberry.field(description="What only the provider can judge.")
    def also_requires(self, info: Info) -> list[str]:
        """Resolve ``Match.alsoRequires``."""
        return [info.context.say(text) for text in self.view.offer.offer.also_requires]

    @strawberry.field(
        description="The facts to ask for to settle what is unknown, hard first; also those of"
        " which the company says that it does not know them, or that they do not apply."
    )
    def missing_facts(self) -> list[Fact]:
        """Resolve ``Match.missingFacts``."""
        known = self.view.catalogue.facts
        return [Fact.of(known[slug]) for slug in self.view.missing if slug in known]

    @strawberry.field(
        description="How it goes together with the other schemes of the company; null where the"
        " offer is no scheme."
    )
    def combining(self) -> MatchCombining | None:
        """Resolve ``Match.combining``."""
        view, offer = self.view, self.view.offer.offer
        if not isinstance(offer, AuthoredScheme):
            return None
        return combining_of(offer, view.catalogue, view.beside, view.known)


@strawberry.type(description="A match in a connection.")
class MatchEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Where it stands, for `after`.")
    node: Match = strawberry.field(description="The match.")


@strawberry.type(
    description="A page of matches: by outcome, certain before uncertain and stale ones, then by"
    " relevance, status, confidence and slug."
)
class MatchConnection:
    """A connection."""

    total_count: int = strawberry.field(description="How many there are on all pages.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[MatchEdge] = strawberry.field(description="The matches.")

    @classmethod
    def of(cls, page: Page[T], view: Callable[[T], MatchView]) -> "MatchConnection":
        """Build it from a page of what `view` makes matches to be shown of."""
        return cls(
            total_count=page.total,
            page_info=page.info,
            edges=[
                MatchEdge(cursor=cursor, node=Match.of(view(item))) for cursor, item in page.items
            ],
        )


@strawberry.type(description="A fact that is not known, and how much knowing it would settle.")
class NextFact:
    """GraphQL view of a fact worth asking next."""

    fact: Fact = strawberry.field(description="The fact.")
    decides: int = strawberry.field(
        description="How many offers that cannot be told yet it could decide."
    )


def next_facts_of(pairs: Sequence[tuple[str, int]], catalogue: CompiledCatalogue) -> list[NextFact]:
    """Return pairs of fact and number as clients read them."""
    return [
        NextFact(fact=Fact.of(catalogue.facts[slug]), decides=decides) for slug, decides in pairs
    ]
