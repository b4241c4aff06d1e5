"""Where a request has characters that are no text: NUL, and half of a surrogate pair.

JSON can write them, but no database stores them and no answer can repeat them.
"""

import re
from collections.abc import Iterator
from typing import cast

_NAME = re.compile(r"[A-Za-z_]\w{0,63}", re.ASCII)
"""A key that a place may name; all others could be anything."""


def place_of_no_text(value: object, place: str) -> str | None:
    """Return the first place in `value` with such characters, as ``$input.answers[0].value``.

    `place` is that of `value` itself. A key that is no name is told by what it stands in.
    """
    if isinstance(value, str):
        return None if _is_text(value) else place
    if isinstance(value, dict):
        return _first(_in_fields(cast("dict[str, object]", value), place))
    if isinstance(value, list):
        items = enumerate(cast("list[object]", value))
        return _first(place_of_no_text(item, f"{place}[{n}]") for n, item in items)
    return None


def _in_fields(fields: dict[str, object], place: str) -> Iterator[str | None]:
    start = place if place.endswith("$") else f"{place}."
    for key, item in fields.items():
        yield None if _is_text(key) else place
        if _NAME.fullmatch(key):
            yield place_of_no_text(item, f"{start}{key}")
        elif place_of_no_text(item, place) is not None:
            yield place


def _first(places: Iterator[str | None]) -> str | None:
    return next((place for place in places if place is not None), None)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
