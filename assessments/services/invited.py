"""Following an invitation: what whoever has its code is told, and what is remembered of it.

Who followed a code, and who began by it, is shown to nobody.
"""

import re
from typing import Final
from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.member_errors import UnknownInvitationError
from assessments.services.principals import Principal
from assessments.services.walls import seen_by
from assessments.storage.invitations import invited_by
from assessments.texts import Text, both

_CODE: Final = re.compile(r"[A-Za-z0-9_-]{22}")


async def say_who_invites(environment: Environment, principal: Principal, code: str) -> Text | None:
    """Return in words which cluster invites by a code, to anybody; None where it is of no use."""
    found = await _found(environment, principal, code)
    if found is None:
        return None
    offer = environment.library.catalogue.definition.offers_by_slug.get(found[1])
    name = both(found[1], found[1]) if offer is None else offer.name
    return both(
        f"{name.nb} inviterer bedriften deres til å ta egenvurderingen.",
        f"{name.en} invites your company to take the self-assessment.",
    )


async def accepted_invitation(environment: Environment, principal: Principal, code: str) -> UUID:
    """Return the invitation of a code.

    Raises:
        UnknownInvitationError: There is none, or it has ended.
    """
    found = await _found(environment, principal, code)
    if found is None:
        raise UnknownInvitationError
    return found[0]


async def _found(
    environment: Environment, principal: Principal, code: str
) -> tuple[UUID, str] | None:
    if not _CODE.fullmatch(code):
        return None
    return await invited_by(seen_by(principal, environment), code, environment.now())
