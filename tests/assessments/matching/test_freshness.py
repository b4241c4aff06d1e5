"""Whether an entry may be relied on."""

from datetime import date, timedelta

import pytest

from assessments.matching.freshness import is_stale
from tests.assessments.matching.made_offers import OFFER, offer
from tests.fixtures.engine import DAY


@pytest.mark.parametrize(
    ("days_ago", "stale"), [(0, False), (-1, False), (364, False), (365, False), (366, True)]
)
def test_an_entry_is_fresh_for_365_days_after_it_was_checked(days_ago: int, stale: bool) -> None:
    entry = OFFER.validate_python(offer(checked_on=DAY - timedelta(days=days_ago)))
    assert is_stale(entry, DAY) is stale


def test_the_limit_may_be_set() -> None:
    entry = OFFER.validate_python(offer(checked_on=date(2026, 11, 12)))
    assert is_stale(entry, DAY, limit_days=10) is False
    assert is_stale(entry, DAY, limit_days=9) is True


def test_an_entry_that_nobody_has_checked_or_that_is_uncertain_is_stale() -> None:
    assert is_stale(OFFER.validate_python(offer()), DAY) is True
    uncertain = OFFER.validate_python(offer(checked_on=DAY, status="uncertain"))
    assert is_stale(uncertain, DAY) is True
