"""Why an outcome has turned."""

from datetime import date
from typing import Any, Final

import pytest

from assessments.matching.match import match_offer
from assessments.matching.offers import Status
from assessments.matching.outcome import Outcome, Verdict
from assessments.matching.turning import (
    Closing,
    CriterionTurned,
    DatesChanged,
    EntryChanged,
    OfferAdded,
    OfferRemoved,
    Opening,
    Stand,
    StatusChanged,
    Why,
    reasons,
)
from assessments.questionnaire.conditions.evaluate import State
from tests.assessments.matching.made_offers import compiled_offer, criterion
from tests.fixtures.engine import Data

MARCH: Final = date(2026, 3, 1)
MAY: Final = date(2026, 5, 1)
JULY: Final = date(2026, 7, 1)
CRITERIA: Final = (criterion("a"), criterion("b", actionable=True), criterion("s", hard=False))


def _stand(day: date = MAY, facts: dict[str, bool] | None = None, **fields: Any) -> Stand:
    offer = compiled_offer(**{"criteria": CRITERIA, **fields})
    known = {"a": True, "b": True, **(facts or {})}
    state = State(facts={**known})
    match = match_offer(offer, state, frozenset(), day)
    return Stand(offer, match.outcome, match.verdicts, state)


def _turned(why: Why) -> tuple[str, Verdict | None, Verdict | None, bool]:
    assert isinstance(why, CriterionTurned)
    return (why.criterion.slug, why.before, why.after, why.changed)


def test_an_offer_comes_and_goes() -> None:
    assert reasons(None, _stand(), (MAY, MAY)) == (OfferAdded(),)
    assert reasons(_stand(), None, (MAY, MAY)) == (OfferRemoved(),)


@pytest.mark.parametrize(
    ("days", "fields", "why"),
    [
        ((MARCH, MAY), {"valid_from": "2026-05-01"}, Opening(MAY, opened=True)),
        ((MAY, MARCH), {"valid_from": "2026-05-01"}, Opening(MAY, opened=False)),
        ((MAY, JULY), {"valid_to": "2026-05-01"}, Closing(MAY, closed=True)),
        ((JULY, MAY), {"valid_to": "2026-05-01"}, Closing(MAY, closed=False)),
    ],
)
def test_time_opens_and_closes(days: tuple[date, date], fields: Data, why: Why) -> None:
    before, after = (_stand(day, **fields) for day in days)
    assert before.outcome is not after.outcome
    assert reasons(before, after, days) == (why,)


def test_a_whole_period_may_lie_between() -> None:
    dates: Data = {"valid_from": "2026-04-01", "valid_to": "2026-06-01"}
    before, after = _stand(MARCH, **dates), _stand(JULY, **dates)
    assert reasons(before, after, (MARCH, JULY)) == (
        Opening(date(2026, 4, 1), opened=True),
        Closing(date(2026, 6, 1), closed=True),
    )


@pytest.mark.parametrize("status", [Status.ENDED, Status.CALLS_BETWEEN])
def test_a_status_closes_and_opens(status: Status) -> None:
    gone = _stand(status=status.value)
    assert gone.outcome is Outcome.CLOSED
    assert reasons(_stand(), gone, (MAY, MAY)) == (StatusChanged(Status.ACTIVE, status),)
    assert reasons(gone, _stand(), (MAY, MAY)) == (StatusChanged(status, Status.ACTIVE),)


def test_other_dates_are_said_and_not_those_that_pass() -> None:
    old, new = _stand(MARCH), _stand(MAY, valid_from="2026-07-01", valid_to="2026-07-31")
    assert reasons(old, new, (MARCH, MAY)) == (DatesChanged(JULY, date(2026, 7, 31)),)


def test_a_status_that_shuts_nothing_is_no_reason() -> None:
    old = _stand(MARCH, valid_from="2026-05-01")
    new = _stand(MAY, valid_from="2026-05-01", status="active_changed")
    assert reasons(old, new, (MARCH, MAY)) == (Opening(MAY, opened=True),)


def test_a_hard_criterion_turns() -> None:
    before, after = _stand(), _stand(facts={"a": False, "s": True})
    (why,) = reasons(before, after, (MAY, MAY))
    assert _turned(why) == ("a", Verdict.MET, Verdict.UNMET, False)


BOTH: Final[Data] = {
    "all": [{"fact": "a", "op": "eq", "value": True}, {"fact": "b", "op": "eq", "value": True}]
}


@pytest.mark.parametrize(
    ("before", "after", "blamed"),
    [
        ({}, {"b": False}, ["b"]),
        ({"b": False}, {}, ["b"]),
        ({}, {"a": False, "b": False}, ["a", "b"]),
        ({"a": False, "b": False}, {}, ["a", "b"]),
    ],
)
def test_only_the_comparisons_that_turned_a_criterion_are_to_blame(
    before: dict[str, bool], after: dict[str, bool], blamed: list[str]
) -> None:
    fields: Data = {"criteria": [criterion("both", BOTH)]}
    (why,) = reasons(_stand(facts=before, **fields), _stand(facts=after, **fields), (MAY, MAY))
    assert isinstance(why, CriterionTurned)
    assert [leaf.slug for leaf in why.blamed] == blamed


def test_nothing_that_another_criterion_read_before_is_to_blame() -> None:
    old = _stand(facts={"b": False}, criteria=[criterion("both", BOTH)])
    new = _stand(facts={"b": False}, criteria=[criterion("both", {"any": BOTH["all"]})])
    (why,) = reasons(old, new, (MAY, MAY))
    assert isinstance(why, CriterionTurned)
    assert (why.changed, why.blamed) == (True, ())


def test_criteria_come_go_and_change() -> None:
    changed = criterion("a", {"not": {"fact": "a", "op": "eq", "value": True}})
    new = _stand(criteria=[changed, criterion("c"), criterion("s", hard=False)])
    found = [_turned(why) for why in reasons(_stand(), new, (MAY, MAY))]
    assert found == [
        ("a", Verdict.MET, Verdict.UNMET, True),
        ("c", None, Verdict.UNKNOWN, False),
        ("b", Verdict.MET, None, False),
    ]


def test_a_criterion_that_becomes_soft_is_not_asked_any_more() -> None:
    before = _stand(facts={"b": False})
    after = _stand(criteria=[criterion("a"), criterion("b", hard=False)], facts={"b": False})
    (why,) = reasons(before, after, (MAY, MAY))
    assert _turned(why) == ("b", Verdict.UNMET, None, False)
    assert isinstance(why, CriterionTurned)
    assert why.soft
    (back,) = reasons(after, before, (MAY, MAY))
    assert _turned(back) == ("b", None, Verdict.UNMET, False)
    assert isinstance(back, CriterionTurned)
    assert back.known == {"a": True, "b": False}


def test_anything_else_is_the_entry() -> None:
    after = _stand(applicant="public_body")
    assert after.outcome is Outcome.REACHED_THROUGH
    assert reasons(_stand(), after, (MAY, MAY)) == (EntryChanged(for_companies=False),)
    assert reasons(after, _stand(), (MAY, MAY)) == (EntryChanged(for_companies=True),)
    shut = _stand(application={"mode": "not_open"})
    assert shut.outcome is Outcome.CLOSED
    assert reasons(_stand(), shut, (MAY, MAY)) == (EntryChanged(),)


def test_who_may_apply_is_named_only_where_that_is_what_came_of_it() -> None:
    shut = _stand(application={"mode": "not_open"})
    others = _stand(applicant="public_body")
    assert reasons(others, shut, (MAY, MAY)) == (EntryChanged(),)
    unmet: Data = {"facts": {"a": False}, "criteria": [criterion("a", actionable=True)]}
    near, neither = _stand(**unmet), _stand(**unmet, applicant="public_body")
    assert (near.outcome, neither.outcome) == (Outcome.NEAR_MISS, Outcome.NOT_ELIGIBLE)
    assert reasons(near, neither, (MAY, MAY)) == (EntryChanged(),)


def test_a_day_at_which_it_was_open_already_is_no_opening() -> None:
    dates: Data = {"valid_from": "2026-05-01", "valid_to": "2026-06-01"}
    before, after = _stand(MAY, **dates), _stand(JULY, **dates)
    assert before.outcome is Outcome.ELIGIBLE
    assert reasons(before, after, (MAY, JULY)) == (Closing(date(2026, 6, 1), closed=True),)
    last = _stand(date(2026, 6, 1), **dates)
    assert reasons(last, after, (date(2026, 6, 1), JULY)) == (
        Closing(date(2026, 6, 1), closed=True),
    )


def test_what_one_can_act_on_now_is_the_entry_beside_the_criterion_that_turned() -> None:
    before = _stand(facts={"a": False, "b": False}, criteria=[criterion("a"), criterion("b")])
    after = _stand(facts={"b": False}, criteria=[criterion("a"), criterion("b", actionable=True)])
    assert (before.outcome, after.outcome) == (Outcome.NOT_ELIGIBLE, Outcome.NEAR_MISS)
    turned, entry = reasons(before, after, (MAY, MAY))
    assert _turned(turned) == ("a", Verdict.UNMET, Verdict.MET, False)
    assert entry == EntryChanged()
