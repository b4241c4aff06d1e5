"""What the worked cases of the content state, as the engine is given it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessments.content.cases.accepting import Acceptance
from assessments.content.cases.models import (
    OfferCase,
    OfferCases,
    QuestionnaireCase,
    QuestionnaireCases,
)
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Walk, walk
from assessments.scoring.score import Score, score


@dataclass(frozen=True, slots=True)
class Stated:
    """A case of an offer with all that is known of its company."""

    case: OfferCase
    facts: Values


@dataclass(frozen=True, slots=True)
class Worked:
    """A case of a questionnaire with what the engine makes of it."""

    case: QuestionnaireCase
    walk: Walk
    score: Score


def _accepting(catalogue: CompiledCatalogue, as_of: date) -> Acceptance:
    return Acceptance(as_of, catalogue.derive.rules, frozenset(catalogue.facts))


def stated(catalogue: CompiledCatalogue, cases: OfferCases) -> Iterator[Stated]:
    """Yield the cases of an offer."""
    for case in cases.cases:
        as_of = case.as_of or cases.as_of
        accepting = _accepting(catalogue, as_of)
        accepted = accepting.facts(catalogue.facts, cases.company, case.company)
        assert accepted.refusals == {}, case.says
        yield Stated(case, catalogue.derive(accepted.values, as_of))


def worked(
    catalogue: CompiledCatalogue, questionnaire: CompiledQuestionnaire, cases: QuestionnaireCases
) -> Iterator[Worked]:
    """Yield the cases of a questionnaire."""
    asked = questionnaire.definition.questions_by_slug
    for case in cases.cases:
        as_of = case.as_of or cases.as_of
        accepting = _accepting(catalogue, as_of)
        facts = accepting.facts(catalogue.facts, cases.facts, case.facts)
        answers = accepting.answers(asked, {**cases.answers, **case.answers})
        assert (facts.refusals, answers.refusals) == ({}, {}), case.says
        walked = walk(questionnaire, answers.values, facts.values, as_of, catalogue.derive)
        yield Worked(case, walked, score(questionnaire, walked, as_of))
