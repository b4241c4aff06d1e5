"""Which questions are shown, and what their answers say.

One walk over the questions in order settles it, since a condition reads only what comes before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from assessments.questionnaire.compiled import (
    CompiledQuestion,
    CompiledQuestionnaire,
    Derive,
    nothing_derived,
)
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.outcomes import OPEN, TRUE
from assessments.questionnaire.values import Marker, Value, Values


class Standing(Enum):
    """Whether a question is shown, and if not, why."""

    SHOWN = "shown"
    UNMET = "unmet"
    """Its condition is unmet, or compares what is not there."""
    THROUGH_DONT_KNOW = "through_dont_know"
    """It would be shown if something were not unknown."""
    UNDECIDED = "undecided"
    """It hangs on something that is not answered yet."""


_MARKERS = {
    Standing.UNMET: Marker.ABSENT,
    Standing.THROUGH_DONT_KNOW: Marker.HIDDEN_BY_DONT_KNOW,
    Standing.UNDECIDED: Marker.UNDECIDED,
}


@dataclass(slots=True)
class Walk:
    """What is known after a walk over the questions.

    `standings` has every question. `state` is what further conditions look at: the answers to shown
    questions, markers for the others, and all facts, stated, written by answers and derived.
    """

    standings: dict[str, Standing] = field(default_factory=dict[str, Standing])
    state: State = field(default_factory=State)

    def is_shown(self, slug: str) -> bool:
        """Tell whether the question `slug` is shown."""
        return self.standings[slug] is Standing.SHOWN


def walk(
    questionnaire: CompiledQuestionnaire,
    answers: Values,
    facts: Values,
    as_of: date,
    derive: Derive = nothing_derived,
) -> Walk:
    """Return which questions are shown to a company with these `answers` and stated `facts`.

    Answers to questions that are not shown have no effect. An answer that gives a fact wins over
    the stated one.
    """
    done = Walk(state=State(facts=derive(facts, as_of)))
    stated, written = facts, set[str]()
    for question in questionnaire.questions:
        if written and not written.isdisjoint(question.facts_behind):
            done.state.facts = derive(stated, as_of)
            written.clear()
        standing = _standing(question, done.state)
        done.standings[question.slug] = standing
        if standing is not Standing.SHOWN:
            done.state.answers[question.slug] = _MARKERS[standing]
            continue
        value = _accepted(question, answers.get(question.slug), done.state)
        if value is None:
            continue
        done.state.answers[question.slug] = value
        if question.question.writes_fact is not None:
            given = facts_given((question,), {question.slug: value})
            stated = {**stated, **given}
            written.update(given)
    if written:
        done.state.facts = derive(stated, as_of)
    return done


def written_facts(questionnaire: CompiledQuestionnaire, done: Walk) -> Values:
    """Return the facts that the answers to shown questions give, in the questions' order."""
    shown = (question for question in questionnaire.questions if done.is_shown(question.slug))
    return facts_given(shown, done.state.answers)


def overridden_facts(
    questionnaire: CompiledQuestionnaire, done: Walk, stated: Values
) -> Mapping[str, str]:
    """Return the `stated` facts that answers to shown questions give otherwise, by slug.

    Each with the question whose answer gives it, in the questions' order.
    """
    given: dict[str, tuple[str, Value]] = {}
    for question in questionnaire.questions:
        if done.is_shown(question.slug):
            found = facts_given((question,), done.state.answers)
            given.update({fact: (question.slug, value) for fact, value in found.items()})
    return {
        fact: question
        for fact, (question, value) in given.items()
        if fact in stated and stated[fact] != value
    }


def facts_given(questions: Iterable[CompiledQuestion], answers: Values) -> Values:
    """Return the facts that `answers` to `questions` give, in their order."""
    found: dict[str, Value] = {}
    for question in questions:
        writes, value = question.question.writes_fact, answers.get(question.slug)
        if writes is not None and value is not None:
            said = question.written(value)
            if said is not Marker.UNDECIDED:
                found[writes.fact] = said
    return found


def _standing(question: CompiledQuestion, state: State) -> Standing:
    if question.visible is None:
        return Standing.SHOWN
    outcome = question.visible(state)
    if outcome == TRUE:
        return Standing.SHOWN
    if not outcome & TRUE:
        return Standing.UNMET
    return Standing.UNDECIDED if outcome & OPEN else Standing.THROUGH_DONT_KNOW


def _accepted(question: CompiledQuestion, value: Value | None, state: State) -> Value | None:
    """Return what `value` says; None where it does not count as an answer."""
    if value is None:
        return None
    if value is Marker.NOT_APPLICABLE and not may_not_apply(question, state):
        return None
    return question.question.meaning(value)


def may_not_apply(question: CompiledQuestion, state: State) -> bool:
    """Tell whether *does not apply* is an answer to `question` as things are."""
    if not question.may_not_apply:
        return False
    allowed = question.not_applicable_allowed
    return allowed is None or allowed(state) == TRUE
