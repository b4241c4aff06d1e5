"""What a company can make of an offer, and which reason goes first."""

from datetime import date, timedelta
from itertools import product
from typing import Any, Final

import pytest

from assessments.matching.match import match_offer
from assessments.matching.outcome import VERDICTS, Outcome, Verdict, decide
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.outcomes import (
    ABSENT,
    ANYTHING,
    EITHER,
    FALSE,
    OPEN,
    SETS,
    TRUE,
)
from assessments.questionnaire.values import Marker, Value
from tests.assessments.matching.made_offers import compiled_offer, criterion
from tests.fixtures.engine import DAY, Data

REGISTERED: Final = criterion("registered_in_norway")
ACTIONABLE: Final = criterion("act", actionable=True)
FIXED: Final = criterion("fixed")
SOFT: Final = criterion("soft", hard=False)


def _outcome(facts: dict[str, Value], *criteria: Data, **fields: Any) -> Outcome:
    offer = compiled_offer(criteria=criteria, **fields)
    return match_offer(offer, State(facts=facts), frozenset(), DAY).outcome


@pytest.mark.parametrize("outcome", range(SETS))
def test_only_a_single_true_or_false_is_a_verdict(outcome: int) -> None:
    verdict = {TRUE: Verdict.MET, FALSE: Verdict.UNMET}.get(outcome, Verdict.UNKNOWN)
    assert VERDICTS[outcome] is verdict
    assert [VERDICTS[o] for o in (ABSENT, EITHER, ANYTHING, EITHER | OPEN)] == ["UNKNOWN"] * 4


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"act": True, "fixed": True}, Outcome.ELIGIBLE),
        ({"act": True, "fixed": True, "soft": False}, Outcome.ELIGIBLE),
        ({"act": True}, Outcome.CANNOT_TELL),
        ({"act": True, "fixed": Marker.DONT_KNOW}, Outcome.CANNOT_TELL),
        ({"act": True, "fixed": Marker.NOT_APPLICABLE}, Outcome.CANNOT_TELL),
        ({}, Outcome.CANNOT_TELL),
        ({"act": False, "fixed": True}, Outcome.NEAR_MISS),
        ({"act": False}, Outcome.NOT_ELIGIBLE),
        ({"act": True, "fixed": False}, Outcome.NOT_ELIGIBLE),
        ({"fixed": False}, Outcome.NOT_ELIGIBLE),
        ({"act": False, "fixed": False}, Outcome.NOT_ELIGIBLE),
    ],
)
def test_outcome_by_verdicts(facts: dict[str, Value], outcome: Outcome) -> None:
    assert _outcome(facts, ACTIONABLE, FIXED, SOFT) is outcome


BOTH: Final = {"all": [REGISTERED["condition"], {"fact": "other", "op": "eq", "value": True}]}
SCORED: Final = {"score": "overall", "op": "gte", "value": 50}


@pytest.mark.parametrize(
    ("criteria", "open_to_all", "outcome"),
    [
        ([], False, Outcome.CANNOT_TELL),
        ([], True, Outcome.ELIGIBLE),
        ([REGISTERED], False, Outcome.CANNOT_TELL),
        ([REGISTERED], True, Outcome.ELIGIBLE),
        ([REGISTERED, FIXED], False, Outcome.ELIGIBLE),
        ([REGISTERED, SOFT], False, Outcome.CANNOT_TELL),
        ([criterion("both", BOTH)], False, Outcome.ELIGIBLE),
    ],
)
def test_registration_alone_says_too_little(
    criteria: list[Data], open_to_all: bool, outcome: Outcome
) -> None:
    facts: dict[str, Value] = {"registered_in_norway": True, "other": True}
    facts |= {"fixed": True, "soft": True}
    assert _outcome(facts, *criteria, open_to_all=open_to_all) is outcome


def test_a_criterion_on_a_score_says_something_too() -> None:
    offer = compiled_offer(criteria=[REGISTERED, criterion("ready", SCORED)])
    assert offer.can_be_checked is True


GONE: Final = ("ended", "merged", "renamed")
ALL_TRUE: Final[dict[str, Value]] = {"act": True, "fixed": True}
ALL_FALSE: Final[dict[str, Value]] = {"act": False, "fixed": False}
TOMORROW: Final = (DAY + timedelta(days=1)).isoformat()
YESTERDAY: Final = (DAY - timedelta(days=1)).isoformat()
FORM: Final = {"mode": "not_open"}


@pytest.mark.parametrize("facts", [ALL_TRUE, ALL_FALSE, {}])
@pytest.mark.parametrize("applicant", ["company", "cluster", "incubator", "public_body"])
@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        *[({"status": status}, Outcome.CLOSED) for status in (*GONE, "calls_between")],
        ({"valid_from": TOMORROW}, Outcome.NOT_YET_OPEN),
        ({"valid_to": YESTERDAY}, Outcome.CLOSED),
        ({"status": "ended", "valid_from": TOMORROW}, Outcome.CLOSED),
        ({"status": "calls_between", "valid_from": TOMORROW}, Outcome.CLOSED),
        ({"valid_from": TOMORROW, "application": FORM}, Outcome.NOT_YET_OPEN),
        ({"valid_to": YESTERDAY, "application": FORM}, Outcome.CLOSED),
    ],
)
def test_dates_and_status_go_before_everything(
    facts: dict[str, Value], applicant: str, fields: Data, outcome: Outcome
) -> None:
    assert _outcome(facts, ACTIONABLE, FIXED, applicant=applicant, **fields) is outcome


@pytest.mark.parametrize("facts", [ALL_TRUE, ALL_FALSE, {}])
@pytest.mark.parametrize(
    ("applicant", "outcome"),
    [
        ("company", Outcome.CLOSED),
        ("cluster", Outcome.REACHED_THROUGH),
        ("public_body", Outcome.REACHED_THROUGH),
    ],
)
def test_what_takes_no_applications_is_closed_or_reached_through_others(
    facts: dict[str, Value], applicant: str, outcome: Outcome
) -> None:
    found = _outcome(facts, ACTIONABLE, FIXED, applicant=applicant, application=FORM)
    assert found is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (ALL_TRUE, Outcome.REACHED_THROUGH),
        ({}, Outcome.REACHED_THROUGH),
        ({"fixed": True, "act": False}, Outcome.NOT_ELIGIBLE),
        (ALL_FALSE, Outcome.NOT_ELIGIBLE),
    ],
)
@pytest.mark.parametrize("applicant", ["cluster", "incubator", "public_body"])
def test_what_is_open_only_to_others_is_reached_through_them(
    facts: dict[str, Value], outcome: Outcome, applicant: str
) -> None:
    assert _outcome(facts, ACTIONABLE, FIXED, applicant=applicant) is outcome


@pytest.mark.parametrize("status", ["active", "active_changed", "uncertain"])
@pytest.mark.parametrize(
    ("first", "last"), [(None, None), (DAY, None), (None, DAY), (DAY, DAY), (date(2020, 1, 1), DAY)]
)
def test_an_offer_is_open_from_its_first_day_to_its_last(
    status: str, first: date | None, last: date | None
) -> None:
    found = _outcome(ALL_TRUE, FIXED, status=status, valid_from=first, valid_to=last)
    assert found is Outcome.ELIGIBLE


@pytest.mark.parametrize("kind", ["cluster", "incubator", "test_facility"])
def test_other_offers_are_for_companies(kind: str) -> None:
    assert _outcome(ALL_TRUE, FIXED, kind=kind) is Outcome.ELIGIBLE
    assert _outcome({"act": False}, ACTIONABLE, kind=kind) is Outcome.NEAR_MISS


def test_every_list_of_verdicts_has_the_outcome_that_the_design_gives_it() -> None:
    offer = compiled_offer(criteria=[ACTIONABLE, criterion("two", actionable=True), FIXED])
    for verdicts in product(Verdict, repeat=3):
        unmet, unknown = verdicts.count(Verdict.UNMET), verdicts.count(Verdict.UNKNOWN)
        if not unmet:
            expected = Outcome.CANNOT_TELL if unknown else Outcome.ELIGIBLE
        elif unmet == 1 and not unknown and verdicts[2] is Verdict.MET:
            expected = Outcome.NEAR_MISS
        else:
            expected = Outcome.NOT_ELIGIBLE
        assert decide(offer, verdicts, DAY) is expected, verdicts
