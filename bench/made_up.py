"""The real content, and what made-up companies say: what every bench begins with."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessments.content.library import CompiledCatalogue, build_library
from assessments.content.loading import load_folder
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import Encoded
from assessments.services.accepting import accept_answers, accept_facts
from assessments.services.demonstration.creating import QUESTIONNAIRE, prepare

CONTENT = Path(__file__).parents[1] / "content"


@dataclass(frozen=True, slots=True)
class Content:
    """The questionnaire and the catalogue that the product is delivered with."""

    questionnaire: CompiledQuestionnaire
    catalogue: CompiledCatalogue


@dataclass(frozen=True, slots=True)
class Said:
    """What a made-up company answers and states, as it is stored, and on which day."""

    answers: dict[str, Encoded]
    facts: dict[str, Encoded]
    today: date


def load() -> Content:
    """Return the real content."""
    folder = load_folder(CONTENT)
    if folder.catalogue is None:
        raise SystemExit("The content cannot be read; run `make content`.")
    definitions = [placed.questionnaire.item for placed in folder.questionnaires]
    library = build_library(1, (1, folder.catalogue), definitions)
    questionnaire = library.questionnaire(QUESTIONNAIRE)
    if questionnaire is None:
        raise SystemExit(f"There is no questionnaire {QUESTIONNAIRE}.")
    return Content(questionnaire, library.catalogue)


def said_by(content: Content, number: int) -> Said:
    """Return all that the made-up company `number` says, answers in the questionnaire's order."""
    prepared = prepare(1, number, content.questionnaire, content.catalogue)
    at = prepared.company.at
    today, given = at.date(), prepared.facts
    facts = accept_facts(content.catalogue, facts={}, given=given, today=today).document
    answers = accept_answers(
        content.questionnaire,
        content.catalogue,
        answers={},
        facts=facts,
        given=prepared.answers,
        now=at,
        today=today,
    ).document
    asked = [question.slug for question in content.questionnaire.questions]
    return Said({slug: answers[slug] for slug in asked if slug in answers}, facts, today)
