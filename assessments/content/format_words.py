"""What keeps a part of a file from being read as what it should be, with what to do about it."""

import re
from collections.abc import Mapping
from typing import Final

from pydantic_core import ErrorDetails

EXPECTED_KEYS: Final = "there are no keys with values here; write them"
"""Where a file or an entry should be a mapping, and is none."""


def expected_list(key: str) -> str:
    """Return what is wrong where there is no list under `key`."""
    return f"there is no list under the key `{key}`; write one, `{key}: []` where it is empty"


def format_words(detail: ErrorDetails) -> str:
    """Return what is wrong and what to do, as pydantic found it."""
    words = _WORDS.get(detail["type"])
    if words is not None:
        found = {"input": detail["input"], **detail.get("ctx", {})}
        return _MEMBER.sub(r"\1", words.format_map(found))
    message = detail["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return message if "; " in message else f"{message}; write it so"


_MEMBER: Final = re.compile(r"<[\w.]+: ('[^']*')>")
"""A member of an enumeration, which is shown as it is written in files."""

_CHOICE: Final = "`{input}` is not known; choose among {expected}"
_WORDS: Final[Mapping[str, str]] = {
    "bool_type": "`{input}` is neither `true` nor `false`; write one of these",
    "tuple_type": "is no list; write `[a, b]`, or a line with `-` for each",
    "list_type": "is no list; write `[a, b]`, or a line with `-` for each",
    "dict_type": "has no keys with values; write them",
    "string_type": "`{input}` is no text; put it in quotes",
    "int_type": "`{input}` is no whole number; write digits",
    "int_parsing": "`{input}` is no whole number; write digits",
    "decimal_type": "`{input}` is no number; write digits",
    "decimal_parsing": "`{input}` is no number; write digits",
    "missing": "is missing; add it",
    "extra_forbidden": "is no known key; check the spelling or take it out",
    "string_too_short": "must not be empty; write the text",
    "model_type": EXPECTED_KEYS,
    "union_tag_invalid": "`{tag}` is not known; choose among {expected_tags}",
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "string_pattern_mismatch": "`{input}` is not written as it must be; let it match {pattern}",
    "date_from_datetime_parsing": "`{input}` is no date; write one that there is, as YYYY-MM-DD",
}
