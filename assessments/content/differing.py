"""Where two JSON documents differ, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast


class Nothing:
    """Stands where one document has a field that the other has not."""

    def __repr__(self) -> str:
        """Return how it is shown."""
        return "nothing"


NOTHING: Final = Nothing()

NAMES: Final = ("slug", "id", "code", "theme", "question")
"""The fields that tell entries of a list apart, of which the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, with what stands there in the one and in the other."""

    field: str
    stored: object
    recomputed: object


def differences(
    field: str, stored: Any, recomputed: Any, *, may_add: bool = False
) -> Iterator[Difference]:
    """Yield each place at or below `field` where two JSON values differ.

    Entries of lists are told apart by their names where they have one, else by place. Keys that
    only `recomputed` has are passed over if it `may_add` them.
    """
    if stored == recomputed:
        return
    left, right = _parts(stored), _parts(recomputed)
    if left is None or right is None or type(stored) is not type(recomputed):
        yield Difference(field, stored, recomputed)
        return
    known = isinstance(stored, dict) and may_add
    for name in (*left, *(() if known else (n for n in right if n not in left))):
        inner = f"{field}.{name}" if field else name
        one, other = left.get(name, NOTHING), right.get(name, NOTHING)
        yield from differences(inner, one, other, may_add=may_add)
    both = [name for name in left if name in right]
    if isinstance(stored, list) and both != [name for name in right if name in left]:
        yield Difference(f"{field} (order)", list(left), list(right))


def _parts(value: object) -> Mapping[str, object] | None:
    """Return the parts of an object or a list by name; None where there are none."""
    if isinstance(value, dict):
        return cast("dict[str, object]", value)
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    names = [_name(item) for item in items]
    if None in names or len(set(names)) < len(names):
        names = [str(place) for place in range(len(items))]
    return {str(name): item for name, item in zip(names, items, strict=True)}


def _name(item: object) -> str | None:
    """Return what an entry of a list is called: by one of its ``NAMES``, or its first slug."""
    named = item
    if isinstance(item, dict):
        entry = cast("dict[str, object]", item)
        named = next((entry[name] for name in NAMES if name in entry), None)
    elif isinstance(item, list):
        named = next(iter(cast("list[object]", item)), None)
    return named if isinstance(named, str) else None
