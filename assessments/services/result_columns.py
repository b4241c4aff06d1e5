"""What of a result stands in columns and rows of its own, beside its document."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.company.size import size_band
from assessments.questionnaire.values import Number, Values
from assessments.scoring.rounding import one_decimal
from assessments.services.evaluating import Evaluation

OVERALL = "overall"

ScoreRow = tuple[str, Decimal | None, int | None]
"""A theme's slug or ``overall``, the score as shown, and the level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumns:
    """What figures about many results are grouped by, and the rows of scores."""

    region: str | None
    size_band: str | None
    sector: str | None
    scores: tuple[ScoreRow, ...]


def columns_of(evaluation: Evaluation) -> ResultColumns:
    """Return the columns and score rows that follow from an evaluation."""
    facts, whole = evaluation.state.facts, evaluation.score
    found = (
        *((theme.theme.slug, theme.score, theme.level) for theme in whole.themes),
        (OVERALL, whole.score, whole.level),
    )
    return ResultColumns(
        region=_option(facts, "county_code"),
        size_band=_size_band(evaluation),
        sector=_main_sector(evaluation),
        scores=tuple(
            (slug, None if value is None else one_decimal(value), level)
            for slug, value, level in found
        ),
    )


def _option(facts: Values, slug: str) -> str | None:
    value = facts.get(slug)
    return value if isinstance(value, str) else None


def _size_band(evaluation: Evaluation) -> str | None:
    employees = evaluation.state.facts.get("employees")
    if isinstance(employees, bool) or not isinstance(employees, Number):
        return None
    return size_band(evaluation.catalogue.definition.reference.sizes, employees)


def _main_sector(evaluation: Evaluation) -> str | None:
    """Return the first of the company's sectors in the order of the catalogue."""
    chosen = evaluation.state.facts.get("sectors")
    if not isinstance(chosen, frozenset):
        return None
    options = evaluation.catalogue.facts["sectors"].choices
    return next((option.slug for option in options if option.slug in chosen), None)
