"""Retention: what nobody comes back to is erased after a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assessments.services.auditing import Action, note_by_operator
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.storage.erasing import OldOne, erase_old_ones, find_old_ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long is kept: drafts since they last changed, results of no company since submitting."""

    drafts: timedelta
    anonymous: timedelta


async def erase_old(
    environment: Environment, kept: Kept, *, dry_run: bool = False
) -> tuple[int, int]:
    """Erase what is older, for operators; return how many drafts and how many results.

    In a dry run they are only counted. A company reads in its log which of its drafts went.
    """
    now = environment.now()
    before = (now - kept.drafts, now - kept.anonymous)
    if dry_run:
        return _counted(await find_old_ones(environment.database, *before))
    async with environment.database.joined() as database:
        gone = await erase_old_ones(database, *before)
        drafts, results = _counted(gone)
        of_companies = [
            (one.company_id, global_id_of("Assessment", one.id))
            for one in gone
            if one.company_id is not None
        ]
        about = [*of_companies, (None, f"{drafts} drafts, {results} results")]
        await note_by_operator(environment, Action.OLD_ERASED, about, database)
    return drafts, results


def _counted(old: Sequence[OldOne]) -> tuple[int, int]:
    drafts = sum(one.is_draft for one in old)
    return drafts, len(old) - drafts
