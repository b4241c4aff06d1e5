"""Whether an entry may be relied on, by when a person last checked it."""

from datetime import date, timedelta

from assessments.matching.offers import BaseOffer, Status

DAYS_A_YEAR = 365


def is_stale(offer: BaseOffer, as_of: date, limit_days: int = DAYS_A_YEAR) -> bool:
    """Tell whether `offer` is uncertain, unchecked, or was checked more than `limit_days` ago."""
    if offer.status is Status.UNCERTAIN or offer.checked_on is None:
        return True
    return as_of - offer.checked_on > timedelta(days=limit_days)
