"""Attaining: whether facts that follow from others can come to what conditions ask for.

The solver takes such facts to be free. Here conditions that hang on the same stated facts are tried
together, on what can be stated, with the engine's own derivation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import prod

from assessments.content.checks.following import values_to_try
from assessments.content.checks.lines import Line
from assessments.content.checks.loops import reachable
from assessments.content.checks.reaching import Reach, graph_of
from assessments.content.checks.spaces import Settled, Space, combinations
from assessments.questionnaire.compiled import Derive
from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.nodes import Condition, facts_read, leaves
from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.critical import MOST, TooManyError
from assessments.questionnaire.solving.contradictions import parts_of
from assessments.questionnaire.solving.things import World, written_by

FEW = 200
"""How many combinations are tried before it is asked where what follows turns."""


class NotAllTriedError(Exception):
    """Nothing that was tried meets `parts` together, but not everything could be tried."""

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts)
        self.parts = parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Attaining:
    """Looks for conditions on facts that follow from the same, and are never met together."""

    world: World
    derive: Derive
    reading: Reading
    _known: dict[tuple[Condition, ...], bool] = field(
        default_factory=dict[tuple[Condition, ...], bool]
    )

    def clashing(self, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
        """Return parts of `conditions` that are never all met, none of which can be left out.

        None are returned where there are none. Parts on which answers or scores have a bearing are
        not looked at.

        Raises:
            NotAllTriedError: There may be some, since not everything could be tried.
        """
        parts = [part for condition in conditions for part in parts_of(condition)]
        undecided: NotAllTriedError | None = None
        for group in self._groups([part for part in parts if self._is_on_facts(part)]):
            try:
                if self._follows(group) and not self._can_be_met(group):
                    return self._needed(group)
            except NotAllTriedError as error:
                undecided = undecided or error
        if undecided is not None:
            raise undecided
        return ()

    def _is_on_facts(self, part: Condition) -> bool:
        written = {written_by(question) for question in self.world.questions.values()}
        of_facts = all(leaf.tag == "fact" for leaf in leaves(part))
        return of_facts and written.isdisjoint(self._behind(part))

    def _behind(self, part: Condition) -> frozenset[str]:
        """Return the facts that `part` reads, and those that they follow from."""
        read, graph = facts_read(part), graph_of(self.world)
        return read.union(*(reachable(graph, slug) for slug in read))

    def _follows(self, group: Sequence[Condition]) -> bool:
        """Tell whether a part of `group` reads what follows from other facts."""
        return any(self.world.facts[s].derived_from for part in group for s in facts_read(part))

    def _groups(self, parts: Sequence[Condition]) -> Iterator[Sequence[Condition]]:
        """Yield the parts that hang on the same facts together."""
        left = list(parts)
        while left:
            group = [left.pop(0)]
            behind = set(self._behind(group[0]))
            while more := [part for part in left if not behind.isdisjoint(self._behind(part))]:
                group += more
                behind = behind.union(*map(self._behind, more))
                left = [part for part in left if part not in more]
            yield group

    def _needed(self, group: Sequence[Condition]) -> tuple[Condition, ...]:
        kept = list(group)
        for part in reversed(group):
            fewer = [other for other in kept if other is not part]
            try:
                needless = bool(fewer) and not self._can_be_met(fewer)
            except NotAllTriedError:
                needless = False
            if needless:
                kept = fewer
        return tuple(kept)

    def _can_be_met(self, group: Sequence[Condition]) -> bool:
        key = tuple(group)
        if key not in self._known:
            self._known[key] = self._is_met_somewhere(group)
        return self._known[key]

    def _is_met_somewhere(self, group: Sequence[Condition]) -> bool:
        space = self._space(group)
        met = [compile_condition(part, self.world.constants, self.reading) for part in group]

        def is_met(settled: Settled) -> bool:
            stated = {slug: value for (_, slug), value in settled.items() if value is not None}
            state = State(facts=space.follow(stated, self.world.today))
            return all(evaluate(state) == TRUE for evaluate in met)

        try:
            likely = {thing: is_open.values() for thing, is_open in space.open.items()}
            if any(map(is_met, islice(combinations(likely), FEW))):
                return True
            to_try = values_to_try(space)
        except TooManyError:
            raise NotAllTriedError(group) from None
        if any(map(is_met, islice(combinations(to_try.values), MOST))):
            return True
        too_many = prod(map(len, to_try.values.values())) > MOST
        if too_many or not to_try.complete or _several_lines(space):
            raise NotAllTriedError(group)
        return False

    def _space(self, group: Sequence[Condition]) -> Space:
        facts = frozenset[str]().union(*map(self._behind, group))
        reach = Reach(
            conditions=group,
            questions=frozenset(),
            facts=facts,
            followed=frozenset(slug for slug in facts if self.world.facts[slug].derived_from),
        )
        return Space(world=self.world, derive=self.derive, reach=reach)


def _several_lines(space: Space) -> bool:
    """Tell whether several numbers or days have a part in what follows.

    What turns is sought along one of them at a time, so that values of two that only together lead
    somewhere may be missed.
    """
    return sum(Line.of(space.open[thing].kind) is not None for thing in space.bases) > 1
