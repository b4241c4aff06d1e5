"""Takes the facts and answers of a case in the way that a company's own are taken."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.company.checks import CHECKS, TOGETHER, References
from assessments.content.cases.models import Spoken
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.questions import Question
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Marker, Value, Values

_DATE_LENGTH = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The values of a case, and why others were not accepted, by slug."""

    values: Mapping[str, Value]
    refusals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Accepts values as of a date.

    `not_applicable` names facts that may not apply since an answer may say so.
    """

    today: date
    references: References
    not_applicable: frozenset[str] = frozenset()

    def facts(
        self, facts: Mapping[str, Fact], of_file: Mapping[str, Spoken], own: Mapping[str, Spoken]
    ) -> Accepted:
        """Return the facts of a file, with those of a case put in, as the engine is given them.

        Facts that cannot all be true are refused at one that the case itself says, if there is one.
        """
        spoken = {**of_file, **own}
        accepted = _all(spoken, lambda slug, value: self._fact(facts.get(slug), value))
        refusals = {**dict(self._contradictions(accepted.values, own)), **accepted.refusals}
        return Accepted(accepted.values, refusals)

    def answers(self, questions: Mapping[str, Question], spoken: Mapping[str, Spoken]) -> Accepted:
        """Return the answers in `spoken` as the engine is given them."""
        return _all(spoken, lambda slug, value: self._answer(questions.get(slug), value))

    def _contradictions(
        self, facts: Values, own: Mapping[str, Spoken]
    ) -> Iterator[tuple[str, str]]:
        for about, check in TOGETHER:
            try:
                check(facts, self.references)
            except NotAccepted as refused:
                slug = next((slug for slug in about if slug in own), about[0])
                yield slug, refused.rejected.message.en

    def _fact(self, fact: Fact | None, spoken: Spoken) -> Value:
        if fact is None:
            raise _refusal(Refusal.UNKNOWN_FACT, "there is no such fact; use a slug of facts.yaml")
        if not fact.asked:
            bases = " and ".join(fact.derived_from) or "nothing that a company states"
            raise _refusal(
                Refusal.NOT_STATED, f"this fact follows from {bases}; state that instead"
            )
        exempt = fact.allows_not_applicable or fact.slug in self.not_applicable
        value = _value(fact, spoken, self.today, may_not_apply=exempt)
        if fact.check is not None and not isinstance(value, Marker):
            value = CHECKS[fact.check](value, self.references.regions)
        return value

    def _answer(self, question: Question | None, spoken: Spoken) -> Value:
        if question is None:
            raise _refusal(
                Refusal.UNKNOWN_QUESTION,
                "there is no such question; use a slug of one of the themes",
            )
        exempt = question.not_applicable is not None
        return _value(question, spoken, self.today, may_not_apply=exempt)


def given_of(kind: AnswerKind, spoken: Spoken) -> Given:
    """Return `spoken` as a client would give it as an answer of `kind`."""
    if isinstance(spoken, Shape):
        return Given(spoken)
    if isinstance(spoken, bool):
        return Given(Shape.BOOLEAN, spoken)
    if isinstance(spoken, int | Decimal):
        return Given(Shape.NUMBER, Decimal(spoken))
    if isinstance(spoken, tuple):
        return Given(Shape.OPTIONS, spoken)
    text = str(spoken)
    if kind.shape is Shape.DATE:
        return Given(Shape.DATE, _date(text) or text)
    return Given(Shape.TEXT if kind.shape is Shape.TEXT else Shape.OPTION, text)


def _value(kind: AnswerKind, spoken: Spoken, today: date, *, may_not_apply: bool) -> Value:
    given = given_of(kind, spoken)
    if given.shape is Shape.DONT_KNOW:
        return Marker.DONT_KNOW
    if given.shape is not Shape.NOT_APPLICABLE:
        return kind.accept(given, today)
    if not may_not_apply:
        raise _refusal(
            Refusal.NOT_APPLICABLE_NOT_ALLOWED, "this cannot be not applicable; give a value"
        )
    return Marker.NOT_APPLICABLE


def _all(spoken: Mapping[str, Spoken], accept: Callable[[str, Spoken], Value]) -> Accepted:
    values: dict[str, Value] = {}
    refusals: dict[str, str] = {}
    for slug, value in spoken.items():
        if value is None:
            continue
        try:
            values[slug] = accept(slug, value)
        except NotAccepted as refused:
            refusals[slug] = refused.rejected.message.en
    return Accepted(values, refusals)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == _DATE_LENGTH else None
    except ValueError:
        return None


def _refusal(code: Refusal, words: str) -> NotAccepted:
    return NotAccepted(code, words, words)
