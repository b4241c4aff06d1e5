"""What a match goes together with, for one company."""

from fractions import Fraction
from math import floor

import strawberry

from assessments.content.library import CompiledCatalogue
from assessments.matching import offers
from assessments.matching.aid_ceilings import DeMinimisRoom
from assessments.matching.combining import RECEIVED, has_had
from assessments.matching.combining_terms import AidKind, Combines
from assessments.matching.offers import Confidence
from assessments.questionnaire.values import Values
from schema.context import Context, Info
from schema.scalars import BigInt
from schema.types.combining import AidCeiling, Combination, NeededFirst, StateAid
from schema.types.combining_view import CombiningView
from schema.types.entries import Source
from schema.types.offers import Scheme, shelf_of
from schema.types.verdict import Verdict


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
    confidence: Confidence = strawberry.field(description="How sure the ceiling is.")
    sources: list[Source] = strawberry.field(
        description="The acts that set ceilings of public support."
    )
    text: str = strawberry.field(
        description="All of that, in words; says that the ceiling is to be confirmed where it does"
        " not rest on sources."
    )


@strawberry.type(
    description="How a scheme goes together with the other schemes that the company can have, is a"
    " near miss of, or has had support from. Schemes that give no money are left out. What the"
    " content does not know is said to be unknown."
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
        description="In words: what the support is, what ceilings there are and which fact they"
        " follow from, and how it goes together with the others; says so where it is not known."
    )
    def text(self, info: Info) -> str:
        """Resolve ``MatchCombining.text``."""
        return self.view.say(info.context.language)

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
        return self.view.shelf.schemes(self.view.by_how().get(Combines.NOT_KNOWN, ()))

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
        return self.view.shelf.ceilings(self.view.ceilings, info.context)

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
    schemes = (beside & shelf.rules.schemes.keys()) - {scheme.slug}
    others = frozenset(slug for slug in schemes if shelf.rules.gives_money(slug))
    return MatchCombining(
        view=CombiningView(scheme=scheme, shelf=shelf, beside=others, known=known)
    )


def _those(view: CombiningView, context: Context, *, excluded: bool) -> list[Combination]:
    slug, rules = view.scheme.slug, view.shelf.rules
    found = (rules.between(slug, other) for other in sorted(view.beside))
    return [
        Combination.of(slug, one, view.shelf, context)
        for one in found
        if one.how is not Combines.NOT_KNOWN and (not excluded or one.how is Combines.EXCLUDED)
    ]


def _de_minimis(view: CombiningView, context: Context) -> DeMinimis:
    catalogue, found = view.shelf.catalogue.definition, view.room
    terms = catalogue.state_aid
    rate = catalogue.reference.currencies.kroner_per.get("EUR")
    return DeMinimis(
        ceiling_eur=found.ceiling,
        period_years=terms.period_years,
        legal_act=context.say(terms.legal_act),
        received_eur=None if found.received is None else BigInt(floor(found.received)),
        room_eur=None if found.room is None else floor(found.room),
        room_nok=_kroner(found, None if rate is None else Fraction(rate)),
        fits=found.fits,
        confidence=terms.confidence,
        sources=view.shelf.sources(terms.sources or (), context),
        text=view.say_room(context.language),
    )


def _kroner(found: DeMinimisRoom, rate: Fraction | None) -> BigInt | None:
    return None if found.room is None or rate is None else BigInt(floor(found.room * rate))
