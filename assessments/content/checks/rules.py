"""Every condition in content, and where it and its comparisons stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from assessments.content.checks.subject import Subject, key_of
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.questionnaire.conditions.nodes import AllOf, AnyOf, Condition, Leaf, Negation
from assessments.questionnaire.questions import Question


class Use(Enum):
    """What a condition decides."""

    VISIBILITY = "whether the question is shown"
    ALLOWED = "whether the question may not apply"
    CAP = "whether the cap holds"
    CHECK = "whether the check stands"
    CRITERION = "whether the criterion is met"
    REQUIREMENT = "whether the requirement applies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition: what it decides, of what, and where it stands there."""

    use: Use
    owner: Placed[Any]
    place: Place
    condition: Condition
    key: tuple[str, int] | None = None
    """Slug and version of the questionnaire that it belongs to."""

    def leaves(self) -> Iterator[tuple[Leaf, Place]]:
        """Yield every comparison and where it stands in the owner."""
        yield from _leaves(self.condition, self.place)

    def problem(self, rule: str, message: str, place: Place | None = None) -> Problem:
        """Return a problem at `place`, or at the condition."""
        return self.owner.problem(rule, message, *(self.place if place is None else place))


def _leaves(condition: Condition, place: Place) -> Iterator[tuple[Leaf, Place]]:
    if isinstance(condition, AllOf | AnyOf):
        for index, child in enumerate(condition.children):
            yield from _leaves(child, (*place, condition.tag, index))
    elif isinstance(condition, Negation):
        yield from _leaves(condition.child, (*place, condition.tag))
    else:
        yield condition, place


def all_rules(subject: Subject) -> Iterator[Rule]:
    """Yield every condition of the questionnaires, offers and requirements."""
    for questionnaire in subject.folder.questionnaires:
        yield from questionnaire_rules(subject, questionnaire)
    yield from criteria(subject)
    yield from requirements(subject)


def requirements(subject: Subject) -> Iterator[Rule]:
    """Yield the conditions of when requirements apply."""
    for placed in subject.folder.requirements:
        for index, applies in enumerate(placed.item.applies_when):
            yield Rule(
                use=Use.REQUIREMENT,
                owner=placed,
                place=("applies_when", index, "condition"),
                condition=applies.condition,
            )


def criteria(subject: Subject) -> Iterator[Rule]:
    """Yield the condition of every criterion."""
    for placed in subject.folder.offers:
        for index, criterion in enumerate(placed.item.criteria):
            yield Rule(
                use=Use.CRITERION,
                owner=placed,
                place=("criteria", index, "condition"),
                condition=criterion.condition,
            )


def questionnaire_rules(subject: Subject, questionnaire: PlacedQuestionnaire) -> Iterator[Rule]:
    """Yield the conditions of a questionnaire, in order."""
    key = key_of(questionnaire)
    for placed in subject.questions[key]:
        for use, place, condition in _conditions(placed.item):
            yield Rule(use=use, owner=placed, place=place, condition=condition, key=key)
    whole = questionnaire.questionnaire
    for index, check in enumerate(whole.item.checks or ()):
        place = ("checks", index, "when")
        yield Rule(use=Use.CHECK, owner=whole, place=place, condition=check.when, key=key)


def _conditions(question: Question) -> Iterator[tuple[Use, Place, Condition]]:
    if question.visible_when is not None:
        yield Use.VISIBILITY, ("visible_when",), question.visible_when
    exempt = question.not_applicable
    if exempt is not None and exempt.allowed_when is not None:
        yield Use.ALLOWED, ("not_applicable", "allowed_when"), exempt.allowed_when
    for index, cap in enumerate(question.caps):
        yield Use.CAP, ("caps", index, "when"), cap.when
