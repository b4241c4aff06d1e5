"""A catalogue version: offers, facts, barriers and everything they refer to, as authored."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from assessments.cohorts.groupings import Groupings
from assessments.company.reference import Reference
from assessments.content.about import About
from assessments.matching.combining_terms import CombiningTerms
from assessments.matching.offers import Basis, Confidence, Offer, Since, Status, Url
from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.definition import Barrier
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import Authored, LevelNumber, Slug
from assessments.texts import Text


class Source(Authored):
    """Where a fact was read; `dated` is the time its content speaks of, as exact as is known."""

    slug: Slug
    title: str
    url: Url
    dated: str | None = None
    note: str | None = None

    @property
    def phrases(self) -> Mapping[str, str]:
        """What it says in words of one language, by field; codes of years and days are in none."""
        said = {"note": self.note, "dated": self.dated}
        return {
            field: text
            for field, text in said.items()
            if text is not None and any(letter.isalpha() for letter in text)
        }

    @property
    def published_on(self) -> date | None:
        """The date of the content, where the day is known."""
        try:
            return date.fromisoformat(self.dated or "")
        except ValueError:
            return None


class Entry(Authored):
    """The fields that the catalogue's further entries share."""

    slug: Slug
    name: Text
    confidence: Confidence
    sources: tuple[Slug, ...] = ()
    to_verify: tuple[Text, ...] = ()
    notes: Text | None = None
    checked_on: date | None = None
    checked_by: str | None = None


class Organisation(Entry):
    """An agency, authority, association, council or policy; nothing to apply to by itself."""

    summary: Text
    kind: str
    themes: tuple[Slug, ...] = ()
    barriers: tuple[Slug, ...] = ()
    url: Url | None = None
    url_basis: str | None = None
    status: Status
    status_since: Since | None = None
    successors: tuple[Slug, ...] = ()
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    seeds: tuple[str, ...] = ()


class Deadline(Authored):
    """A date that a requirement sets."""

    on: date
    what: Text


class AppliesWhen(Authored):
    """One of the conditions under which a requirement applies.

    The hard ones must all hold; a soft one makes it matter more.
    """

    condition: Condition
    hard: bool
    basis: Basis


class Requirement(Entry):
    """A regulatory requirement on products or companies."""

    applies_when: tuple[AppliesWhen, ...]
    requirement: Text
    barriers: tuple[Slug, ...] = ()
    valid_from: date | None = None
    dates: tuple[Deadline, ...] = ()


class Proposed(Authored):
    """A change that has been proposed."""

    amount_nok: int
    instrument: Text
    in_force: date | None = None


class ProcurementRule(Entry):
    """A threshold or a rule for public purchases; amounts in kroner without VAT."""

    amount_nok: Annotated[int, Field(ge=0)] | None = None
    buyers: Text | None = None
    contracts: Text | None = None
    effect: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    proposed: Proposed | None = None
    under_eea: tuple[Text, ...] = ()
    over_eea: tuple[Text, ...] = ()


class StateAid(Authored):
    """Ceilings of public support; what several sources give counts together.

    `confidence` is that of the ceilings, and `sources` name the acts that set them.
    """

    de_minimis_ceiling_eur: int
    period_years: int
    legal_act: Text
    confidence: Confidence
    rd_intensity_ceiling_pct: dict[str, dict[str, int]]
    rd_note: Text
    sources: tuple[Slug, ...] | None = None

    @property
    def is_to_confirm(self) -> bool:
        """Whether the ceilings have to be confirmed before anybody relies on them."""
        return self.confidence is not Confidence.SOURCED


class SourcePhrase(Authored):
    """What a source says of itself, as it is `written` there, and as people read it."""

    written: str
    text: Text


class Words(Authored):
    """Labels of closed sets, by the slug of the member, and the phrases that sources use.

    `also_called` is what people type for an entry that has no aliases of its own, by its slug.
    """

    offer_kinds: dict[str, Text]
    statuses: dict[str, Text]
    application_modes: dict[str, Text]
    confidences: dict[str, Text]
    applicants: dict[str, Text]
    programme_levels: dict[str, Text] = Field(default_factory=dict)
    source_phrases: tuple[SourcePhrase, ...] = ()
    also_called: dict[Slug, tuple[str, ...]] = Field(default_factory=dict[str, tuple[str, ...]])


class Advice(Authored):
    """What to do to take the answer to a question up to a level."""

    question: Slug
    to_level: LevelNumber
    text: Text


class QuestionnaireAdvice(Authored):
    """The advice for a questionnaire, all its versions."""

    questionnaire: Slug
    advice: tuple[Advice, ...]


class Catalogue(Authored):
    """One version of everything outside the questionnaires."""

    about: About
    words: Words
    barriers: tuple[Barrier, ...]
    facts: tuple[Fact, ...]
    reference: Reference
    state_aid: StateAid
    offers: tuple[Offer, ...]
    organisations: tuple[Organisation, ...]
    requirements: tuple[Requirement, ...]
    procurement_rules: tuple[ProcurementRule, ...]
    sources: tuple[Source, ...]
    advice: tuple[QuestionnaireAdvice, ...] = ()
    combining: CombiningTerms = CombiningTerms()
    groupings: Groupings = Groupings()

    @cached_property
    def advice_by_step(self) -> Mapping[tuple[str, str, int], Text]:
        """What to do, by questionnaire, question and the level to reach."""
        return {
            (of.questionnaire, advice.question, advice.to_level): advice.text
            for of in self.advice
            for advice in of.advice
        }

    @cached_property
    def barriers_by_slug(self) -> Mapping[str, Barrier]:
        """The barriers by slug, in order."""
        return {barrier.slug: barrier for barrier in self.barriers}

    @cached_property
    def facts_by_slug(self) -> Mapping[str, Fact]:
        """The facts by slug, in order."""
        return {fact.slug: fact for fact in self.facts}

    @cached_property
    def sources_by_slug(self) -> Mapping[str, Source]:
        """The sources by slug."""
        return {source.slug: source for source in self.sources}

    @cached_property
    def source_phrases(self) -> Mapping[str, Text]:
        """What sources say in words, by how it is written there."""
        return {phrase.written: phrase.text for phrase in self.words.source_phrases}

    @cached_property
    def organisations_by_slug(self) -> Mapping[str, Organisation]:
        """The organisations by slug, in order."""
        return {organisation.slug: organisation for organisation in self.organisations}

    @cached_property
    def offers_by_slug(self) -> Mapping[str, Offer]:
        """The offers by slug, in order."""
        return {offer.slug: offer for offer in self.offers}
