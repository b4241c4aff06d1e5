"""Which offers to look at again when something changes."""

from fractions import Fraction

import pytest

from assessments.matching.opening import Readers
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Marker
from tests.assessments.matching.made_offers import compiled_offers, criterion, offer

OFFERS = compiled_offers(
    offer("by-score", criteria=[criterion("s", {"score": "overall", "op": "gte", "value": 50})]),
    offer("by-fact", criteria=[criterion("f")]),
    offer("by-answer", criteria=[criterion("a", {"answer": "A", "op": "eq", "value": 1})]),
    offer(
        "by-all", criteria=[criterion("f"), criterion("s", {"score": "t", "op": "lt", "value": 9})]
    ),
    offer("by-nothing"),
)
READERS = Readers.of(OFFERS)
BEFORE = State(answers={"A": 1}, facts={"f": True}, scores={"overall": Fraction(1), "t": None})


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ({}, []),
        ({"answers": {"A": 2}}, ["by-answer"]),
        ({"answers": {"A": 1, "B": 2}}, []),
        ({"facts": {"f": Marker.DONT_KNOW}}, ["by-fact", "by-all"]),
        ({"facts": {}}, ["by-fact", "by-all"]),
        ({"scores": {"overall": Fraction(2), "t": None}}, ["by-score"]),
        ({"scores": {"t": Fraction(0)}}, ["by-score", "by-all"]),
    ],
)
def test_offers_that_read_what_differs_are_touched(
    changed: dict[str, dict[str, object]], touched: list[str]
) -> None:
    same = {"answers": BEFORE.answers, "facts": BEFORE.facts, "scores": BEFORE.scores}
    after = State(**{**same, **changed})  # type: ignore[arg-type]
    assert [offer.slug for offer in READERS.touched(BEFORE, after)] == touched
