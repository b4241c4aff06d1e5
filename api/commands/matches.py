"""``eksportklar matches``: what the companies in the database can make of an offer."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.commands.database import database_of
from api.commands.expected import EXPECTED, say_expected
from api.commands.options import Day
from api.commands.progress import counted
from api.content_sources import UnusableSourceError, folder_source
from api.settings import Settings, load_settings
from assessments.content.library import CompiledCatalogue
from assessments.content.nearest import did_you_mean
from assessments.matching.outcome import Outcome
from assessments.services.environment import Environment, today_in_norway
from assessments.services.matching_many import (
    count_outcomes,
    facts_to_refresh,
    refresh_facts,
)
from assessments.services.shelf import NoContentError, Shelf
from assessments.storage.database import connected

app = typer.Typer(help="Companies and offers.", no_args_is_help=True)

Counts = Mapping[str, Mapping[Outcome, int]]


class OtherFactsError(Exception):
    """The content works facts out otherwise than what is published."""

    def __init__(self) -> None:
        super().__init__(
            "Facts or reference data of this content differ from what is published, so that what is"
            " known of the companies would be other. Count with a folder in which only offers"
            " differ; `content diff published FOLDER` says what else does."
        )


STOPPED: tuple[type[Exception], ...] = (
    NoContentError,
    OtherFactsError,
    UnusableSourceError,
    *EXPECTED,
)


@app.callback()
def matches() -> None:
    """Companies and offers."""


@app.command()
def count(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[OFFER]...", help="Every offer unless named.")
    ] = None,
    root: Annotated[
        Path | None, typer.Option("--dir", help="Offers as they are in a content folder.")
    ] = None,
    as_of: Day = None,
) -> None:
    """Count how many submitted results have which outcome with each offer.

    For editors and operators: the figures are not protected, and are not for publishing.
    """
    try:
        settings = load_settings()
        day = today_in_norway() if as_of is None else as_of
        with database_of(settings) as dsn:
            found = asyncio.run(_count(settings, dsn, slugs or [], root, day))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(1) from None
    for slug, counts in found.items():
        said = ", ".join(f"{counts[o]} {o.value}" for o in Outcome if o in counts)
        typer.echo(f"{slug}: {said or 'no results'}")


async def _count(
    settings: Settings, dsn: str, slugs: list[str], root: Path | None, day: date
) -> Counts:
    async with connected(dsn, size=settings.database_pool_size) as database:
        shelf = Shelf(database)
        await shelf.refresh()
        environment = Environment(database=database, shelf=shelf)
        published = shelf.library.catalogue
        catalogue = published if root is None else _in_folder(root, published)
        _refuse_unknown(slugs, catalogue)
        offers = [o for o in catalogue.offers if not slugs or o.slug in slugs]
        with counted("results", await facts_to_refresh(environment)) as advance:
            async for page in refresh_facts(environment):
                for _ in range(page):
                    advance()
        counts = await count_outcomes(database, catalogue, offers, day)
    return {offer.slug: found for offer, found in zip(offers, counts, strict=True)}


def _refuse_unknown(slugs: Sequence[str], catalogue: CompiledCatalogue) -> None:
    known = catalogue.offers_by_slug
    unknown = [slug for slug in dict.fromkeys(slugs) if slug not in known]
    if unknown:
        said = (f"There is no offer {slug}.{did_you_mean(slug, known)}" for slug in unknown)
        raise UnusableSourceError(" ".join(said))


def _in_folder(root: Path, published: CompiledCatalogue) -> CompiledCatalogue:
    source = folder_source(root, today_in_norway())
    if source.library is None:
        raise UnusableSourceError(f"The content in {root} has errors; run `content check`.")
    catalogue = source.library.catalogue
    if catalogue.derivation_digest != published.derivation_digest:
        raise OtherFactsError
    return catalogue
