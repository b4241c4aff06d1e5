"""Answers that carry over to a later version: the engine, and the second evaluator."""

from collections.abc import Mapping, Sequence

import pytest

from assessments.questionnaire.carried_details import (
    CarriedDetails,
    carried_details,
    lost_everywhere,
    options_now,
)
from assessments.questionnaire.carrying import CarriedAnswer, Carrying, carry
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.encoding import encode, encode_text
from assessments.questionnaire.given import Shape
from tests.conformance import plain_carrying, plain_details
from tests.conformance.building import accepted, versions_of
from tests.conformance.reading import Carry, files

CARRIES = [(name, one) for name, file in files().items() for one in file.carries]
IDS = [f"{name}: {one.name}" for name, one in CARRIES]


@pytest.mark.parametrize(("name", "case"), CARRIES, ids=IDS)
def test_carries_what_the_file_says(name: str, case: Carry) -> None:
    file = files()[name]
    versions, today = versions_of(file), case.today or file.today
    old, new = versions[0].questions_by_slug, versions[-1].questions_by_slug
    values = {slug: accepted(old[slug], said, file.today) for slug, said in case.answers.items()}
    found = carry(versions, values, today)
    expected = {
        slug: CarriedAnswer(
            value=accepted(new[slug], one.answer, today), source=one.source, mapped=one.mapped
        )
        for slug, one in case.becomes.items()
    }
    assert list(found.answers.items()) == list(expected.items())
    assert [(one.question, one.reason.value) for one in found.left] == list(case.left.items())
    details = _details(versions, found, case)
    assert {slug: _texts(one) for slug, one in details.items() if one.kept} == {
        slug: one.details for slug, one in case.becomes.items() if one.details
    }
    assert _lost(found, details) == case.lost


def _details(
    versions: Sequence[Questionnaire], found: Carrying, case: Carry
) -> dict[str, CarriedDetails]:
    """Return what has become of the details, by carried answer."""
    details: dict[str, CarriedDetails] = {}
    for slug, one in found.answers.items():
        question = versions[-1].questions_by_slug[slug]
        is_text = question.shape is Shape.TEXT
        encoded = encode_text(str(one.value)) if is_text else encode(one.value)
        earlier = {o: encode_text(text) for o, text in case.details.get(one.source, {}).items()}
        became = options_now(versions, one.source, slug, earlier)
        details[slug] = carried_details(question, encoded, earlier, became)
    return details


def _texts(details: CarriedDetails) -> dict[str, str]:
    return {option: detail[Shape.TEXT] for option, detail in details.kept.items()}


def _lost(found: Carrying, details: Mapping[str, CarriedDetails]) -> dict[str, list[str]]:
    """Return the options whose detail is lost though the answer is carried, by old question."""
    places: dict[str, list[CarriedDetails]] = {}
    for slug, one in found.answers.items():
        places.setdefault(one.source, []).append(details[slug])
    lost = {source: list(lost_everywhere(each)) for source, each in places.items()}
    return {source: options for source, options in lost.items() if options}


@pytest.mark.parametrize(("name", "case"), CARRIES, ids=IDS)
def test_a_second_evaluator_carries_the_same(name: str, case: Carry) -> None:
    file = files()[name]
    today = case.today or file.today
    found, left = plain_carrying.carried(file.versions, case.answers, today)
    assert list(found) == list(case.becomes)
    for slug, one in case.becomes.items():
        assert (found[slug].source, found[slug].answer) == (one.source, one.answer), slug
        assert found[slug].mapped == one.mapped, slug
    assert list(left.items()) == list(case.left.items())
    becomes = {slug: (one.source, one.answer) for slug, one in found.items()}
    details, lost = plain_details.carried(file.versions, becomes, case.details)
    assert details == {slug: one.details for slug, one in case.becomes.items() if one.details}
    assert lost == case.lost


def test_every_reason_within_a_questionnaire_is_met() -> None:
    reasons = {reason for _, case in CARRIES for reason in case.left.values()}
    assert reasons == {"DROPPED", "OPTION_CHANGED", "NOT_ACCEPTED"}
