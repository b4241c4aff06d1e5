"""A list of what was erased is read whole or not at all."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.erasures import FIRST, NoErasureError, read_erasures
from tests.fixtures.environment import NOON
from tests.fixtures.laws import examples

ID: Final = "01a20320-a200-7121-bf55-6e95471e0221"
AFTER: Final = NOON + timedelta(microseconds=1)


def line(at: str) -> bytes:
    return json.dumps({"kind": "api_key", "id": ID, "at": at}).encode()


@pytest.mark.parametrize("at", [FIRST, NOON])
def test_the_first_and_the_last_moment_are_read(at: datetime) -> None:
    (erasure,) = read_erasures(line(at.isoformat()), NOON)
    assert erasure.at == at


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-21T23:59:59.999999Z",
        "2026-11-22T00:59:59+01:00",
        AFTER.isoformat(),
        "2099-01-01T00:00:00Z",
        "1000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:00",
        "0001-01-01T00:00:00+23:00",
    ],
)
def test_a_time_when_nothing_was_erased_is_refused_with_its_line(at: str) -> None:
    with pytest.raises(NoErasureError) as refused:
        read_erasures(b"\n".join([line(NOON.isoformat()), line(at), line("x")]), NOON)
    assert refused.value.line == 2


OFFSETS: Final = st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(timezones=OFFSETS))
@examples(200)
@pytest.mark.law
def test_what_is_read_can_be_said_in_utc(at: datetime) -> None:
    try:
        (erasure,) = read_erasures(line(at.isoformat()), NOON)
    except NoErasureError:
        assert not FIRST <= at <= NOON
    else:
        assert FIRST <= erasure.at.astimezone(UTC) <= NOON
