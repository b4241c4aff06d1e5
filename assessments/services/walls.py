"""The second wall: the database as a caller sees it.

Services decide who may do what; row-level security hides everything else, should they be wrong.
"""

from collections.abc import Sequence
from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Principal,
    Respondent,
    organisations_of,
    recipients_of,
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
            recipients=recipients_of(principal),
            administrator=isinstance(principal, Administrator),
        )
    )


def seen_by_both(
    principal: Principal, holder: Respondent, environment: Environment, assessment_id: UUID
) -> Database:
    """Return the database as somebody signed in sees it who also holds an access token."""
    return environment.database.acting_for(
        Acting(
            assessment=assessment_id,
            secrets=(holder.secret_hash,),
            organisations=organisations_of(principal),
        )
    )


def seen_by_operator(environment: Environment) -> Database:
    """Return the database as an operator sees it, who connects as the owner and erases."""
    return environment.database.acting_for(Acting(administrator=True))


def seen_by_reader(clusters: Sequence[str], environment: Environment) -> Database:
    """Return the database as somebody sees it who reads figures for clusters, and nothing else."""
    return environment.database.acting_for(Acting(recipients=tuple(clusters)))
