"""The county that conditions see.

The delivered data says what old county codes map to, and for Viken which municipalities went
where, by name. The codes of the municipalities of Viken, Vestfold og Telemark, and Troms og
Finnmark (2020 to 2023) stand here: SSB's code list 131, by the municipality's number in its county.
"""

from collections.abc import Mapping
from typing import Final

from tests.reference.delivered import REFERENCE
from tests.reference.values import Value

_COUNTIES: Final = REFERENCE["counties"]
CURRENT: Final = frozenset(_COUNTIES["current"]) | frozenset(_COUNTIES["special"])
OLD: Final = {code: tuple(entry["maps_to"]) for code, entry in _COUNTIES["old"].items()}

_NUMBERS: Final[dict[tuple[str, str], tuple[range, ...]]] = {
    ("30", "31"): (range(1, 5), range(11, 19)),
    ("30", "32"): (range(19, 38), range(53, 55)),
    ("30", "33"): (range(5, 8), range(38, 53)),
    ("38", "39"): (range(1, 6), range(11, 12)),
    ("38", "40"): (range(6, 9), range(12, 26)),
    ("54", "55"): (range(1, 3), range(11, 30)),
    ("54", "56"): (range(3, 7), range(30, 31), range(32, 45)),
}
OLD_MUNICIPALITIES: Final = {
    f"{old}{number:02}": county
    for (old, county), ranges in _NUMBERS.items()
    for numbers in ranges
    for number in numbers
}


def county_of(stated: Mapping[str, Value]) -> Value | None:
    """Return the current county; ``None`` when it is not stated or cannot be resolved."""
    municipality, county = stated.get("municipality_code"), stated.get("county_code")
    if isinstance(municipality, str):
        resolved = _county_of_municipality(municipality)
        if resolved is not None:
            return resolved
    return _county_of_county(county) if isinstance(county, str) else county


def _county_of_municipality(code: str) -> str | None:
    return code[:2] if code[:2] in CURRENT else OLD_MUNICIPALITIES.get(code)


def _county_of_county(code: str) -> str | None:
    if code in CURRENT:
        return code
    successors = OLD.get(code, ())
    return successors[0] if len(successors) == 1 else None
