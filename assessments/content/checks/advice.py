"""Advice: every step up in the newest version of a questionnaire says what to do.

Earlier versions keep theirs, for the assessments that are still on them.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from assessments.content.catalogue import QuestionnaireAdvice
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.questionnaire.ladder import levels_given
from assessments.questionnaire.questions import Question

RULE = "advice"

Steps = Mapping[str, frozenset[int]]
"""The levels that a step can reach, by question: all that its answers give but the lowest."""


def check_advice(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per step without advice, and per piece of advice without a step."""
    newest = _newest(subject)
    given = {placed.item.questionnaire: placed for placed in subject.folder.advice}
    for placed in subject.folder.advice:
        slug, name = placed.item.questionnaire, PurePosixPath(placed.document.path).stem
        if slug != name:
            message = f"the file must be named after its questionnaire, `{slug}.yaml`; rename it"
            yield placed.problem(RULE, message, "questionnaire")
        if slug not in newest:
            message = f"there is no questionnaire `{slug}`; choose among {', '.join(newest)}"
            yield placed.problem(RULE, message, "questionnaire")
    for slug, questionnaire in newest.items():
        if slug in given:
            yield from _superfluous(given[slug], _steps_of_all(subject, slug))
        yield from _missing(subject, questionnaire, given.get(slug))


def _newest(subject: Subject) -> Mapping[str, PlacedQuestionnaire]:
    ordered = sorted(
        subject.folder.questionnaires, key=lambda placed: placed.questionnaire.item.version
    )
    return {placed.questionnaire.item.slug: placed for placed in ordered}


def _steps_of_all(subject: Subject, slug: str) -> Steps:
    """Return the steps in any version of the questionnaire `slug`."""
    found: dict[str, frozenset[int]] = {}
    for questionnaire in subject.folder.questionnaires:
        if questionnaire.questionnaire.item.slug == slug:
            for placed in subject.questions_of(questionnaire):
                known = found.get(placed.item.slug, frozenset())
                found[placed.item.slug] = known | _steps(placed.item, subject)
    return found


def _steps(question: Question, subject: Subject) -> frozenset[int]:
    levels = levels_given(question, subject.today)
    return levels - {min(levels)} if levels else levels


def _superfluous(placed: Placed[QuestionnaireAdvice], steps: Steps) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    for index, advice in enumerate(placed.item.advice):
        slug, level = advice.question, advice.to_level
        if slug not in steps:
            message = f"no version has a question `{slug}`; take the advice out"
            yield placed.problem(RULE, message, "advice", index, "question")
        elif level not in steps[slug]:
            levels = ", ".join(str(n) for n in sorted(steps[slug])) or "none"
            message = f"no step of `{slug}` reaches level {level}; its steps reach: {levels}"
            yield placed.problem(RULE, message, "advice", index, "to_level")
        if (slug, level) in seen:
            message = f"there is advice for `{slug}` to level {level} already; keep one of them"
            yield placed.problem(RULE, message, "advice", index)
        seen.add((slug, level))


def _missing(
    subject: Subject,
    questionnaire: PlacedQuestionnaire,
    placed: Placed[QuestionnaireAdvice] | None,
) -> Iterator[Problem]:
    given = () if placed is None else placed.item.advice
    said = {(advice.question, advice.to_level) for advice in given}
    slug = questionnaire.questionnaire.item.slug
    for question in subject.questions_of(questionnaire):
        steps = sorted(_steps(question.item, subject))
        lacking = [level for level in steps if (question.item.slug, level) not in said]
        if lacking:
            levels = ", ".join(map(str, lacking))
            message = (
                f"nothing is said of how to reach level {levels}; say it in advice/{slug}.yaml"
            )
            yield question.problem(RULE, message)
