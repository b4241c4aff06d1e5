"""Whether an entry may be relied on, by when a person last checked it."""

from datetime import date

from assessments.matching.offers import BaseOffer, Status

DAYS_A_YEAR = 365


def is_stale(offer: BaseOffer, as_of: date, limit_days: int = DAYS_A_YEAR) -> bool:
    """Tell whether `offer` is uncertain, unchecked, or was checked more than `limit_days` ago."""
    return as_of.toordinal() > fresh_until(offer, limit_days)


def fresh_until(offer: BaseOffer, limit_days: int = DAYS_A_YEAR) -> int:
    """Return the last day, as an ordinal, on which `offer` is not stale; 0 where there is none."""
    if offer.status is Status.UNCERTAIN or offer.checked_on is None:
        return 0
    return offer.checked_on.toordinal() + limit_days
