"""Documents that were found to be good, so that clients that send the same again need not wait.

A client sends a few documents again and again with other variables, and reading and validating one
takes longer than most answers. What is kept hangs on nothing but the document and the schema.
"""

from collections import OrderedDict
from typing import Final

from graphql import DocumentNode

MOST_CHARACTERS: Final = 250_000
"""How long the documents that are kept may be together; each character takes some hundred bytes."""


class GoodDocuments:
    """The documents that were asked for last."""

    def __init__(self, most_characters: int = MOST_CHARACTERS) -> None:
        self._most_characters = most_characters
        self._characters = 0
        self._kept: OrderedDict[str, DocumentNode] = OrderedDict()

    def find(self, query: str) -> DocumentNode | None:
        """Return the document that `query` is, if it is kept."""
        found = self._kept.get(query)
        if found is not None:
            self._kept.move_to_end(query)
        return found

    def keep(self, query: str, document: DocumentNode) -> None:
        """Keep a valid document, and let go of those that nobody has asked for the longest."""
        if query in self._kept:
            return
        self._kept[query] = document
        self._characters += len(query)
        while self._characters > self._most_characters:
            oldest, _ = self._kept.popitem(last=False)
            self._characters -= len(oldest)
