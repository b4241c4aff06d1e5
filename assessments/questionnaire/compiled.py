"""A questionnaire version made ready to evaluate: built once per version, used by every request."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from assessments.questionnaire.checking import CompiledCheck, compile_checks
from assessments.questionnaire.computing import Computations
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Condition, answers_read, facts_read
from assessments.questionnaire.definition import Questionnaire, Theme
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.ladder import Ladder
from assessments.questionnaire.questions import Cap, Question
from assessments.questionnaire.scales import Levelling
from assessments.questionnaire.values import Marker, Value, Values

Derive = Callable[[Values, date], Values]
"""From the facts a company stated, and a date, to all that is known: stated and derived.

A fact may follow from those alone that its ``derived_from`` names, and from what these derive from.
"""


def nothing_derived(facts: Values, as_of: date) -> Values:
    """Return the stated facts alone, for questionnaires that derive none."""
    del as_of
    return facts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledQuestion:
    """A question with its conditions and its scale as functions; equal to itself alone."""

    question: Question
    slug: str
    theme: str
    visible: Evaluator | None
    facts_behind: frozenset[str]
    """The facts that decide whether it is shown or may not apply, and what they derive from."""
    may_not_apply: bool
    not_applicable_allowed: Evaluator | None
    levelling: Levelling | None
    ladder: Ladder | None
    """The levels that its answers give; None where it is not scored, like `levelling`."""
    weight: int
    """The weight as a multiple of the theme's common unit."""
    decides_showing: bool
    """Whether its answer may show or hide other questions, or what may not apply."""
    rescored: frozenset[str]
    """The themes whose score or caps its answer may change while the same questions are shown."""

    def written(self, value: Value) -> Value:
        """Return what `value` says of the fact that this question gives; UNDECIDED if nothing."""
        writes = self.question.writes_fact
        if writes is None:
            return value
        if value is Marker.NOT_APPLICABLE and writes.not_applicable is not None:
            return writes.not_applicable
        if writes.silent is not None and (value is Marker.DONT_KNOW or value in writes.silent):
            return Marker.UNDECIDED
        return value if writes.map is None or not isinstance(value, str) else writes.map[value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCap:
    """A cap with its condition as a function; `index` is its place among its question's caps."""

    cap: Cap
    question: str
    index: int
    holds: Evaluator


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTheme:
    """A theme with what its score needs."""

    theme: Theme
    slug: str
    weight: Fraction
    questions: tuple[CompiledQuestion, ...]
    scored: tuple[CompiledQuestion, ...]
    caps: tuple[CompiledCap, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledQuestionnaire:
    """Everything about a version that does not depend on the answers; equal to itself alone."""

    definition: Questionnaire
    themes: tuple[CompiledTheme, ...]
    questions: tuple[CompiledQuestion, ...]
    level_minimums: tuple[Fraction, ...]
    """The score that each level needs, lowest level first."""
    constants: Constants
    checks: tuple[CompiledCheck, ...]
    computations: Computations

    def compute(self, facts: Values, as_of: date) -> Values:
        """Return the stated `facts` with those computed of them; a ``Derive`` for no more."""
        del as_of
        return self.computations.add_to(facts)

    @property
    def key(self) -> tuple[str, int]:
        """Slug and version."""
        return self.definition.slug, self.definition.version


def compile_questionnaire(definition: Questionnaire) -> CompiledQuestionnaire:
    """Return `definition` ready to evaluate; it has been checked before."""
    constants = Constants(
        groups={name: frozenset(members) for name, members in definition.groups.items()},
        rates=definition.rates,
        dont_know=dont_know_options((*definition.facts, *definition.questions_by_slug.values())),
    )
    hanging = _Hanging.of(definition)
    themes = tuple(_theme(definition, theme, constants, hanging) for theme in definition.themes)
    return CompiledQuestionnaire(
        definition=definition,
        themes=themes,
        questions=tuple(question for theme in themes for question in theme.questions),
        level_minimums=tuple(Fraction(level.minimum_score) for level in definition.levels),
        constants=constants,
        checks=compile_checks(definition, constants),
        computations=computations_of(definition.facts),
    )


def computations_of(facts: Iterable[Fact]) -> Computations:
    """Return how those of `facts` that are computed follow from others."""
    return Computations({f.slug: f.computed for f in facts if f.computed is not None})


def dont_know_options(items: Iterable[Fact | Question]) -> Mapping[str, frozenset[str]]:
    """Return the options that say *don't know*, by the slug of the fact or question."""
    return {
        item.slug: frozenset(option.slug for option in item.options if option.dont_know)
        for item in items
        if isinstance(item, WithOptions)
    }


@dataclass(frozen=True, slots=True)
class _Hanging:
    """The questions on which it hangs what is shown, and by question the themes that it may cap.

    `bases` are the facts that each fact derives from.
    """

    showing: frozenset[str]
    capping: Mapping[str, frozenset[str]]
    themes: frozenset[str]
    bases: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, definition: Questionnaire) -> "_Hanging":
        """Find them."""
        showing: set[str] = set()
        capping: dict[str, set[str]] = {}
        for _, question in definition.questions:
            exempt = question.not_applicable
            for rule in (question.visible_when, None if exempt is None else exempt.allowed_when):
                showing |= frozenset() if rule is None else answers_read(rule)
            for cap in question.caps:
                for slug in answers_read(cap.when):
                    capping.setdefault(slug, set()).add(cap.theme)
        themes = frozenset(theme.slug for theme in definition.themes)
        bases = {fact.slug: fact.derived_from for fact in definition.facts}
        return cls(frozenset(showing), {s: frozenset(t) for s, t in capping.items()}, themes, bases)

    def facts_behind(self, *rules: Condition | None) -> frozenset[str]:
        """Return the facts that `rules` read, and all that these derive from."""
        found: set[str] = set()
        waiting = [slug for rule in rules if rule is not None for slug in facts_read(rule)]
        while waiting:
            slug = waiting.pop()
            if slug not in found:
                found.add(slug)
                waiting.extend(self.bases.get(slug, ()))
        return frozenset(found)

    def rescored(self, theme: Theme, question: Question) -> frozenset[str]:
        """Return the themes to score anew when the answer changes; a written fact may touch all."""
        if question.writes_fact is not None:
            return self.themes
        return self.capping.get(question.slug, frozenset()) | {theme.slug}


def _theme(
    definition: Questionnaire, theme: Theme, constants: Constants, hanging: _Hanging
) -> CompiledTheme:
    unit = lcm(*(Fraction(q.weight).denominator for q in theme.questions))
    questions = tuple(_question(theme, q, unit, constants, hanging) for q in theme.questions)
    return CompiledTheme(
        theme=theme,
        slug=theme.slug,
        weight=Fraction(theme.weight),
        questions=questions,
        scored=tuple(question for question in questions if question.levelling is not None),
        caps=tuple(
            CompiledCap(
                cap=cap,
                question=question.slug,
                index=index,
                holds=compile_condition(cap.when, constants, Reading.RULES),
            )
            for _, question in definition.questions
            for index, cap in enumerate(question.caps)
            if cap.theme == theme.slug
        ),
    )


def _question(
    theme: Theme, question: Question, unit: int, constants: Constants, hanging: _Hanging
) -> CompiledQuestion:
    def compiled(condition: Condition | None) -> Evaluator | None:
        if condition is None:
            return None
        return compile_condition(condition, constants, Reading.RULES)

    exempt = question.not_applicable
    allowed_when = None if exempt is None else exempt.allowed_when
    ladder = Ladder.of(question)
    return CompiledQuestion(
        question=question,
        slug=question.slug,
        theme=theme.slug,
        visible=compiled(question.visible_when),
        facts_behind=hanging.facts_behind(question.visible_when, allowed_when),
        may_not_apply=exempt is not None,
        not_applicable_allowed=compiled(allowed_when),
        levelling=None if ladder is None else ladder.levelling,
        ladder=ladder,
        weight=int(question.weight * unit),
        decides_showing=question.slug in hanging.showing or question.writes_fact is not None,
        rescored=hanging.rescored(theme, question),
    )
