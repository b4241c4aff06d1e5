"""Decides which given answers and facts are accepted, before anything is saved."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.company.checks import CHECKS, TOGETHER
from assessments.content.library import CompiledCatalogue
from assessments.errors import (
    AnswersRejectedError,
    ProfileRejectedError,
    ProfileRejection,
)
from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.details import with_details
from assessments.questionnaire.encoding import Encoded, decode_all, encode, encode_text
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.refusals import NotAccepted, Refusal, Rejected
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import Walk, may_not_apply, walk
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.rejections import (
    MOST_HINTS,
    given_twice,
    given_twice_over,
    not_stated,
    refuse_false,
    refused_answer,
    refused_fact,
    unknown_fact,
    unknown_question,
)
from assessments.texts import both

Stored = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Changed:
    """The new document, and what of it is new; None in `changes` takes an entry away.

    What says the same as before is not new, and keeps the time at which it was said.
    """

    document: dict[str, Encoded]
    changes: dict[str, Encoded | None]


def accept_answers(  # noqa: PLR0913 - everything that decides
    questionnaire: CompiledQuestionnaire,
    catalogue: CompiledCatalogue,
    *,
    answers: Stored,
    facts: Stored,
    carried: Container[str] = (),
    given: Sequence[GivenAnswer],
    now: datetime,
    today: date,
) -> Changed:
    """Return the answers with `given` put in, all of it.

    Questions in `carried` have an answer from an earlier assessment; giving the same confirms it.
    An answer is judged with all the others in place, so that their order does not matter.

    Raises:
        AnswersRejectedError: At least one is not accepted; every one that is not is named.
    """
    questions = {q.slug: q for q in questionnaire.questions}
    rejections = list(given_twice_over(given))
    changes: dict[str, Encoded | None] = {}
    for answer in given:
        question = questions.get(answer.question)
        if question is None:
            rejections.append(
                refused_answer(answer.question, unknown_question(questions, answer.question))
            )
            continue
        try:
            changes[answer.question] = _encoded_answer(question, answer, now, today)
        except NotAccepted as refused:
            rejections.append(refused_answer(answer.question, refused.rejected))
    document = _merged(answers, changes)
    done = walk(questionnaire, decode_all(document), decode_all(facts), today, catalogue.derive)
    for slug, change in changes.items():
        misplaced = None if change is None else _misplaced(questions[slug], change, done)
        if misplaced is not None:
            rejections.append(refused_answer(slug, misplaced))
    if rejections:
        raise AnswersRejectedError(rejections)
    return _changed(answers, changes, carried)


def accept_facts(
    catalogue: CompiledCatalogue, *, facts: Stored, given: Sequence[GivenFact], today: date
) -> Changed:
    """Return the stated facts with `given` put in, all of it.

    Raises:
        ProfileRejectedError: At least one is not accepted; every one that is not is named.
    """
    rejections: list[ProfileRejection] = []
    changes: dict[str, Encoded | None] = {}
    seen = set[str]()
    for one in given:
        try:
            if one.fact in seen:
                raise given_twice(one.fact)
            seen.add(one.fact)
            if one.fact not in catalogue.facts:
                raise unknown_fact(catalogue, one.fact, hint=len(rejections) < MOST_HINTS)
            changes[one.fact] = _encoded_fact(catalogue, one, today)
        except NotAccepted as refused:
            rejections.append(refused_fact(one, refused))
    document = _merged(facts, changes)
    rejections.extend(_contradictions(catalogue, document, given))
    if rejections:
        raise ProfileRejectedError(rejections)
    return _changed(facts, changes)


def _contradictions(
    catalogue: CompiledCatalogue, document: Stored, given: Sequence[GivenFact]
) -> Iterator[ProfileRejection]:
    """Yield a rejection per fact given that cannot be true beside the others."""
    for about, check in TOGETHER:
        one = next((g for slug in about for g in given if g.fact == slug), None)
        if one is not None:
            try:
                check(decode_all(document), catalogue.derive.rules)
            except NotAccepted as refused:
                yield refused_fact(one, refused)


def _changed(
    stored: Stored, given: Mapping[str, Encoded | None], carried: Container[str] = ()
) -> Changed:
    new = {
        slug: one
        for slug, one in given.items()
        if slug in carried or _timeless(stored.get(slug)) != _timeless(one)
    }
    return Changed(_merged(stored, new), new)


def _timeless(encoded: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return encoded and {name: said for name, said in encoded.items() if name != "at"}


def _merged(stored: Stored, changes: Mapping[str, Encoded | None]) -> dict[str, Encoded]:
    merged = {slug: dict(value) for slug, value in stored.items()}
    for slug, change in changes.items():
        merged.pop(slug, None)
        if change is not None:
            merged[slug] = change
    return merged


def _encoded_answer(
    question: CompiledQuestion, answer: GivenAnswer, now: datetime, today: date
) -> Encoded | None:
    given, kind = answer.given, question.question
    refuse_false(given)
    if given.shape is Shape.CLEAR:
        _refuse_details(answer)
        return None
    if given.shape is Shape.NOT_APPLICABLE and kind.not_applicable is None:
        raise NotAccepted(
            Refusal.NOT_APPLICABLE_NOT_ALLOWED,
            "Dette spørsmålet gjelder alle. Svar, eller svar at dere ikke vet.",
            "This question applies to everyone. Answer it, or say that you do not know.",
        )
    encoded = _encoded(kind, _value(kind, given, today))
    return {**with_details(kind, encoded, answer.details), "at": _moment(now)}


def _refuse_details(answer: GivenAnswer) -> None:
    """Refuse details beside an answer that is taken back, which have nothing to belong to."""
    if answer.details:
        raise NotAccepted(
            Refusal.DETAIL_NOT_ASKED,
            "Et svar som tas bort, kan ikke utdypes. Ta bort teksten, eller gi et svar.",
            "An answer that is taken back has no details. Take the text out, or give an answer.",
        )


def _moment(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _value(kind: AnswerKind, given: Given, today: date) -> Value:
    if given.shape is Shape.NOT_APPLICABLE:
        return Marker.NOT_APPLICABLE
    if given.shape is Shape.DONT_KNOW:
        return Marker.DONT_KNOW
    return kind.accept(given, today)


def _encoded(kind: AnswerKind, value: Value) -> Encoded:
    if kind.shape is Shape.TEXT and isinstance(value, str):
        return encode_text(value)
    return encode(value)


def _misplaced(question: CompiledQuestion, change: Encoded, done: Walk) -> Rejected | None:
    """Return why an answer of the right kind has no place, with all the others in place."""
    if not done.is_shown(question.slug):
        return Rejected(
            code=Refusal.NOT_SHOWN,
            message=both(
                "Spørsmålet vises ikke med svarene og opplysningene dere har gitt. Endre dem"
                " først, eller utelat dette svaret.",
                "The question is not shown with the answers and facts you have given. Change"
                " those first, or leave this answer out.",
            ),
        )
    if Shape.NOT_APPLICABLE in change and not may_not_apply(question, done.state):
        return Rejected(
            code=Refusal.NOT_APPLICABLE_NOT_ALLOWED,
            message=both(
                "«Gjelder ikke» passer ikke med opplysningene dere har gitt om produktet. Svar på"
                " spørsmålet, eller rett opplysningene.",
                "'Does not apply' does not fit what you have stated about the product. Answer the"
                " question, or correct what you have stated.",
            ),
        )
    return None


def _encoded_fact(catalogue: CompiledCatalogue, one: GivenFact, today: date) -> Encoded | None:
    fact = catalogue.facts[one.fact]
    if not fact.asked:
        raise not_stated(catalogue, fact)
    if one.given is not None:
        refuse_false(one.given)
    if one.given is None or one.given.shape is Shape.CLEAR:
        return None
    if one.given.shape is Shape.NOT_APPLICABLE and not fact.allows_not_applicable:
        raise NotAccepted(
            Refusal.NOT_APPLICABLE_NOT_ALLOWED,
            "Denne opplysningen gjelder alle. Oppgi den, eller svar at dere ikke vet.",
            "This applies to everyone. State it, or say that you do not know.",
        )
    value = _value(fact, one.given, today)
    if fact.check is not None and not isinstance(value, Marker):
        value = CHECKS[fact.check](value, catalogue.derive.regions)
    return _encoded(fact, value)
