"""Retention: what nobody comes back to is erased after a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assessments.services.auditing import Action, Done, note_by_operator
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.storage import erasing as storage
from assessments.storage.database import Database
from assessments.storage.erasing import OldOne
from assessments.storage.invitations import erase_ended_invitations
from assessments.storage.memberships import erase_ended_memberships


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long is kept.

    Attributes:
        drafts: Drafts, since they last changed.
        anonymous: Results of no company, since they were submitted.
        log: Who did what, since it was done, and API keys, memberships and invitations, since they
            ended.
    """

    drafts: timedelta
    anonymous: timedelta
    log: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """How many of what are kept no longer; `lines` of the audit log lose who it was, and stay."""

    drafts: int
    results: int
    keys: int
    memberships: int
    invitations: int
    lines: int


async def erase_old(environment: Environment, kept: Kept, *, dry_run: bool = False) -> Old:
    """Erase what is older, for operators; in a dry run it is only counted.

    A company reads in its log which of its drafts went.
    """
    now, erase = environment.now(), not dry_run
    async with environment.database.joined() as database:
        found = await storage.erase_old_ones(
            database, now - kept.drafts, now - kept.anonymous, erase=erase
        )
        drafts = sum(one.is_draft for one in found)
        old = Old(
            drafts=drafts,
            results=len(found) - drafts,
            keys=await storage.erase_ended_keys(database, now - kept.log, erase=erase),
            memberships=await erase_ended_memberships(database, now - kept.log, erase=erase),
            invitations=await erase_ended_invitations(database, now - kept.log, erase=erase),
            lines=await storage.erase_old_codes(database, now - kept.log, erase=erase),
        )
        if erase:
            await _note(environment, found, old, database)
    return old


async def _note(
    environment: Environment, gone: Sequence[OldOne], old: Old, database: Database
) -> None:
    of_companies = [
        (one.company_id, global_id_of("Assessment", one.id))
        for one in gone
        if one.company_id is not None
    ]
    what = (
        f"{old.drafts} drafts, {old.results} results, {old.keys} keys, {old.memberships}"
        f" memberships, {old.invitations} invitations, {old.lines} lines"
    )
    done = Done(action=Action.OLD_ERASED, about=[*of_companies, (None, what)])
    await note_by_operator(environment, done, database)
