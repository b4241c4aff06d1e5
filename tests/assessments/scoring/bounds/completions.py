"""Every way to complete a draft, found by asking for what is missing, one thing at a time.

What nobody asks for may be stated all the same, such as a fact that an answer may also give.
This knows nothing of how bounds are worked out: only what is shown, what is missing, and a list of
values to try for each kind, long enough that the rules of random questionnaires tell no others.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Final

from assessments.questionnaire.compiled import (
    CompiledQuestion,
    CompiledQuestionnaire,
    Derive,
    nothing_derived,
)
from assessments.questionnaire.conditions.nodes import facts_read
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import NEVER, Marker, Plain, Value, Values
from assessments.questionnaire.visibility import Walk, may_not_apply, walk
from assessments.scoring.bounds.overall import Bounds
from assessments.scoring.bounds.plan import USUAL, Limits
from assessments.scoring.bounds.planning import plan_of
from assessments.scoring.bounds.working import DraftBounds, bounds
from assessments.scoring.progress import missing_facts
from tests.fixtures.engine import DAY, Evaluation, evaluate, exact_number

EDGES: Final = (0, 1, 5, 10, Fraction(25, 2), 1000)
MONTHS: Final = (6, 12, 24)
STATED_UNASKED: Final = 0.5
LEFT_OPEN: Final = 0.5

Figures = tuple[Fraction | None, int | None]


class TooManyError(Exception):
    """There are more ways than are tried."""


def plain_values(kind: Question | Fact) -> list[Plain]:
    """Return values of `kind` of which no rule of a random questionnaire tells others apart."""
    if isinstance(kind, OneOfOptions):
        return list(kind.by_slug)
    if isinstance(kind, MultipleChoice):
        several = [o.slug for o in kind.options if not o.exclusive]
        sets = [frozenset(c) for n in range(1, len(several) + 1) for c in combinations(several, n)]
        return [*sets, *(frozenset({o.slug}) for o in kind.options if o.exclusive)]
    if isinstance(kind, Numeric):
        step = 1 if kind.integer else Fraction(1, 10)
        near = {n for edge in EDGES for n in (edge - step, edge, edge + step)}
        whole = {n for n in near if not kind.integer or n == int(n)}
        return [exact_number(n) for n in sorted(whole) if kind.minimum <= n <= kind.maximum]
    if isinstance(kind, DateAnswer):
        days = [DAY, DAY - timedelta(days=1)]
        for months in MONTHS:
            year, month = divmod(DAY.year * 12 + DAY.month - 1 - months, 12)
            edge = DAY.replace(year=year, month=month + 1)
            days += [edge, edge + timedelta(days=1)]
        return [*days, *([NEVER] if kind.allow_never else [])]
    return ["words"] if kind.kind == "text" else [True, False]


@dataclass(slots=True)
class Completions:
    """The ways to complete a draft; `most` is how many of them are tried.

    `stated` has the values to try for facts, where those by kind are not the ones.
    """

    questionnaire: CompiledQuestionnaire
    most: int = 0
    plain: Callable[[Question | Fact], list[Plain]] = plain_values
    stated: Mapping[str, list[Value]] = field(default_factory=dict[str, list[Value]])
    derive: Derive = nothing_derived
    found: int = 0

    def every(self, answers: Values, facts: Values) -> Iterator[Evaluation]:
        """Yield what each way leads to.

        Raises:
            TooManyError: There are more than `most`.
        """
        for fact in missing_facts(self.questionnaire, facts):
            for value in self.of_fact(fact):
                yield from self.every(answers, {**facts, fact.slug: value})
            return
        unasked = self.unasked(facts)
        for said in product(*([None, *self.of_fact(fact)] for fact in unasked)):
            stated = zip(unasked, said, strict=True)
            more = {fact.slug: value for fact, value in stated if value is not None}
            yield from self._answered(answers, {**facts, **more})

    def _answered(
        self, answers: Values, facts: Values, left: frozenset[str] = frozenset()
    ) -> Iterator[Evaluation]:
        """Yield the ways with the questions `left` open, which need not be answered."""
        walked = walk(self.questionnaire, answers, facts, DAY, self.derive)
        for question in self.unanswered(walked, left):
            if not question.question.required:
                yield from self._answered(answers, facts, left | {question.slug})
            for answer in self.of_question(question, walked):
                yield from self._answered({**answers, question.slug: answer}, facts, left)
            return
        self.found += 1
        if self.found > self.most:
            raise TooManyError
        yield self.evaluate(answers, facts)

    def evaluate(self, answers: Values, facts: Values) -> Evaluation:
        """Return what answers and facts lead to."""
        return evaluate(self.questionnaire, answers, facts, derive=self.derive)

    def at_random(self, answers: Values, facts: Values, random: Random) -> Evaluation:
        """Return what one way to complete a draft leads to."""
        return self.evaluate(*self.complete(answers, facts, random))

    def complete(self, answers: Values, facts: Values, random: Random) -> tuple[Values, Values]:
        """Return a draft completed in one way."""
        now, known = dict(answers), dict(facts)
        for fact in missing_facts(self.questionnaire, facts):
            known[fact.slug] = random.choice(self.of_fact(fact))
        for fact in self.unasked(facts):
            if random.random() < STATED_UNASKED:
                known[fact.slug] = random.choice(self.of_fact(fact))
        left: set[str] = set()
        while True:
            walked = walk(self.questionnaire, now, known, DAY, self.derive)
            unanswered = self.unanswered(walked, left)
            if not unanswered:
                return now, known
            question = random.choice(unanswered)
            if not question.question.required and random.random() < LEFT_OPEN:
                left.add(question.slug)
            else:
                now[question.slug] = random.choice(self.of_question(question, walked))

    def unasked(self, facts: Values) -> list[Fact]:
        """Return the facts that rules read, nobody has stated and nobody is asked for."""
        definition = self.questionnaire.definition
        read = frozenset[str]().union(*map(facts_read, rules_of(definition)))
        known = {*facts, *(fact.slug for fact in definition.asked_facts)}
        return [f for f in definition.facts if f.slug in read and f.asked and f.slug not in known]

    def unanswered(self, walked: Walk, left: Collection[str]) -> list[CompiledQuestion]:
        """Return the questions that may be answered, in order, but for those `left` open."""
        shown = (q for q in self.questionnaire.questions if walked.is_shown(q.slug))
        return [q for q in shown if q.slug not in walked.state.answers and q.slug not in left]

    def of_fact(self, fact: Fact) -> list[Value]:
        """Return what can be stated of a fact."""
        return self.stated.get(fact.slug) or [*self.plain(fact), Marker.DONT_KNOW]

    def of_question(self, question: CompiledQuestion, walked: Walk) -> list[Value]:
        """Return what can be answered to a question."""
        exempt = [Marker.NOT_APPLICABLE] if may_not_apply(question, walked.state) else []
        return [*self.plain(question.question), Marker.DONT_KNOW, *exempt]


def without_misplaced(
    questionnaire: CompiledQuestionnaire, answers: Values, facts: Values
) -> dict[str, Value]:
    """Return `answers` without *does not apply* where that has a condition and no place now."""
    walked = walk(questionnaire, answers, facts, DAY)
    kept: dict[str, Value] = {}
    for question in questionnaire.questions:
        value = answers.get(question.slug)
        if value is Marker.NOT_APPLICABLE and walked.state.answers.get(question.slug) is not value:
            exempt = question.question.not_applicable
            if exempt is None or exempt.allowed_when is not None:
                continue
        if value is not None:
            kept[question.slug] = value
    return kept


def bounds_of(
    questionnaire: CompiledQuestionnaire,
    answers: Values,
    facts: Values | None = None,
    limits: Limits = USUAL,
    derive: Derive = nothing_derived,
) -> DraftBounds:
    """Return the bounds of a draft."""
    stated = facts or {}
    walked = walk(questionnaire, answers, stated, DAY, derive)
    return bounds(plan_of(questionnaire, DAY, limits), answers, stated, walked)


def all_bounds(found: DraftBounds) -> list[Bounds]:
    """Return the bounds of each theme, then the overall ones, as ``Evaluation.figures``."""
    return [*found.themes, found.overall]


def contains(found: Bounds, figures: Figures) -> bool:
    """Tell whether a final score and level lie within bounds."""
    score, level = figures
    if score is None or level is None:
        return found.may_be_null
    if found.lowest is None or found.highest is None:
        return False
    assert found.lowest_level is not None
    assert found.highest_level is not None
    levels = found.lowest_level <= level <= found.highest_level
    return levels and found.lowest <= score <= found.highest


def tightest(every: Mapping[Figures, object]) -> tuple[object, ...]:
    """Return the tightest bounds around figures: scores, levels, and whether there may be none."""
    scores = [score for score, _ in every if score is not None]
    levels = [level for _, level in every if level is not None]
    return (
        min(scores, default=None),
        max(scores, default=None),
        min(levels, default=None),
        max(levels, default=None),
        len(scores) < len(every),
    )


def as_tuple(found: Bounds) -> tuple[object, ...]:
    """Return bounds to compare with ``tightest``."""
    ends = (found.lowest, found.highest, found.lowest_level, found.highest_level)
    return (*ends, found.may_be_null)
