"""Why an offer is shut, in words."""

from datetime import date
from typing import Final

import pytest

from assessments.content.closed_words import say_shut
from assessments.matching.outcome import Outcome
from assessments.texts import both
from tests.assessments.matching.made_offers import OFFER, offer
from tests.fixtures.engine import Data

AUTUMN: Final = date(2026, 11, 27)
NEXT: Final = both("Ny ordning", "New scheme")
DATES: Final[Data] = {"valid_from": "2026-05-01", "valid_to": "2026-06-30"}
LAST_NB, LAST_EN = "Siste dag var 30. juni 2026.", "The last day was 30 June 2026."
NOT_OPEN: Final[Data] = {"application": {"mode": "not_open"}}


@pytest.mark.parametrize(
    ("fields", "nb", "en"),
    [
        (
            {"status": "calls_between"},
            "Tilbudet er mellom to utlysninger. Vi vet ikke når den neste kommer; spør tilbyderen.",
            "The offer is between two calls. We do not know when the next one comes; ask",
        ),
        ({"status": "ended"}, "Tilbudet er avsluttet.", "The offer has ended."),
        (
            {"status": "ended", **DATES},
            f"Tilbudet er avsluttet. {LAST_NB}",
            f"The offer has ended. {LAST_EN}",
        ),
        (DATES, f"Tilbudet er stengt. {LAST_NB}", f"The offer is closed. {LAST_EN}"),
        (
            {"status": "calls_between", **DATES},
            f"Tilbudet er stengt. {LAST_NB}",
            f"The offer is closed. {LAST_EN}",
        ),
        (
            {"status": "ended", "valid_to": "2026-12-31"},
            "Tilbudet er avsluttet.",
            "The offer has ended.",
        ),
        (
            {**NOT_OPEN, **DATES},
            f"Tilbudet er stengt. {LAST_NB}",
            f"The offer is closed. {LAST_EN}",
        ),
        (NOT_OPEN, "Det kan ikke søkes om tilbudet nå.", "It is not possible to apply for the"),
        ({"status": "ended", **NOT_OPEN}, "Tilbudet er avsluttet.", "The offer has ended."),
        ({"status": "merged"}, "Tilbudet er avsluttet.", "The offer has ended."),
    ],
)
def test_why_it_is_closed(fields: Data, nb: str, en: str) -> None:
    said = say_shut(Outcome.CLOSED, OFFER.validate_python(offer(**fields)), None, AUTUMN)
    assert said is not None
    assert said.nb == nb
    assert said.en == en if en.endswith(".") else said.en.startswith(en)


@pytest.mark.parametrize(
    ("status", "nb", "en"),
    [
        ("ended", "Se i stedet på Ny ordning.", "Look at New scheme instead."),
        ("merged", "slått sammen med et annet: Ny ordning.", "merged with another: New scheme."),
        ("renamed", "har fått nytt navn: Ny ordning.", "has a new name: New scheme."),
    ],
)
def test_what_came_in_its_place_is_named(status: str, nb: str, en: str) -> None:
    said = say_shut(Outcome.CLOSED, OFFER.validate_python(offer(status=status)), NEXT, AUTUMN)
    assert said is not None
    assert said.nb.endswith(nb)
    assert said.en.endswith(en)


def test_when_it_opens() -> None:
    said = say_shut(Outcome.NOT_YET_OPEN, OFFER.validate_python(offer(**DATES)), None, AUTUMN)
    assert said == both("Tilbudet åpner 1. mai 2026.", "The offer opens on 1 May 2026.")
    undated = say_shut(Outcome.NOT_YET_OPEN, OFFER.validate_python(offer()), None, AUTUMN)
    assert undated == both("Tilbudet har ikke åpnet ennå.", "The offer has not opened yet.")


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.CLOSED, Outcome.NOT_YET_OPEN}))
def test_what_is_open_is_not_called_shut(outcome: Outcome) -> None:
    assert say_shut(outcome, OFFER.validate_python(offer()), NEXT, AUTUMN) is None
