"""Carries answers from one questionnaire version to a later one, step by step.

Nothing is guessed: an answer either means the same in the new version, by its slug or by what the
version declares, or it is left out, with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from assessments.questionnaire.carried_values import LeftReason, NotCarried, carried_value
from assessments.questionnaire.carry_over import CarriedOption, CarryOver
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.values import Value, Values
from assessments.texts import Text, both


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAnswer:
    """An answer in the new version: its value, the old question, whether it was put otherwise."""

    value: Value
    source: str
    mapped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAnswer:
    """An answer that was not carried, and why; `question` is the old one."""

    question: str
    reason: LeftReason
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """Answers by their new questions, and what was left, in the old questions' order.

    `refused` has the new questions that ask what an old one did, by slug, but do not accept what
    was answered to that; with the old question.
    """

    answers: Mapping[str, CarriedAnswer]
    left: tuple[LeftAnswer, ...]
    refused: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def values(self) -> Values:
        """The carried values by slug."""
        return {slug: carried.value for slug, carried in self.answers.items()}


Route = tuple[str, Mapping[str, CarriedOption]]
"""Where an old answer goes: the new question, and what its options have become."""

_NO_QUESTION = both(
    "Spørsmålet er ikke med i den nye versjonen.", "The new version does not ask this."
)
_OTHER = both(
    "Svaret hører til et annet spørreskjema, eller til en nyere versjon av dette.",
    "The answer belongs to another questionnaire, or to a newer version of this one.",
)


@dataclass(slots=True)
class _Lost:
    """What has not been carried so far: answers by old question, and refusing questions."""

    left: dict[str, LeftAnswer] = field(default_factory=dict[str, LeftAnswer])
    refused: dict[str, str] = field(default_factory=dict[str, str])

    def leave(self, question: str, reason: LeftReason, message: Text) -> None:
        """Note that the answer to an old question is not carried; the first reason stands."""
        one = LeftAnswer(question=question, reason=reason, message=message)
        self.left.setdefault(question, one)


def carry(versions: Sequence[Questionnaire], answers: Values, today: date) -> Carrying:
    """Return the answers to the first of `versions` as answers to the last.

    Args:
        versions: The old version, each one after it in order, and the new one at the end; the old
            one alone where they are the same.
        answers: Values by question of the old version.
        today: The day on which the new version must accept them.
    """
    old = versions[0]
    carried = {
        slug: CarriedAnswer(value=answers[slug], source=slug)
        for slug in old.questions_by_slug
        if slug in answers
    }
    lost = _Lost()
    for before, after in pairwise(versions):
        carried = _step(before, after, carried, lost, today)
    order = list(old.questions_by_slug)
    return Carrying(
        answers={slug: carried[slug] for slug in versions[-1].questions_by_slug if slug in carried},
        left=tuple(sorted(lost.left.values(), key=lambda one: order.index(one.question))),
        refused={to: source for to, source in lost.refused.items() if to not in carried},
    )


def nothing_carried(old: Questionnaire, answers: Values) -> Carrying:
    """Return that none of `answers` can be carried, since the other version declares nothing."""
    asked = [slug for slug in old.questions_by_slug if slug in answers]
    reason = LeftReason.OTHER_QUESTIONNAIRE
    left = (LeftAnswer(question=slug, reason=reason, message=_OTHER) for slug in asked)
    return Carrying(answers={}, left=tuple(left))


def routes(old: Questionnaire, new: Questionnaire) -> Mapping[str, Sequence[Route]]:
    """Return where the answer to each old question goes; nowhere for those that are dropped."""
    declared = new.carry_over or CarryOver()
    dropped = {one.question for one in declared.dropped}
    found: dict[str, list[Route]] = {slug: [] for slug in old.questions_by_slug}
    for one in declared.carried:
        found.setdefault(one.source, []).append((one.to, one.options or {}))
    taken = {one.to for one in declared.carried}
    for slug, ways in found.items():
        if not ways and slug not in dropped and slug not in taken and slug in new.questions_by_slug:
            ways.append((slug, {}))
    return found


def sources_of(versions: Sequence[Questionnaire]) -> Mapping[str, str]:
    """Return which question of the first of `versions` each one of the last asks again."""
    found = {slug: slug for slug in versions[0].questions_by_slug}
    for before, after in pairwise(versions):
        ways = routes(before, after)
        found = {to: source for slug, source in found.items() for to, _ in ways[slug]}
    return found


def _step(
    before: Questionnaire,
    after: Questionnaire,
    answers: Mapping[str, CarriedAnswer],
    lost: _Lost,
    today: date,
) -> dict[str, CarriedAnswer]:
    ways = routes(before, after)
    lost.refused = {to: source for slug, source in lost.refused.items() for to, _ in ways[slug]}
    carried: dict[str, CarriedAnswer] = {}
    for slug, answer in answers.items():
        if not ways[slug]:
            message = _why_dropped(after, slug)
            lost.leave(answer.source, LeftReason.DROPPED, message)
        for to, options in ways[slug]:
            question = after.questions_by_slug[to]
            old = before.questions_by_slug[slug]
            try:
                value = carried_value(old, question, answer.value, options, today)
            except NotCarried as why:
                lost.leave(answer.source, why.reason, why.message)
                lost.refused[to] = answer.source
                continue
            mapped = answer.mapped or value != answer.value
            carried[to] = CarriedAnswer(value=value, source=answer.source, mapped=mapped)
    return carried


def _why_dropped(after: Questionnaire, slug: str) -> Text:
    dropped = after.carry_over.dropped if after.carry_over is not None else ()
    return next((one.reason for one in dropped if one.question == slug), _NO_QUESTION)
