"""Tables of told scores, for spreadsheets: by theme, and by the values of a dimension."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assessments.briefs.gathered import Figures, Named
from assessments.cohorts.measures import OVERALL
from assessments.cohorts.told import Scores, Told
from assessments.texts import Text, both

Cell = Text | str | int | Decimal | None
"""What stands in a table; None is a figure that is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below headings; every row has as many cells as there are headings."""

    title: Text
    headings: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


CODE: Final = both("Kode", "Code")
NAME: Final = both("Navn", "Name")
COMPANIES: Final = both("Bedrifter", "Companies")
OVERALL_NAME: Final = both("Samlet", "Overall")

_EXACT: Final = both("nøyaktig", "exact")
_ABOUT: Final = both("omtrent", "about")
_NOISE: Final = both("Antall og snitt er", "Numbers and means are")
_RELEASED: Final = both("Tall fra", "Figures of")
_SPREAD: Final = (
    both("Snitt", "Mean"),
    both("Nedre kvartil", "Lower quartile"),
    both("Median", "Median"),
    both("Øvre kvartil", "Upper quartile"),
    both("Standardavvik", "Standard deviation"),
)


def theme_table(told: Told | None, named: Named) -> Table:
    """Return the scores overall and by theme."""
    titles = {OVERALL: OVERALL_NAME, **named.themes}
    return Table(
        title=both("Temaer", "Themes"),
        headings=(CODE, NAME, COMPANIES, *_SPREAD, *_level_headings(named)),
        rows=tuple((slug, title, *_scores(told, slug, named)) for slug, title in titles.items()),
    )


def breakdown_table(title: Text, rows: Sequence[tuple[str, Text, Figures]], named: Named) -> Table:
    """Return the scores overall, and the means of themes, for each value of a dimension."""
    themes = (both(f"Snitt: {t.nb}", f"Mean: {t.en}") for t in named.themes.values())
    headings = (CODE, NAME, *_SAID, COMPANIES, *_SPREAD, *_level_headings(named), *themes)
    return Table(
        title=title,
        headings=headings,
        rows=tuple(
            (value, label, *_figures(figures, len(headings) - 2, named))
            for value, label, figures in rows
        ),
    )


_SAID: Final = (_NOISE, _RELEASED)


def said_level(level: int, name: Text) -> Text:
    """Return a level by its number and name."""
    return both(f"Nivå {level}: {name.nb}", f"Level {level}: {name.en}")


def _level_headings(named: Named) -> Iterator[Text]:
    return (said_level(level, name) for level, name in named.levels.items())


def _figures(figures: Figures, width: int, named: Named) -> Sequence[Cell]:
    told, released_at = figures.told, figures.released_at
    if told is None or released_at is None:
        return [None] * width
    means = (told.scores[theme].mean if theme in told.scores else None for theme in named.themes)
    return [
        _EXACT if told.is_exact else _ABOUT,
        released_at.date().isoformat(),
        *_scores(told, OVERALL, named, told.companies),
        *means,
    ]


def _scores(
    told: Told | None, of: str, named: Named, companies: int | None = None
) -> Sequence[Cell]:
    """Return the cells of a theme; `companies` stands first also where no score is told."""
    scores = None if told is None else told.scores.get(of)
    if scores is None:
        return [companies, *[None] * (len(_SPREAD) + len(named.levels))]
    return [
        scores.companies if companies is None else companies,
        *_spread(scores),
        *(scores.levels[level] for level in named.levels),
    ]


def _spread(scores: Scores) -> Sequence[Cell]:
    quantiles = scores.quantiles
    return [
        scores.mean,
        quantiles.lower_quartile,
        quantiles.median,
        quantiles.upper_quartile,
        scores.deviation,
    ]
