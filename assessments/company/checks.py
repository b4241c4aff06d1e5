"""Checks of facts beyond their kind: numbers and codes that a register defines.

To add one: write a function from the value to the words of a refusal, and list it in ``CHECKS``
under the name that facts give in ``check``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from stdnum.eu import nace
from stdnum.no import orgnr

from assessments.company.region import RegionFinder
from assessments.company.size import SizeRules, figures_of
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Plain, Values
from assessments.texts import Text

_INDUSTRY_CODE = re.compile(r"[0-9]{2}(\.[0-9]{1,3})?")
_NACE_DIGITS = 4
_NACE_REVISIONS = ("2.0", "2.1")
"""What SN2007 and SN2025 share with Europe; each adds a national fifth digit of its own."""

_FOUR_DIGITS = re.compile(r"[0-9]{4}")

Check = Callable[[Plain, RegionFinder], Plain]
"""From a value that fits its kind to the value to keep; raises ``NotAccepted``."""


def nine_digits(given: str) -> str:
    """Return the nine digits of a Norwegian organisation number, whose last one checks the rest.

    Raises:
        NotAccepted: It is no such number.
    """
    digits = given.replace(" ", "")
    if not digits.isascii() or not orgnr.is_valid(digits) or digits.startswith("0"):
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            "Dette er ikke et gyldig organisasjonsnummer. Det har ni siffer, og det siste regnes ut"
            " av de andre; sjekk om et siffer mangler eller er skrevet feil.",
            "This is not a valid organisation number. It has nine digits, and the last follows from"
            " the others; check whether one is missing or mistyped.",
        )
    return digits


def organisation_number(value: Plain, regions: RegionFinder) -> Plain:
    """Return the nine digits of a Norwegian organisation number.

    Raises:
        NotAccepted: It is no such number.
    """
    del regions
    return nine_digits(str(value))


def municipality_code(value: Plain, regions: RegionFinder) -> Plain:
    """Return a municipality code whose county is or was a county.

    Raises:
        NotAccepted: It is no such code.
    """
    code = str(value)
    if not _FOUR_DIGITS.fullmatch(code) or not regions.is_known_county(code[:2]):
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            "Ingen norsk kommune har dette nummeret. Det har fire siffer, de to første fylkets,"
            " for eksempel 3201 for Bærum.",
            "No Norwegian municipality has this code. It has four digits, the first two those of"
            " its county, for instance 3201 for Bærum.",
        )
    return code


def industry_code(value: Plain, regions: RegionFinder) -> Plain:
    """Return an industry code of SN2007 or SN2025: 2 digits, or with 1 to 3 more after a point.

    The first four digits are looked up in NACE revision 2 and 2.1, on which those two build; the
    national fifth is taken as it is.

    Raises:
        NotAccepted: It has not that form, or there is no such industry.
    """
    del regions
    code = str(value)
    if not _INDUSTRY_CODE.fullmatch(code):
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            "Skriv næringskoden slik den står i Enhetsregisteret, for eksempel 62.010.",
            "Write the industry code as it stands in the Central Coordinating Register for Legal"
            " Entities (Enhetsregisteret), for instance 62.010.",
        )
    shared = code.replace(".", "")[:_NACE_DIGITS]
    if not any(nace.is_valid(shared, revision=revision) for revision in _NACE_REVISIONS):
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            "Denne næringskoden finnes ikke. Slå opp bedriften i Enhetsregisteret, og skriv koden"
            " som står der, for eksempel 62.010.",
            "There is no such industry code. Look your company up in the Central Coordinating"
            " Register for Legal Entities (Enhetsregisteret), and write the code that stands there,"
            " for instance 62.010.",
        )
    return value


class References(Protocol):
    """What checks of several facts refer to."""

    @property
    def regions(self) -> RegionFinder:
        """The finder of counties."""
        ...

    @property
    def sizes(self) -> SizeRules:
        """The EU definition of sizes."""
        ...


def refuse_another_county(facts: Values, references: References) -> None:
    """Refuse a municipality that lies in another county than the one stated beside it.

    Raises:
        NotAccepted: It does.
    """
    county, municipality = facts.get("county_code"), facts.get("municipality_code")
    if not isinstance(county, str) or not isinstance(municipality, str):
        return
    found = references.regions.elsewhere(county, municipality)
    if found is not None:
        raise NotAccepted(
            Refusal.CONTRADICTS,
            f"Kommunen {municipality} ligger i {found.name.nb} ({found.code}), ikke i fylket"
            f" {county}. Rett den ene, eller oppgi begge på nytt.",
            f"The municipality {municipality} lies in {found.name.en} ({found.code}), not in the"
            f" county {county}. Correct one of them, or give both anew.",
        )


SIZES_IN_WORDS: Mapping[str, Text] = {
    "micro": Text(nb="et mikroforetak", en="a micro company"),
    "small": Text(nb="et lite foretak", en="a small company"),
    "medium": Text(nb="et mellomstort foretak", en="a medium-sized company"),
    "small_midcap": Text(nb="et foretak større enn en SMB", en="a company larger than an SME"),
    "large": Text(nb="et stort foretak", en="a large company"),
}
"""What the sizes of the EU definition are called in a sentence."""


def refuse_a_size_below_the_figures(facts: Values, references: References) -> None:
    """Refuse a stated size that a company with such figures of its own cannot have.

    Raises:
        NotAccepted: It cannot. Owners' figures could only make the company larger.
    """
    size = facts.get("sme_size")
    if not isinstance(size, str) or size not in SIZES_IN_WORDS:
        return
    least = references.sizes.too_small(size, figures_of(facts))
    if least is not None:
        stated, found = SIZES_IN_WORDS[size], SIZES_IN_WORDS[least]
        raise NotAccepted(
            Refusal.CONTRADICTS,
            f"Dere har oppgitt at dere er {stated.nb}, men årsverkene, eller både omsetningen og"
            f" balansesummen, er minst som hos {found.nb}. Rett det som er feil, eller ta"
            " bort størrelsen.",
            f"You have stated that you are {stated.en}, but your full-time equivalents, or both"
            f" revenue and balance sheet total, are at least those of {found.en}. Correct"
            " what is wrong, or leave the size out.",
        )


def refuse_a_number_abroad(facts: Values, references: References) -> None:
    """Refuse a Norwegian organisation number of a company that is not registered in Norway.

    Raises:
        NotAccepted: It has one.
    """
    del references
    if facts.get("registered_in_norway") is not False:
        return
    if isinstance(facts.get("organisation_number"), str):
        raise NotAccepted(
            Refusal.CONTRADICTS,
            "Dere har oppgitt et norsk organisasjonsnummer, men også at dere ikke er registrert i"
            " Norge. Rett `registered_in_norway`, eller ta bort `organisation_number`.",
            "You have stated a Norwegian organisation number, but also that you are not registered"
            " in Norway. Correct `registered_in_norway`, or take `organisation_number` out.",
        )


CHECKS: Mapping[str, Check] = {
    "organisation_number": organisation_number,
    "municipality_code": municipality_code,
    "industry_code": industry_code,
}
"""The checks that facts may name."""

Together = Callable[[Values, References], None]

TOGETHER: Sequence[tuple[tuple[str, ...], Together]] = (
    (("municipality_code", "county_code"), refuse_another_county),
    (("registered_in_norway", "organisation_number"), refuse_a_number_abroad),
    (
        ("sme_size", "employees", "revenue_nok", "balance_nok"),
        refuse_a_size_below_the_figures,
    ),
)
"""Checks of several facts at once, with the facts that they are about."""
