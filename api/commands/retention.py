"""``eksportklar retention``: erases what is kept no longer, for operators to schedule."""

import asyncio
from datetime import timedelta
from typing import Annotated

import typer

from api.commands.database import database_of
from api.counts import number_of
from api.settings import Settings, load_settings
from assessments.services.environment import Environment
from assessments.services.retention import Kept, Old, erase_old
from assessments.services.shelf import Shelf
from assessments.storage.database import connected


def retention(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be erased, and erase nothing.")
    ] = False,
) -> None:
    """Erase what nobody has touched or claimed for long.

    Those are drafts, results of no company, API keys, memberships and invitations that have ended,
    and in the audit log who did something; what was done and when stays there.

    EKSPORTKLAR_DRAFT_RETENTION_DAYS, EKSPORTKLAR_ANONYMOUS_RETENTION_DAYS and
    EKSPORTKLAR_LOG_RETENTION_DAYS say how long.
    """
    settings = load_settings()
    kept = Kept(
        drafts=timedelta(days=settings.draft_retention_days),
        anonymous=timedelta(days=settings.anonymous_retention_days),
        log=timedelta(days=settings.log_retention_days),
    )
    with database_of(settings) as dsn:
        old = asyncio.run(_erase(settings, dsn, kept, dry_run=dry_run))
    verb = "Would erase" if dry_run else "Erased"
    typer.echo(
        f"{verb} {number_of(old.drafts, 'draft', 'drafts')},"
        f" {number_of(old.results, 'anonymous result', 'anonymous results')},"
        f" {number_of(old.keys, 'ended API key', 'ended API keys')},"
        f" {number_of(old.memberships, 'ended membership', 'ended memberships')} and"
        f" {number_of(old.invitations, 'ended invitation', 'ended invitations')}, and who it was"
        f" from {number_of(old.lines, 'line', 'lines')} of the audit log."
    )


async def _erase(settings: Settings, dsn: str, kept: Kept, *, dry_run: bool) -> Old:
    async with connected(dsn, size=1) as database:
        environment = Environment(
            database=database,
            shelf=Shelf(database),
            token_lifetime=timedelta(days=settings.access_token_days),
        )
        return await erase_old(environment, kept, dry_run=dry_run)
