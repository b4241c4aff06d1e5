"""What ``viewer`` says of each kind of principal."""

from assessments.errors import AccessExpiredError, NotFoundError
from assessments.services import principals
from assessments.services.companies import companies_of
from assessments.services.opening import open_assessment
from schema.context import Context
from schema.errors import top_level
from schema.types.assessment import Assessment
from schema.types.company import Company
from schema.types.offers import Cluster, offer_of
from schema.types.viewer import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Respondent,
    Viewer,
)


async def viewer_of(context: Context) -> Viewer | None:
    """Return who is asking; None for somebody who proves nothing.

    Raises:
        GraphQLError: A respondent's access has ended.
    """
    principal = context.principal
    if isinstance(principal, principals.Respondent):
        return await _respondent(context, principal)
    if isinstance(principal, principals.CompanyUser):
        found = await companies_of(context.environment, principal)
        return CompanyUser(
            companies=[Company.of(company, context) for company in found],
            organisation_numbers=sorted(principal.organisations),
        )
    if isinstance(principal, principals.Advisor):
        return Advisor(
            clusters=_clusters(context, principal), recipients=list(principal.recipients)
        )
    if isinstance(principal, principals.Integration):
        return Integration(
            name=principal.name,
            organisation_numbers=list(principals.organisations_of(principal)),
            scopes=[scope for scope in principals.Scope if scope in principal.scopes],
            recipients=list(principals.recipients_of(principal)),
        )
    if isinstance(principal, principals.Administrator):
        return Administrator(name=principal.name)
    return None


async def _respondent(context: Context, principal: principals.Respondent) -> Respondent | None:
    try:
        stored = await open_assessment(context.environment, principal, principal.assessment_id)
    except NotFoundError:
        return None
    except AccessExpiredError as error:
        raise top_level(error, context) from error
    return Respondent(assessment=Assessment.of(stored, context))


def _clusters(context: Context, advisor: principals.Advisor) -> list[Cluster]:
    """Return those that the catalogue has as clusters; `recipients` has the others too."""
    catalogue = context.library.catalogue
    known = catalogue.definition.offers_by_slug
    views = (offer_of(known[slug], catalogue) for slug in advisor.recipients if slug in known)
    return [view for view in views if isinstance(view, Cluster)]
