"""What is told of cohorts: rows, each with the figures of one as they may be told."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from assessments.cohorts.cells import CellKey
from assessments.cohorts.exact import OF_SCORES, kind_of
from assessments.cohorts.told import Quantiles, Scores, Told
from assessments.storage.database import Database, Row

PLACES: Final = 6
"""How many parts a key has."""

_TELL: Final = """
    INSERT INTO cohort_figures (questionnaire_slug, period, cluster, region, size_band, sector,
        release_id, companies, is_shown, is_exact, told_companies, scores, counts)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true, $9, $10, $11, $12)
    ON CONFLICT (questionnaire_slug, period, cluster, region, size_band, sector) DO UPDATE
    SET release_id = excluded.release_id, companies = excluded.companies, is_shown = true,
        is_exact = excluded.is_exact, told_companies = excluded.told_companies,
        scores = excluded.scores, counts = excluded.counts
"""
_SHOWN: Final = """
    SELECT k.*, f.is_exact, f.told_companies, f.scores, f.counts, f.release_id,
        f.made_at,
        CASE WHEN k.is_listed THEN (
            SELECT count(*) FROM memberships m WHERE m.cluster = k.cluster AND m.ended_at IS NULL
        ) END AS members,
        CASE WHEN k.is_listed THEN (
            SELECT count(DISTINCT i.organisation_number) FROM invited_organisations i
            WHERE i.cluster = k.cluster
        ) END AS invited
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::boolean[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, is_listed)
    LEFT JOIN (
        SELECT f.*, r.made_at FROM cohort_figures f JOIN cohort_releases r ON r.id = f.release_id
        WHERE f.is_shown
    ) f USING (questionnaire_slug, period, cluster, region, size_band, sector)
"""
_QUARTERS: Final = """
    SELECT DISTINCT period FROM cohort_figures
    WHERE questionnaire_slug = $1 AND cluster = 'all' AND is_shown AND period LIKE '____-Q_'
    ORDER BY period
"""
_WITHHOLD: Final = """
    UPDATE cohort_figures f
    SET is_shown = false, told_companies = NULL, scores = NULL, counts = NULL
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector)
    WHERE (f.questionnaire_slug, f.period, f.cluster, f.region, f.size_band, f.sector)
        = (k.questionnaire_slug, k.period, k.cluster, k.region, k.size_band, k.sector)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row: of how many it is, which nobody is told, and the figures as they are told."""

    key: CellKey
    companies: int
    is_exact: bool
    told_companies: int
    scores: str
    counts: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """What is told of a cohort, and since which release."""

    told: Told
    release: int
    released_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtFigure:
    """A cohort that is asked about; `is_listed` asks for the lists of its cluster too."""

    key: CellKey
    is_listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCounts:
    """How many members a cluster has confirmed, and how many organisations it has invited."""

    members: int
    invited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure:
    """What is told of a cohort, if anything is, and the lists where they were asked for."""

    shown: ShownFigure | None
    lists: ListCounts | None


async def found_figures(
    database: Database, sought: Sequence[SoughtFigure], numbers: Mapping[str, int]
) -> Mapping[SoughtFigure, FoundFigure]:
    """Return what the caller may be told of some cohorts, in one statement.

    Args:
        database: As the caller sees it.
        sought: The cohorts, each once.
        numbers: The number of each measure, by key.
    """
    columns = columns_of([one.key for one in sought])
    rows = await database.rows(_SHOWN, *columns, [one.is_listed for one in sought])
    return {
        SoughtFigure(key=key_in(row), is_listed=row["is_listed"]): FoundFigure(
            shown=None
            if row["made_at"] is None
            else ShownFigure(
                told=told_in(row, numbers), release=row["release_id"], released_at=row["made_at"]
            ),
            lists=ListCounts(members=row["members"], invited=row["invited"])
            if row["is_listed"]
            else None,
        )
        for row in rows
    }


async def shown_figures(
    database: Database, keys: Collection[CellKey], numbers: Mapping[str, int]
) -> Mapping[CellKey, ShownFigure]:
    """Return what the caller may be told of some cohorts, without those that are not told of."""
    found = await found_figures(database, [SoughtFigure(key=key) for key in keys], numbers)
    return {sought.key: one.shown for sought, one in found.items() if one.shown is not None}


async def told_quarters(database: Database, questionnaire: str) -> Sequence[str]:
    """Return the quarters that anything is told of to everybody, the first one first."""
    return [row["period"] for row in await database.rows(_QUARTERS, questionnaire)]


def figure_of(key: CellKey, companies: int, told: Told, numbers: Mapping[str, int]) -> Figure:
    """Return the row of a cohort.

    Args:
        key: What it is called.
        companies: How many it holds.
        told: What is told of it.
        numbers: The number of each measure, by key.
    """
    counts = [0] * max((numbers[measure] for measure in told.counts), default=0)
    for measure, count in told.counts.items():
        counts[numbers[measure] - 1] = count
    return Figure(
        key=key,
        companies=companies,
        is_exact=told.is_exact,
        told_companies=told.companies,
        scores=json.dumps({of: _encoded(scores) for of, scores in told.scores.items()}),
        counts=counts,
    )


def told_in(row: Row, numbers: Mapping[str, int]) -> Told:
    """Return what a row tells; nothing by measures that are newer than the row."""
    counts = row["counts"]
    return Told(
        companies=row["told_companies"],
        is_exact=row["is_exact"],
        scores={of: _decoded(scores) for of, scores in json.loads(row["scores"]).items()},
        counts={
            measure: counts[number - 1]
            for measure, number in numbers.items()
            if number <= len(counts) and kind_of(measure) not in OF_SCORES
        },
    )


async def tell(database: Database, release: int, figures: Iterable[Figure]) -> None:
    """Put figures in the place of those that were told before."""
    async with database.writing() as connection:
        await connection.executemany(
            _TELL,
            [
                (*f.key, release, f.companies, f.is_exact, f.told_companies, f.scores, f.counts)
                for f in figures
            ],
        )


async def withhold(database: Database, keys: Collection[CellKey]) -> None:
    """Take away what is told of some cohorts; that they were told of stays known."""
    await database.run(_WITHHOLD, *columns_of(keys))


def key_in(row: Row) -> CellKey:
    """Return the key of a row."""
    return CellKey(
        *(row["questionnaire_slug"], row["period"], row["cluster"]),
        *(row["region"], row["size_band"], row["sector"]),
    )


def columns_of(keys: Collection[CellKey]) -> Sequence[Sequence[str]]:
    """Return keys as one parameter for each of their parts, for ``unnest``."""
    return [[key[place] for key in keys] for place in range(PLACES)]


def _encoded(scores: Scores) -> dict[str, Any]:
    quantiles = scores.quantiles
    return {
        "companies": scores.companies,
        "sum_tenths": scores.sum_tenths,
        "quantiles": [
            _text(value)
            for value in (quantiles.lower_quartile, quantiles.median, quantiles.upper_quartile)
        ],
        "deviation": _text(scores.deviation),
        "bins": scores.bins,
        "levels": scores.levels,
    }


def _decoded(scores: Mapping[str, Any]) -> Scores:
    lower, median, upper = map(_number, scores["quantiles"])
    return Scores(
        companies=scores["companies"],
        sum_tenths=scores["sum_tenths"],
        quantiles=Quantiles(lower_quartile=lower, median=median, upper_quartile=upper),
        deviation=_number(scores["deviation"]),
        bins=scores["bins"],
        levels=scores["levels"],
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
