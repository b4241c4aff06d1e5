"""Enums are described from outside, completely."""

from enum import StrEnum

import pytest

from schema.enums import describe_enum


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


@pytest.mark.parametrize(
    "values",
    [{"GOOD": "Fine."}, {"GOOD": "Fine.", "BAD": "Not fine.", "UGLY": "Neither."}, {}],
    ids=["one-missing", "one-too-many", "none"],
)
def test_a_description_that_is_missing_or_too_many_stops_the_program(
    values: dict[str, str],
) -> None:
    with pytest.raises(TypeError):
        describe_enum(Mood, "A mood.", values)
