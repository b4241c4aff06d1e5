"""What other content would do to the results that there are: levels that change, matches that flip.

A result is evaluated by both contents on the same day, with the answers and facts of its
assessment. Where a content has a later version of its questionnaire, the answers are carried to
that first, as for a company that begins anew from them.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assessments.content.library import Library
from assessments.matching.outcome import Outcome
from assessments.matching.turning import (
    CriterionTurned,
    DatesChanged,
    EntryChanged,
    OfferAdded,
    OfferRemoved,
    StatusChanged,
    Why,
)
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.scoring.score import Score, ThemeScore
from assessments.services.copying import copy_of
from assessments.services.evaluating import Evaluation
from assessments.services.turned import turned_between
from assessments.storage.database import Database
from assessments.storage.results import KeptResult, all_results

OVERALL = "overall"
LIMITS = "limits"
"""Stands for a question where every question counts as before and the levels begin elsewhere."""
WEIGHT = "weight"
"""Stands for a question where the theme itself counts for more or less of the whole."""

Level = int | None
LevelChange = tuple[str, Level, Level]
Flip = tuple[str, Outcome | None, Outcome | None]
Cause = tuple[str, str]


@dataclass(slots=True)
class Effects:
    """How much would change, counted over results."""

    results: int = 0
    unknown: int = 0
    """Results of a questionnaire that one of the contents has not, or whose facts follow otherwise
    there."""
    levels_changed: int = 0
    """Results with another level, overall or of a theme."""
    matches_flipped: int = 0
    """Results with an offer that has another outcome."""
    levels: Counter[LevelChange] = field(default_factory=Counter[LevelChange])
    """By theme, or `OVERALL`, level before and level after."""
    questions: Counter[Cause] = field(default_factory=Counter[Cause])
    """By theme and question: results with another level of the theme for which it counts anew, or
    with another level overall alone, which the theme moves."""
    flips: Counter[Flip] = field(default_factory=Counter[Flip])
    """By offer, outcome before and outcome after."""
    causes: Counter[Cause] = field(default_factory=Counter[Cause])
    """By offer and what turned it: a criterion, or the kind of reason."""

    @property
    def compared(self) -> int:
        """The results that both contents can evaluate."""
        return self.results - self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two contents, and the day as of which results are evaluated by both."""

    old: Library
    new: Library
    today: date

    def may_change_levels(self) -> bool:
        """Tell whether any level could change: offers and texts alone never change one."""
        ours, theirs = self.old.catalogue.definition, self.new.catalogue.definition
        if (ours.facts, ours.reference) != (theirs.facts, theirs.reference):
            return True
        return any(
            compiled.definition != self._published(key)
            for key, compiled in self.new.questionnaires.items()
        )

    def _published(self, key: tuple[str, int]) -> Questionnaire | None:
        found = self.old.questionnaires.get(key)
        return None if found is None else found.definition


async def add_all(
    effects: Effects, database: Database, comparison: Comparison, *, matches: bool = True
) -> AsyncIterator[int]:
    """Count what every result would change, and yield how many are done after each."""
    async for kept in all_results(database):
        add_effect(effects, kept, comparison, matches=matches)
        yield effects.results


def add_effect(
    effects: Effects, kept: KeptResult, comparison: Comparison, *, matches: bool = True
) -> None:
    """Count what one result would change, in its `matches` too unless they do not matter."""
    effects.results += 1
    old, new, today = comparison.old, comparison.new, comparison.today
    before, after = _by(old, kept, old, today), _by(new, kept, old, today)
    if before is None or after is None:
        effects.unknown += 1
        return
    changed = list(_levels(before.score, after.score))
    effects.levels_changed += bool(changed)
    effects.levels.update(changed)
    effects.questions.update(_moving(before.score, after.score, {t for t, _, _ in changed}))
    if matches:
        _add_flips(effects, before, after)


def _add_flips(effects: Effects, before: Evaluation, after: Evaluation) -> None:
    turned = turned_between(before, after)
    effects.matches_flipped += bool(turned)
    effects.flips.update((t.slug, t.before, t.after) for t in turned)
    effects.causes.update((t.slug, cause) for t in turned for cause in _causes(t.reasons))


def _by(library: Library, kept: KeptResult, old: Library, today: date) -> Evaluation | None:
    """Evaluate a result by the newest version of its questionnaire in `library`; None if unknown.

    Its own version is read from `old`, to tell what can be carried to a later one.
    """
    slug, version = kept.result.questionnaire_slug, kept.result.questionnaire_version
    newest = library.questionnaire(slug)
    if newest is None or newest.key[1] <= version:
        return _by_own_version(library, kept, today)
    own = old.questionnaire(slug, version)
    if own is None or library.catalogue.changed_for(newest):
        return None
    copy = copy_of(library, kept, own, newest, today)
    answers, facts = decode_all(copy.answers), decode_all(copy.facts)
    return Evaluation(newest, library.catalogue, answers, facts, today)


def _by_own_version(library: Library, kept: KeptResult, today: date) -> Evaluation | None:
    result = kept.result
    questionnaire = library.questionnaire(result.questionnaire_slug, result.questionnaire_version)
    if questionnaire is None or library.catalogue.changed_for(questionnaire):
        return None
    answers, facts = decode_all(kept.answers), decode_all(kept.facts)
    return Evaluation(questionnaire, library.catalogue, answers, facts, today)


def _levels(before: Score, after: Score) -> Iterator[tuple[str, Level, Level]]:
    if before.level != after.level:
        yield OVERALL, before.level, after.level
    old, new = ({t.theme.slug: t.level for t in s.themes} for s in (before, after))
    for theme in dict.fromkeys((*old, *new)):
        if old.get(theme) != new.get(theme):
            yield theme, old.get(theme), new.get(theme)


def _moving(before: Score, after: Score, changed: set[str]) -> Iterator[Cause]:
    """Yield what moves the `changed` levels, by theme; of the overall one only if it is alone."""
    if changed == {OVERALL}:
        yield from tuple(_moving_overall(before, after)) or [(OVERALL, LIMITS)]
        return
    for theme in sorted(changed - {OVERALL}):
        yield from tuple(_questions(before, after, theme)) or [(theme, LIMITS)]


def _moving_overall(before: Score, after: Score) -> Iterator[Cause]:
    """Yield the themes that weigh otherwise, and the questions of those with another score."""
    earlier = {t.theme.slug: t for t in before.themes}
    for new in after.themes:
        theme = new.theme.slug
        old = earlier.get(theme, new)
        if new.score is not None and old.theme.weight != new.theme.weight:
            yield theme, WEIGHT
        if old.score != new.score and (old.theme.weight or new.theme.weight):
            yield from _questions(before, after, theme)


def _questions(before: Score, after: Score, theme: str) -> Iterator[Cause]:
    """Yield the questions that count otherwise, or cap otherwise, in a theme."""
    old, new = ({t.theme.slug: _counting(t) for t in s.themes} for s in (before, after))
    one, other = old.get(theme, {}), new.get(theme, {})
    for slug in dict.fromkeys((*one, *other)):
        if _is_otherwise(one.get(slug, NOT_COUNTING), other.get(slug, NOT_COUNTING)):
            yield theme, slug


@dataclass(frozen=True, slots=True)
class _Counting:
    """How a question counts in a theme, if it does, and the caps that it brings."""

    level: int | None = None
    weight: Decimal | None = None
    share: Fraction | None = None
    caps: tuple[int, ...] = ()


NOT_COUNTING = _Counting()


def _counting(theme: ThemeScore) -> dict[str, _Counting]:
    found = {
        c.question.slug: _Counting(c.level, c.question.question.weight, c.maximum_points)
        for c in theme.counted
    }
    for cap in theme.caps:
        known = found.get(cap.question, NOT_COUNTING)
        found[cap.question] = replace(known, caps=(*known.caps, cap.cap.maximum_level))
    return found


def _is_otherwise(old: _Counting, new: _Counting) -> bool:
    """Tell whether a question itself counts otherwise, not only beside what the others count."""
    weighs = old.weight != new.weight and old.share != new.share
    return weighs or (old.level, old.caps) != (new.level, new.caps)


def _causes(reasons: Iterable[Why]) -> Iterator[str]:
    for why in reasons:
        if isinstance(why, CriterionTurned):
            yield f"by its criterion {why.criterion.slug}"
        else:
            yield CALLED[type(why)]


CALLED: Mapping[type[Why], str] = {
    OfferAdded: "new in the catalogue",
    OfferRemoved: "taken out of the catalogue",
    StatusChanged: "by its status",
    DatesChanged: "by its dates",
    EntryChanged: "by the rest of its entry",
}
"""What the reasons that content can give are called."""
