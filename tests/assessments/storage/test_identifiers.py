"""Ids of rows."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from assessments.storage.identifiers import RANDOM_BITS, uuid7
from tests.fixtures.laws import LAW

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)

times = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - it asks for them
randoms = st.integers(0, 2**RANDOM_BITS - 1)


def test_the_example_of_the_standard() -> None:
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    random = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert uuid7(at, random) == UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")


@LAW
@given(times, randoms)
def test_it_holds_the_millisecond_and_every_random_bit(at: datetime, random: int) -> None:
    made = uuid7(at, random)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == (at - EPOCH) // MILLISECOND
    high, low = (made.int >> 64) & 0xFFF, made.int & (2**62 - 1)
    assert high << 62 | low == random


@LAW
@given(times, randoms, randoms)
def test_later_ones_sort_later(at: datetime, one: int, other: int) -> None:
    assert uuid7(at, one) < uuid7(at + MILLISECOND, other)


@LAW
@given(times, randoms, randoms)
def test_within_a_millisecond_chance_tells_them_apart(at: datetime, one: int, other: int) -> None:
    assert (uuid7(at, one) == uuid7(at, other)) is (one == other)
