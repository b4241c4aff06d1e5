"""Residues: what is left of a condition once some of what it reads is settled.

Every residue is a number, the same for the same residue. The numbers below ``SETS`` are sets of
outcomes: nothing is left to settle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from assessments.questionnaire.conditions.outcomes import ALL, ANY, FALSE, NOT, SETS, TRUE

Thing = tuple[str, str]
"""What a comparison reads: ``answer``, ``fact`` or ``score``, and a slug."""

HIDDEN: Final = -1
"""In place of an outcome: what would have settled a comparison is not there; another thing does."""
NOTHING: Final = -2
"""There is no outcome to fall back on."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison that the first of `things` that is there settles, else `otherwise`."""

    leaf: int
    things: tuple[Thing, ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class Group:
    """All of `children`, or any of them."""

    every: bool
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """That `child` is unmet."""

    child: int


Node = Comparison | Group | Opposite


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One thing a thing can be: its number, and what that makes of each comparison of it."""

    number: int
    thing: Thing
    outcomes: Mapping[int, int]


class Residues:
    """Every residue met so far."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._numbers: dict[Node, int] = {}
        self._reads: list[frozenset[Thing]] = []
        self._settled: dict[tuple[int, int], int] = {}

    def comparison(self, leaf: int, things: tuple[Thing, ...], otherwise: int = NOTHING) -> int:
        """Return the residue of a comparison; the outcome `otherwise` where nothing is left."""
        if not things:
            return otherwise
        return self._number(Comparison(leaf, things, otherwise), frozenset(things))

    def group(self, children: Iterable[int], *, every: bool) -> int:
        """Return the residue of all or any of `children`."""
        table = ALL if every else ANY
        wins, neutral = (FALSE, TRUE) if every else (TRUE, FALSE)
        settled: int = neutral
        left: list[int] = []
        for child in children:
            if child >= SETS:
                left.append(child)
            else:
                settled = table[settled][child]
        if not left or settled == wins:
            return settled
        if settled != neutral:
            left.append(settled)
        kept: tuple[int, ...] = tuple(dict.fromkeys(left))
        if len(kept) == 1:
            return kept[0]
        return self._number(Group(every, kept), frozenset[Thing]().union(*map(self.reads, kept)))

    def opposite(self, child: int) -> int:
        """Return the residue of "not `child`"."""
        return NOT[child] if child < SETS else self._number(Opposite(child), self.reads(child))

    def reads(self, residue: int) -> frozenset[Thing]:
        """Return what may still settle `residue`."""
        return frozenset() if residue < SETS else self._reads[residue - SETS]

    def next_of(self, residue: int) -> Thing:
        """Return the thing to settle first of what `residue` reads, from left to right."""
        node = self._nodes[residue - SETS]
        if isinstance(node, Comparison):
            return node.things[0]
        return self.next_of(node.child if isinstance(node, Opposite) else node.children[0])

    def settle(self, residue: int, choice: Choice) -> int:
        """Return what is left of `residue` with `choice`."""
        if choice.thing not in self.reads(residue):
            return residue
        key = residue, choice.number
        if key not in self._settled:
            self._settled[key] = self._settle(self._nodes[residue - SETS], choice)
        return self._settled[key]

    def _settle(self, node: Node, choice: Choice) -> int:
        if isinstance(node, Comparison):
            at = node.things.index(choice.thing)
            outcome = choice.outcomes.get(node.leaf, HIDDEN)
            if outcome == HIDDEN:
                others = (*node.things[:at], *node.things[at + 1 :])
                return self.comparison(node.leaf, others, node.otherwise)
            return self.comparison(node.leaf, node.things[:at], outcome)
        if isinstance(node, Opposite):
            return self.opposite(self.settle(node.child, choice))
        return self.group((self.settle(c, choice) for c in node.children), every=node.every)

    def _number(self, node: Node, reads: frozenset[Thing]) -> int:
        number = self._numbers.setdefault(node, SETS + len(self._nodes))
        if number == SETS + len(self._nodes):
            self._nodes.append(node)
            self._reads.append(reads)
        return number
