"""Checks across questions that stand in an assessment or stood in a result."""

from collections.abc import Iterable

import strawberry

from assessments.questionnaire.checks import Severity
from assessments.questionnaire.compiled import CompiledQuestionnaire
from schema.context import Context
from schema.types.fact import Fact
from schema.types.question import Question


@strawberry.type(description="A check across questions that found something that does not fit.")
class StandingCheck:
    """GraphQL view of a check whose condition is met."""

    check: str = strawberry.field(description="The check's slug.")
    severity: Severity = strawberry.field(description="What it does while it stands.")
    message: str = strawberry.field(description="What does not fit and what to do.")
    questions: list[Question] = strawberry.field(
        description="The questions to look at again, in order."
    )
    facts: list[Fact] = strawberry.field(description="The facts to look at again, in order.")


def standing_checks(
    questionnaire: CompiledQuestionnaire, slugs: Iterable[str], context: Context
) -> list[StandingCheck]:
    """Return the named checks of a questionnaire version, in its order."""
    named = frozenset(slugs)
    facts = questionnaire.definition.facts_by_slug
    return [
        StandingCheck(
            check=found.slug,
            severity=found.check.severity,
            message=context.say(found.check.message),
            questions=[Question.of(questionnaire, slug) for slug in found.questions],
            facts=[Fact.of(facts[slug]) for slug in found.facts],
        )
        for found in questionnaire.checks
        if found.slug in named
    ]
