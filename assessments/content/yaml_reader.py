"""Reads content files: YAML 1.2 without its surprises, remembering the line of everything.

`NO` stays a string, dates stay strings, decimal numbers stay exact, a key given twice is an error,
and there are no anchors, aliases or tags.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

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
_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))})
"""The tags that say no more than the place where they stand."""

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
    lines: dict[Place, int] = {}
    try:
        events = yaml.parse(file.read_text("utf-8"), Loader=_Loader)
        data = _Reader(shown_as, lines, events).read()
    except UnicodeDecodeError:
        raise ContentError(shown_as, 1, "the file is not UTF-8; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(shown_as, line, f"this is not YAML ({error.problem}); {_MEND}") from None
    except yaml.YAMLError:
        raise ContentError(shown_as, 1, "YAML does not allow a character; take it out") from None
    return Document(shown_as, data, lines)


class _Reader:
    """Puts the contents together while the file is parsed, which happens once."""

    def __init__(self, path: str, lines: dict[Place, int], events: Iterator[Any]) -> None:
        self._path = path
        self._lines = lines
        self._events = events
        self._depth = 0

    def read(self) -> Any:
        """Return what the one document of the file holds, and None where there is none."""
        data: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error(event, "a second document begins; keep one")
            elif isinstance(event, NodeEvent):
                data = self._value(event, ())
        return data

    def _value(self, event: NodeEvent, place: Place) -> Any:
        self._lines.setdefault(place, _line(event))
        if isinstance(event, AliasEvent):
            raise self._error(event, "there is an alias; write the value out")
        tag: str | None = getattr(event, "tag", None)
        if tag not in _TAGS:
            raise self._error(event, f"take out the tag `{tag}`; quote a text")
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH} levels; flatten it")
        is_mapping = isinstance(event, MappingStartEvent)
        found = self._mapping(place) if is_mapping else self._sequence(place)
        self._depth -= 1
        return found

    def _sequence(self, place: Place) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            found.append(self._value(event, (*place, len(found))))
        return found

    def _mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self._error(event, "a key must be a single word; write it out")
            key = str(event.value)
            if key in found:
                raise self._error(event, f"the key `{key}` is given twice; keep one")
            self._lines[(*place, key)] = _line(event)
            found[key] = self._value(next(self._events), (*place, key))
        return found

    def _error(self, event: Event, problem: str) -> ContentError:
        return ContentError(self._path, _line(event), problem)


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: ScalarEvent) -> object:
    text = str(event.value)
    if event.style in _QUOTED:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
