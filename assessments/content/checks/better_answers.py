"""Better answers: what a higher level of one answer brings, all else being equal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from assessments.content.checks.following import values_to_try
from assessments.content.checks.loops import reachable
from assessments.content.checks.reaching import graph_of
from assessments.content.checks.spaces import Settled, Space, combinations
from assessments.questionnaire.compiled import CompiledCap, CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.critical import MOST, TooManyError
from assessments.questionnaire.encoding import encode, is_short, said
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.solving.things import ANSWER, FACT
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import Standing, walk
from assessments.scoring.score import holds, level_in
from assessments.texts import Language, say_number

MOST_NAMED = 5
"""How many of the things that are equal a message names."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one answer gives: its level, what is shown, the caps that hold, and what follows."""

    answer: Value
    level: int
    standings: Mapping[str, Standing]
    caps: tuple[CompiledCap, ...]
    facts: Values

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


@dataclass(frozen=True, slots=True)
class Brought:
    """A cap that the `higher` of two answers to `question` brings, all `others` being equal."""

    cap: CompiledCap
    question: str
    lower: Point
    higher: Point
    others: Settled
    followed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Search:
    """Looks for caps that a higher level of the question `levelled` in `space` brings."""

    questionnaire: CompiledQuestionnaire
    levelled: CompiledQuestion
    space: Space
    caps: Sequence[CompiledCap]

    def brought(self) -> Iterator[Brought]:
        """Yield caps that a higher level brings, somewhere in the space.

        Raises:
            TooManyError: There may be others, since not all could be tried, or what would be tried
                may never be.
        """
        space, slug = self.space, self.levelled.slug
        if is_entangled(space):
            raise TooManyError
        reduced = space.reduced(self.questionnaire)
        to_try = values_to_try(space)
        values = dict(to_try.values)
        own = values.pop((ANSWER, slug))
        for tried, others in enumerate(combinations(values)):
            if tried * len(own) > MOST:
                raise TooManyError
            points = [p for value in own if (p := self._point(reduced, others, value)) is not None]
            for higher in points:
                lower = next((p for p in points if higher.is_worse_than(p)), None)
                if lower is not None:
                    cap = min(higher.caps, key=lambda cap: cap.cap.maximum_level)
                    yield Brought(cap, slug, lower, higher, others, space.reach.followed)

        if not to_try.complete:
            raise TooManyError

    def _point(
        self, questionnaire: CompiledQuestionnaire, others: Settled, value: Value | None
    ) -> Point | None:
        space, today = self.space, self.space.world.today
        slug = self.levelled.slug
        given = {
            thing: v for thing, v in {**others, (ANSWER, slug): value}.items() if v is not None
        }
        answers, facts = (
            {slug: v for (kind, slug), v in given.items() if kind == wanted}
            for wanted in (ANSWER, FACT)
        )
        walked = walk(questionnaire, answers, facts, today, space.follow)
        if value is None or not walked.is_shown(slug):
            return None
        level = level_in(self.levelled, walked, today)
        if level is None:
            return None
        held = tuple(cap for cap in self.caps if holds(cap, walked))
        return Point(value, level, walked.standings, held, walked.state.facts)


def is_entangled(space: Space) -> bool:
    """Tell whether facts taken to be free follow from the same, so that not all of it can be."""
    graph = graph_of(space.world)
    seen: set[str] = set()
    for slug in (slug for kind, slug in space.open if kind == FACT):
        worked_out = slug in space.reach.followed
        bases = {slug} if worked_out else reachable(graph, slug) | {slug}
        if bases & seen:
            return True
        seen |= bases
    return False


def words_of(brought: Brought) -> str:
    """Return what brings a cap, with the values for which it does."""
    slug, lower, higher = brought.question, brought.lower, brought.higher
    pairs = {f: (lower.facts.get(f), higher.facts.get(f)) for f in sorted(brought.followed)}
    turned = "".join(
        f", which makes `{fact}` {said_plainly(after)} instead of {said_plainly(before)}"
        for fact, (before, after) in pairs.items()
        if before != after
    )
    others = ((other, value) for (_, other), value in brought.others.items() if value is not None)
    named = [f"`{other}` is {said_plainly(v)}" for other, v in islice(others, MOST_NAMED)]
    equal = f", while {', '.join(named)}" if named else ""
    cap = brought.cap.cap
    return (
        f"a better answer to `{slug}` brings this cap, at most {cap.maximum_level} in"
        f" `{cap.theme}`: {said_plainly(higher.answer)} (level {higher.level}) instead of"
        f" {said_plainly(lower.answer)} (level {lower.level}){turned}{equal};"
        " let only low answers do so"
    )


def said_plainly(value: Value | None) -> str:
    """Return `value` as content files and messages write it."""
    if value is None:
        return "missing"
    if isinstance(value, Marker):
        return value.name.lower().replace("_", " ")
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    if isinstance(value, Fraction) and not is_short(value):
        return f"about {say_number(value, Language.EN)}"
    if isinstance(value, frozenset):
        return " and ".join(sorted(value)) or "nothing"
    _, payload = said(encode(value))
    return str(payload)
