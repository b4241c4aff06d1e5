"""Runs the worked cases of questionnaires."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.content.cases.accepting import Acceptance
from assessments.content.cases.differences import Expectations
from assessments.content.cases.models import QuestionnaireCase, QuestionnaireCases
from assessments.content.files import Placed
from assessments.content.library import Library
from assessments.content.problems import Problem
from assessments.questionnaire.checking import standing
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Walk, walk
from assessments.scoring.gaps import gaps
from assessments.scoring.progress import missing_facts, missing_questions
from assessments.scoring.rounding import one_decimal
from assessments.scoring.score import Score, score

OVERALL = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What came out for one case."""

    questionnaire: CompiledQuestionnaire
    stated: Values
    walk: Walk
    score: Score


def questionnaire_problems(
    library: Library, placed: Placed[QuestionnaireCases]
) -> Iterator[Problem]:
    """Yield a problem per value that cannot be and per expectation that fails."""
    cases = placed.item
    questionnaire = library.questionnaires.get((cases.questionnaire, cases.version))
    if questionnaire is None:
        message = f"there is no version {cases.version} of a questionnaire `{cases.questionnaire}`"
        yield placed.problem("reference", f"{message}; name one that there is", "questionnaire")
        return
    for index, case in enumerate(cases.cases):
        expect = Expectations(placed, index, case)
        yield from _case_problems(library, questionnaire, cases, case, expect)


def _case_problems(
    library: Library,
    questionnaire: CompiledQuestionnaire,
    cases: QuestionnaireCases,
    case: QuestionnaireCase,
    expect: Expectations,
) -> Iterator[Problem]:
    as_of = case.as_of or cases.as_of
    derive = library.catalogue.derive
    acceptance = Acceptance(as_of, derive.rules)
    facts = acceptance.facts(library.catalogue.facts, cases.facts, case.facts)
    questions = questionnaire.definition.questions_by_slug
    answers = acceptance.answers(questions, {**cases.answers, **case.answers})
    wrong = [
        *expect.refused("facts", case.facts, facts.refusals),
        *expect.refused("answers", case.answers, answers.refusals),
    ]
    if wrong:
        yield from wrong
        return
    walked = walk(questionnaire, answers.values, facts.values, as_of, derive)
    found = _Found(
        questionnaire=questionnaire,
        stated=facts.values,
        walk=walked,
        score=score(questionnaire, walked, as_of),
    )
    yield from _differences(expect, case, found)


def _differences(expect: Expectations, case: QuestionnaireCase, found: _Found) -> Iterator[Problem]:
    if not case.expects:
        yield expect.problem("the case expects nothing; say at least its scores")
    yield from _visibility(expect, case, found.walk)
    yield from expect.each("scores", "theme", case.scores, _scores(found.score))
    yield from expect.each("levels", "theme", case.levels, _levels(found.score))
    caps = {slug: frozenset(questions) for slug, questions in case.caps.items()}
    yield from expect.each("caps", "theme", caps, _caps(found.score))
    if case.missing is not None:
        missing = missing_questions(found.questionnaire, found.walk)
        yield from expect.whole("missing", case.missing, [question.slug for question in missing])
    if case.missing_facts is not None:
        facts = missing_facts(found.questionnaire, found.stated)
        yield from expect.whole("missing_facts", case.missing_facts, [fact.slug for fact in facts])
    if case.gaps is not None:
        yield from expect.whole("gaps", case.gaps, gaps(found.score, found.walk))
    if case.checks is not None:
        stand = standing(found.questionnaire.checks, found.walk.state)
        yield from expect.whole("checks", case.checks, [check.slug for check in stand])


def _visibility(expect: Expectations, case: QuestionnaireCase, walked: Walk) -> Iterator[Problem]:
    for name, slugs, expected in (("shown", case.shown, True), ("hidden", case.hidden, False)):
        for slug in slugs:
            if slug not in walked.standings:
                message = f"{name}: there is no question `{slug}`; use a slug of one of the themes"
                yield expect.problem(message, name)
            elif walked.is_shown(slug) is not expected:
                standing = walked.standings[slug].value
                message = f"{name}: expected {slug} to be {name}, found it {standing}"
                yield expect.problem(f"{message}; mend the case or the content", name)


def _scores(found: Score) -> dict[str, Decimal | None]:
    scores = {theme.theme.slug: theme.score for theme in found.themes} | {OVERALL: found.score}
    return {slug: _shown(number) for slug, number in scores.items()}


def _shown(number: Fraction | None) -> Decimal | None:
    return None if number is None else one_decimal(number)


def _levels(found: Score) -> dict[str, int | None]:
    return {theme.theme.slug: theme.level for theme in found.themes} | {OVERALL: found.level}


def _caps(found: Score) -> dict[str, frozenset[str]]:
    return {
        theme.theme.slug: frozenset(cap.question for cap in theme.caps) for theme in found.themes
    }
