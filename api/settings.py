"""Everything that differs between installations, read once at start-up."""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.identity.issuers import Issuers
from api.setting_types import ContactAddress, MinimumGroup, Name, OrganisationNumber, PostgresUrl
from assessments.cohorts.disclosure.threshold import LEAST_K

PREFIX = "EKSPORTKLAR_"

OF_THE_TESTS = f"{PREFIX}TEST_"
"""What the tests read; the program leaves it alone."""

ENV_FILE = ".env"


class EnvironmentName(StrEnum):
    """Where the program runs."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingsError(Exception):
    """A setting is missing or wrong; the program does not start."""


class Settings(BaseSettings):
    """Environment variables, each prefixed ``EKSPORTKLAR_``; ``.env.example`` lists them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True
    )

    environment: EnvironmentName = Field(
        default=EnvironmentName.DEVELOPMENT,
        description="development or production. Production serves no GraphiQL, believes no"
        " development tokens, and starts only with what `api/production.py` asks for.",
    )
    controller_name: Name | None = Field(
        default=None,
        description="Who is responsible for the personal data; must be given in production.",
    )
    controller_organisation_number: OrganisationNumber | None = Field(
        default=None,
        description="Its Norwegian organisation number, nine digits; must be given in production.",
    )
    privacy_contact: ContactAddress | None = Field(
        default=None,
        description="Where to write about personal data: an e-mail address or an https address;"
        " must be given in production.",
    )
    host: str = Field(default="127.0.0.1", description="The address to serve on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to serve on.")
    database_url: PostgresUrl | None = Field(
        default=None,
        repr=False,
        description="A PostgreSQL server of your own, 15 or newer, as postgresql://…; without it"
        " the embedded one is used.",
    )
    program_database_url: PostgresUrl | None = Field(
        default=None,
        repr=False,
        description="The same server for a role that owns nothing, which the program serves with;"
        " the other one then migrates and publishes only.",
    )
    data_dir: Path = Field(
        default=Path(".data"), description="Where the embedded PostgreSQL keeps its files."
    )
    database_pool_size: int = Field(
        default=5, ge=1, le=200, description="Connections kept per process."
    )
    database_statement_cache: int = Field(
        default=200,
        ge=0,
        le=10_000,
        description="Prepared statements kept per connection; 0 behind a pooler in transaction"
        " mode.",
    )
    content_dir: Path = Field(
        default=Path("content"), description="The content files that are published at start-up."
    )
    access_token_days: int = Field(
        default=365, ge=1, le=3650, description="How long a respondent's access token is good for."
    )
    issuers: Annotated[Issuers, NoDecode] = Field(
        default=(),
        description="Identity providers whose access tokens are accepted, as a list in JSON:"
        " docs/identity.md.",
    )
    token_leeway_seconds: int = Field(
        default=30,
        ge=0,
        le=300,
        description="How far the clock of an identity provider may be ahead of ours.",
    )
    draft_retention_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="How long `retention` keeps a draft that nobody has touched.",
    )
    anonymous_retention_days: int = Field(
        default=1095,
        ge=1,
        le=3650,
        description="How long `retention` keeps a result that no company has claimed.",
    )
    log_retention_days: int = Field(
        default=1095,
        ge=1,
        le=3650,
        description="How long `retention` keeps who did what, and API keys, memberships and"
        " invitations that have ended.",
    )
    content_poll_seconds: float = Field(
        default=2.0, gt=0, le=3600, description="How often a process looks for new content."
    )
    cells_worker: bool = Field(
        default=True,
        description="Keep the cells of figures about many up to date in `serve`; without it"
        " `eksportklar cells work` must run.",
    )
    cells_poll_seconds: float = Field(
        default=1.0,
        gt=0,
        le=3600,
        description="How often it is looked for what has changed in the cells.",
    )
    minimum_group: MinimumGroup = Field(
        default=LEAST_K,
        description="About fewer companies than this nobody is told a figure; one may be set higher"
        " than 5, and never lower: docs/disclosure.md.",
    )
    cells_release: bool = Field(
        default=True,
        description="Whether `serve` also makes releases, where it keeps the cells up to date.",
    )
    release_seconds: float = Field(
        default=86_400.0,
        gt=0,
        le=31_622_400,
        description="How long figures about many stand at least before they are replaced. Each time"
        " tells a little more to whoever averages the noise away.",
    )
    max_body_bytes: int = Field(
        default=1_000_000, ge=1_000, le=100_000_000, description="The largest request, in bytes."
    )
    metrics: bool = Field(
        default=True,
        description="Serve figures for operators at /metrics; they say nothing of any company.",
    )


def load_settings() -> Settings:
    """Read the environment and ``.env``.

    Raises:
        SettingsError: A setting is wrong, or there is none of that name; the message names it and
            says what to do.
    """
    given = [*os.environ, *dotenv_values(ENV_FILE)]  # noqa: TID251 - settings are read here
    if unknown := _unknown(given):
        raise SettingsError(" ".join(unknown))
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{_place(e['loc'])}: {e['msg']}"
            for e in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(f"These settings cannot be used: {wrong}.") from None


def _place(steps: Iterable[int | str]) -> str:
    """Return where something is wrong: the setting, and the place in it where it has parts."""
    name, *within = map(str, steps)
    return ".".join([f"{PREFIX}{name.upper()}", *within])


def _unknown(given: Iterable[str]) -> list[str]:
    """Return a sentence for each name in `given` that looks like a setting and is none."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    strange = {name for name in map(str.upper, given) if name.startswith(PREFIX)} - set(known)
    return [
        f"{name} is not a setting. {_remedy(name, known)}"
        for name in sorted(strange)
        if not name.startswith(OF_THE_TESTS)
    ]


def _remedy(name: str, known: list[str]) -> str:
    near = get_close_matches(name.removeprefix(PREFIX), [k.removeprefix(PREFIX) for k in known], 1)
    if near:
        return f"Did you mean {PREFIX}{near[0]}? Mend the name in the environment or {ENV_FILE}."
    return f"Take it out of the environment and {ENV_FILE}; .env.example lists the settings."
