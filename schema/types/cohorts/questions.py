"""What companies answered to each question."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import strawberry

from assessments.cohorts.shares import answered, meaning_something, share
from assessments.questionnaire.compiled import CompiledQuestionnaire, CompiledTheme
from assessments.questionnaire.questions import Question as AuthoredQuestion
from assessments.services.cohorts.reading import CohortFigures
from schema.context import Context
from schema.refusing import bad_input
from schema.types.cohorts.distribution import SHARE, LevelCount
from schema.types.level import Level
from schema.types.option import Option
from schema.types.question import Question


@strawberry.type(description="How many companies chose an option.")
class OptionCount:
    """GraphQL view of a count by option."""

    option: Option = strawberry.field(description="The option; of yes and no `true` and `false`.")
    companies: int | None = strawberry.field(
        description="How many, always with noise; null where it is protected."
    )
    share: Decimal | None = strawberry.field(
        description="Which share of those who answered the question, *don't know* and *does not"
        f" apply* included; where several may be chosen they add up to more than 1. {SHARE} Null"
        " where it is protected."
    )


@strawberry.type(
    description="What companies answered to a question, in whichever version of the questionnaire;"
    " the newest gives the words. All numbers carry noise."
)
class CohortQuestion:
    """GraphQL view of the answers to a question."""

    question: Question = strawberry.field(description="The question.")
    companies: int | None = strawberry.field(
        description="How many answered it, *don't know* and *does not apply* included; not"
        " everybody is asked everything. It is added up from other numbers, so its noise is larger."
        " Null where it is protected."
    )
    suppressed: bool = strawberry.field(
        description="Whether its figures are protected, and null: too few have answered it, or the"
        " figures are older than the question."
    )
    not_applicable: int | None = strawberry.field(
        description="How many say that it does not apply; null where it is protected."
    )
    dont_know: int | None = strawberry.field(
        description="How many say that they do not know; null where it is protected."
    )
    levels: list[LevelCount] = strawberry.field(
        description="How many are at each level by this question, the lowest first, *don't know* at"
        " the lowest; empty where it has no levels."
    )
    options: list[OptionCount] = strawberry.field(
        description="How many chose each option, in order, without options that say *don't know*"
        " or *does not apply*; empty where there are none to choose."
    )


def themes_asked(
    theme: str | None, questionnaire: CompiledQuestionnaire
) -> Sequence[CompiledTheme]:
    """Return the theme of a slug alone; all themes where none is named.

    Raises:
        SaidError: The questionnaire has no such theme.
    """
    themes = questionnaire.themes
    found = [one for one in themes if theme in {None, one.slug}]
    if not found:
        choice = ", ".join(one.slug for one in themes)
        raise bad_input(
            f"`theme` må være ett av temaene i spørreskjemaet: {choice}.",
            f"`theme` must be one of the themes of the questionnaire: {choice}.",
        )
    return found


def questions_of(
    figures: CohortFigures,
    themes: Sequence[CompiledTheme],
    questionnaire: CompiledQuestionnaire,
    context: Context,
) -> list[CohortQuestion]:
    """Return all questions of some themes in their order, told of or not."""
    return [
        _question(question.question, figures, questionnaire, context)
        for theme in themes
        for question in theme.questions
    ]


def _question(
    question: AuthoredQuestion,
    figures: CohortFigures,
    questionnaire: CompiledQuestionnaire,
    context: Context,
) -> CohortQuestion:
    told = figures.told
    base = None if told is None else answered(question, told)
    is_told = told is not None and base is not None and base >= figures.minimum
    counts: Mapping[str, int] = told.counts if told is not None and is_told else {}
    slug = question.slug
    return CohortQuestion(
        question=Question.of(questionnaire, slug),
        companies=base if is_told else None,
        suppressed=not is_told,
        not_applicable=counts.get(f"not_applicable:{slug}"),
        dont_know=counts.get(f"dont_know:{slug}"),
        levels=[
            LevelCount(
                level=Level.of(level, context),
                companies=(companies := counts.get(f"answer_level:{slug}:{level.number}")),
                share=_share(companies, base),
            )
            for level in (questionnaire.definition.levels if question.scored else ())
        ],
        options=[
            OptionCount(
                option=Option.of(choice, context),
                companies=(companies := counts.get(f"option:{slug}:{choice.slug}")),
                share=_share(companies, base),
            )
            for choice in meaning_something(question)
        ],
    )


def _share(companies: int | None, base: int | None) -> Decimal | None:
    return None if companies is None or base is None else share(companies, base)
