"""What is counted of a result: measures, each named by a key.

A key says what it counts, such as ``level:overall:2`` or ``option:S01:pilots``. A new measure is a
line in ``_counted``, one in ``possible_keys``, and what it reads in ``Said``. Keys are only added:
what is counted by one is kept under its number for good.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import Marker, Value, Values

OVERALL: Final = "overall"
FULL_SCORE: Final = 100
TENTHS: Final = 10

LEVELS: Final = range(MAX_LEVEL + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a result says that is counted.

    Attributes:
        scores: The score as shown, in tenths, and the level, by theme and ``overall``; None while
            nothing counts.
        answers: What was answered to the questions that are shown, by slug.
        levels: The levels of the questions that count, by slug.
        gaps: The barriers that the company shows.
        relieved: Those that a scheme relieves which is open to the company, or may be.
        outcomes: The outcome of each scheme, by slug.
        levers: The questions of which one step up lifts the overall level.
    """

    scores: Mapping[str, tuple[int | None, int | None]]
    answers: Values
    levels: Mapping[str, int]
    gaps: Collection[str]
    relieved: Collection[str]
    outcomes: Mapping[str, str]
    levers: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The keys that a result counts under: once each under `counts`, and by amounts in tenths."""

    amounts: Mapping[str, int]
    counts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, those with amounts first."""
        return *self.amounts, *self.counts


def measures_of(said: Said, questions: Iterable[Question]) -> Measures:
    """Return what a result is counted under, in order of the keys.

    Args:
        said: What the result says.
        questions: Those of its questionnaire version.
    """
    scored = {f"score:{of}": t for of, (t, _) in said.scores.items() if t is not None}
    return Measures(
        amounts=dict(sorted(scored.items())),
        counts=tuple(sorted({*_counted(said), *_answered(said.answers, questions)})),
    )


def bin_of(tenths: int) -> int:
    """Return the bin of a histogram, 0 to 100, that a score in tenths falls in: half up."""
    return (tenths + TENTHS // 2) // TENTHS


def _counted(said: Said) -> Iterator[str]:
    for of, (tenths, level) in said.scores.items():
        if tenths is not None:
            yield f"bin:{of}:{bin_of(tenths)}"
        if level is not None:
            yield f"level:{of}:{level}"
    for question, level in said.levels.items():
        if question in said.answers:
            yield f"answer_level:{question}:{level}"
    yield from (f"barrier:{barrier}" for barrier in said.gaps)
    yield from (f"unmet:{barrier}" for barrier in said.gaps if barrier not in said.relieved)
    yield from (f"scheme:{scheme}:{outcome}" for scheme, outcome in said.outcomes.items())
    yield from (f"lever:{question}" for question in said.levers)


def _answered(answers: Values, questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        if question.slug in answers:
            yield from _answer(question, question.meaning(answers[question.slug]))


def _answer(question: Question, value: Value) -> Iterator[str]:
    if value is Marker.DONT_KNOW:
        yield f"dont_know:{question.slug}"
    elif value is Marker.NOT_APPLICABLE:
        yield f"not_applicable:{question.slug}"
    else:
        chosen = value if isinstance(value, frozenset) else {value}
        options = _options(question)
        yield from (f"option:{question.slug}:{options[one]}" for one in chosen if one in options)


def _options(question: Question) -> Mapping[Value, str]:
    """Return how the values that are counted one by one are named; of others there are none."""
    if question.kind == "boolean":
        return {True: "true", False: "false"}
    return {choice.slug: choice.slug for choice in question.choices}


def possible_keys(
    themes: Iterable[str],
    questions: Iterable[Question],
    barriers: Iterable[str],
    schemes: Iterable[str],
    outcomes: Collection[str],
) -> Iterator[str]:
    """Yield every key that results can count under, each content in the order given."""
    for of in (OVERALL, *themes):
        yield f"score:{of}"
        yield from (f"bin:{of}:{place}" for place in range(FULL_SCORE + 1))
        yield from (f"level:{of}:{level}" for level in LEVELS)
    for question in questions:
        slug = question.slug
        yield from (f"option:{slug}:{name}" for name in _options(question).values())
        yield from (f"answer_level:{slug}:{level}" for level in LEVELS)
        yield from (f"{kind}:{slug}" for kind in ("not_applicable", "dont_know", "lever"))
    for barrier in barriers:
        yield from (f"{kind}:{barrier}" for kind in ("barrier", "unmet"))
    for scheme in schemes:
        yield from (f"scheme:{scheme}:{outcome}" for outcome in outcomes)
