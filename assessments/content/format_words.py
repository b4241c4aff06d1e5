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
    """Return what is wrong and what to do, as pydantic found it.

    What is neither in ``WORDS`` nor in ``OWN_WORDS`` is said without a remedy, which the tests of
    the content check refuse.
    """
    words = WORDS.get(detail["type"])
    if words is not None:
        context = {name: _plain(value) for name, value in detail.get("ctx", {}).items()}
        return _MEMBER.sub(r"\1", words.format_map({"input": detail["input"], **context}))
    message = detail["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _plain(value: object) -> object:
    """Return `value` without the quotes around a single name."""
    return _QUOTED.sub(r"\1", value) if isinstance(value, str) else value


_QUOTED: Final = re.compile(r"^'([^']*)'$")

_MEMBER: Final = re.compile(r"<[\w.]+: ('[^']*')>")
"""A member of an enumeration, which is shown as it is written in files."""

OWN_WORDS: Final = frozenset({"value_error", "condition"})
"""Errors that models of the content raise in words of their own, which say what to do."""

_CHOICE: Final = "`{input}` is not known; choose among {expected}"
_WHOLE: Final = "`{input}` is no whole number; write digits only"
_NUMBER: Final = "`{input}` is no number; write digits"
_DATE: Final = "`{input}` is no date; write one that there is, as YYYY-MM-DD"
_YES_NO: Final = "`{input}` is neither `true` nor `false`; write one of these"
_LIST: Final = "is no list; write `[a, b]`, or a line with `-` for each"
WORDS: Final[Mapping[str, str]] = {
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "tuple_type": _LIST,
    "too_short": "has too few parts, {actual_length}; write at least {min_length}",
    "too_long": "has too many parts, {actual_length}; keep at most {max_length}",
    "dict_type": "has no keys with values; write them",
    "string_type": "`{input}` is no text; put it in quotes",
    "string_too_short": "must not be empty; write the text",
    "string_too_long": "is too long; write at most {max_length} characters",
    "string_pattern_mismatch": "`{input}` is not written as it must be; let it match {pattern}",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": "`{input}` is no whole number; write one without decimals",
    "int_parsing_size": "the number is far too large; write a smaller one",
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_max_digits": "`{input}` has too many digits; write at most {max_digits} in all",
    "decimal_max_places": "`{input}` has too many decimals; write at most {decimal_places}",
    "decimal_whole_digits": (
        "`{input}` is too large; write at most {whole_digits} digits before the decimal point"
    ),
    "greater_than": "`{input}` is too small; write a number above {gt}",
    "greater_than_equal": "`{input}` is too small; write {ge} or more",
    "less_than_equal": "`{input}` is too large; write {le} or less",
    "date_type": _DATE,
    "date_from_datetime_inexact": _DATE,
    "date_from_datetime_parsing": _DATE,
    "missing": "is missing; add it",
    "extra_forbidden": "is no known key; check the spelling or take it out",
    "model_type": EXPECTED_KEYS,
    "union_tag_invalid": "`{tag}` is not known; choose among {expected_tags}",
    "union_tag_not_found": "`{discriminator}` is missing; add it",
    "enum": _CHOICE,
    "literal_error": _CHOICE,
}
"""Words by the type of the error; all that models of the content can raise but ``OWN_WORDS``."""
