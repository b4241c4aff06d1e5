"""The database that a command works on, and the roles that it is used with."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import typer

from api import embedded_database
from api.embedded_database.database import PROGRAM_ROLE
from api.migrating import migrate
from api.settings import PREFIX, Settings, SettingsError, load_settings
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.database import DATABASE_ERRORS, connected
from assessments.storage.roles import Role, role_at

T = TypeVar("T")

TWO_ROLES = (
    "Set EKSPORTKLAR_PROGRAM_DATABASE_URL to the same database for a role that owns nothing; the"
    " README shows the two statements that create it. The program does not serve as the owner."
)
NEEDS_OWNER = (
    "Set EKSPORTKLAR_DATABASE_URL to the role that owns the database; this cannot be done with the"
    " one in EKSPORTKLAR_PROGRAM_DATABASE_URL."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The addresses to serve with; `owner` is None where another program migrates and publishes."""

    owner: str | None
    program: str


@contextmanager
def database_of(settings: Settings) -> Generator[str, None, None]:
    """Give the owner's address: the user's own database, or the embedded one, started if need be.

    Whether the user's own can be reached is tried first, since migrations would say it at length.
    """
    if settings.database_url is not None:
        asyncio.run(_reach(settings.database_url))
        yield settings.database_url
        return
    if settings.program_database_url is not None:
        _refuse(NEEDS_OWNER)
    with embedded_database.start(settings.data_dir) as embedded:
        yield embedded.dsn


@contextmanager
def served_database(settings: Settings) -> Generator[Served, None, None]:
    """Give the addresses to serve with, the owner's up to date."""
    if settings.database_url is None and settings.program_database_url is None:
        with embedded_database.start(settings.data_dir) as embedded:
            migrate(embedded.dsn, role=PROGRAM_ROLE)
            yield Served(owner=embedded.dsn, program=embedded.program_dsn)
        return
    if settings.database_url is not None:
        asyncio.run(_reach(settings.database_url))
    if settings.program_database_url is None:
        _refuse(TWO_ROLES)
    program = settings.program_database_url
    if settings.database_url is not None:
        bring_up_to_date(settings, settings.database_url)
    role = asyncio.run(_role(program))
    if not role.is_bound:
        _refuse(f"The role {role.name} is not held back by row-level security. {TWO_ROLES}")
    yield Served(owner=settings.database_url, program=program)


def on_database(work: Callable[[Environment], Awaitable[T]]) -> T:
    """Do something on the database of the settings, as its owner, and return what comes of it."""

    async def connected_work(dsn: str) -> T:
        async with connected(dsn, size=1) as database:
            return await work(Environment(database=database, shelf=Shelf(database)))

    with database_of(load_settings()) as dsn:
        return asyncio.run(connected_work(dsn))


def bring_up_to_date(settings: Settings, dsn: str) -> None:
    """Migrate the database at `dsn`, and let the program's role do what the program does."""
    migrate(dsn, role=_program_role(settings))


def _program_role(settings: Settings) -> str | None:
    if settings.program_database_url is not None:
        return asyncio.run(_role(settings.program_database_url)).name
    return PROGRAM_ROLE if settings.database_url is None else None


async def _role(dsn: str) -> Role:
    with _named("PROGRAM_DATABASE_URL"):
        return await role_at(dsn)


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)


async def _reach(dsn: str) -> None:
    with _named("DATABASE_URL"):
        async with connected(dsn, size=1):
            pass


@contextmanager
def _named(setting: str) -> Generator[None, None, None]:
    """Say which setting has the address where a database cannot be used.

    Raises:
        SettingsError: It cannot.
    """
    try:
        yield
    except DATABASE_ERRORS as error:
        why = str(error) or "it does not answer"
        raise SettingsError(
            f"The database in {PREFIX}{setting} cannot be used: {why}. Mend the address, or start"
            " the server there."
        ) from error
