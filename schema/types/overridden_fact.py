"""Stated facts that have no effect, since an answer gives them otherwise."""

import strawberry

from assessments.services.evaluating import Evaluation
from schema.types.fact import Fact
from schema.types.question import Question


@strawberry.type(description="A stated fact that an answer gives otherwise; the answer counts.")
class OverriddenFact:
    """GraphQL view of a stated fact without effect."""

    fact: Fact = strawberry.field(description="The fact.")
    question: Question = strawberry.field(description="The question whose answer gives it.")


def overridden_in(evaluation: Evaluation) -> list[OverriddenFact]:
    """Return the stated facts of an assessment that its answers give otherwise."""
    facts, questionnaire = evaluation.catalogue.facts, evaluation.questionnaire
    return [
        OverriddenFact(fact=Fact.of(facts[fact]), question=Question.of(questionnaire, question))
        for fact, question in evaluation.overridden.items()
        if fact in facts
    ]
