"""Says why an offer is shut, with its dates and what came in its place."""

from datetime import date

from assessments.matching.offers import GONE, BaseOffer, Scheme, Status
from assessments.matching.outcome import NOT_OPEN, Outcome
from assessments.texts import Language, Text, both, say_day

NOT_YET = both("Tilbudet har ikke åpnet ennå.", "The offer has not opened yet.")
NOT_NOW = both(
    "Det kan ikke søkes om tilbudet nå.", "It is not possible to apply for the offer now."
)
BETWEEN = both(
    "Tilbudet er mellom to utlysninger. Vi vet ikke når den neste kommer; spør tilbyderen.",
    "The offer is between two calls. We do not know when the next one comes; ask the provider.",
)
ENDED = both("Tilbudet er avsluttet.", "The offer has ended.")
SHUT = both("Tilbudet er stengt.", "The offer is closed.")


def say_shut(outcome: Outcome, offer: BaseOffer, successor: Text | None, on: date) -> Text | None:
    """Return why `offer` is shut on a day; None where `outcome` says that it is not.

    `successor` is the name of what came in its place.
    """
    if outcome is Outcome.NOT_YET_OPEN:
        return _not_yet(offer)
    return _closed(offer, successor, on) if outcome is Outcome.CLOSED else None


def _not_yet(offer: BaseOffer) -> Text:
    if offer.valid_from is None:
        return NOT_YET
    return both(
        f"Tilbudet åpner {say_day(offer.valid_from, Language.NB)}.",
        f"The offer opens on {say_day(offer.valid_from, Language.EN)}.",
    )


def _closed(offer: BaseOffer, successor: Text | None, on: date) -> Text:
    last_day = _last_day(offer, on)
    if offer.status is Status.CALLS_BETWEEN and last_day is None:
        return BETWEEN
    if offer.status is Status.MERGED and successor is not None:
        return both(
            f"Tilbudet er slått sammen med et annet: {successor.nb}.",
            f"The offer has been merged with another: {successor.en}.",
        )
    if offer.status is Status.RENAMED and successor is not None:
        return both(
            f"Tilbudet har fått nytt navn: {successor.nb}.",
            f"The offer has a new name: {successor.en}.",
        )
    gone = offer.status in GONE
    if (
        not gone
        and last_day is None
        and isinstance(offer, Scheme)
        and offer.application.mode == NOT_OPEN
    ):
        return NOT_NOW
    return _joined(ENDED if gone else SHUT, last_day, _instead(successor))


def _last_day(offer: BaseOffer, on: date) -> Text | None:
    if offer.valid_to is None or offer.valid_to >= on:
        return None
    return both(
        f"Siste dag var {say_day(offer.valid_to, Language.NB)}.",
        f"The last day was {say_day(offer.valid_to, Language.EN)}.",
    )


def _instead(successor: Text | None) -> Text | None:
    if successor is None:
        return None
    return both(f"Se i stedet på {successor.nb}.", f"Look at {successor.en} instead.")


def _joined(*said: Text | None) -> Text:
    there = [text for text in said if text is not None]
    return both(" ".join(text.nb for text in there), " ".join(text.en for text in there))
