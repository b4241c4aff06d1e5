"""The published content in use, ready to evaluate: loaded once per process and version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assessments.company.derive import Derivation
from assessments.content.catalogue import Catalogue
from assessments.content.derivations import Plain, changed_derivations, plain_facts
from assessments.content.documents import digest_of_derivation, digest_of_questionnaire
from assessments.content.search import Search
from assessments.matching.combining import CombiningRules
from assessments.matching.compiled import CompiledOffer, compile_offers
from assessments.matching.freshness import DAYS_A_YEAR
from assessments.matching.offers import Offer
from assessments.matching.opening import Readers
from assessments.questionnaire.compiled import (
    CompiledQuestionnaire,
    compile_questionnaire,
    dont_know_options,
)
from assessments.questionnaire.conditions.evaluate import Constants
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact

Key = tuple[str, int]
"""A questionnaire's slug and version."""


class CompiledCatalogue:
    """A catalogue version with everything that does not depend on the company."""

    def __init__(self, definition: Catalogue, version: int) -> None:
        self.definition = definition
        self.version = version
        reference = definition.reference
        self.derive = Derivation(definition.facts_by_slug, reference)
        self.fact_order: Mapping[str, int] = {f.slug: i for i, f in enumerate(definition.facts)}
        self.constants = Constants(
            groups={n: frozenset(g) for n, g in reference.market_groups.items()},
            rates=reference.currencies.kroner_per,
            dont_know=dont_know_options(definition.facts),
        )
        self.offers: tuple[CompiledOffer, ...] = compile_offers(
            definition.offers,
            self.constants,
            self.behind,
            self.instead,
            definition.about.fresh_for_days or DAYS_A_YEAR,
        )
        self._changed: dict[CompiledQuestionnaire, tuple[str, ...]] = {}
        self.offers_by_slug: Mapping[str, CompiledOffer] = {o.slug: o for o in self.offers}

    @cached_property
    def _following(self) -> Sequence[Plain]:
        return plain_facts(self.definition.facts)

    def changed_for(self, questionnaire: CompiledQuestionnaire) -> tuple[str, ...]:
        """Return the facts that `questionnaire` reads and that follow otherwise here."""
        if questionnaire not in self._changed:
            facts = plain_facts(questionnaire.definition.facts)
            self._changed[questionnaire] = changed_derivations(facts, self._following)
        return self._changed[questionnaire]

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts by slug."""
        return self.definition.facts_by_slug

    def behind(self, slug: str) -> Sequence[str]:
        """Return the facts to ask for in order to know the fact `slug`, itself first if asked."""
        fact = self.facts.get(slug)
        if fact is None:
            return (slug,)
        own = (slug,) if fact.asked else ()
        parents = (p for p in fact.derived_from if p not in self.instead(slug))
        bases = (base for parent in parents for base in self.behind(parent))
        return tuple(dict.fromkeys((*own, *bases)))

    def instead(self, slug: str) -> Sequence[str]:
        """Return the facts that state as a whole what the others behind `slug` did not settle."""
        fact = self.facts.get(slug)
        if fact is None or fact.asked:
            return ()
        parents = (self.facts[p] for p in fact.derived_from if p in self.facts)
        return tuple(p.slug for p in parents if p.asked and p.derived_from)

    @cached_property
    def derivation_digest(self) -> str:
        """The digest of what facts are worked out by."""
        return digest_of_derivation(self.definition)

    @cached_property
    def readers(self) -> Readers:
        """The offers by what their criteria read."""
        return Readers.of(self.offers)

    @cached_property
    def combining(self) -> CombiningRules:
        """How the schemes go together."""
        return CombiningRules(self.definition.offers, self.definition.combining)

    @cached_property
    def search(self) -> Search:
        """The index of names."""
        return Search(self.definition)

    def reached_through(self, offer: Offer) -> Sequence[Offer]:
        """Return the offers through which a company reaches `offer`."""
        slugs = getattr(offer, "reached_through", ())
        return [
            self.definition.offers_by_slug[s] for s in slugs if s in self.definition.offers_by_slug
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The catalogue in use and every questionnaire version, as of one moment."""

    newest_id: int
    catalogue: CompiledCatalogue
    questionnaires: Mapping[Key, CompiledQuestionnaire]

    def as_published(
        self, published: Mapping[Key, CompiledQuestionnaire], beside: Collection[Key] = ()
    ) -> "Library":
        """Return this content with its questionnaire versions as they are `published`.

        A folder's form of a version takes in the facts, groups and rates of today; what counts is
        what it took in when it was published. A version whose own files have changed stays: it
        could not be published, and says what the change would do. Of the versions `beside` this
        content, those that are published are added: none goes when its files do.
        """
        shared = self.questionnaires.keys() & published.keys()
        same = {
            key: published[key]
            for key in shared
            if digest_of_questionnaire(self.questionnaires[key].definition)
            == digest_of_questionnaire(published[key].definition)
        }
        added = {key: published[key] for key in beside if key in published}
        return replace(self, questionnaires={**added, **self.questionnaires, **same})

    def questionnaire(self, slug: str, version: int | None = None) -> CompiledQuestionnaire | None:
        """Return a questionnaire version, the newest unless one is named."""
        if version is None:
            version = max((v for s, v in self.questionnaires if s == slug), default=0)
        return self.questionnaires.get((slug, version))


def build_library(
    newest_id: int,
    catalogue: tuple[int, Catalogue],
    questionnaires: Iterable[Questionnaire],
) -> Library:
    """Return the library of a catalogue version and questionnaires."""
    version, definition = catalogue
    compiled = (compile_questionnaire(q) for q in questionnaires)
    return Library(
        newest_id=newest_id,
        catalogue=CompiledCatalogue(definition, version),
        questionnaires={q.key: q for q in compiled},
    )
