"""Reads content files: YAML 1.2 without its surprises, remembering the line of everything.

`NO` stays a string, dates stay strings, decimal numbers stay exact, a key given twice is an error,
and there are no anchors, aliases or tags.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assessments.content.problems import ContentError

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_INTEGER = re.compile(r"[-+]?[0-9]{1,40}")
_DECIMAL = re.compile(
    r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
)
_WORDS: Mapping[str, object] = {
    "": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "~": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

Place = tuple[str | int, ...]
"""Where something stands in a file: keys and positions from the top."""

MAX_DEPTH = 40
_MEND = "mend the line, or the one above it"
_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
"""The tags of what has none."""

_QUOTED = frozenset({"'", '"', "|", ">"})


@dataclass(frozen=True, slots=True)
class Document:
    """The contents of a file, and the line of each place in it, from 1."""

    path: str
    data: Any
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest thing around it."""
        for end in range(len(place), -1, -1):
            line = self.lines.get(place[:end])
            if line is not None:
                return line
        return 1


def read_yaml(file: Path, shown_as: str) -> Document:
    """Return the contents of `file`.

    Raises:
        ContentError: The file is not UTF-8, not YAML, or uses what content must not use.
    """
    try:
        text = file.read_text("utf-8")
        _refuse_deep(text, shown_as)
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError:
        raise ContentError(shown_as, 1, "the file is not UTF-8; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(shown_as, line, f"this is not YAML ({error.problem}); {_MEND}") from None
    except yaml.YAMLError:
        raise ContentError(shown_as, 1, "YAML does not allow a character; take it out") from None
    lines: dict[Place, int] = {}
    data = None if node is None else _Reader(shown_as, lines).read(node, ())
    return Document(shown_as, data, lines)


def _refuse_deep(text: str, shown_as: str) -> None:
    """Raise ``ContentError`` for nesting that building a tree could not survive."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise ContentError(shown_as, line, f"nested deeper than {MAX_DEPTH} levels; flatten it")


class _Reader:
    def __init__(self, path: str, lines: dict[Place, int]) -> None:
        self._path = path
        self._lines = lines
        self._seen: set[int] = set()

    def read(self, node: Node, place: Place) -> Any:
        line = node.start_mark.line + 1
        self._lines.setdefault(place, line)
        if id(node) in self._seen:
            here = self._lines[place]
            raise ContentError(self._path, here, "there is an alias; write the value out")
        if node.tag not in _TAGS:
            raise ContentError(self._path, line, f"take out the tag `{node.tag}`; quote a text")
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*place, i)) for i, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise ContentError(self._path, line, "a key must be a single word; write it out")
            key = str(key_node.value)
            if key in found:
                raise ContentError(self._path, line, f"the key `{key}` is given twice; keep one")
            self._lines[(*place, key)] = line
            found[key] = self.read(value_node, (*place, key))
        return found


def _scalar(node: Node) -> object:
    if not isinstance(node, ScalarNode):
        return None
    text = str(node.value)
    if node.style in _QUOTED:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
