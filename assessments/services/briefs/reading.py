"""Reads an evidence brief, under the rules of ``read_cohort``."""

from collections.abc import Sequence

from assessments.briefs.brief import Brief
from assessments.briefs.building import build_brief
from assessments.briefs.gathered import Figures, Gathered
from assessments.services.briefs.naming import basis_of, named_in
from assessments.services.cohorts.breaking_down import BrokenDown, Dimension, read_breakdown
from assessments.services.cohorts.labels import label_of
from assessments.services.cohorts.method import count_margin, method_of
from assessments.services.cohorts.open_schemes import open_schemes
from assessments.services.cohorts.reading import AskedCohort, CohortFigures, read_cohort
from assessments.services.environment import OSLO, Environment
from assessments.services.principals import Principal
from assessments.services.walls import seen_by_reader
from assessments.storage.invitations import count_invited
from assessments.storage.memberships import count_members
from assessments.texts import Language, Text


async def read_brief(
    environment: Environment,
    principal: Principal,
    asked: AskedCohort,
    language: Language,
) -> Brief | None:
    """Return the brief about the members of a cluster, or about all; None as in ``read_cohort``.

    A cluster of too few has a brief as well: it says so, and what it takes.
    """
    whole = await read_cohort(environment, principal, asked)
    compiled = environment.library.questionnaire(asked.questionnaire)
    if whole is None or compiled is None:
        return None
    regions = await read_breakdown(environment, principal, asked, Dimension.REGION) or ()
    quarters = await read_breakdown(environment, principal, asked, Dimension.QUARTER) or ()
    library = environment.library
    members, invited = await _whom_of(environment, asked.cluster)
    gathered = Gathered(
        named=named_in(library, compiled.definition, asked.cluster),
        basis=basis_of(library, compiled.definition),
        minimum=whole.minimum,
        count_margin=count_margin(whole),
        protection=method_of(whole),
        open_schemes=open_schemes(library.catalogue, environment.today()),
        whole=figures_of(whole),
        regions=labelled(environment, Dimension.REGION, regions),
        quarters=labelled(environment, Dimension.QUARTER, quarters),
        members=members,
        invited=invited,
    )
    return build_brief(gathered, language)


def figures_of(found: CohortFigures) -> Figures:
    """Return figures as briefs and tables take them."""
    at = found.released_at
    return Figures(
        told=found.told,
        released_at=None if at is None else at.astimezone(OSLO),
        release=found.release,
    )


def labelled(
    environment: Environment, by: Dimension, rows: Sequence[BrokenDown]
) -> Sequence[tuple[str, Text, Figures]]:
    """Return rows of a breakdown, each with what it is called."""
    catalogue = environment.library.catalogue.definition
    return [
        (row.value, label_of(catalogue, by, row.value), figures_of(row.figures)) for row in rows
    ]


async def _whom_of(environment: Environment, cluster: str | None) -> tuple[int | None, int | None]:
    """Return how many are members of a cluster that is read for, and how many it invited."""
    if cluster is None:
        return None, None
    database = seen_by_reader([cluster], environment)
    return await count_members(database, cluster), await count_invited(database, cluster)
