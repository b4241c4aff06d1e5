"""What a new assessment takes over from an earlier one, and what it must leave.

An answer that is carried keeps the time at which the company gave it, so that it is older than the
assessment that it now stands in. What carrying did is kept beside the answers, not in them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from assessments.content.library import CompiledCatalogue, Library
from assessments.questionnaire.carried_details import (
    CarriedDetails,
    carried_details,
    details_of,
    lost_everywhere,
    options_now,
)
from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.carrying import Carrying, LeftAnswer, carry, nothing_carried
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import DETAILS, Encoded, decode_all, encode, encode_text
from assessments.questionnaire.given import Shape
from assessments.questionnaire.visibility import may_not_apply, walk
from assessments.services.copied_facts import copied_facts
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

    What `new` or the catalogue does not accept is left, with the reason; so is a text beside an
    answer that is carried without it.
    """
    facts, facts_left = copied_facts(library.catalogue, earlier.facts, today)
    carrying = _carrying(library, old, new, earlier.answers, today)
    details = _details(library, old, new, carrying, earlier.answers)
    answers = {
        slug: _stored(new, slug, carrying, earlier.answers[one.source], details[slug])
        for slug, one in carrying.answers.items()
    }
    left = {one.question: one for one in carrying.left}
    for slug in _not_exempt(library.catalogue, new, answers, facts, today):
        del answers[slug]
        source = carrying.answers[slug].source
        refused = LeftAnswer(question=source, reason=LeftReason.NOT_ACCEPTED, message=_DOES_APPLY)
        left.setdefault(source, refused)
    order = list(old.definition.questions_by_slug)
    without = _without_details(old, carrying, details)
    in_order = sorted((*left.values(), *without), key=lambda one: order.index(one.question))
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


def _stored(
    new: CompiledQuestionnaire,
    slug: str,
    carrying: Carrying,
    earlier: Json,
    details: CarriedDetails,
) -> Encoded:
    """Return a carried answer as it is stored, with its details, as old as the `earlier` one."""
    beside = {DETAILS: dict(details.kept)} if details.kept else {}
    return {**_encoded(new, slug, carrying), **beside, "at": earlier["at"]}


def _details(
    library: Library,
    old: CompiledQuestionnaire,
    new: CompiledQuestionnaire,
    carrying: Carrying,
    answers: Json,
) -> Mapping[str, CarriedDetails]:
    """Return what has become of the details beside `answers`, by carried answer."""
    versions = [q.definition for q in versions_between(library, old, new)]
    found: dict[str, CarriedDetails] = {}
    for slug, one in carrying.answers.items():
        details = details_of(answers[one.source])
        became = options_now(versions, one.source, slug, details)
        question = new.definition.questions_by_slug[slug]
        answer = _encoded(new, slug, carrying)
        found[slug] = carried_details(question, answer, details, became)
    return found


def _without_details(
    old: CompiledQuestionnaire, carrying: Carrying, details: Mapping[str, CarriedDetails]
) -> Iterator[LeftAnswer]:
    """Yield what is said of each detail that is lost though its answer is carried."""
    for source, question in old.definition.questions_by_slug.items():
        places = [details[slug] for slug, one in carrying.answers.items() if one.source == source]
        named = {choice.slug: choice.text for choice in question.choices}
        for option, why in lost_everywhere(places).items():
            message = _kept_without(named[option], why)
            reason = LeftReason.DETAIL_NOT_CARRIED
            yield LeftAnswer(question=source, reason=reason, message=message)


def _kept_without(option: Text, why: Text) -> Text:
    return both(
        f"Svaret er med, men ikke teksten deres til «{option.nb}». {why.nb}",
        f"The answer is kept, but your text to '{option.en}' is not. {why.en}",
    )


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


def _words(text: Text) -> dict[str, str]:
    return text.model_dump(exclude_none=True)
