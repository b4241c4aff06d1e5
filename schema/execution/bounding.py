"""Refuses operations that would take a server's time by their shape alone.

A stop-gap until operations have a computed cost. Each fragment is looked at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MOST_REPEATS = 2
"""How often a field with parts may stand within fields, counting itself, of the same name."""

MOST_ROOT_FIELDS = 20
MOST_FIELDS = 2_000

INTROSPECTION = "__"


@dataclass(slots=True)
class Shape:
    """How many fields a selection has, and how often each name stands on its deepest path."""

    fields: int = 0
    repeats: Counter[str] = field(default_factory=Counter[str])

    def add(self, other: "Shape") -> None:
        """Take in what stands beside."""
        self.fields += other.fields
        self.repeats |= other.repeats


class Shapes:
    """The shapes of the selections of a document that has no cycle of fragments."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = document.definitions
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._known: dict[str, Shape] = {}
        self._known_roots: dict[str, int] = {}

    def of(self, selections: SelectionSetNode | None) -> Shape:
        """Return the shape of `selections`."""
        shape = Shape()
        for selection in selections.selections if selections is not None else ():
            if isinstance(selection, FieldNode):
                shape.add(self._of_field(selection))
            elif isinstance(selection, InlineFragmentNode):
                shape.add(self.of(selection.selection_set))
            elif isinstance(selection, FragmentSpreadNode):
                shape.add(self._of_fragment(selection.name.value))
        return shape

    def _of_field(self, node: FieldNode) -> Shape:
        name = node.name.value
        if name.startswith(INTROSPECTION):
            return Shape(fields=1)
        inner = self.of(node.selection_set)
        repeats = inner.repeats
        if node.selection_set is not None:
            repeats = Counter(repeats)
            repeats[name] += 1
        return Shape(fields=inner.fields + 1, repeats=repeats)

    def _of_fragment(self, name: str) -> Shape:
        if name not in self._known:
            self._known[name] = self.of(self._fragments[name].selection_set)
        return self._known[name]

    def roots(self, selections: SelectionSetNode) -> int:
        """Return how many root fields `selections` has, its fragments included."""
        return sum(self._roots(selections.selections))

    def _roots(self, selections: Iterable[object]) -> Iterable[int]:
        for selection in selections:
            if isinstance(selection, FieldNode):
                yield 1
            elif isinstance(selection, InlineFragmentNode):
                yield self.roots(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                yield self._roots_of_fragment(selection.name.value)

    def _roots_of_fragment(self, name: str) -> int:
        if name not in self._known_roots:
            self._known_roots[name] = self.roots(self._fragments[name].selection_set)
        return self._known_roots[name]


def out_of_bounds(document: DocumentNode) -> GraphQLError | None:
    """Return why a valid `document` asks for too much; None where it does not.

    Every operation of the document is looked at, also those that would not run.
    """
    shapes = Shapes(document)
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        shape = shapes.of(operation.selection_set)
        if shape.fields > MOST_FIELDS:
            return GraphQLError(
                f"The operation asks for more than {MOST_FIELDS} fields. Ask for less, or in"
                " several requests."
            )
        if shapes.roots(operation.selection_set) > MOST_ROOT_FIELDS:
            return GraphQLError(
                f"The operation has more than {MOST_ROOT_FIELDS} root fields. Send several"
                " requests."
            )
        for name, repeats in shape.repeats.items():
            if repeats > MOST_REPEATS:
                return GraphQLError(
                    f"The field `{name}` stands {repeats} times within itself; at most"
                    f" {MOST_REPEATS} are served. Ask for what lies deeper by its id or slug."
                )
    return None
