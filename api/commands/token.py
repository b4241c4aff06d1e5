"""``eksportklar token``: tokens of the development issuer, to try out what it is to be signed in.

Not to be confused with ``eksportklar tokens``, the access tokens of respondents.
"""

import time
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from api.identity.claims import MAX_SUBJECT, can_name
from api.identity.development import DETAIL, SOURCE, DevelopmentKeyError, sign
from api.identity.organisations import AUTHORITY, NORWEGIAN, organisation_of
from api.identity.reading import is_slug
from api.settings import EnvironmentName, load_settings
from assessments.services.principals import Scope

SECONDS_PER_HOUR = 3_600

app = typer.Typer(help="Tokens to sign in with on a development server.", no_args_is_help=True)


def _organisation(said: str) -> str:
    number = organisation_of(said.replace(" ", ""))
    if number is None:
        raise typer.BadParameter(
            f"{said} is no Norwegian organisation number. It has nine digits, and the last follows"
            " from the others; 123456785 is one to try with."
        )
    return number


def _slug(said: str) -> str:
    if not is_slug(said):
        raise typer.BadParameter(
            f"{said} is no slug of a cluster or an organisation. The files in content/clusters and"
            " content/organisations are called by them."
        )
    return said


def _subject(said: str) -> str:
    if not can_name(said):
        raise typer.BadParameter(
            f"That names nobody. Give 1 to {MAX_SUBJECT} visible characters, which are no national"
            " identity number."
        )
    return said


Hours = Annotated[int, typer.Option(help="How long it is good for, in hours.", min=1, max=8_760)]
Name = Annotated[str, typer.Option(help="What the caller is called.")]
Subject = Annotated[
    str | None,
    typer.Option(
        help="Who the caller is (`sub`), which tells those of one name apart; the name unless"
        " given.",
        parser=_subject,
        metavar="TEXT",
    ),
]
Number = Annotated[
    str | None,
    typer.Option(help="The number of the organisation acted for.", parser=_organisation),
]
Delegate = Annotated[
    str | None,
    typer.Option(
        help="The number of the organisation that acts on the other's behalf.",
        parser=_organisation,
    ),
]
Recipients = Annotated[
    list[str] | None,
    typer.Option(
        help="Slug of a cluster or an organisation for which it reads what is shared; may be"
        " repeated.",
        parser=_slug,
        metavar="SLUG",
    ),
]


@app.callback()
def token() -> None:
    """Tokens to sign in with on a development server."""


@app.command()
def company(
    organisations: Annotated[
        list[str],
        typer.Argument(help="Organisation numbers.", parser=_organisation, metavar="NUMBER…"),
    ],
    *,
    delegate: Delegate = None,
    name: Name = "company-user",
    subject: Subject = None,
    hours: Hours = 8,
) -> None:
    """Print a token of somebody who is signed in for companies."""
    parties = [{"orgno": _written(number)} for number in organisations]
    details = [{**DETAIL, "authorized_parties": parties}]
    claims = {"authorization_details": details, **_delegation(delegate)}
    _print({**_caller(name, subject), **claims}, hours)


@app.command()
def advisor(
    recipients: Annotated[
        list[str],
        typer.Argument(help="Slugs of clusters or organisations.", parser=_slug, metavar="SLUG…"),
    ],
    *,
    name: Name = "advisor",
    subject: Subject = None,
    hours: Hours = 8,
) -> None:
    """Print a token of an advisor of clusters or other organisations."""
    _print({**_caller(name, subject), "advises": recipients}, hours)


@app.command()
def administrator(
    *, name: Name = "administrator", subject: Subject = None, hours: Hours = 8
) -> None:
    """Print a token of an administrator."""
    _print({**_caller(name, subject), "role": "administrator"}, hours)


@app.command()
def integration(  # noqa: PLR0913 - an option each
    *,
    scope: Annotated[list[Scope], typer.Option(help="What it may do; may be repeated.")],
    organisation: Number = None,
    recipient: Recipients = None,
    delegate: Delegate = None,
    name: Name = "integration",
    subject: Subject = None,
    hours: Hours = 8,
) -> None:
    """Print a token of a program."""
    consumer = {} if organisation is None else {"consumer": _written(organisation)}
    scopes = " ".join(one.value for one in scope)
    read_for = {} if recipient is None else {"recipients": recipient}
    claims = {"scope": scopes, **consumer, **read_for, **_delegation(delegate)}
    _print({**_caller(name, subject), **claims}, hours)


def _caller(name: str, subject: str | None) -> dict[str, Any]:
    return {"sub": subject or name, "name": name}


def _written(number: str) -> dict[str, str]:
    return {"authority": AUTHORITY, "ID": f"{NORWEGIAN}{number}"}


def _delegation(delegate: str | None) -> dict[str, Any]:
    if delegate is None:
        return {}
    return {"supplier": _written(delegate), "delegation_source": SOURCE}


def _print(claims: Mapping[str, Any], hours: int) -> None:
    settings = load_settings()
    if settings.environment is not EnvironmentName.DEVELOPMENT:
        typer.echo(
            "Tokens are printed for development servers only. This is production"
            " (EKSPORTKLAR_ENVIRONMENT), which does not believe them: sign in with an identity"
            " provider.",
            err=True,
        )
        raise typer.Exit(1)
    try:
        signed = sign(
            settings.data_dir, claims, now=int(time.time()), seconds=hours * SECONDS_PER_HOUR
        )
    except DevelopmentKeyError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(signed)
