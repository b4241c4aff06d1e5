"""Reads tables of figures about many for spreadsheets, under the rules of ``read_cohort``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from assessments.briefs.counted_tables import (
    barrier_table,
    lever_table,
    question_table,
    scheme_table,
)
from assessments.briefs.gathered import Named
from assessments.briefs.tables import Table, breakdown_table, theme_table
from assessments.cohorts.told import Told
from assessments.services.briefs.naming import DIMENSIONS, named_in
from assessments.services.briefs.notes import notes
from assessments.services.briefs.reading import labelled
from assessments.services.cohorts.breaking_down import Dimension, read_breakdown
from assessments.services.cohorts.reading import AskedCohort, read_cohort
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.texts import Text


class About(StrEnum):
    """What a table of a whole cohort is about."""

    THEME = "theme"
    BARRIER = "barrier"
    SCHEME = "scheme"
    LEVER = "lever"
    QUESTION = "question"


By = About | Dimension
"""What the rows of a table are."""

EVERY: Final[Sequence[By]] = (*About, *Dimension)

_ABOUT: Final[Mapping[About, Callable[[Told | None, Named, int], Table]]] = {
    About.THEME: lambda told, named, _: theme_table(told, named),
    About.BARRIER: lambda told, named, _: barrier_table(told, named),
    About.SCHEME: lambda told, named, _: scheme_table(told, named),
    About.LEVER: lambda told, named, _: lever_table(told, named),
    About.QUESTION: question_table,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables of one cohort, as of when its figures are, and how to read them."""

    tables: Sequence[Table]
    released_at: datetime | None
    notes: Sequence[tuple[Text, Text]]


async def read_tables(
    environment: Environment, principal: Principal, asked: AskedCohort, by: Sequence[By]
) -> Tables | None:
    """Return tables of a cohort, as they are asked for; None as in ``read_cohort``.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    whole = await read_cohort(environment, principal, asked)
    compiled = environment.library.questionnaire(asked.questionnaire)
    if whole is None or compiled is None:
        return None
    named = named_in(environment.library, compiled.definition, asked.cluster)
    found: list[Table] = []
    for one in by:
        if isinstance(one, About):
            found.append(_ABOUT[one](whole.told, named, whole.minimum))
        else:
            found.append(await _broken_down(environment, principal, asked, one, named))
    return Tables(
        tables=found,
        released_at=whole.released_at,
        notes=tuple(notes(environment.library.catalogue.definition, asked, named, whole)),
    )


async def _broken_down(
    environment: Environment,
    principal: Principal,
    asked: AskedCohort,
    by: Dimension,
    named: Named,
) -> Table:
    rows = await read_breakdown(environment, principal, asked, by) or ()
    return breakdown_table(DIMENSIONS[by], labelled(environment, by, rows), named)
