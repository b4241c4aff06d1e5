"""Reads an evidence brief, under the rules of ``read_cohort``."""

from assessments.briefs.brief import Brief
from assessments.briefs.building import build_brief
from assessments.briefs.gathered import Figures, Gathered
from assessments.services.briefs.naming import basis_of, named_in, values_of
from assessments.services.cohorts.breaking_down import BrokenDown, Dimension, read_breakdown
from assessments.services.cohorts.reading import AskedCohort, CohortFigures, read_cohort
from assessments.services.environment import OSLO, Environment
from assessments.services.principals import Principal
from assessments.services.walls import seen_by_reader
from assessments.storage.invitations import count_invited
from assessments.storage.memberships import count_members
from assessments.texts import Language


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
    names = values_of(library.catalogue.definition, Dimension.REGION)
    members, invited = await _whom_of(environment, asked.cluster)
    gathered = Gathered(
        named=named_in(library, compiled.definition, asked.cluster),
        basis=basis_of(library, compiled.definition),
        minimum=whole.minimum,
        whole=figures_of(whole),
        regions=[(row.value, names[row.value], figures_of(row.figures)) for row in regions],
        quarters=[_quarter(row) for row in quarters],
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


def _quarter(row: BrokenDown) -> tuple[str, Figures]:
    return row.value, figures_of(row.figures)


async def _whom_of(environment: Environment, cluster: str | None) -> tuple[int | None, int | None]:
    """Return how many are members of a cluster that is read for, and how many it invited."""
    if cluster is None:
        return None, None
    database = seen_by_reader([cluster], environment)
    return await count_members(database, cluster), await count_invited(database, cluster)
