"""What is still open in a draft, and which of it each question and cap still hangs on."""

from collections.abc import Callable
from enum import Enum

from assessments.questionnaire.conditions.outcomes import OPEN as UNDECIDED_OUTCOME
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import Standing, Walk
from assessments.scoring.bounds.plan import Element, Mask, Plan, PlannedFact, PlannedQuestion, Reads


class Openness(Enum):
    """Stands for an input that can still become any of its alternatives."""

    OPEN = "open"


OPEN = Openness.OPEN

Domain = Value | Openness | None
"""What an input is fixed at, or that it is open; None where it stays without a value."""


class Draft:
    """A draft under a plan: `domains` has what each input is fixed at, or that it is open.

    An answer that has no place at present, *does not apply* where that is not allowed, counts as
    not given. Answers to questions that are hidden for good do not matter any more.
    """

    def __init__(self, plan: Plan, answers: Values, stated: Values, walked: Walk) -> None:
        self.plan = plan
        self.walked = walked
        self.standings = [walked.standings[q.slug] for q in plan.questions]
        self.domains: list[Domain] = [self._answer(n, answers) for n in range(len(plan.questions))]
        self.domains.extend(self._fact(fact, stated) for fact in plan.facts)
        self._hangs_on: dict[int, Mask] = {}

    def _answer(self, number: int, answers: Values) -> Domain:
        standing = self.standings[number]
        if standing is not Standing.SHOWN and standing is not Standing.UNDECIDED:
            return None
        question = self.plan.questions[number]
        value = answers.get(question.slug)
        if value is None:
            return OPEN
        if value is Marker.NOT_APPLICABLE and not self._is_exempt(question):
            return OPEN
        return value

    def _is_exempt(self, question: PlannedQuestion) -> bool:
        """Tell whether *does not apply*, which was given, is sure to be accepted."""
        if question.compiled.question.not_applicable is None:
            return False
        if question.allowed is None:
            return True
        return self.walked.state.answers.get(question.slug) is Marker.NOT_APPLICABLE

    def _fact(self, fact: PlannedFact, stated: Values) -> Domain:
        if not fact.derived:
            return stated.get(fact.slug, OPEN if fact.fact.asked else None)
        known = self.walked.state.facts.get(fact.slug, Marker.UNDECIDED)
        if known is not Marker.UNDECIDED:
            return known
        is_settled = fact.bases is not None and all(base in stated for base in fact.bases)
        return None if is_settled else OPEN

    def hangs_on(self, element: Element) -> Mask:
        """Return the open inputs that `element` still hangs on."""
        if element.cap is None:
            return self._of_question(element.input)
        outcome = element.cap.holds(self.walked.state)
        return self._of_reads(element.reads) if outcome & UNDECIDED_OUTCOME else 0

    def _of_question(self, number: int) -> Mask:
        """Return what the answer to a question, as others see it, still hangs on."""
        known = self._hangs_on.get(number)
        if known is not None:
            return known
        self._hangs_on[number] = 0
        standing, question = self.standings[number], self.plan.questions[number]
        found = 0
        if self.domains[number] is OPEN:
            found = 1 << number
            if question.allowed is not None and self._may_change(
                question.compiled.not_applicable_allowed
            ):
                found |= self._of_reads(question.allowed)
        if standing is Standing.UNDECIDED and question.visible is not None:
            found |= self._of_reads(question.visible)
        self._hangs_on[number] = found
        return found

    def _may_change(self, condition: Callable[..., int] | None) -> bool:
        return condition is not None and bool(condition(self.walked.state) & UNDECIDED_OUTCOME)

    def _of_reads(self, reads: Reads) -> Mask:
        found = 0
        for number in reads.questions:
            found |= self._of_question(number)
        for number in reads.facts:
            if self.domains[number] is OPEN:
                found |= 1 << number
            for writer in self.plan.facts[number - len(self.plan.questions)].writers:
                found |= self._of_question(writer)
        return found
