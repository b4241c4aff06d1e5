"""Offers made of plain data."""

from collections.abc import Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from assessments.matching.compiled import CompiledOffer, compile_offers
from assessments.matching.offers import Offer
from assessments.questionnaire.conditions.evaluate import Constants
from tests.fixtures.engine import GROUP, RATES, Data, words

OFFER: Final[TypeAdapter[Offer]] = TypeAdapter(Offer)
CONSTANTS: Final = Constants(groups={"G": frozenset(GROUP)}, rates=RATES)


def criterion(slug: str, condition: Data | None = None, **fields: Any) -> Data:
    """Return a hard criterion, met while the fact of the same name is true."""
    return {
        "slug": slug,
        "text": words(slug),
        "hard": True,
        "basis": "sourced",
        "condition": condition or {"fact": slug, "op": "eq", "value": True},
        **fields,
    }


def offer(slug: str = "offer", kind: str = "scheme", **fields: Any) -> Data:
    """Return an active, sourced offer, open to companies."""
    form = {"mode": "open"}
    relevant = {"health_relevance": "direct", "joining": form}
    of_kind: dict[str, Data] = {
        "scheme": {"applicant": "company", "support": {"form": words("f")}, "application": form},
        "cluster": {**relevant, "reach": "national"},
        "incubator": relevant,
        "test_facility": {"access": form},
    }
    return {
        "slug": slug,
        "name": words(slug),
        "summary": words(slug),
        "type": kind,
        "kind": "k",
        "themes": [],
        "status": "active",
        "confidence": "sourced",
        **of_kind[kind],
        **fields,
    }


def _itself(slug: str) -> Sequence[str]:
    return (slug,)


def compiled_offers(*offers: Data) -> tuple[CompiledOffer, ...]:
    """Return `offers` ready to match; each fact is asked for as itself."""
    return compile_offers(map(OFFER.validate_python, offers), CONSTANTS, _itself)


def compiled_offer(**fields: Any) -> CompiledOffer:
    """Return one offer ready to match."""
    return compiled_offers(offer(**fields))[0]
