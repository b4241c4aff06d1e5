"""What a new assessment takes over from an earlier one, and what it must leave.

An answer that is carried keeps the time at which the company gave it, so that it is older than the
assessment that it now stands in. What carrying did is kept beside the answers, not in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from assessments.content.library import CompiledCatalogue, Library
from assessments.errors import ProfileRejectedError
from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.carrying import Carrying, LeftAnswer, carry, nothing_carried
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.details import carried
from assessments.questionnaire.encoding import (
    Encoded,
    decode_all,
    encode,
    encode_text,
    said,
)
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Payload, Shape
from assessments.questionnaire.visibility import may_not_apply, walk
from assessments.services.accepting import accept_facts
from assessments.services.given import GivenFact
from assessments.texts import Text, both

MAX_ANCESTORS = 50
"""How far back an assessment remembers what it was copied from."""

Json = Mapping[str, Any]

_DOES_APPLY = both(
    "«Gjelder ikke» passer ikke lenger med opplysningene deres. Svar på nytt.",
    "'Does not apply' no longer fits what you have stated. Answer again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a new assessment begins with; all as it is stored."""

    answers: dict[str, Encoded]
    facts: dict[str, Encoded]
    carried_over: dict[str, Any]


class Earlier(Protocol):
    """What is copied from: answers and facts as they are stored."""

    @property
    def answers(self) -> Json:
        """By question."""
        ...

    @property
    def facts(self) -> Json:
        """By fact."""
        ...


def copy_of(
    library: Library,
    earlier: Earlier,
    old: CompiledQuestionnaire,
    new: CompiledQuestionnaire,
    today: date,
) -> Copy:
    """Return what an assessment on `new` takes over from an `earlier` one on `old`.

    What `new` or the catalogue does not accept is left, with the reason.
    """
    facts, facts_left = _facts(library.catalogue, earlier.facts, today)
    carrying = _carrying(library, old, new, earlier.answers, today)
    answers = {
        slug: _carried(new, slug, carrying, earlier.answers[one.source])
        for slug, one in carrying.answers.items()
    }
    left = {one.question: one for one in carrying.left}
    for slug in _not_exempt(library.catalogue, new, answers, facts, today):
        del answers[slug]
        source = carrying.answers[slug].source
        refused = LeftAnswer(question=source, reason=LeftReason.NOT_ACCEPTED, message=_DOES_APPLY)
        left.setdefault(source, refused)
    in_order = [left[q] for q in old.definition.questions_by_slug if q in left]
    kept = {slug: one for slug, one in carrying.answers.items() if slug in answers}
    slug, version = old.key
    return Copy(
        answers=answers,
        facts=facts,
        carried_over={
            "slug": slug,
            "version": version,
            "answers": {s: [one.source, answers[s]["at"], one.mapped] for s, one in kept.items()},
            "left": [[one.question, one.reason.value, _words(one.message)] for one in in_order],
            "facts": [[slug, _words(message)] for slug, message in facts_left.items()],
        },
    )


def _carrying(
    library: Library,
    old: CompiledQuestionnaire,
    new: CompiledQuestionnaire,
    answers: Json,
    today: date,
) -> Carrying:
    values = decode_all(answers)
    if not is_later(old, new):
        return nothing_carried(old.definition, values)
    return carry([q.definition for q in versions_between(library, old, new)], values, today)


def is_later(old: CompiledQuestionnaire, new: CompiledQuestionnaire) -> bool:
    """Tell whether `new` is `old` or a later version of it."""
    return old.key[0] == new.key[0] and old.key[1] <= new.key[1]


def versions_between(
    library: Library, old: CompiledQuestionnaire, new: CompiledQuestionnaire
) -> list[CompiledQuestionnaire]:
    """Return the versions from `old` to `new`, both included, in order."""
    slug, first = old.key
    found = (q for (s, v), q in library.questionnaires.items() if s == slug and v >= first)
    return sorted((q for q in found if q.key[1] <= new.key[1]), key=lambda q: q.key)


def _encoded(new: CompiledQuestionnaire, slug: str, carrying: Carrying) -> Encoded:
    value = carrying.answers[slug].value
    if new.definition.questions_by_slug[slug].shape is Shape.TEXT and isinstance(value, str):
        return encode_text(value)
    return encode(value)


def _carried(new: CompiledQuestionnaire, slug: str, carrying: Carrying, earlier: Json) -> Encoded:
    """Return a carried answer as it is stored, as old as the `earlier` one."""
    question = new.definition.questions_by_slug[slug]
    return {**carried(question, _encoded(new, slug, carrying), earlier), "at": earlier["at"]}


_NOT_ASKED = both("Vi spør ikke lenger om dette.", "We no longer ask about this.")
_REST = both("Resten er med.", "The rest is kept.")
_CHOOSE = both("Velg på nytt.", "Choose again.")


def _not_exempt(
    catalogue: CompiledCatalogue,
    new: CompiledQuestionnaire,
    answers: Json,
    facts: Json,
    today: date,
) -> list[str]:
    """Return the shown questions whose *does not apply* does not hold as things are."""
    done = walk(new, decode_all(answers), decode_all(facts), today, catalogue.derive)
    return [
        question.slug
        for question in new.questions
        if Shape.NOT_APPLICABLE in answers.get(question.slug, ())
        and done.is_shown(question.slug)
        and not may_not_apply(question, done.state)
    ]


def _facts(
    catalogue: CompiledCatalogue, facts: Json, today: date
) -> tuple[dict[str, Encoded], dict[str, Text]]:
    """Return the facts that may be stated today, and why others may not, or only in part."""
    kept: dict[str, Encoded] = {}
    left: dict[str, Text] = {}
    for slug, encoded in facts.items():
        fact = catalogue.facts.get(slug)
        if fact is None or not fact.asked:
            left[slug] = _NOT_ASKED
            continue
        still, gone = _still_listed(fact, encoded)
        if gone:
            left[slug] = _not_listed(gone, some_are=still is not None)
        if still is None:
            continue
        given = GivenFact(slug, slug, given_again(still))
        try:
            kept |= accept_facts(catalogue, facts={}, given=[given], today=today).document
        except ProfileRejectedError as refused:
            left[slug] = refused.rejections[0].message
    return kept, left


def _still_listed(fact: Fact, encoded: Json) -> tuple[Json | None, Sequence[str]]:
    """Return what of a choice can still be chosen, None where nothing can, and what cannot."""
    listed = {choice.slug for choice in fact.choices}
    shape, stored = said(encoded)
    if shape == Shape.OPTION and stored not in listed:
        return None, [stored]
    if shape == Shape.OPTIONS and fact.shape is Shape.OPTIONS:
        gone = [slug for slug in stored if slug not in listed]
        still = [slug for slug in stored if slug in listed]
        return ({**encoded, Shape.OPTIONS: still} if still or not gone else None), gone
    return encoded, []


def _not_listed(gone: Sequence[str], *, some_are: bool) -> Text:
    named = ", ".join(gone)
    rest = _REST if some_are else _CHOOSE
    return both(
        f"Står ikke lenger på listen: {named}. {rest.nb}",
        f"No longer on the list: {named}. {rest.en}",
    )


def given_again(encoded: Json) -> Given:
    """Return a stored value as a client would give it."""
    shape, payload = said(encoded)
    return Given(Shape(shape), _payload(Shape(shape), payload))


def _payload(shape: Shape, stored: Any) -> Payload:
    if shape is Shape.OPTIONS:
        return tuple(stored)
    if shape is Shape.NUMBER:
        return Decimal(str(stored))
    if shape is Shape.DATE:
        return date.fromisoformat(stored)
    payload: str | bool = stored
    return payload


def _words(text: Text) -> dict[str, str]:
    return text.model_dump(exclude_none=True)
