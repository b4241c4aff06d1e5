"""Figures about a cohort, from what is told; nothing is counted anew.

Whoever asks more learns no more: all that can be asked for is made beforehand, for everybody alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.cohorts.asking import Asked
from assessments.cohorts.cells import ALL, CellKey
from assessments.services.cohorts.readers import (
    AskedCohort,
    CohortFigures,
    Reader,
    read_figures,
    reader_of,
)
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.storage.cohort_figures import FoundFigure, ListCounts, ShownFigure, SoughtFigure

__all__ = [
    "AskedCohort",
    "CohortFigures",
    "FoundFigure",
    "ListCounts",
    "OpenCohort",
    "Reader",
    "ShownFigure",
    "SoughtFigure",
    "open_cohort",
    "read_cohort",
    "read_figures",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCohort:
    """A cohort that somebody may read, with nothing read of it yet.

    Attributes:
        reader: Who reads.
        asked: What was asked about.
        whole: The same, in a period that figures are told of.
    """

    reader: Reader
    asked: AskedCohort
    whole: Asked

    @property
    def keys(self) -> Sequence[CellKey]:
        """What the cohorts are called that together are this one."""
        return self.reader.keys(self.asked.questionnaire, self.whole)

    @property
    def everywhere(self) -> Sequence[CellKey] | None:
        """What those are called that are the same, in the cluster or not; None without one."""
        if self.whole.cluster is None:
            return None
        return self.reader.keys(self.asked.questionnaire, replace(self.whole, cluster=None))

    @property
    def cluster(self) -> CellKey | None:
        """What the whole of its cluster is called, over all time; None without a cluster."""
        if self.whole.cluster is None:
            return None
        asked = Asked(period=ALL, cluster=self.whole.cluster)
        (key,) = self.reader.keys(self.asked.questionnaire, asked)
        return key


async def open_cohort(
    environment: Environment, principal: Principal, asked: AskedCohort
) -> OpenCohort | None:
    """Return a cohort to be read; None as in ``read_cohort``.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    reader = reader_of(environment, principal, asked)
    if reader is None:
        return None
    return OpenCohort(reader=reader, asked=asked, whole=await reader.asked_in(asked))


async def read_cohort(
    environment: Environment, principal: Principal, asked: AskedCohort
) -> CohortFigures | None:
    """Return what is told of a cohort; None where there is no such questionnaire or cluster.

    Advisors, and programs with the scope, read figures of all companies and of clusters that they
    read for. Of another cluster, and for anybody else, there is nothing.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    opened = await open_cohort(environment, principal, asked)
    if opened is None:
        return None
    keys = opened.keys
    return opened.reader.figures(keys, await opened.reader.shown(keys))
