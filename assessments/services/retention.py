"""Retention: what nobody comes back to is erased after a time."""

from dataclasses import dataclass
from datetime import timedelta

from assessments.services.auditing import Action, note_by_operator
from assessments.services.environment import Environment
from assessments.storage.erasing import count_old, erase_old_ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How long is kept: drafts since they last changed, results of no company since submitting."""

    drafts: timedelta
    anonymous: timedelta


async def erase_old(
    environment: Environment, kept: Kept, *, dry_run: bool = False
) -> tuple[int, int]:
    """Erase what is older, for operators; return how many drafts and how many results.

    In a dry run they are only counted.
    """
    now = environment.now()
    before = (now - kept.drafts, now - kept.anonymous)
    if dry_run:
        return await count_old(environment.database, *before)
    async with environment.database.joined() as database:
        drafts, results = await erase_old_ones(database, *before)
        what = f"{drafts} drafts, {results} results"
        await note_by_operator(environment, Action.OLD_ERASED, what, database)
    return drafts, results
