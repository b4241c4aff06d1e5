"""Answers that carry over to a later version: the engine, and the second evaluator."""

import pytest

from assessments.questionnaire.carrying import CarriedAnswer, Carrying, carry
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.details import carried as details_carried
from assessments.questionnaire.encoding import DETAILS, Encoded, encode, encode_text
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
    assert _details(versions[-1], found, case) == {
        slug: one.details for slug, one in case.becomes.items() if one.details
    }


def _details(newest: Questionnaire, found: Carrying, case: Carry) -> dict[str, dict[str, str]]:
    """Return the details that are carried with the answers."""
    kept: dict[str, dict[str, str]] = {}
    for slug, one in found.answers.items():
        question = newest.questions_by_slug[slug]
        is_text = question.shape is Shape.TEXT
        encoded = encode_text(str(one.value)) if is_text else encode(one.value)
        details = case.details.get(one.source, {})
        earlier: Encoded = {DETAILS: {o: encode_text(text) for o, text in details.items()}}
        with_details = details_carried(question, encoded, earlier).get(DETAILS, {})
        if with_details:
            kept[slug] = {o: detail[Shape.TEXT] for o, detail in with_details.items()}
    return kept


@pytest.mark.parametrize(("name", "case"), CARRIES, ids=IDS)
def test_a_second_evaluator_carries_the_same(name: str, case: Carry) -> None:
    file = files()[name]
    today = case.today or file.today
    found, left = plain_carrying.carried(file.versions, case.answers, today)
    newest = plain_carrying.questions_of(file.versions[-1])
    assert list(found) == list(case.becomes)
    for slug, one in case.becomes.items():
        assert (found[slug].source, found[slug].answer) == (one.source, one.answer), slug
        assert found[slug].mapped == one.mapped, slug
        earlier = case.details.get(one.source, {})
        assert plain_details.carried(newest[slug], one.answer, earlier) == one.details, slug
    assert list(left.items()) == list(case.left.items())


def test_every_reason_within_a_questionnaire_is_met() -> None:
    reasons = {reason for _, case in CARRIES for reason in case.left.values()}
    assert reasons == {"DROPPED", "OPTION_CHANGED", "NOT_ACCEPTED"}
