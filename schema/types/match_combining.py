"""What a match goes together with, for one company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import strawberry

from assessments.content.combining_words import in_euro, say_room, say_together
from assessments.content.library import CompiledCatalogue
from assessments.matching import offers
from assessments.matching.aid_ceilings import (
    DE_MINIMIS_RECEIVED,
    SIZE,
    DeMinimisRoom,
    de_minimis_room,
    rd_ceilings_of,
)
from assessments.matching.combining import RECEIVED, has_had
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from assessments.questionnaire.values import Values
from schema.context import Context, Info
from schema.scalars import BigInt
from schema.types.combining import (
    AidCeiling,
    Combination,
    NeededFirst,
    Shelf,
    StateAid,
    is_for_research,
)
from schema.types.offers import Scheme, shelf_of
from schema.types.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CombiningView:
    """A scheme that a company is matched to, and what there is beside it."""

    scheme: offers.Scheme
    shelf: Shelf
    beside: frozenset[str]
    known: Values

    @property
    def aid(self) -> AidTerms | None:
        """What support from the scheme is; None where that is not known."""
        return self.shelf.rules.aid.get(self.scheme.slug)


@strawberry.type(description="What is left of the de minimis aid that a group may have.")
class DeMinimis:
    """GraphQL view of the room for de minimis aid."""

    ceiling_eur: int = strawberry.field(description="The ceiling for a group, in whole euro.")
    period_years: int = strawberry.field(description="The years over which aid is added up.")
    legal_act: str = strawberry.field(description="The act that sets the ceiling.")
    received_eur: BigInt | None = strawberry.field(
        description="What the company states that the group has had, in whole euro; null while it"
        " is not known."
    )
    room_eur: int | None = strawberry.field(
        description="What is left, in whole euro, never below 0; null while it is not known."
    )
    room_nok: BigInt | None = strawberry.field(
        description="The same in whole kroner, rounded down, by the rate that the content sets."
    )
    fits: Verdict = strawberry.field(
        description="Whether there is room for the most that the scheme gives; UNKNOWN while one of"
        " the two is not known."
    )
    text: str = strawberry.field(description="All of that, in words.")


@strawberry.type(
    description="How a scheme goes together with the other schemes that the company can have, is a"
    " near miss of, or has had support from. What the content does not know is said to be unknown."
)
class MatchCombining:
    """GraphQL view of a match among the others."""

    view: strawberry.Private[CombiningView]

    @strawberry.field(
        description="Whether the content knows anything about the scheme together with others. If"
        " not, nothing here means that it can be combined."
    )
    def known(self) -> bool:
        """Resolve ``MatchCombining.known``."""
        return self.view.shelf.rules.is_known(self.view.scheme.slug)

    @strawberry.field(
        description="How it goes together with the others, in words; says so where it is not known."
    )
    def text(self, info: Info) -> str:
        """Resolve ``MatchCombining.text``."""
        return _text(self.view, info.context)

    @strawberry.field(description="What the support is; null where the content does not know.")
    def state_aid(self, info: Info) -> StateAid | None:
        """Resolve ``MatchCombining.stateAid``."""
        aid = self.view.aid
        return None if aid is None else StateAid.of(aid, self.view.shelf, info.context)

    @strawberry.field(
        description="How it goes together with each of the others of which that is known, by slug."
    )
    def combines_with(self, info: Info) -> list[Combination]:
        """Resolve ``MatchCombining.combinesWith``."""
        return _those(self.view, info.context, excluded=False)

    @strawberry.field(description="Those of the others that it cannot be combined with, by slug.")
    def excludes(self, info: Info) -> list[Combination]:
        """Resolve ``MatchCombining.excludes``."""
        return _those(self.view, info.context, excluded=True)

    @strawberry.field(
        description="Those of the others of which nobody knows whether they can be combined with"
        " it, by slug."
    )
    def not_known_with(self) -> list[Scheme]:
        """Resolve ``MatchCombining.notKnownWith``."""
        return self.view.shelf.schemes(_by_how(self.view).get(Combines.NOT_KNOWN, ()))

    @strawberry.field(
        description="The support that must have come first or counts in favour, and whether the"
        " company has had it."
    )
    def needs_first(self, info: Info) -> list[NeededFirst]:
        """Resolve ``MatchCombining.needsFirst``."""
        view, received = self.view, self.view.known.get(RECEIVED)
        return [
            NeededFirst.of(needed, has_had(needed.any_of, received), view.shelf, info.context)
            for needed in view.shelf.rules.needs_first(view.scheme.slug)
        ]

    @strawberry.field(description="The schemes that ask for this one, or one like it, first.")
    def must_precede(self) -> list[Scheme]:
        """Resolve ``MatchCombining.mustPrecede``."""
        shelf = self.view.shelf
        return shelf.schemes(shelf.rules.needed_by(self.view.scheme.slug))

    @strawberry.field(
        description="The ceilings for all public support together, for a company of this size;"
        " empty where they or the size are not known."
    )
    def ceilings(self, info: Info) -> list[AidCeiling]:
        """Resolve ``MatchCombining.ceilings``."""
        if not is_for_research(self.view.aid):
            return []
        table = self.view.shelf.catalogue.definition.state_aid.rd_intensity_ceiling_pct
        found = rd_ceilings_of(table, self.view.known.get(SIZE))
        return [AidCeiling.of(ceiling, info.context) for ceiling in found]

    @strawberry.field(
        description="What is left of the de minimis aid that the group may have; null where the"
        " support is not known to be de minimis aid."
    )
    def de_minimis(self, info: Info) -> DeMinimis | None:
        """Resolve ``MatchCombining.deMinimis``."""
        aid = self.view.aid
        if aid is None or aid.kind is not AidKind.DE_MINIMIS:
            return None
        return _de_minimis(self.view, info.context)


def combining_of(
    scheme: offers.Scheme, catalogue: CompiledCatalogue, beside: frozenset[str], known: Values
) -> MatchCombining:
    """Return the view of a match among the offers `beside` it; `known` are the facts."""
    shelf = shelf_of(catalogue)
    others = (beside & shelf.rules.schemes.keys()) - {scheme.slug}
    return MatchCombining(
        view=CombiningView(scheme=scheme, shelf=shelf, beside=frozenset(others), known=known)
    )


def _by_how(view: CombiningView) -> Mapping[Combines, Sequence[str]]:
    found: dict[Combines, list[str]] = {}
    for other in sorted(view.beside):
        how = view.shelf.rules.between(view.scheme.slug, other).how
        found.setdefault(how, []).append(other)
    return found


def _those(view: CombiningView, context: Context, *, excluded: bool) -> list[Combination]:
    slug, rules = view.scheme.slug, view.shelf.rules
    found = (rules.between(slug, other) for other in sorted(view.beside))
    return [
        Combination.of(slug, one, view.shelf, context)
        for one in found
        if one.how is not Combines.NOT_KNOWN and (not excluded or one.how is Combines.EXCLUDED)
    ]


def _text(view: CombiningView, context: Context) -> str:
    schemes = view.shelf.rules.schemes
    named = {
        how: [context.say(schemes[slug].name) for slug in slugs]
        for how, slugs in _by_how(view).items()
    }
    known = view.shelf.rules.is_known(view.scheme.slug)
    return say_together(named, context.language, known=known)


def _de_minimis(view: CombiningView, context: Context) -> DeMinimis:
    terms, support = view.shelf.catalogue.definition.state_aid, view.scheme.support
    per = view.shelf.catalogue.definition.reference.currencies.kroner_per
    rates = {currency: Fraction(kroner) for currency, kroner in per.items()}
    amount, currency = support.maximum_amount, support.currency or "NOK"
    most = None if amount is None else in_euro(amount, currency, rates)
    found = de_minimis_room(terms.de_minimis_ceiling_eur, view.known.get(DE_MINIMIS_RECEIVED), most)
    return DeMinimis(
        ceiling_eur=found.ceiling,
        period_years=terms.period_years,
        legal_act=context.say(terms.legal_act),
        received_eur=None if found.received is None else BigInt(floor(found.received)),
        room_eur=None if found.room is None else floor(found.room),
        room_nok=_kroner(found, rates.get("EUR")),
        fits=found.fits,
        text=say_room(found, terms.period_years, context.language),
    )


def _kroner(found: DeMinimisRoom, rate: Fraction | None) -> BigInt | None:
    return None if found.room is None or rate is None else BigInt(floor(found.room * rate))
