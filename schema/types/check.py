"""Checks across questions."""

import strawberry
from strawberry.scalars import JSON

from assessments.questionnaire.checking import CompiledCheck
from assessments.questionnaire.checks import Severity
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.conditions.portable import as_json
from schema.context import Info
from schema.enums import describe_enum
from schema.types.fact import Fact
from schema.types.question import Question

describe_enum(
    Severity,
    "What a check across questions does while it stands.",
    {
        "ERROR": "It cannot be true: submitting is refused.",
        "WARNING": "It is unlikely: ask the company to confirm it. Submitting is not refused.",
    },
)


@strawberry.type(
    description="A check across questions: while its condition is met, something does not fit."
)
class Check:
    """GraphQL view of a check, whether it stands or not."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    compiled: strawberry.Private[CompiledCheck]
    slug: str = strawberry.field(
        description="What `StandingCheck.check` and `SubmitAssessmentInput.confirmedWarnings` name."
    )
    severity: Severity = strawberry.field(description="What it does while it stands.")

    @strawberry.field(description="What does not fit and what to do, to be shown while it stands.")
    def message(self, info: Info) -> str:
        """Resolve ``Check.message``."""
        return info.context.say(self.compiled.check.message)

    @strawberry.field(
        description="The condition tree under which it stands, as `docs/conditions.md` says, by the"
        " reading of matching: only what is surely met."
    )
    def when(self) -> JSON:
        """Resolve ``Check.when``."""
        return JSON(as_json(self.compiled.check.when, self.questionnaire.constants))

    @strawberry.field(description="The questions to look at again while it stands, in order.")
    def questions(self) -> list[Question]:
        """Resolve ``Check.questions``."""
        return [Question.of(self.questionnaire, slug) for slug in self.compiled.questions]

    @strawberry.field(
        description="The facts to look at again while it stands, in order; they need not be among"
        " `Questionnaire.facts`."
    )
    def facts(self) -> list[Fact]:
        """Resolve ``Check.facts``."""
        known = self.questionnaire.definition.facts_by_slug
        return [Fact.of(known[slug]) for slug in self.compiled.facts]
