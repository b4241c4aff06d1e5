"""What keeps a part of a file from being read as what it should be, with what to do about it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

EXPECTED_KEYS: Final = "there are no keys with values here; write them"
"""Where a file or an entry should be a mapping, and is none."""


def expected_list(key: str) -> str:
    """Return what is wrong where there is no list under `key`."""
    return f"there is no list under the key `{key}`; write one, `{key}: []` where it is empty"


def format_words(detail: ErrorDetails) -> str:
    """Return what is wrong and what to do, as pydantic found it."""
    say = _WORDS.get(detail["type"])
    if say is not None:
        return say(detail, detail.get("ctx", {}))
    message = detail["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return message if "; " in message else f"{message}; write it so"


def _choice(detail: ErrorDetails, context: Mapping[str, Any]) -> str:
    """Say which there are; members of an enumeration are shown as they are written in files."""
    known = re.sub(r"<[\w.]+: ('[^']*')>", r"\1", str(context["expected"]))
    return f"`{detail['input']}` is not known; choose among {known}"


_WORDS: Final[Mapping[str, Callable[[ErrorDetails, Mapping[str, Any]], str]]] = {
    "missing": lambda *_: "is missing; add it",
    "extra_forbidden": lambda *_: "is no known key; check the spelling or take it out",
    "string_too_short": lambda *_: "must not be empty; write the text",
    "model_type": lambda *_: EXPECTED_KEYS,
    "union_tag_invalid": lambda _, context: (
        f"`{context['tag']}` is not known; choose among {context['expected_tags']}"
    ),
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": lambda detail, context: (
        f"`{detail['input']}` is not written as it must be; let it match {context['pattern']}"
    ),
    "date_from_datetime_parsing": lambda detail, _: (
        f"`{detail['input']}` is no date; write one that there is, as YYYY-MM-DD"
    ),
}
