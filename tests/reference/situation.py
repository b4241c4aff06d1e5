"""What a company is shown, and what conditions about it may come out as."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from tests.reference import conditions
from tests.reference.company import Company
from tests.reference.conditions import Condition, Leaf, Outcomes, Truth
from tests.reference.facts import stated_facts
from tests.reference.questionnaire import QUESTIONS, Question
from tests.reference.values import Special, Value

UNKNOWN_CLASS: Final = ("R02", "unknown")
"""The one delivered option of a question that is a don't know."""


class Visibility(Enum):
    """Whether a question is shown, and if not, why."""

    SHOWN = "shown"
    UNMET = "its condition is unmet"
    THROUGH_DONT_KNOW = "its condition is unknown through a don't know"
    OPEN = "its condition waits for something unanswered"


@dataclass(slots=True, kw_only=True)
class Situation:
    """The stated facts, the questions decided so far, and the answers that count for them."""

    facts: dict[str, Value]
    answers: dict[str, Value] = field(default_factory=dict[str, Value])
    visibility: dict[str, Visibility] = field(default_factory=dict[str, Visibility])

    def outcomes(self, condition: Condition) -> Outcomes:
        """Return what a visibility, a cap or an ``allowed_when`` may come out as."""
        return conditions.outcomes(condition, self._read)

    def _read(self, leaf: Leaf) -> Outcomes:
        if leaf.answer is None:
            return leaf.outcomes_on(self.facts.get(str(leaf.fact)), not_applicable=conditions.UNMET)
        match self.visibility[leaf.answer]:
            case Visibility.SHOWN:
                answer = self.answers.get(leaf.answer)
                return leaf.outcomes_on(answer, not_applicable=conditions.UNMET)
            case Visibility.UNMET:
                return conditions.ABSENT
            case Visibility.THROUGH_DONT_KNOW:
                return conditions.ANYTHING
            case Visibility.OPEN:
                return conditions.OPEN_ANYTHING


def settle(company: Company) -> Situation:
    """Return what the company is shown and which of its answers count."""
    situation = Situation(facts=stated_facts(company.facts))
    for question in QUESTIONS:
        shown = _visibility(question, situation)
        situation.visibility[question.id] = shown
        answer = _as_meant(question, company.answers.get(question.id))
        if (
            shown is Visibility.SHOWN
            and answer is not None
            and accepts(question, answer, situation)
        ):
            situation.answers[question.id] = answer
    return situation


def _as_meant(question: Question, answer: Value | None) -> Value | None:
    return Special.DONT_KNOW if (question.id, answer) == UNKNOWN_CLASS else answer


def _visibility(question: Question, situation: Situation) -> Visibility:
    if question.visible_when is None:
        return Visibility.SHOWN
    outcomes = situation.outcomes(question.visible_when)
    if outcomes == conditions.MET:
        return Visibility.SHOWN
    if Truth.MET not in outcomes.truths:
        return Visibility.UNMET
    return Visibility.OPEN if outcomes.is_open else Visibility.THROUGH_DONT_KNOW


def accepts(question: Question, answer: Value, situation: Situation) -> bool:
    """Return whether the answer counts as one; "does not apply" may need a condition."""
    if answer is not Special.NOT_APPLICABLE:
        return True
    if question.may_not_apply_when is None:
        return question.may_not_apply
    return situation.outcomes(question.may_not_apply_when) == conditions.MET


def _conditions_of(question: Question) -> Iterator[Condition]:
    yield from (cap.when for cap in question.caps)
    yield from filter(None, (question.visible_when, question.may_not_apply_when))


FACTS_READ: Final = frozenset(
    leaf.fact
    for question in QUESTIONS
    for condition in _conditions_of(question)
    for leaf in conditions.leaves(condition)
    if leaf.fact is not None
)
"""The facts that submitting needs."""
