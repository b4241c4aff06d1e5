"""Caps are antitone: a higher level of one answer, all else equal, never lowers the ceiling.

The ceiling is the least maximum level of the caps of a theme that hold. Only caps that hang on the
question are looked at, also through facts that follow from what it gives, since any other holds for
both answers or for neither.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from assessments.content.checks.better_answers import Brought, Search, words_of
from assessments.content.checks.reach import world_of
from assessments.content.checks.reaching import reach_of
from assessments.content.checks.spaces import Space
from assessments.content.checks.subject import Subject, key_of
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.questionnaire.compiled import CompiledQuestionnaire, Derive
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.questions import Question
from assessments.questionnaire.solving.things import World

RULE = "antitone"

T = TypeVar("T")

Caps = dict[tuple[str, int], T]
"""By the question that a cap stands with, and its place there."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Caps that better answers bring, and caps of which that is not decided, with the question."""

    brought: Caps[Brought] = field(default_factory=dict[tuple[str, int], Brought])
    undecided: Caps[str] = field(default_factory=dict[tuple[str, int], str])


def check_antitone(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per cap that a better answer brings; a warning where that is not decided."""
    for placed in subject.folder.questionnaires:
        compiled = subject.library.questionnaires[key_of(placed)]
        found = _findings(compiled, world_of(subject, compiled), subject.library.catalogue.derive)
        for question, place, brought in _placed(subject, placed, found.brought):
            yield question.problem(RULE, words_of(brought), *place)
        for question, place, slug in _placed(subject, placed, found.undecided):
            message = f"whether a better answer to `{slug}` brings this cap is not decided"
            yield question.problem(RULE, f"{message}; compare fewer things", *place).as_warning()


def _findings(compiled: CompiledQuestionnaire, world: World, derive: Derive) -> Findings:
    found = Findings()
    scored = [question for question in compiled.questions if question.levelling is not None]
    for theme in compiled.themes:
        reached = {cap: reach_of(world, [cap.cap.when]).questions for cap in theme.caps}
        for question in scored:
            own = [cap for cap in theme.caps if question.slug in reached[cap]]
            if own:
                reach = reach_of(world, [cap.cap.when for cap in own])
                space = Space(world=world, derive=derive, reach=reach, levelled=question)
                _add(found, Search(compiled, question, space, own))
    for key in found.brought:
        found.undecided.pop(key, None)
    return found


def _add(found: Findings, search: Search) -> None:
    """Add what `search` finds; that nothing is decided where it cannot find all."""
    try:
        for brought in search.brought():
            found.brought.setdefault((brought.cap.question, brought.cap.index), brought)
    except TooManyError:
        slug = search.levelled.slug
        found.undecided.update({(cap.question, cap.index): slug for cap in search.caps})


def _placed(
    subject: Subject, placed: PlacedQuestionnaire, found: Mapping[tuple[str, int], T]
) -> Iterator[tuple[Placed[Question], Place, T]]:
    """Yield the question of each cap in `found`, its place there, and what brings it."""
    for question in subject.questions_of(placed):
        for index in range(len(question.item.caps)):
            brought = found.get((question.item.slug, index))
            if brought is not None:
                yield question, ("caps", index, "when"), brought
