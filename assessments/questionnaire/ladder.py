"""The levels that answers to a question can give, and the next answer up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.questions import (
    DateQuestion,
    MoneyQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PercentQuestion,
    Question,
)
from assessments.questionnaire.scales import Bands, Levelling, months_before
from assessments.questionnaire.values import NEVER, Plain, Value, exact


@dataclass(frozen=True, slots=True)
class Rung:
    """A level, and an answer that gives it."""

    level: int
    value: Plain


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels of a scored question; `fixed` are its rungs where they are always the same."""

    question: Question
    levelling: Levelling
    fixed: tuple[Rung, ...] | None

    @classmethod
    def of(cls, question: Question) -> "Ladder | None":
        """Return the ladder of `question`; None where it is not scored."""
        levelling = question.levelling() if question.scored else None
        if levelling is None:
            return None
        if isinstance(question, MultipleChoiceQuestion | DateQuestion):
            return cls(question, levelling, None)
        answers = _answers(question, None, date.min)
        return cls(question, levelling, tuple(Rung(levelling(a, date.min), a) for a in answers))

    def rungs(self, value: Value | None, as_of: date) -> Iterable[Rung]:
        """Return an answer per option or band, in authored order, with the level that it gives.

        Ticks are added to those in `value`, in the order of the options.
        """
        if self.fixed is not None:
            return self.fixed
        answers = _answers(self.question, value, as_of)
        return (Rung(self.levelling(answer, as_of), answer) for answer in answers)

    def next_rung(self, value: Value | None, level: int, as_of: date) -> Rung | None:
        """Return the rung above `level`, the lowest and first; None at the top."""
        higher = [rung for rung in self.rungs(value, as_of) if rung.level > level]
        return min(higher, key=lambda rung: rung.level, default=None)


def levels_given(question: Question, as_of: date) -> frozenset[int]:
    """Return the levels that answers to `question` can give; none where it is not scored."""
    ladder = Ladder.of(question)
    return frozenset() if ladder is None else frozenset(r.level for r in ladder.rungs(None, as_of))


def _answers(question: Question, value: Value | None, as_of: date) -> Iterator[Plain]:
    """Yield answers to a question that has levels, which a text has not."""
    if isinstance(question, OneOfOptions):
        yield from (option.slug for option in question.options if option.marker is None)
    elif isinstance(question, MultipleChoiceQuestion):
        yield from _ticks(question, value)
    elif isinstance(question, DateQuestion):
        yield from _dates(question, as_of)
    elif isinstance(question, NumberQuestion | PercentQuestion | MoneyQuestion):
        numbers = (exact(band.start) for band in question.bands or ())
        yield from (n for n in numbers if question.minimum <= n <= question.maximum)
    else:
        yield from (True, False)


def _ticks(question: MultipleChoiceQuestion, value: Value | None) -> Iterator[frozenset[str]]:
    """Yield a set of options per band: the ticks there are, and the first others that it needs."""
    ticked = value if isinstance(value, frozenset) else frozenset[str]()
    options = [option.slug for option in question.options if not option.exclusive]
    options.sort(key=lambda slug: slug not in ticked)
    alone = [frozenset({option.slug}) for option in question.options if option.exclusive]
    for start in _starts(question.bands):
        if start == 0:
            yield from alone
            if question.may_be_empty:
                yield frozenset()
        else:
            yield frozenset(options[:start])


def _dates(question: DateQuestion, as_of: date) -> Iterator[Plain]:
    for months in _starts(question.bands):
        day = months_before(as_of, months)
        if day is not None and day >= question.not_before:
            yield day
    if question.allow_never:
        yield NEVER


def _starts(bands: Bands | None) -> Iterator[int]:
    return (int(band.start) for band in bands or ())
