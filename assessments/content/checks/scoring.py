"""Scoring: what counts can be counted, and caps can make a difference."""

from collections.abc import Iterator

from assessments.content.checks.accepted_gaps import raw_of
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.questionnaire.questions import Question


def check_scoring(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per scored question that cannot be scored, and per sum of no weight."""
    for questionnaire in subject.folder.questionnaires:
        yield from _weights(questionnaire)
        top = len(questionnaire.questionnaire.item.levels) - 1
        for placed in subject.questions_of(questionnaire):
            if placed.item.scored:
                yield from _scored(placed)
            yield from _caps(placed, top)


def _weights(placed: PlacedQuestionnaire) -> Iterator[Problem]:
    for theme in placed.themes.values():
        if not sum(question.weight for question in theme.item.questions if question.scored):
            message = "the weights of the scored questions sum to nothing; give one a weight"
            yield theme.problem("weights", message, "questions")
    if not sum(theme.item.weight for theme in placed.themes.values()):
        message = "the weights of the themes sum to nothing; give one a weight"
        yield placed.questionnaire.problem("weights", message, "themes")


def _scored(placed: Placed[Question]) -> Iterator[Problem]:
    question = placed.item
    if not question.required:
        message = "a scored question must be answered; set `required: true` or `scored: false`"
        yield placed.problem("scored", message, "required")
    if question.levelling() is None:
        message = "its answers have no levels; give every one a level, or set `scored: false`"
        yield placed.problem("scored", message)
    if "weight" not in raw_of(placed):
        message = "a scored question needs a weight; add `weight`"
        yield placed.problem("scored", message)


def _caps(placed: Placed[Question], top: int) -> Iterator[Problem]:
    for index, cap in enumerate(placed.item.caps):
        if cap.maximum_level >= top:
            message = f"level {top} is the highest, so the cap does nothing; lower `maximum_level`"
            yield placed.problem("cap", message, "caps", index, "maximum_level")
