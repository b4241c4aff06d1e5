"""Facts that some answers surely tell: with each option, whatever was stated besides."""

from typing import Final

import pytest

from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.questions import SingleChoiceQuestion
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import walk
from tests.fixtures.engine import DAY

TOLD: Final[dict[tuple[str, str], dict[Value, bool | None]]] = {
    ("P04", "sells_to_public"): {
        "none": None,
        "pilot": None,
        "direct": True,
        "contract": True,
        "framework": True,
        Marker.NOT_APPLICABLE: False,
        Marker.DONT_KNOW: None,
    },
    ("I01", "export_ambition"): {
        "none": None,
        "interest": None,
        "draft": True,
        "approved": True,
        "followed": True,
        Marker.DONT_KNOW: None,
    },
}
"""By question and fact what each answer tells; None where the stated fact stands."""

EACH: Final = [(*of, answer, told) for of, by in TOLD.items() for answer, told in by.items()]


@pytest.mark.parametrize(("slug", "fact"), TOLD)
def test_every_answer_is_tried(questionnaire: CompiledQuestionnaire, slug: str, fact: str) -> None:
    question = questionnaire.definition.questions_by_slug[slug]
    assert isinstance(question, SingleChoiceQuestion)
    exempt = {Marker.NOT_APPLICABLE} if question.not_applicable else set[Value]()
    assert set(TOLD[slug, fact]) == {*question.by_slug, Marker.DONT_KNOW, *exempt}


@pytest.mark.parametrize("stated", [None, True, False, Marker.DONT_KNOW])
@pytest.mark.parametrize("case", EACH)
def test_an_answer_that_tells_a_fact_wins_and_another_leaves_it(
    questionnaire: CompiledQuestionnaire,
    catalogue: CompiledCatalogue,
    case: tuple[str, str, Value, bool | None],
    stated: Value | None,
) -> None:
    slug, fact, answer, told = case
    facts = {} if stated is None else {fact: stated}
    walked = walk(questionnaire, {slug: answer}, facts, DAY, catalogue.derive)
    assert walked.state.facts.get(fact) == (stated if told is None else told)
