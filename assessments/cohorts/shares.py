"""Which share of those who could have said something said it, from figures with noise."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from assessments.cohorts.measures import LEVELS
from assessments.cohorts.told import Told
from assessments.questionnaire.kinds.base import Choice
from assessments.questionnaire.questions import Question

ONE_OF: Final = frozenset({"single_choice", "likert", "boolean"})
"""The kinds of which each company gives one of the answers that are counted."""

THOUSANDTH: Final = Decimal("0.001")


def share(companies: int, base: int) -> Decimal:
    """Return companies as a share of `base`, 0 to 1 with three decimals.

    Both carry noise of their own, so that there may seem to be more than all: the share is then 1.
    """
    return (Decimal(min(companies, base)) / base).quantize(THOUSANDTH, ROUND_HALF_UP)


def meaning_something(question: Question) -> Sequence[Choice]:
    """Return the options that are counted one by one.

    Others say *don't know* or *does not apply*, and are counted as that.
    """
    return [one for one in question.choices if not (one.dont_know or one.not_applicable)]


def answered(question: Question, told: Told) -> int | None:
    """Return how many companies have answered a question, with *don't know* and the like too.

    It is added up from the fewest counts that hold each of them once. None where there are no such
    counts, or not yet.
    """
    slug = question.slug
    if question.scored:
        keys = [*(f"answer_level:{slug}:{level}" for level in LEVELS), f"not_applicable:{slug}"]
    elif question.kind in ONE_OF:
        keys = [
            *(f"option:{slug}:{choice.slug}" for choice in meaning_something(question)),
            *(f"dont_know:{slug}", f"not_applicable:{slug}"),
        ]
    elif question.required and question.visible_when is None:
        return told.companies
    else:
        return None
    counts = [told.counts[key] for key in keys if key in told.counts]
    return sum(counts) if len(counts) == len(keys) else None
