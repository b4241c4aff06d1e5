"""Details of options: what the engine keeps of them, and what the second evaluator does."""

import json
from datetime import UTC, datetime, time
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.errors import AnswersRejectedError
from assessments.questionnaire.details import asked_of
from assessments.questionnaire.encoding import DETAILS, decode
from assessments.services.accepting import Changed, accept_answers
from assessments.services.given import GivenAnswer
from tests.conformance.building import accepted, compiled, given_as
from tests.conformance.plain_details import asking, saved
from tests.conformance.reading import Conformance, Save, Saving, files

STORIES = [(name, story) for name, file in files().items() for story in file.saves]
IDS = [f"{name}: {story.name}" for name, story in STORIES]

Document = dict[str, Any]


@pytest.fixture
def catalogue(ready_catalogue: Catalogue) -> CompiledCatalogue:
    """Any catalogue; what is derived from it changes nothing here."""
    return CompiledCatalogue(ready_catalogue, 1)


@pytest.mark.parametrize(("name", "story"), STORIES, ids=IDS)
def test_keeps_and_refuses(catalogue: CompiledCatalogue, name: str, story: Saving) -> None:
    file = files()[name]
    document: Document = {}
    for number, save in enumerate(story.given, 1):
        if story.refused is not None and number == len(story.given):
            with pytest.raises(AnswersRejectedError) as refused:
                _saved(catalogue, file, document, save)
            assert [one.code for one in refused.value.rejections] == [story.refused]
        else:
            changed = _saved(catalogue, file, document, save)
            document = json.loads(json.dumps(changed.document))
    _stands(file, story, document)


def _saved(
    catalogue: CompiledCatalogue, file: Conformance, document: Document, save: Save
) -> Changed:
    details = tuple((detail.option, detail.text) for detail in save.details)
    return accept_answers(
        compiled(file),
        catalogue,
        answers=document,
        facts={},
        given=[GivenAnswer(save.question, given_as(save.answer), details)],
        now=datetime.combine(file.today, time(), UTC),
        today=file.today,
    )


def _stands(file: Conformance, story: Saving, document: Document) -> None:
    """Compare the stored answers with what the file says, and with their values alone."""
    questions = compiled(file).definition.questions_by_slug
    kept = {slug: answer[DETAILS] for slug, answer in document.items() if DETAILS in answer}
    assert kept == {
        slug: {option: {"text": text} for option, text in details.items()}
        for slug, details in story.kept.items()
    }
    asked = {slug: list(asked_of(questions[slug], answer)) for slug, answer in document.items()}
    assert {slug: options for slug, options in asked.items() if options} == story.asks
    done = story.given if story.refused is None else story.given[:-1]
    values = {save.question: save.answer for save in done}
    for slug, answer in document.items():
        assert decode(answer) == accepted(questions[slug], values[slug], file.today)


@pytest.mark.parametrize(("name", "story"), STORIES, ids=IDS)
def test_a_second_evaluator_keeps_and_refuses_the_same(name: str, story: Saving) -> None:
    themes = files()[name].questionnaire["themes"]
    questions = {q["slug"]: q for theme in themes for q in theme["questions"]}
    given = [save.model_dump() for save in story.given]
    assert saved(list(questions.values()), given) == (story.kept, story.refused)
    last = {one["question"]: one["answer"] for one in (given[:-1] if story.refused else given)}
    asked = {slug: list(asking(questions[slug], answer)) for slug, answer in last.items()}
    assert {slug: options for slug, options in asked.items() if options} == story.asks


def test_there_are_both_kept_and_refused() -> None:
    reasons = {story.refused for _, story in STORIES}
    assert reasons == {None, "DETAIL_NOT_ASKED", "GIVEN_TWICE", "INVALID_TEXT"}
