"""The county that conditions see.

The delivered data says what old county codes map to, and for Viken which municipalities went
where, by name. The codes of the municipalities of Viken, Vestfold og Telemark, and Troms og
Finnmark (2020 to 2023), and of the counties that were split in 2020, stand here: SSB's code list
131, by the municipality's number in its county.
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
_BEFORE_2020: Final = {
    ("01", "31"): "01 04 05 06 11 18 19 22 23 24 25 27 28 35 36 37 38",
    ("01", "32"): "21",
    ("05", "34"): "01 02 11 12 13 14 15 16 17 19 20 21 22 28 29 34 36 38 40 41 42 43 44 45",
    ("05", "32"): "32 33",
    ("06", "33"): "02 04 05 12 15 16 17 18 19 20 21 22 23 24 25 26 31 32 33",
    ("06", "32"): "27 28",
    ("07", "39"): "01 02 04 06 09 10 12 13 14 15 16 19 20 22 23 28 29",
    ("07", "33"): "11",
    ("14", "46"): "01 11 12 13 16 17 18 19 20 21 22 24 26 28 29 30 31 32 33 38 39 41 43 45 49",
    ("14", "15"): "44",
    ("15", "50"): "67 71",
    ("18", "55"): "52",
    ("19", "55"): "02 03 11 13 17 19 20 22 23 24 25 26 27 28 29 31 33 36 38 39 40 41 42 43",
}
OLDER_MUNICIPALITIES: Final = {
    f"{old}{number}": county
    for (old, county), numbers in _BEFORE_2020.items()
    for number in numbers.split()
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
    listed = {**OLD_MUNICIPALITIES, **OLDER_MUNICIPALITIES}.get(code)
    return listed or (code[:2] if code[:2] in CURRENT else None)


def _county_of_county(code: str) -> str | None:
    if code in CURRENT:
        return code
    successors = OLD.get(code, ())
    return successors[0] if len(successors) == 1 else None
