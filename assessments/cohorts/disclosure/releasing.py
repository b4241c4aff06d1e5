"""Decides what is told of all cohorts in one release: exactly, with noise, as before, or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.cohorts.cohort import Cohort, Unions, wider
from assessments.cohorts.disclosure.refining import Partition, refine
from assessments.cohorts.disclosure.steps import Change, Step, next_step
from assessments.cohorts.disclosure.threshold import Threshold


class Telling(StrEnum):
    """What becomes of the figures of a cohort in a release."""

    EXACT = "exact"
    NOISED = "noised"
    KEPT = "kept"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is told of each cohort, and what the parts are after it."""

    tellings: Mapping[Cohort, Telling]
    partition: Partition


def plan_release(
    changes: Mapping[Cohort, Change],
    partition: Partition,
    threshold: Threshold,
    *,
    unions: Unions,
) -> Release:
    """Return what is told of each cohort.

    Cohorts come first that advisors want first: each one that is told of exactly leaves less room
    for the next.

    Args:
        changes: What happened to each cohort since it was last told of, in the order in which they
            are to be told of. Cohorts with nobody in them may be left out.
        partition: The results that are counted, in the parts that exact figures made so far.
        threshold: How many must stand behind a figure.
        unions: The values that are told of together too.
    """
    tellings = dict[Cohort, Telling]()
    for cohort, change in changes.items():
        step = next_step(change, threshold)
        if step is Step.REPLACE:
            refined = refine(partition, cohort, threshold.minimum)
            if refined is not None:
                partition, tellings[cohort] = refined, Telling.EXACT
            elif _leaves_few(cohort, changes, threshold, wider(cohort, unions)):
                tellings[cohort] = Telling.WITHHELD
            else:
                tellings[cohort] = Telling.NOISED
        else:
            tellings[cohort] = Telling.KEPT if step is Step.KEEP else Telling.WITHHELD
    return Release(tellings=tellings, partition=partition)


def _leaves_few(
    cohort: Cohort,
    changes: Mapping[Cohort, Change],
    threshold: Threshold,
    holding: Iterable[Cohort],
) -> bool:
    """Return whether a wider cohort without this one is too few companies to be told of.

    Noise would hide them too, but one subtraction less is open to whoever tries several.
    """
    companies = changes[cohort].companies
    rests = (changes[w].companies - companies for w in holding if w in changes)
    return any(0 < rest < threshold.minimum for rest in rests)


def in_order(cohorts: Iterable[Cohort], companies: Mapping[Cohort, int]) -> Sequence[Cohort]:
    """Return cohorts in the order in which they are told of: wide before narrow, then large first.

    Args:
        cohorts: Which ones.
        companies: How many each holds.
    """
    return sorted(cohorts, key=lambda c: (c.narrowness, -companies[c], _name(c)))


def _name(cohort: Cohort) -> Sequence[str]:
    values = (cohort.region, cohort.size_band, cohort.sector)
    named = [",".join(sorted(v)) if v is not None else "" for v in values]
    return [cohort.period, cohort.cluster or "", *named]
