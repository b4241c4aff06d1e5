"""Trees of plain values as flat leaves, and what differs between two of them.

A leaf's place is the keys down to it, with slashes between. Items of a list stand under their slug
or code, others under their position; a list of plain values is one leaf.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, cast

Tree = Mapping[str, Any]
Leaves = dict[str, Any]

BY_POSITION: Final = frozenset({"criteria"})
"""Lists whose items got their slugs in this product."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text that was delivered in English only; it must now be there in both languages."""

    english: str


class Label:
    """What stands in the place of a bare word, which says nothing to people by itself."""


LABEL: Final = Label()


DEFAULTS: Final[Mapping[str, object]] = {
    "actionable": False,
    "allow_future": False,
    "allow_never": False,
    "allows_not_applicable": False,
    "asked": True,
    "dont_know": False,
    "exclusive": False,
    "integer": False,
    "may_be_empty": False,
    "not_applicable": False,
    "open_to_all": False,
    "sensitive": False,
}
"""What a key means where it is left out; such leaves are left out of both trees."""


class Change(StrEnum):
    """What became of a leaf."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A leaf that is not what it was."""

    at: str
    change: Change
    old: Any = None
    new: Any = None

    @property
    def is_wording(self) -> bool:
        """Whether a text says something in other words."""
        return self.change is Change.CHANGED and self.at.rsplit("/", 1)[-1] in {"nb", "en"}


def flatten(tree: Tree) -> Leaves:
    """Return the leaves of `tree` by place, without empty ones and defaults."""
    return dict(_leaves(tree, ""))


def compare(expected: Leaves, found: Leaves) -> list[Difference]:
    """Return what differs, sorted by place."""
    before, after = dict(expected), dict(found)
    for at, value in expected.items():
        if isinstance(value, Said | Label) and all(_is_text(found.get(f"{at}/{x}")) for x in _IN):
            del before[at], after[f"{at}/nb"]
            before[f"{at}/en"] = value.english if isinstance(value, Said) else after[f"{at}/en"]
    return [
        difference
        for at in sorted(before.keys() | after.keys())
        for difference in _differences(at, before, after)
    ]


_IN = ("nb", "en")


def _differences(at: str, before: Leaves, after: Leaves) -> Iterator[Difference]:
    if at not in after:
        old = None if isinstance(before[at], Said | Label) else before[at]
        yield Difference(at=at, change=Change.DROPPED, old=old)
    elif at not in before:
        yield Difference(at=at, change=Change.ADDED, new=after[at])
    elif before[at] != after[at]:
        yield Difference(at=at, change=Change.CHANGED, old=before[at], new=after[at])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _leaves(node: object, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Mapping):
        for key, value in cast("Mapping[object, object]", node).items():
            yield from _leaves(value, f"{at}/{key}" if at else str(key))
        return
    if isinstance(node, list | tuple):
        yield from _items(cast("list[object] | tuple[object, ...]", node), at)
        return
    key = at.rsplit("/", 1)[-1]
    if node is not None and not (key in DEFAULTS and DEFAULTS[key] is node):
        yield at, plain(node)


def _items(items: list[object] | tuple[object, ...], at: str) -> Iterator[tuple[str, Any]]:
    if not any(isinstance(item, Mapping | Said | Label) for item in items):
        if items:
            yield at, tuple(plain(item) for item in items)
        return
    keys = _keys(items)
    if keys is None or at.rsplit("/", 1)[-1] in BY_POSITION:
        keys = tuple(map(str, range(len(items))))
    else:
        yield f"{at}/order", keys
    for key, item in zip(keys, items, strict=True):
        yield from _leaves(item, f"{at}/{key}")


def _keys(items: list[object] | tuple[object, ...]) -> tuple[str, ...] | None:
    for name in ("slug", "code"):
        keys = [cast("Tree", item).get(name) for item in items if isinstance(item, Mapping)]
        if len(keys) == len(items) and None not in keys:
            return tuple(map(str, keys))
    return None


def plain(value: object) -> Any:
    """Return `value` so that equal values compare as equal, whichever file they come from."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else float(number)
    return value
