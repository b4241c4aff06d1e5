"""Which offers to look at again when something changes."""

from dataclasses import replace
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
    ("after", "touched"),
    [
        (BEFORE, []),
        (replace(BEFORE, answers={"A": 2}), ["by-answer"]),
        (replace(BEFORE, answers={"A": 1, "B": 2}), []),
        (replace(BEFORE, facts={"f": Marker.DONT_KNOW}), ["by-fact", "by-all"]),
        (replace(BEFORE, facts={}), ["by-fact", "by-all"]),
        (replace(BEFORE, scores={"overall": Fraction(2), "t": None}), ["by-score"]),
        (replace(BEFORE, scores={"t": Fraction(0)}), ["by-score", "by-all"]),
    ],
)
def test_offers_that_read_what_differs_are_touched(after: State, touched: list[str]) -> None:
    assert [offer.slug for offer in READERS.touched(BEFORE, after)] == touched
