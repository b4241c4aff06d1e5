"""Values as JSON and back: self-describing, so that a stored answer needs no definition to read."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.number import LARGEST
from assessments.questionnaire.values import NEVER, Marker, Never, Number, Value, Values, exact
from assessments.texts import MAX_DECIMALS

Encoded = dict[str, Any]

DETAILS = "details"
BESIDE = frozenset({"at", DETAILS})
"""What stands beside the value of an answer: when it was given, and details of chosen options."""

ABSENT = "absent"
"""The shape of what is divided by 0, which nobody can give: ``Shape`` has not this one."""

_MARKERS: Mapping[Marker, str] = {
    Marker.NOT_APPLICABLE: Shape.NOT_APPLICABLE.value,
    Marker.DONT_KNOW: Shape.DONT_KNOW.value,
    Marker.ABSENT: ABSENT,
}
_MARKED = {shape: marker for marker, shape in _MARKERS.items()}


def encode(value: Value) -> Encoded:
    """Return `value` as a JSON object with one key that names its shape; sets are sorted.

    No number is rounded, so that none is read back on the other side of a limit: what is worked out
    and has no end stands as a fraction in text, such as "250/3".
    """
    if isinstance(value, Marker):
        return {_MARKERS[value]: True}
    if isinstance(value, bool):
        return {Shape.BOOLEAN.value: value}
    if isinstance(value, int | Fraction):
        return {Shape.NUMBER.value: as_number(value) if is_short(value) else str(value)}
    if isinstance(value, frozenset):
        return {Shape.OPTIONS.value: sorted(value)}
    return {Shape.OPTION.value: value} if isinstance(value, str) else _encode_time(value)


def _encode_time(value: date | Never) -> Encoded:
    if isinstance(value, Never):
        return {Shape.NEVER.value: True}
    return {Shape.DATE.value: value.isoformat()}


def encode_text(text: str) -> Encoded:
    """Return a free text as a JSON object; ``encode`` takes a string for an option."""
    return {Shape.TEXT.value: text}


def as_number(value: Number) -> int | float:
    """Return a number that ``is_short`` as a JSON number."""
    return value if isinstance(value, int) else float(value)


def is_short(value: Number) -> bool:
    """Tell whether a JSON number carries `value` exactly, as it does all that companies give."""
    return isinstance(value, int) or (
        10**MAX_DECIMALS % value.denominator == 0 and abs(value) <= int(LARGEST)
    )


def said(encoded: Mapping[str, Any]) -> tuple[str, Any]:
    """Return the shape of a stored value and what stands in it."""
    return next((k, v) for k, v in encoded.items() if k not in BESIDE)


def decode(encoded: Mapping[str, Any]) -> Value:
    """Return the value that ``encode`` or ``encode_text`` made `encoded` of."""
    shape, payload = said(encoded)
    if shape in _MARKED:
        return _MARKED[shape]
    if shape == Shape.NEVER:
        return NEVER
    if shape == Shape.NUMBER:
        return exact(payload if isinstance(payload, int) else Fraction(str(payload)))
    if shape == Shape.OPTIONS:
        return frozenset(payload)
    if shape == Shape.DATE:
        return date.fromisoformat(payload)
    return bool(payload) if shape == Shape.BOOLEAN else str(payload)


def decode_all(encoded: Mapping[str, Mapping[str, Any]]) -> Values:
    """Return the values of a stored document, by slug."""
    return {slug: decode(value) for slug, value in encoded.items()}
