"""What happened to each cohort since it was last told of, from who is counted now and since when.

Where it cannot be known whether somebody was in a cohort before, it counts as having been there:
figures then stand longer than they must, and never change too soon.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.cohorts.askable import cohorts_of
from assessments.cohorts.cohort import Cohort, Place, Unions
from assessments.cohorts.disclosure.refining import Part, Partition
from assessments.cohorts.disclosure.releasing import in_order
from assessments.cohorts.disclosure.steps import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Results of one place and part, and for each since when it is counted.

    Args:
        place: Where they are counted.
        part: With which others they were told of exactly.
        entered_at: When each began to be counted, by cluster and, under None, at all.
    """

    place: Place
    part: int | None
    entered_at: Sequence[Mapping[str | None, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTold:
    """When a cohort was last told of, of how many, and whether that is still shown."""

    companies: int
    told_at: datetime
    is_shown: bool


@dataclass(slots=True)
class _Now:
    companies: int = 0
    came: int = 0


def changes_of(
    counted: Sequence[Counted],
    last: Mapping[Cohort, LastTold],
    unions: Unions,
    minimum: int,
) -> Mapping[Cohort, Change]:
    """Return what happened to each cohort that holds anybody, in the order to be told of.

    Args:
        counted: Who is counted now.
        last: When each cohort was told of; not those that never were.
        unions: The values that are told of together.
        minimum: The fewest companies that a figure is about now. What was told of fewer, while less
            was asked for, counts as shown no more.
    """
    found = dict[Cohort, _Now]()
    for some in counted:
        for cohort in cohorts_of(some.place, unions):
            now = found.setdefault(cohort, _Now())
            now.companies += len(some.entered_at)
            told = last.get(cohort)
            if told is not None:
                now.came += sum(entered > told.told_at for entered in _entered(some, cohort))
    ordered = in_order(found, {cohort: now.companies for cohort, now in found.items()})
    return {cohort: _change(found[cohort], last.get(cohort), minimum) for cohort in ordered}


def partition_of(
    counted: Sequence[Counted], ghosts: Mapping[int, int], following: int
) -> Partition:
    """Return who is counted in parts, in the order given.

    Args:
        counted: Who is counted now.
        ghosts: How many of each part are counted no more.
        following: The number of the next part.
    """
    parts = [Part(part=c.part, place=c.place, companies=len(c.entered_at)) for c in counted]
    return Partition(parts=parts, ghosts=ghosts, following=following)


def _entered(some: Counted, cohort: Cohort) -> Iterator[datetime]:
    """Yield since when each can have been in a cohort."""
    for entered_at in some.entered_at:
        yield max(entered_at[None], entered_at.get(cohort.cluster, entered_at[None]))


def _change(now: _Now, last: LastTold | None, minimum: int) -> Change:
    if last is None:
        return Change(companies=now.companies, told=None, came=now.companies, is_shown=False)
    return Change(
        companies=now.companies,
        told=last.companies,
        came=now.came,
        is_shown=last.is_shown and last.companies >= minimum,
    )
