"""The assessments of a company, as whoever is signed in for it finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.services.environment import Environment
from assessments.services.principals import Principal, organisations_of
from assessments.services.walls import seen_by
from assessments.storage import company_assessments as storage


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPage:
    """A part of a company's assessments, how many it has, and whether there is more after it."""

    assessments: Sequence[StoredAssessment]
    total: int
    has_more: bool


async def read_assessments(
    environment: Environment,
    principal: Principal,
    company_id: UUID,
    *,
    first: int,
    after: UUID | None = None,
) -> AssessmentPage | None:
    """Return the assessments of a company, to whoever is signed in for it; none to others.

    Drafts and submitted ones, the last started first. That never changes, so that pages meet while
    colleagues fill in what is on them.

    Args:
        environment: What services need.
        principal: Who asks.
        company_id: Which company.
        first: How many.
        after: The assessment after which the page begins.

    Returns:
        The page, or None where `after` is no assessment of the company that the caller may read.
    """
    found = await storage.assessments_of(
        seen_by(principal, environment),
        company_id,
        organisations_of(principal),
        after=after,
        limit=first + 1,
    )
    if not found.is_known:
        return None
    return AssessmentPage(
        assessments=found.assessments[:first],
        total=found.total,
        has_more=len(found.assessments) > first,
    )
