"""Scales: every number falls into one band, and levels rise from 0."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The bands of a question, and the numbers that they are for."""

    bands: Sequence[Band]
    lowest: Decimal
    highest: Decimal
    whole: bool


def check_scales(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per hole, overlap or unreachable part of a scale."""
    for questionnaire in subject.folder.questionnaires:
        yield from _levels(questionnaire)
        for placed in subject.questions_of(questionnaire):
            scale = _scale(placed.item)
            if scale is not None and scale.bands:
                yield from _bands(placed, scale)


def _scale(question: Question) -> Scale | None:
    if isinstance(question, NumberQuestion | PercentQuestion | MoneyQuestion):
        return Scale(
            bands=question.bands or (),
            lowest=question.minimum,
            highest=question.maximum,
            whole=question.integer,
        )
    if isinstance(question, MultipleChoiceQuestion):
        ticks = Decimal(sum(not option.exclusive for option in question.options))
        return Scale(bands=question.bands or (), lowest=Decimal(0), highest=ticks, whole=True)
    if isinstance(question, DateQuestion):
        return Scale(bands=question.bands or (), lowest=Decimal(0), highest=LARGEST, whole=True)
    return None


def _bands(placed: Placed[Question], scale: Scale) -> Iterator[Problem]:
    bands, last = scale.bands, len(scale.bands) - 1
    if bands[0].start != scale.lowest:
        least = plainly(scale.lowest)
        message = f"the least possible answer is {least}; start the first band there"
        yield placed.problem(BANDS, message, BANDS, 0, "from")
    for index, (band, following) in enumerate(pairwise(bands)):
        yield from _joint(placed, index, band, following)
    if bands[last].below is not None:
        message = "the last band takes everything above; take its `below` out"
        yield placed.problem(BANDS, message, BANDS, last, "below")
    for index, band in enumerate(bands):
        if band.start > scale.highest:
            message = f"no answer is above {plainly(scale.highest)}; take the band out"
            yield placed.problem(BANDS, message, BANDS, index, "from")
        elif scale.whole and band.start != int(band.start):
            message = "answers are whole numbers here; start the band at one"
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
