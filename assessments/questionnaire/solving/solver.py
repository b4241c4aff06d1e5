"""What conditions can come to, decided exactly: branch on what they read, one thing at a time.

What is left of the conditions after each choice is simplified, and what has been left before is not
looked at again, so that conditions about different things cost their sum and not their product.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.questionnaire.conditions.evaluate import Reading
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnyOf,
    Condition,
    Negation,
    answers_read,
    facts_read,
)
from assessments.questionnaire.conditions.outcomes import FALSE, SETS, TRUE
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.solving.residues import Residues, Thing
from assessments.questionnaire.solving.things import ANSWER, SCORE, Choices, Things, World
from assessments.questionnaire.values import Marker, Value

MOST_STEPS = 50_000
"""The most choices that are looked at; beyond it nothing is decided."""

Outcomes = tuple[int, ...]
"""A set of outcomes for each thing asked, see ``conditions.outcomes``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Conditions of which all together are asked for, and how *does not apply* is read in them."""

    conditions: tuple[Condition, ...]
    reading: Reading = Reading.RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Answers, facts and scores that lead somewhere, whatever else is said.

    A score is ``Marker.ABSENT`` where there is none.
    """

    answers: dict[str, Value] = field(default_factory=dict[str, Value])
    facts: dict[str, Value] = field(default_factory=dict[str, Value])
    scores: dict[str, Value] = field(default_factory=dict[str, Value])


Trail = tuple[Thing, Value | None, "Trail"] | None
Found = Mapping[Outcomes, Trail]
Guards = Mapping[str, tuple[int, int]]
"""By question: what is left of the conditions that show it, and that let it not apply."""


def solve(
    world: World, asked: Sequence[Asked], most: int = MOST_STEPS
) -> Mapping[Outcomes, Witness]:
    """Return all that `asked` can come to together, each with a witness.

    Every question shown is taken to be answered and every fact stated, at least by *don't know*.
    Facts are taken to be free of one another, and scores of the answers: where facts that follow
    from others, or scores, are read, some of what is returned may never be, but whatever is not
    returned never is.

    Conditions must read nothing but earlier questions.

    Raises:
        TooManyError: It would take more than `most` steps.
    """
    search = _Search(world, most)
    found = search.of(tuple(search.residue_of(one) for one in asked))
    return {outcomes: _witness(trail) for outcomes, trail in found.items()}


class _Search:
    def __init__(self, world: World, most: int) -> None:
        self._world = world
        self._left = most
        self._things = Things(world)
        self._residues = Residues()
        self._guards: dict[str, tuple[int, int]] = {}
        self._found: dict[tuple[object, ...], Found] = {}

    def residue_of(self, asked: Asked) -> int:
        """Return the residue of `asked`, with what decides what it reads made ready too."""
        for condition in asked.conditions:
            self._guard(condition)
        residues = (self._residue(c, asked.reading) for c in asked.conditions)
        return self._residues.group(residues, every=True)

    def of(self, asked: Outcomes) -> Found:
        """Return all that the residues `asked` can come to together."""
        return self._solve(asked, self._guards)

    def _guard(self, condition: Condition) -> None:
        """Make ready what shows the questions that `condition` reads, and those behind them."""
        written = (self._world.writers_of(fact) for fact in sorted(facts_read(condition)))
        for slug in (*sorted(answers_read(condition)), *(s for some in written for s in some)):
            if slug not in self._guards:
                question = self._world.questions[slug].question
                exempt = question.not_applicable
                allowed = None if exempt is None else exempt.allowed_when
                self._guards[slug] = TRUE, FALSE
                self._guards[slug] = (
                    self._guarding(question.visible_when),
                    FALSE if exempt is None else self._guarding(allowed),
                )

    def _guarding(self, condition: Condition | None) -> int:
        return TRUE if condition is None else self.residue_of(Asked(conditions=(condition,)))

    def _residue(self, condition: Condition, reading: Reading) -> int:
        if isinstance(condition, AllOf | AnyOf):
            children = (self._residue(child, reading) for child in condition.children)
            return self._residues.group(children, every=isinstance(condition, AllOf))
        if isinstance(condition, Negation):
            return self._residues.opposite(self._residue(condition.child, reading))
        number = self._things.number_of(condition, reading)
        return self._residues.comparison(number, self._world.settled_by(condition))

    def _solve(self, asked: Outcomes, guards: Guards) -> Found:
        if all(residue < SETS for residue in asked):
            return {asked: None}
        behind = dict(self._behind(asked, guards))
        key = asked, frozenset(behind.items())
        if key not in self._found:
            self._found[key] = self._branch(asked, behind)
        return self._found[key]

    def _behind(self, asked: Outcomes, guards: Guards) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the questions that may still have a part in `asked`, with their guards."""
        seen: set[Thing] = set()
        waiting = [thing for residue in asked for thing in self._residues.reads(residue)]
        while waiting:
            thing = waiting.pop()
            if thing in seen or thing[0] != ANSWER:
                continue
            seen.add(thing)
            shown, exempt = guards[thing[1]]
            if shown < SETS and shown != TRUE:
                exempt = FALSE
            waiting += self._residues.reads(shown)
            waiting += self._residues.reads(exempt)
            yield thing[1], (shown, exempt)

    def _branch(self, asked: Outcomes, guards: Guards) -> Found:
        thing = self._first(asked, guards)
        found: dict[Outcomes, Trail] = {}
        settle = self._residues.settle
        for value, choice in self._choices(thing, guards):
            self._left -= 1
            if self._left < 0:
                raise TooManyError
            left = {
                slug: (settle(shown, choice), settle(exempt, choice))
                for slug, (shown, exempt) in guards.items()
            }
            rest = self._solve(tuple(settle(residue, choice) for residue in asked), left)
            for outcomes, trail in rest.items():
                if outcomes not in found:
                    found[outcomes] = thing, value, trail
        return found

    def _first(self, asked: Outcomes, guards: Guards) -> Thing:
        """Return the thing to settle next: what comes first, and what that hangs on before it."""
        waiting = next(residue for residue in asked if residue >= SETS)
        while True:
            thing = self._residues.next_of(waiting)
            before = guards[thing[1]] if thing[0] == ANSWER else ()
            pending = [residue for residue in before if residue >= SETS]
            if not pending:
                return thing
            waiting = pending[0]

    def _choices(self, thing: Thing, guards: Guards) -> Choices:
        kind, slug = thing
        if kind != ANSWER:
            return self._things.stated(thing)
        shown, exempt = guards[slug]
        if shown == TRUE:
            return self._things.answered(slug, exempt=exempt == TRUE)
        marker = Marker.HIDDEN_BY_DONT_KNOW if shown & TRUE else Marker.ABSENT
        return self._things.hidden(slug, marker)


def _witness(trail: Trail) -> Witness:
    witness = Witness()
    while trail is not None:
        (kind, slug), value, trail = trail
        if value is not None:
            values = witness.answers if kind == ANSWER else witness.facts
            (witness.scores if kind == SCORE else values)[slug] = value
    return witness
