"""The delivered reference data does in the program what was delivered with it."""

from typing import Final

import pycountry
import pytest

from assessments.company.checks import CHECKS
from assessments.company.region import RegionFinder
from assessments.content.catalogue import Catalogue
from assessments.questionnaire.refusals import NotAccepted
from tests.content.as_delivered_facts import REFERENCE

NUMBERS: Final = REFERENCE["organisation_number"]
COUNTIES: Final = REFERENCE["counties"]
NORTHERN_IRELAND: Final = "XI"


@pytest.fixture(scope="module")
def regions(catalogue_definition: Catalogue) -> RegionFinder:
    return RegionFinder(catalogue_definition.reference.regions)


@pytest.mark.parametrize("number", NUMBERS["valid_examples"])
def test_valid_organisation_numbers(regions: RegionFinder, number: str) -> None:
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    check = CHECKS["organisation_number"]
    assert (check(number, regions), check(spaced, regions)) == (number, number)


@pytest.mark.parametrize("number", NUMBERS["invalid_examples"])
def test_invalid_organisation_numbers(regions: RegionFinder, number: str) -> None:
    with pytest.raises(NotAccepted):
        CHECKS["organisation_number"](number, regions)


@pytest.mark.parametrize("code", [*COUNTIES["current"], *COUNTIES["special"]])
def test_counties_of_today_stand_for_themselves(regions: RegionFinder, code: str) -> None:
    assert regions.find(code, None) == code


@pytest.mark.parametrize(("code", "old"), COUNTIES["old"].items())
def test_old_counties_resolve_where_they_became_one(
    regions: RegionFinder, code: str, old: dict[str, list[str]]
) -> None:
    became = old["maps_to"]
    assert regions.find(code, None) == (became[0] if len(became) == 1 else None)


def test_each_municipality_of_a_split_county_has_a_code(catalogue_definition: Catalogue) -> None:
    former = {r.code: r for r in catalogue_definition.reference.regions.former}
    viken = former["30"]
    names = {county: len(listed) for county, listed in viken.municipalities.items()}
    codes = {county: len(listed) for county, listed in viken.municipality_codes.items()}
    assert names == codes == {"31": 12, "32": 21, "33": 18}
    for code in ("30", "38", "54", "01", "05", "06", "07", "14"):
        listed = [m for ms in former[code].municipality_codes.values() for m in ms]
        assert sorted(former[code].municipality_codes) == sorted(former[code].became)
        assert len(set(listed)) == len(listed)
        assert {m[:2] for m in listed} == {code}


def test_countries_are_those_of_iso_3166_and_northern_ireland(
    catalogue_definition: Catalogue,
) -> None:
    found = [country.code for country in catalogue_definition.reference.countries]
    iso = {country.alpha_2 for country in pycountry.countries}
    assert len(found) == len(set(found))
    assert set(found) == iso | {NORTHERN_IRELAND}


def test_the_eea_is_the_eu_and_three_more(catalogue_definition: Catalogue) -> None:
    groups = catalogue_definition.reference.market_groups
    assert set(groups["EEA"]) == {*groups["EU27"], *groups["EEA_NON_EU"]}
    assert len(groups["EEA"]) == 30
