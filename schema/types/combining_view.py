"""What is known of a scheme that a company is matched to, beside others, and how it is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.content.aid_words import in_euro, say_ceilings, say_room, say_support
from assessments.content.catalogue import StateAid
from assessments.content.combining_words import NO_MONEY, NOTHING_KNOWN, say_together
from assessments.matching import offers
from assessments.matching.aid_ceilings import (
    DE_MINIMIS_RECEIVED,
    SIZE,
    AidCeiling,
    DeMinimisRoom,
    de_minimis_room,
    rd_ceilings_of,
)
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from assessments.questionnaire.values import Values
from assessments.texts import Language, Text, both
from schema.types.combining import Shelf, is_for_research


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

    @property
    def ceilings(self) -> Sequence[AidCeiling]:
        """The ceilings for research in a company of this size, where they apply and it is known."""
        if not is_for_research(self.aid):
            return []
        table = self._terms.rd_intensity_ceiling_pct
        return rd_ceilings_of(table, self.known.get(SIZE))

    @property
    def room(self) -> DeMinimisRoom:
        """What is left of the de minimis aid that the group may have."""
        definition, support = self.shelf.catalogue.definition, self.scheme.support
        per = definition.reference.currencies.kroner_per
        rates = {currency: Fraction(kroner) for currency, kroner in per.items()}
        amount, currency = support.maximum_amount, support.currency or "NOK"
        most = None if amount is None else in_euro(amount, currency, rates)
        received = self.known.get(DE_MINIMIS_RECEIVED)
        return de_minimis_room(definition.state_aid.de_minimis_ceiling_eur, received, most)

    def by_how(self) -> Mapping[Combines, Sequence[str]]:
        """Return the others by how they go together with the scheme, by slug."""
        found: dict[Combines, list[str]] = {}
        for other in sorted(self.beside):
            how = self.shelf.rules.between(self.scheme.slug, other).how
            found.setdefault(how, []).append(other)
        return found

    def say(self, language: Language) -> str:
        """Return what the support is, its ceilings, and how it goes together with the others."""
        rules, slug = self.shelf.rules, self.scheme.slug
        if not rules.gives_money(slug):
            return NO_MONEY.into(language)
        if not rules.is_known(slug):
            return NOTHING_KNOWN.into(language)
        named = {
            how: [rules.schemes[other].name.into(language) for other in others]
            for how, others in self.by_how().items()
        }
        parts = (
            say_support(self.aid, language),
            self._say_ceilings(language),
            say_together(named, language),
        )
        return " ".join(part for part in parts if part)

    def say_room(self, language: Language) -> str:
        """Return what is left of the de minimis aid that the group may have, in words."""
        terms, name = self._terms, self._name(DE_MINIMIS_RECEIVED)
        return say_room(
            self.room, terms.period_years, name, language, to_confirm=terms.is_to_confirm
        )

    def _say_ceilings(self, language: Language) -> str:
        if is_for_research(self.aid):
            name, unsure = self._name(SIZE), self._terms.is_to_confirm
            return say_ceilings(self.ceilings, name, language, to_confirm=unsure)
        if self.aid is not None and self.aid.kind is AidKind.DE_MINIMIS:
            return self.say_room(language)
        return ""

    @property
    def _terms(self) -> StateAid:
        return self.shelf.catalogue.definition.state_aid

    def _name(self, slug: str) -> Text:
        """Return the name of a fact; its slug in content that does not know it."""
        fact = self.shelf.catalogue.facts.get(slug)
        return both(slug, slug) if fact is None else fact.name
