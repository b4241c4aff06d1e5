"""Matches of a company: their verdicts, and the order in which they are listed."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from assessments.matching.match import Match, match_offer, match_offers
from assessments.matching.offers import Confidence, Status
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Marker
from tests.assessments.matching.made_offers import (
    compiled_offer,
    compiled_offers,
    criterion,
    offer,
)
from tests.fixtures.engine import DAY, Data
from tests.fixtures.laws import LAW

OLD: Final = (DAY - timedelta(days=366)).isoformat()


def test_a_match_has_a_verdict_per_criterion_in_their_order() -> None:
    found = match_offer(
        compiled_offer(
            barriers=["x", "y"],
            criteria=[
                criterion("soft_met", hard=False),
                criterion("hard_met"),
                criterion("soft_unknown", hard=False),
                criterion("hard_unknown"),
                criterion("hard_unmet"),
            ],
        ),
        State(facts={"soft_met": True, "hard_met": True, "hard_unmet": False}),
        frozenset({"x", "z"}),
        DAY,
    )
    met, unmet, unknown = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN
    assert found.verdicts == (met, met, unknown, unknown, unmet)
    assert (found.outcome, found.stale) == (Outcome.NOT_ELIGIBLE, True)
    assert found.relevance == 40 + 10


def test_criteria_read_does_not_apply_as_unknown() -> None:
    found = match_offer(
        compiled_offer(criteria=[criterion("one"), criterion("two")]),
        State(facts={"one": Marker.NOT_APPLICABLE, "two": True}),
        frozenset(),
        DAY,
    )
    assert found.verdicts == (Verdict.UNKNOWN, Verdict.MET)


def _listed(*offers: Data) -> list[str]:
    found = match_offers(compiled_offers(*offers), State(), frozenset("xy"), DAY)
    return [match.offer.slug for match in found]


CHECKED: Final[Data] = {"checked_on": DAY.isoformat(), "open_to_all": True}


def test_matches_stand_by_outcome() -> None:
    unmet = {"score": "t", "op": "answered"}
    by_outcome = {
        "a-not": offer("a-not", criteria=[criterion("no", {"not": unmet})]),
        "b-closed": offer("b-closed", status="ended"),
        "c-later": offer("c-later", valid_from="2027-01-01"),
        "d-through": offer("d-through", applicant="cluster"),
        "e-near": offer("e-near", criteria=[criterion("no", {"not": unmet}, actionable=True)]),
        "f-unknown": offer("f-unknown"),
        "g-open": offer("g-open", open_to_all=True),
    }
    state = State(scores={"t": Fraction(1)})
    found = match_offers(compiled_offers(*by_outcome.values()), state, frozenset(), DAY)
    assert [match.outcome for match in found] == list(Outcome)
    assert [match.offer.slug for match in found] == sorted(by_outcome, reverse=True)


def test_uncertain_and_stale_ones_stand_after_the_others_of_their_outcome() -> None:
    assert _listed(
        offer("a", **CHECKED | {"status": "uncertain"}, barriers=["x", "y"]),
        offer("b", open_to_all=True, barriers=["x", "y"]),
        offer("c", open_to_all=True, checked_on=OLD),
        offer("d", **CHECKED),
    ) == ["d", "b", "c", "a"]


def test_of_equals_the_more_relevant_stand_first_then_by_status_confidence_and_slug() -> None:
    assert _listed(
        offer("a", **CHECKED),
        offer("b", **CHECKED, confidence="general_knowledge"),
        offer("c", **CHECKED, confidence="partly_sourced"),
        offer("d", **CHECKED, status="active_changed"),
        offer("e", **CHECKED, barriers=["x"]),
        offer("f", **CHECKED, barriers=["x", "y"]),
        offer("0", **CHECKED),
    ) == ["f", "e", "0", "a", "c", "b", "d"]


@st.composite
def many_offers(draw: st.DrawFn) -> list[Data]:
    return [
        offer(
            f"o{n}",
            status=draw(st.sampled_from(Status)).value,
            confidence=draw(st.sampled_from(Confidence)).value,
            checked_on=draw(st.sampled_from([None, DAY.isoformat(), OLD])),
            barriers=draw(st.sampled_from([[], ["x"], ["x", "y"], ["z"]])),
            open_to_all=draw(st.booleans()),
            applicant=draw(st.sampled_from(["company", "company", "cluster"])),
        )
        for n in range(draw(st.integers(2, 9)))
    ]


def _doubtful(match: Match) -> bool:
    entry = match.offer.offer
    unchecked = entry.checked_on is None or entry.checked_on < date(2025, 11, 22)
    return unchecked or entry.status is Status.UNCERTAIN


@LAW
@given(many_offers(), st.data())
def test_the_order_is_the_same_whatever_the_order_of_the_catalogue(
    offers: list[Data], data: st.DataObject
) -> None:
    listed = _listed(*offers)
    assert sorted(listed) == [made["slug"] for made in offers]
    assert _listed(*data.draw(st.permutations(offers))) == listed


@LAW
@given(many_offers())
def test_in_each_outcome_certain_ones_stand_first_and_relevance_falls(offers: list[Data]) -> None:
    found = match_offers(compiled_offers(*offers), State(), frozenset("xy"), DAY)
    places = list(Outcome)
    for one, other in pairwise(found):
        assert places.index(one.outcome) <= places.index(other.outcome)
        if one.outcome is other.outcome:
            assert _doubtful(one) <= _doubtful(other)
            alike = one.offer.offer.status is other.offer.offer.status
            if alike and one.stale is other.stale:
                assert one.relevance >= other.relevance
