"""Scales: every number falls into one band, and levels rise from 0."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.questionnaire.kinds.number import LARGEST, plainly
from assessments.questionnaire.questions import (
    DateQuestion,
    MoneyQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PercentQuestion,
    Question,
)
from assessments.questionnaire.scales import Band

BANDS = "bands"
LEVELS = "levels"


def check_scales(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per hole, overlap or unreachable part of a scale."""
    for questionnaire in subject.folder.questionnaires:
        yield from _levels(questionnaire)
        for placed in subject.questions_of(questionnaire):
            bands, lowest, highest = _range(placed.item)
            if bands:
                yield from _bands(placed, bands, lowest, highest)


def _range(question: Question) -> tuple[Sequence[Band], Decimal, Decimal]:
    """Return the bands of `question`, and the lowest and highest number that they are for."""
    if isinstance(question, NumberQuestion | PercentQuestion | MoneyQuestion):
        return question.bands or (), question.minimum, question.maximum
    if isinstance(question, MultipleChoiceQuestion):
        ticks = sum(not option.exclusive for option in question.options)
        return question.bands or (), Decimal(0), Decimal(ticks)
    if isinstance(question, DateQuestion):
        return question.bands or (), Decimal(0), LARGEST
    return (), Decimal(0), Decimal(0)


def _bands(
    placed: Placed[Question], bands: Sequence[Band], lowest: Decimal, highest: Decimal
) -> Iterator[Problem]:
    first, last = bands[0], len(bands) - 1
    if first.start != lowest:
        message = f"the first band must start at {plainly(lowest)}, the least possible answer"
        yield placed.problem(BANDS, message, BANDS, 0, "from")
    for index, (band, following) in enumerate(pairwise(bands)):
        yield from _joint(placed, index, band, following)
    if bands[last].below is not None:
        message = "the last band takes everything above; take its `below` out"
        yield placed.problem(BANDS, message, BANDS, last, "below")
    for index, band in enumerate(bands):
        if band.start > highest:
            message = f"no answer is above {plainly(highest)}; take the band out"
            yield placed.problem(BANDS, message, BANDS, index, "from")


def _joint(placed: Placed[Question], index: int, band: Band, following: Band) -> Iterator[Problem]:
    """Yield a problem unless `following` starts where `band` ends."""
    starts = plainly(following.start)
    if band.below is None:
        message = f"only the last band is open above; add `below: {starts}`"
        yield placed.problem(BANDS, message, BANDS, index)
        return
    if band.below <= band.start:
        message = "the band is empty; let `below` be above `from`"
        yield placed.problem(BANDS, message, BANDS, index, "below")
    if band.below < following.start:
        message = f"there is a hole from {plainly(band.below)} to {starts}; join the bands"
        yield placed.problem(BANDS, message, BANDS, index + 1, "from")
    elif band.below > following.start:
        message = f"the bands overlap from {starts} to {plainly(band.below)}; part them"
        yield placed.problem(BANDS, message, BANDS, index + 1, "from")


def _levels(placed: PlacedQuestionnaire) -> Iterator[Problem]:
    whole = placed.questionnaire
    levels = whole.item.levels
    for index, level in enumerate(levels):
        if level.number != index:
            message = f"levels are numbered from 0 in order; this one is {index}"
            yield whole.problem(LEVELS, message, LEVELS, index, "number")
    if levels[0].minimum_score != 0:
        message = "the lowest level needs no score; set its `minimum_score` to 0"
        yield whole.problem(LEVELS, message, LEVELS, 0, "minimum_score")
    for index, (lower, upper) in enumerate(pairwise(levels)):
        if upper.minimum_score <= lower.minimum_score:
            least = plainly(lower.minimum_score)
            message = f"each level needs more than the one before; set it above {least}"
            yield whole.problem(LEVELS, message, LEVELS, index + 1, "minimum_score")
