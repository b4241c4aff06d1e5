"""The content folder as files: which there are, and what stands in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from assessments.content.format_words import EXPECTED_KEYS, expected_list, format_words
from assessments.content.problems import ContentError, Problem
from assessments.content.yaml_reader import Document, Place, read_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """Something authored, and where it stands."""

    item: T
    document: Document
    place: Place = ()

    def problem(self, rule: str, message: str, *place: str | int) -> Problem:
        """Return a problem at `place` inside the item."""
        return Problem(
            path=self.document.path,
            line=self.document.line_of((*self.place, *place)),
            rule=rule,
            message=message,
            entry=getattr(self.item, "slug", None),
        )


@dataclass(slots=True)
class Reader:
    """Reads files of a content folder and collects what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list[Problem])

    def document(self, path: str) -> Document | None:
        """Return the file at `path`, or None after noting why it cannot be read."""
        file = self.root / path
        if not file.is_file():
            self.note(path, 1, f"the file `{path}` is missing; add it")
            return None
        try:
            return read_yaml(file, path)
        except ContentError as error:
            self.note(error.path, error.line, error.problem)
            return None

    def folder(self, path: str) -> Iterator[Document]:
        """Yield the documents of the folder at `path`, by name."""
        for file in sorted((self.root / path).glob("*.yaml")):
            document = self.document(f"{path}/{file.name}")
            if document is not None:
                yield document

    def note(self, path: str, line: int, message: str, rule: str = "format") -> None:
        """Add a problem."""
        self.problems.append(Problem(path=path, line=line, rule=rule, message=message))

    def whole(self, path: str, adapter: TypeAdapter[T], **more: Any) -> Placed[T] | None:
        """Return the file at `path` as one item."""
        document = self.document(path)
        return None if document is None else self.item(document, (), adapter, more)

    def listed(self, path: str, key: str, adapter: TypeAdapter[T]) -> list[Placed[T]]:
        """Return the items in the list under `key` of the file at `path`."""
        document = self.document(path)
        if document is None:
            return []
        items = inside(document.data, key)
        if not isinstance(items, list):
            self.note(path, 1, expected_list(key))
            return []
        count = len(cast("list[object]", items))
        found = (self.item(document, (key, i), adapter, {}) for i in range(count))
        return [placed for placed in found if placed is not None]

    def each(self, path: str, adapter: TypeAdapter[T], **more: Any) -> list[Placed[T]]:
        """Return each file in the folder at `path` as one item named after its file."""
        items: list[Placed[T]] = []
        for document in self.folder(path):
            placed = self.item(document, (), adapter, more)
            if placed is None:
                continue
            stem = Path(document.path).stem
            if getattr(placed.item, "slug", stem) != stem:
                message = f"the slug must be the file's name, `{stem}`; rename one of them"
                self.problems.append(placed.problem("slug", message, "slug"))
            items.append(placed)
        return items

    def item(
        self, document: Document, place: Place, adapter: TypeAdapter[T], more: Mapping[str, Any]
    ) -> Placed[T] | None:
        """Return what stands at `place` of `document`, with `more` fields added."""
        data = document.data
        for step in place:
            data = data[step]
        if not isinstance(data, dict):
            self.note(document.path, document.line_of(place), EXPECTED_KEYS)
            return None
        try:
            return Placed(adapter.validate_python({**data, **more}), document, place)
        except ValidationError as error:
            self._note_invalid(document, place, error)
            return None

    def _note_invalid(self, document: Document, place: Place, error: ValidationError) -> None:
        for detail in error.errors(include_url=False):
            loc = _in_file(document, place, detail["loc"])
            where = ".".join(str(step) for step in loc[len(place) :]) or "the entry"
            language = _LANGUAGES.get(loc[-1]) if loc else None
            if language is None:
                rule, words = "format", format_words(detail)
            else:
                rule, words = "text", f"the text is missing in {language}; write it"
            self.note(document.path, document.line_of(loc), f"{where}: {words}", rule)


NOTHING = object()
_LANGUAGES: Mapping[object, str] = {"nb": "Norwegian", "en": "English"}


def inside(data: object, step: object) -> object:
    """Return what `data` has at `step`, or ``NOTHING``."""
    if isinstance(data, dict):
        return cast("dict[object, object]", data).get(step, NOTHING)
    if isinstance(data, list) and isinstance(step, int):
        items = cast("list[object]", data)
        return items[step] if step < len(items) else NOTHING
    return NOTHING


def _has_parts(data: object) -> bool:
    return isinstance(data, dict | list)


def _in_file(document: Document, place: Place, loc: tuple[int | str, ...]) -> Place:
    """Return `loc` without the steps that name variants of a union and stand in no file.

    A variant may be called like a key whose value has no parts; then it is no step either.
    """
    found = place
    data: object = document.data
    for step in place:
        data = inside(data, step)
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        inner = inside(data, step)
        if _has_parts(inner) or (last and inner is not NOTHING):
            data = inner
        elif not last:
            continue
        found = (*found, step)
    return found
