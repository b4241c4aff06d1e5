"""Today's county from codes of any year."""

from collections.abc import Iterable, Mapping
from typing import Final

import pytest

from assessments.company.region import RegionFinder
from tests.fixtures.engine import content

FINDER: Final = RegionFinder(content().reference.regions)
CURRENT: Final = ("03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50")
TODAY: Final = (*CURRENT, "55", "56", "21", "22")
SUCCEEDED: Final = {
    "02": "32",
    "04": "34",
    "08": "40",
    "09": "42",
    "10": "42",
    "12": "46",
    "16": "50",
    "17": "50",
    "20": "56",
}
SPLIT: Final = ("01", "05", "06", "07", "14", "19", "30", "38", "54")


def _codes(*runs: tuple[int, int]) -> Iterable[str]:
    return (str(code) for first, last in runs for code in range(first, last + 1))


OLD_MUNICIPALITIES: Final[Mapping[str, Iterable[str]]] = {
    "31": list(_codes((3001, 3004), (3011, 3018))),
    "32": list(_codes((3019, 3037), (3053, 3054))),
    "33": list(_codes((3005, 3007), (3038, 3052))),
    "39": list(_codes((3801, 3805), (3811, 3811))),
    "40": list(_codes((3806, 3808), (3812, 3825))),
    "55": list(_codes((5401, 5402), (5411, 5429))),
    "56": list(_codes((5403, 5406), (5430, 5430), (5432, 5444))),
}
"""The municipalities of 2020 to 2023 in Viken, Vestfold og Telemark, and Troms og Finnmark."""

TO_ANOTHER_COUNTY: Final = {
    "0121": "32",
    "0532": "32",
    "0533": "32",
    "0627": "32",
    "0628": "32",
    "0711": "33",
    "1444": "15",
}
"""Rømskog, Jevnaker, Lunner, Røyken, Hurum, Svelvik and Hornindal: all else stayed together."""
MOST_OF: Final = {
    "01": ("31", 17),
    "05": ("34", 24),
    "06": ("33", 19),
    "07": ("39", 17),
    "14": ("46", 25),
    "19": ("55", 24),
}
"""Where most of a county of before 2020 is now, and how many municipalities that is."""
MOVED: Final = {"1214": "11", "1567": "50", "1571": "50", "1852": "55"}
"""Ølen in Hordaland, Rindal and Halsa in Møre og Romsdal, and Tjeldsund in Nordland."""


def test_todays_regions_are_found_as_they_are() -> None:
    assert tuple(FINDER.today) == TODAY
    assert [FINDER.find(code, None) for code in TODAY] == list(TODAY)
    assert [FINDER.find(None, f"{code}01") for code in TODAY] == list(TODAY)


def test_an_old_county_that_became_one_county_is_that_county() -> None:
    assert {code: FINDER.find(code, None) for code in SUCCEEDED} == SUCCEEDED


def test_an_old_county_that_was_split_says_too_little() -> None:
    assert {code: FINDER.find(code, None) for code in SPLIT} == dict.fromkeys(SPLIT)


def test_every_region_of_the_content_is_tried_above() -> None:
    codes = {region.code for region in content().reference.regions.every}
    assert codes == {*TODAY, *SUCCEEDED, *SPLIT}
    assert all(FINDER.is_known_county(code) for code in codes)
    assert [FINDER.is_known_county(code) for code in ("00", "13", "99", "3")] == [False] * 4


@pytest.mark.parametrize("county", OLD_MUNICIPALITIES)
def test_a_municipality_of_a_split_county_settles_it(county: str) -> None:
    codes = OLD_MUNICIPALITIES[county]
    assert {FINDER.find(None, code) for code in codes} == {county}
    assert {FINDER.find("30", code) for code in codes} == {county}


def test_the_lists_of_municipalities_are_those_and_no_others() -> None:
    found: dict[str, set[str]] = {}
    for region in content().reference.regions.former:
        if region.code in MOST_OF:
            continue
        for county, codes in region.municipality_codes.items():
            found.setdefault(county, set()).update(codes)
    assert found == {county: set(codes) for county, codes in OLD_MUNICIPALITIES.items()}
    viken = next(r for r in content().reference.regions.former if r.code == "30")
    assert {county: len(names) for county, names in viken.municipalities.items()} == {
        county: len(codes) for county, codes in viken.municipality_codes.items()
    }


@pytest.mark.parametrize("code", MOST_OF)
def test_a_municipality_of_before_2020_settles_where_its_county_is_now(code: str) -> None:
    (region,) = [r for r in content().reference.regions.former if r.code == code]
    today, stayed = MOST_OF[code]
    elsewhere = {m: c for m, c in TO_ANOTHER_COUNTY.items() if m.startswith(code)}
    listed = {m for codes in region.municipality_codes.values() for m in codes}
    assert len(listed) == stayed + len(elsewhere)
    assert {m[:2] for m in listed} == {code}
    assert {m: FINDER.of_municipality(m) for m in listed} == dict.fromkeys(
        listed, today
    ) | elsewhere


@pytest.mark.parametrize(("municipality", "county"), MOVED.items())
def test_a_municipality_that_went_to_another_county_is_there(
    municipality: str, county: str
) -> None:
    assert FINDER.find(municipality[:2], municipality) == county
    moved = FINDER.elsewhere(municipality[:2], municipality)
    assert moved is not None
    assert moved.code == county


@pytest.mark.parametrize(
    ("code", "municipality", "county"),
    [
        (None, None, None),
        ("46", "3201", "32"),
        ("46", "3025", "32"),
        ("46", "0101", "31"),
        ("46", "0199", "46"),
        ("02", "0219", "32"),
        ("30", "3099", None),
        ("30", "0101", "31"),
        ("30", "0199", None),
        ("99", None, None),
        (None, "9901", None),
        (None, "2100", "21"),
        (None, "0219", "32"),
        (None, "1201", "46"),
    ],
)
def test_the_municipality_goes_before_the_county(
    code: str | None, municipality: str | None, county: str | None
) -> None:
    assert FINDER.find(code, municipality) == county


@pytest.mark.parametrize(
    ("code", "municipality", "county"),
    [
        ("46", "3201", "32"),
        ("30", "4601", "46"),
        ("30", "3025", None),
        ("30", "3201", None),
        ("32", "3201", None),
        ("02", "3201", None),
        ("46", "0101", "31"),
        ("46", "0199", None),
        ("01", "0121", None),
        ("46", "3099", None),
    ],
)
def test_a_municipality_may_lie_elsewhere(code: str, municipality: str, county: str | None) -> None:
    found = FINDER.elsewhere(code, municipality)
    assert (None if found is None else found.code) == county
