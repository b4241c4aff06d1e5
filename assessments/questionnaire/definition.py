"""A questionnaire version, as it is written in content and published."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field

from assessments.questionnaire.carry_over import CarryOver
from assessments.questionnaire.checks import Check
from assessments.questionnaire.conditions.nodes import Condition, facts_read
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import Authored, LevelNumber, Slug
from assessments.questionnaire.questions import Question, Weight
from assessments.texts import Text

Score = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=3)]


class Level(Authored):
    """A step of maturity, reached at `minimum_score` of 100."""

    number: LevelNumber
    name: Text
    description: Text
    minimum_score: Score


class Theme(Authored):
    """A part of the questionnaire that is scored by itself."""

    slug: Slug
    title: Text
    description: Text
    weight: Weight = Decimal(1)
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=500)]


class Barrier(Authored):
    """What holds a company back; a low answer shows it, an offer relieves it."""

    slug: Slug
    name: Text
    theme: Slug
    origin: tuple[str, ...] = ()


class Questionnaire(Authored):
    """One version of a questionnaire with everything it refers to; a published one never changes.

    `facts` are those that its conditions read, with what they derive from; `groups` are the named
    groups of options, and `rates` the kroner per unit of currency, that its conditions use.
    `carry_over` says how answers to the version before carry over. `checks` are across questions.
    """

    slug: Slug
    version: Annotated[int, Field(ge=1)]
    title: Text
    introduction: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=1, max_length=5)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1, max_length=20)]
    carry_over: CarryOver | None = None
    checks: Annotated[tuple[Check, ...], Field(min_length=1, max_length=200)] | None = None
    facts: tuple[Fact, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rates: dict[str, Decimal] = Field(default_factory=dict)

    @property
    def questions(self) -> Iterator[tuple[Theme, Question]]:
        """Every question with its theme, in order."""
        return ((theme, question) for theme in self.themes for question in theme.questions)

    @cached_property
    def questions_by_slug(self) -> Mapping[str, Question]:
        """The questions by slug, in order."""
        return {question.slug: question for _, question in self.questions}

    @cached_property
    def theme_of(self) -> Mapping[str, Theme]:
        """The theme of each question, by the question's slug."""
        return {question.slug: theme for theme, question in self.questions}

    @cached_property
    def facts_by_slug(self) -> Mapping[str, Fact]:
        """The facts that it embeds, by slug."""
        return {fact.slug: fact for fact in self.facts}

    @cached_property
    def barriers_by_slug(self) -> Mapping[str, Barrier]:
        """The barriers that its questions name, by slug."""
        return {barrier.slug: barrier for barrier in self.barriers}

    @cached_property
    def asked_facts(self) -> tuple[Fact, ...]:
        """The facts that a company is asked for before the questions, in the catalogue's order."""
        read = frozenset[str]().union(*(facts_read(c) for c in rules_of(self)))
        written = {q.writes_fact.fact for _, q in self.questions if q.writes_fact is not None}
        stated = {base for slug in read for base in self.stated_behind(slug)}
        return tuple(f for f in self.facts if f.slug in stated and f.slug not in written)

    def stated_behind(self, slug: str) -> Iterator[str]:
        """Yield the facts to ask for in order to know the fact `slug`."""
        fact = self.facts_by_slug.get(slug)
        if fact is None:
            return
        if fact.asked:
            yield slug
            return
        for base in fact.derived_from:
            yield from self.stated_behind(base)


def rules_of(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Yield every condition that decides what is shown, accepted or capped."""
    for _, question in questionnaire.questions:
        if question.visible_when is not None:
            yield question.visible_when
        if question.not_applicable is not None and question.not_applicable.allowed_when is not None:
            yield question.not_applicable.allowed_when
        yield from (cap.when for cap in question.caps)


def conditions_of(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Yield every condition: the rules, then those of checks."""
    yield from rules_of(questionnaire)
    yield from (check.when for check in questionnaire.checks or ())
