"""The second wall: the database as a caller sees it.

Services decide who may do what; row-level security hides everything else, should they be wrong.
"""

from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Principal,
    Respondent,
    Scope,
)
from assessments.storage.acting import Acting
from assessments.storage.database import Database


def seen_by(
    principal: Principal,
    environment: Environment,
    assessment_id: UUID | None = None,
    *,
    becoming: bytes | None = None,
) -> Database:
    """Return the database as `principal` sees it.

    Args:
        principal: Who asks.
        environment: What services need.
        assessment_id: The assessment that it is about, if it is about one.
        becoming: The hash of the access token that this assessment is about to have.
    """
    held = (principal.secret_hash,) if isinstance(principal, Respondent) else ()
    return environment.database.acting_for(
        Acting(
            assessment=assessment_id,
            secrets=(*held, *(() if becoming is None else (becoming,))),
            organisations=organisations_of(principal),
            clusters=principal.clusters if isinstance(principal, Advisor) else (),
            administrator=isinstance(principal, Administrator),
        )
    )


def organisations_of(principal: Principal) -> tuple[str, ...]:
    """Return the numbers of the organisations that `principal` may act for.

    A program acts for its organisation only where a scope says so; without, it reads what is open
    to all, and what its other scopes name.
    """
    if isinstance(principal, CompanyUser):
        return principal.organisations
    if isinstance(principal, Integration) and Scope.COMPANY in principal.scopes:
        return () if principal.organisation is None else (principal.organisation,)
    return ()
