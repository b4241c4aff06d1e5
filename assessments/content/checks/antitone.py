"""Caps are antitone: a higher level of one answer, all else equal, never lowers the ceiling.

The ceiling is the least maximum level of the caps of a theme that hold. Only caps that hang on the
question are looked at, since any other holds for both answers or for neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assessments.content.checks.loops import reachable
from assessments.content.checks.reach import world_of
from assessments.content.checks.spaces import Space, reach_of, space_around
from assessments.content.checks.subject import Subject, key_of
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
)
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.questions import Question
from assessments.questionnaire.solving.things import World
from assessments.questionnaire.values import Value
from assessments.questionnaire.visibility import Standing, Walk, walk
from assessments.scoring.score import holds, level_in

RULE = "antitone"

Others = tuple[tuple[str, Value], ...]
"""Everything but the answer to one question."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one answer gives: its level, what is shown, and the caps that hold."""

    level: int
    standings: Mapping[str, Standing]
    caps: tuple[CompiledCap, ...]

    @property
    def ceiling(self) -> int:
        """The least level that the caps allow."""
        return min((cap.cap.maximum_level for cap in self.caps), default=MAX_LEVEL)

    def is_worse_than(self, lower: "Point") -> bool:
        """Tell whether the ceiling is below that of `lower`, whose level is lower."""
        return (
            self.level > lower.level
            and self.ceiling < lower.ceiling
            and self.standings == lower.standings
        )


@dataclass(slots=True)
class Search:
    """Looks for caps that a higher level of `question` brings."""

    questionnaire: CompiledQuestionnaire
    question: CompiledQuestion
    caps: Sequence[CompiledCap]
    today: date
    points: dict[Others, list[Point]] = field(default_factory=dict[Others, list[Point]])

    def brought(self, space: Space) -> Iterator[CompiledCap]:
        """Yield caps that a higher level brings, somewhere in `space`."""
        reduced = space.reduced(self.questionnaire)
        for answers, facts in space.combinations():
            point = self._point(walk(reduced, answers, facts, self.today))
            others = {**answers, **{f"fact {slug}": value for slug, value in facts.items()}}
            del others[self.question.slug]
            if point is not None:
                self.points.setdefault(tuple(others.items()), []).append(point)
        for points in self.points.values():
            for higher in points:
                if any(higher.is_worse_than(lower) for lower in points):
                    yield min(higher.caps, key=lambda cap: cap.cap.maximum_level)

    def _point(self, walked: Walk) -> Point | None:
        if not walked.is_shown(self.question.slug):
            return None
        level = level_in(self.question, walked, self.today)
        if level is None:
            return None
        held = tuple(cap for cap in self.caps if holds(cap, walked))
        return Point(level, walked.standings, held)


@dataclass(frozen=True, slots=True)
class Findings:
    """Caps that better answers bring, and caps of which that is not decided, with the question."""

    brought: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    undecided: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])


def check_antitone(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per cap that a better answer brings; a warning where that is not decided."""
    for placed in subject.folder.questionnaires:
        compiled = subject.library.questionnaires[key_of(placed)]
        found = _findings(compiled, world_of(subject, compiled))
        for question, place, slug in _placed(subject, placed, found.brought):
            message = f"a better answer to `{slug}` brings this cap; let only low answers do so"
            yield question.problem(RULE, message, *place)
        for question, place, slug in _placed(subject, placed, found.undecided):
            message = f"whether a better answer to `{slug}` brings this cap is not decided"
            yield question.problem(RULE, f"{message}; compare fewer things", *place).as_warning()


def _findings(compiled: CompiledQuestionnaire, world: World) -> Findings:
    found = Findings()
    scored = [question for question in compiled.questions if question.levelling is not None]
    for theme in compiled.themes:
        reached = {cap: reach_of(world, [cap.cap.when])[1] for cap in theme.caps}
        for question in scored:
            own = [cap for cap in theme.caps if question.slug in reached[cap]]
            brought = _brought(compiled, world, question, own)
            into = found.undecided if brought is None else found.brought
            caps = own if brought is None else brought
            into.update({(cap.question, cap.index): question.slug for cap in caps})
    return found


def _brought(
    compiled: CompiledQuestionnaire,
    world: World,
    question: CompiledQuestion,
    own: Sequence[CompiledCap],
) -> Sequence[CompiledCap] | None:
    """Return those of `own` that a higher level of `question` brings; None if not decided."""
    if not own:
        return ()
    try:
        space = space_around(world, [cap.cap.when for cap in own], question)
    except TooManyError:
        return None
    if _is_entangled(world, space):
        return None
    return tuple(Search(compiled, question, own, world.today).brought(space))


def _is_entangled(world: World, space: Space) -> bool:
    """Tell whether facts of `space` follow from the same, so that not all of it can be."""
    graph = {slug: fact.derived_from for slug, fact in world.facts.items()}
    seen: set[str] = set()
    for slug in space.facts:
        bases = reachable(graph, slug) | {slug}
        if bases & seen:
            return True
        seen |= bases
    return False


def _placed(
    subject: Subject, placed: PlacedQuestionnaire, found: Mapping[tuple[str, int], str]
) -> Iterator[tuple[Placed[Question], Place, str]]:
    """Yield the question of each cap in `found`, its place there, and what brings it."""
    for question in subject.questions_of(placed):
        for index in range(len(question.item.caps)):
            slug = found.get((question.item.slug, index))
            if slug is not None:
                yield question, ("caps", index, "when"), slug
