"""Finds the checks across questions that stand.

A check stands only where its condition is surely met: what is not known, not answered or does not
apply never brings one about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments.questionnaire.checks import Check
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import answers_read, facts_read
from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.definition import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCheck:
    """A check with its condition as a function.

    `questions` and `facts` are what a company can mend to make it go away, in order: the answers
    that it reads, also through the facts that they give, and the facts that no answer gives.
    """

    check: Check
    slug: str
    met: Evaluator
    questions: tuple[str, ...]
    facts: tuple[str, ...]


def compile_checks(definition: Questionnaire, constants: Constants) -> tuple[CompiledCheck, ...]:
    """Return the checks of `definition` ready to evaluate, in order."""
    return tuple(_compiled(definition, check, constants) for check in definition.checks or ())


def standing(checks: Iterable[CompiledCheck], state: State) -> tuple[CompiledCheck, ...]:
    """Return those of `checks` that stand, in order."""
    return tuple(check for check in checks if check.met(state) == TRUE)


def _compiled(definition: Questionnaire, check: Check, constants: Constants) -> CompiledCheck:
    behind = frozenset(
        base for slug in facts_read(check.when) for base in _behind(definition, slug)
    )
    giving = {
        question.slug: question.writes_fact.fact
        for _, question in definition.questions
        if question.writes_fact is not None
    }
    read = answers_read(check.when)
    return CompiledCheck(
        check=check,
        slug=check.slug,
        met=compile_condition(check.when, constants, Reading.MATCHING),
        questions=tuple(
            slug
            for slug in definition.questions_by_slug
            if slug in read or giving.get(slug) in behind
        ),
        facts=tuple(
            fact.slug
            for fact in definition.facts
            if fact.slug in behind and fact.asked and fact.slug not in giving.values()
        ),
    )


def _behind(definition: Questionnaire, slug: str) -> Iterator[str]:
    """Yield the fact `slug` and all that it follows from."""
    yield slug
    fact = definition.facts_by_slug.get(slug)
    for base in () if fact is None else fact.derived_from:
        yield from _behind(definition, base)
