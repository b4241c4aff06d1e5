"""Assessments as they are shown to whoever may read them, which the company's log may note.

What shows an assessment calls these; ``read_assessment`` is for services that decide by it.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.services.assessing import read_assessment, read_of_result
from assessments.services.company_assessments import AssessmentPage, read_assessments
from assessments.services.environment import Environment
from assessments.services.noting_work import note_opening
from assessments.services.principals import Principal, works_for_another
from assessments.services.walls import seen_by

T = TypeVar("T")


async def open_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> StoredAssessment:
    """Return an assessment with its result, and note the reading where that is due.

    Raises:
        NotFoundError: There is none, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
    """
    return await _opened(
        environment,
        principal,
        lambda within: read_assessment(within, principal, assessment_id),
        lambda found: [found],
    )


async def open_of_result(
    environment: Environment, principal: Principal, result_id: UUID
) -> StoredAssessment:
    """Return the assessment of a result, with it, and note the reading where that is due.

    Raises:
        NotFoundError: There is no such result, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
    """
    return await _opened(
        environment,
        principal,
        lambda within: read_of_result(within, principal, result_id),
        lambda found: [found],
    )


async def open_assessments(
    environment: Environment,
    principal: Principal,
    company_id: UUID,
    *,
    first: int,
    after: UUID | None = None,
) -> AssessmentPage | None:
    """Return a page of a company's assessments, and note the reading where that is due.

    What is on the page, its order and when there is none stands at ``read_assessments``.
    """
    return await _opened(
        environment,
        principal,
        lambda within: read_assessments(within, principal, company_id, first=first, after=after),
        lambda page: [] if page is None else page.assessments,
    )


async def _opened(
    environment: Environment,
    principal: Principal,
    read: Callable[[Environment], Awaitable[T]],
    shown: Callable[[T], Sequence[StoredAssessment]],
) -> T:
    """Read in the transaction that notes it; where the company is erased meanwhile, once more."""
    if not works_for_another(principal):
        return await read(environment)
    async with seen_by(principal, environment).joined() as database:
        found = await read(replace(environment, database=database))
        if await note_opening(environment, principal, shown(found), database):
            return found
    return await _opened(environment, principal, read, shown)
