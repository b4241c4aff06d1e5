"""What ceilings of state aid leave: exact, and unknown where a fact is not known."""

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.matching.aid_ceilings import (
    AidCeiling,
    de_minimis_room,
    rd_ceilings,
    rd_ceilings_of,
)
from assessments.matching.outcome import Verdict
from assessments.questionnaire.values import Marker, Number, Value
from tests.fixtures.engine import content
from tests.fixtures.laws import LAW

CEILING: Final = 300_000
TABLE: Final = content().catalogue.definition.state_aid.rd_intensity_ceiling_pct

AMOUNTS: Final = st.integers(0, 10**12) | st.fractions(0, 10**6)
UNSAID: Final = [None, Marker.DONT_KNOW, Marker.NOT_APPLICABLE, Marker.UNDECIDED, True, "many"]


@pytest.mark.parametrize(
    ("received", "room", "most", "fits"),
    [
        (0, 300_000, 300_000, Verdict.MET),
        (0, 300_000, 300_001, Verdict.UNMET),
        (250_000, 50_000, 50_000, Verdict.MET),
        (250_001, 49_999, 50_000, Verdict.UNMET),
        (300_000, 0, 1, Verdict.UNMET),
        (400_000, 0, 0, Verdict.MET),
        (299_999, 1, Fraction(10, 9), Verdict.UNMET),
        (100, 299_900, None, Verdict.UNKNOWN),
    ],
)
def test_room_on_both_sides_of_the_ceiling(
    received: int, room: int, most: Number | None, fits: Verdict
) -> None:
    found = de_minimis_room(CEILING, received, most)
    assert (found.ceiling, found.received, found.room, found.fits) == (
        CEILING,
        received,
        room,
        fits,
    )


@pytest.mark.parametrize("received", UNSAID)
@pytest.mark.parametrize("most", [None, 0, 50_000])
def test_aid_that_is_not_known_leaves_nobody_knows_what(
    received: Value | None, most: Number | None
) -> None:
    found = de_minimis_room(CEILING, received, most)
    assert (found.received, found.room, found.fits) == (None, None, Verdict.UNKNOWN)


@LAW
@given(st.integers(0, 10**6), AMOUNTS, AMOUNTS, AMOUNTS | st.none())
def test_room_is_never_negative_and_never_grows_with_aid(
    ceiling: int, received: Number, more: Number, most: Number | None
) -> None:
    before = de_minimis_room(ceiling, received, most)
    after = de_minimis_room(ceiling, received + more, most)
    assert before.room is not None
    assert after.room is not None
    assert 0 <= after.room <= before.room <= ceiling
    assert not (before.fits is Verdict.UNMET and after.fits is Verdict.MET)


def _of(size: Value | None) -> list[tuple[str, int, int]]:
    return [(c.activity, c.percent, c.in_collaboration) for c in rd_ceilings_of(TABLE, size)]


@pytest.mark.parametrize(
    ("sizes", "research", "development"),
    [
        (("micro", "small"), (70, 80), (45, 60)),
        (("medium",), (60, 75), (35, 50)),
        (("small_midcap", "large"), (50, 65), (25, 40)),
    ],
)
def test_ceilings_go_by_size(
    sizes: tuple[str, ...], research: tuple[int, int], development: tuple[int, int]
) -> None:
    for size in sizes:
        assert _of(size) == [
            ("experimental_development", *development),
            ("industrial_research", *research),
        ]


@pytest.mark.parametrize("size", [None, Marker.DONT_KNOW, "unknown", 5])
def test_of_a_company_whose_size_is_not_known_no_ceiling_is_known(size: Value | None) -> None:
    assert _of(size) == []


def test_ceilings_without_a_bonus_are_the_same_in_collaboration() -> None:
    assert list(rd_ceilings({"research": {"large": 50}})) == [
        AidCeiling(activity="research", size="large", percent=50, in_collaboration=50)
    ]
