"""Plans a release: reads who is counted and what was told, and decides what is told of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.cohorts.askable import cohort_called, figure_key
from assessments.cohorts.cells import ALL, CellKey, periods_of
from assessments.cohorts.changing import Counted, LastTold, changes_of, partition_of
from assessments.cohorts.cohort import Cohort, Place, Unions
from assessments.cohorts.disclosure.releasing import Telling, plan_release
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.storage.database import Database
from assessments.storage.release_parts import Move
from assessments.storage.releasing import (
    CountedResult,
    LastFigure,
    beginnings,
    changes_since,
    counted_results,
    following_part,
    ghosts_of,
    last_figures,
    last_release,
)

Alike = Mapping[tuple[Place, int | None], Sequence[CountedResult]]
"""Results by where they are counted and their part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What there is before a release.

    Attributes:
        results: Who is counted.
        began_at: Since when contributors have been on the lists of clusters.
        last: What was told of each cohort.
        ghosts: How many of each part are counted no more.
        following: The number of the next part.
        last_release: The id of the release before, of any questionnaire; 0 for none.
        changes: What has changed since it was last looked, by cell.
    """

    results: Sequence[CountedResult]
    began_at: Mapping[tuple[str, str], datetime]
    last: Sequence[LastFigure]
    ghosts: Mapping[int, int]
    following: int
    last_release: int
    changes: Mapping[CellKey, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a release does.

    Attributes:
        told: The cohorts that are told of anew, by what they are called, and whether exactly.
        companies: How many each of these holds.
        withheld: What was shown and is no more.
        moves: The results whose part is another.
        following: The number of the next part.
    """

    told: Mapping[CellKey, tuple[Cohort, bool]]
    companies: Mapping[CellKey, int]
    withheld: Sequence[CellKey]
    moves: Sequence[Move]
    following: int


async def read_before(database: Database, questionnaire: str) -> Before:
    """Return what there is of a questionnaire, in a transaction that looks at one moment."""
    return Before(
        results=await counted_results(database, questionnaire),
        began_at=await beginnings(database),
        last=await last_figures(database, questionnaire),
        ghosts=await ghosts_of(database, questionnaire),
        following=await following_part(database),
        last_release=await last_release(database),
        changes=await changes_since(database, questionnaire),
    )


def planned(before: Before, questionnaire: str, unions: Unions, threshold: Threshold) -> Plan:
    """Return what a release does; asks nobody, and may take seconds for thousands of results."""
    alike = _alike(before.results)
    counted = [
        Counted(place=place, part=part, entered_at=[_entered(r, before.began_at) for r in results])
        for (place, part), results in alike.items()
    ]
    changes = changes_of(counted, _last(before.last, unions), unions, threshold.minimum)
    partition = partition_of(counted, before.ghosts, before.following)
    release = plan_release(changes, partition, threshold, unions=unions)
    called = {figure_key(questionnaire, cohort, unions): cohort for cohort in changes}
    tellings = {key: release.tellings[cohort] for key, cohort in called.items()}
    told = {
        key: (called[key], telling is Telling.EXACT)
        for key, telling in tellings.items()
        if telling in {Telling.EXACT, Telling.NOISED}
    }
    return Plan(
        told=told,
        companies={key: changes[cohort].companies for key, (cohort, _) in told.items()},
        withheld=[
            figure.key
            for figure in before.last
            if figure.is_shown and tellings.get(figure.key, Telling.WITHHELD) is Telling.WITHHELD
        ],
        moves=list(_moved(alike, [part.part for part in release.partition.parts])),
        following=release.partition.following,
    )


def _alike(results: Sequence[CountedResult]) -> Alike:
    found = dict[tuple[Place, int | None], list[CountedResult]]()
    for result in results:
        found.setdefault((_place(result), result.atom), []).append(result)
    return found


def _place(result: CountedResult) -> Place:
    quarter, year, _ = periods_of(result.quarter)
    latest = [ALL] if result.is_latest else []
    latest_of_year = [year] if result.is_latest_of_year else []
    return Place(
        region=result.region,
        size_band=result.size_band,
        sector=result.sector,
        clusters=frozenset(result.clusters),
        periods=frozenset({quarter, *latest_of_year, *latest}),
    )


def _entered(
    result: CountedResult, began_at: Mapping[tuple[str, str], datetime]
) -> Mapping[str | None, datetime]:
    found: dict[str | None, datetime] = {None: result.entered_at}
    for cluster in result.clusters:
        began = began_at.get((result.contributor, cluster))
        if began is not None:
            found[cluster] = began
    return found


def _last(figures: Sequence[LastFigure], unions: Unions) -> Mapping[Cohort, LastTold]:
    return {
        cohort_called(one.key, unions): LastTold(
            companies=one.companies, told_at=one.made_at, is_shown=one.is_shown
        )
        for one in figures
    }


def _moved(alike: Alike, parts: Sequence[int | None]) -> Iterator[Move]:
    for ((_, before), results), part in zip(alike.items(), parts, strict=True):
        if part is not None and part != before:
            yield from (
                Move(result_id=one.result_id, entered_at=one.entered_at, before=before, part=part)
                for one in results
            )
