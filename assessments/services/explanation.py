"""Why a result differs from an earlier one, in numbers as they are shown.

What counts is the scores as they were given. Where today's rules would have given another one, the
difference belongs to the questionnaire's part.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.assessment import StoredResult
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring.change import NO_CHANGE, Change, Parts, ThemeChange, shown_change
from assessments.scoring.rounding import one_decimal, shown_parts, tenths
from assessments.scoring.score import Score
from assessments.services.evaluating import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParts:
    """A difference between two scores as shown, and its parts as shown, which add up to it."""

    score: Decimal
    by_questionnaire: Decimal
    by_time: Decimal
    by_applicability: Decimal
    by_answers: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLevel:
    """A question whose level has changed; the points add up to the part by answers, as shown."""

    question: str
    from_level: int
    to_level: int
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTheme:
    """Why the score of a theme has changed; `parts` is None where there is no difference to show.

    Slugs are those of the newer questionnaire version.
    """

    theme: str
    parts: ShownParts | None
    levels: tuple[ShownLevel, ...]
    newly_counted: tuple[str, ...]
    no_longer_counted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a result differs from an earlier one, `since`."""

    since: StoredResult
    questionnaire: CompiledQuestionnaire
    parts: ShownParts | None
    themes: tuple[ExplainedTheme, ...]


Again = tuple[StoredResult, Evaluation]
"""A result, and what follows today from what it keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A score at both ends, as it was given and as it comes out today; None where it is none."""

    given: tuple[Fraction | None, Fraction | None]
    computed: tuple[Fraction | None, Fraction | None]

    @property
    def scores(self) -> tuple[Fraction, Fraction] | None:
        """Both scores, exact where the exact one is what was given; None where one was none."""
        before, after = (
            exact if exact is not None and given == Fraction(one_decimal(exact)) else given
            for given, exact in zip(self.given, self.computed, strict=True)
        )
        return None if before is None or after is None else (before, after)


def shown_explanation(old: Again, new: Again, change: Change) -> Explanation:
    """Return `change` between the results `old` and `new` as it is shown."""
    (since, before), (latest, after) = old, new
    given = _given(since), _given(latest)
    computed = _computed(before.score), _computed(after.score)

    def ends(of: str | None) -> Ends:
        first, last = (scores.get(of) for scores in given)
        exact = computed[0].get(of), computed[1].get(of)
        return Ends(given=(first, last), computed=exact)

    return Explanation(
        since=since,
        questionnaire=after.questionnaire,
        parts=_parts(change.parts, ends(None)),
        themes=tuple(_theme(one, ends(one.theme)) for one in change.themes),
    )


def _given(result: StoredResult) -> Mapping[str | None, Fraction | None]:
    """Return the scores of a result as it was given, by theme; the overall one under None."""
    document: Any = json.loads(result.document, parse_float=Decimal)
    themes = {theme["theme"]: theme["score"] for theme in document["themes"]}
    return {
        of: None if score is None else Fraction(score)
        for of, score in {None: document["score"], **themes}.items()
    }


def _computed(score: Score) -> Mapping[str | None, Fraction | None]:
    found: dict[str | None, Fraction | None] = {None: score.score}
    found.update(score.by_theme)
    return found


def _parts(parts: Parts | None, ends: Ends) -> ShownParts | None:
    scores = ends.scores
    if scores is None:
        return None
    before, after = scores
    settled = (parts or NO_CHANGE).up_to(after - before)
    questionnaire, time, applicability, answers = shown_change(settled, before, after)
    return ShownParts(
        score=one_decimal(after) - one_decimal(before),
        by_questionnaire=questionnaire,
        by_time=time,
        by_applicability=applicability,
        by_answers=answers,
    )


def _theme(change: ThemeChange, ends: Ends) -> ExplainedTheme:
    parts = _parts(change.parts, ends)
    return ExplainedTheme(
        theme=change.theme,
        parts=parts,
        levels=tuple(_levels(change, parts)),
        newly_counted=change.newly_counted,
        no_longer_counted=change.no_longer_counted,
    )


def _levels(change: ThemeChange, parts: ShownParts | None) -> Iterator[ShownLevel]:
    if not change.levels:
        return
    whole = None
    if change.parts is not None and parts is not None:
        whole = tenths(Fraction(parts.by_answers))
    shown = shown_parts([level.points for level in change.levels], whole)
    for level, points in zip(change.levels, shown, strict=True):
        yield ShownLevel(
            question=level.question,
            from_level=level.from_level,
            to_level=level.to_level,
            points=points,
        )
