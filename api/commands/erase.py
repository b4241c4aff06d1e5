"""``eksportklar erase``: for whoever asks for it and cannot, such as by letter without the link."""

from typing import Annotated, NoReturn

import typer

from api.commands.database import on_database
from api.counts import number_of
from assessments.errors import InvalidOrganisationNumberError
from assessments.services.environment import Environment
from assessments.services.erasing import (
    company_numbered,
    erase_assessment_as_operator,
    erase_company_as_operator,
    erase_mentions_as_operator,
)
from schema.ids import parse_id_of

app = typer.Typer(help="Erase a company or an assessment for good.", no_args_is_help=True)


@app.callback()
def erase() -> None:
    """Erase a company or an assessment for good."""


@app.command()
def company(
    number: Annotated[str, typer.Argument(help="Its organisation number, nine digits.")],
    *,
    unregistered: Annotated[
        bool,
        typer.Option(
            help="It is not registered: erase where others name it, in lists of members, groups,"
            " invitations, keys and logs."
        ),
    ] = False,
) -> None:
    """Erase a company with its profile, assessments, results, consents and API keys, unasked."""
    try:
        if unregistered:
            _erase_mentions(number)
        else:
            _erase_company(number)
    except InvalidOrganisationNumberError as refused:
        _refuse(refused.message.en)


def _erase_company(number: str) -> None:
    async def work(environment: Environment) -> int | None:
        company_id = await company_numbered(environment, number)
        if company_id is None:
            return None
        return await erase_company_as_operator(environment, company_id)

    gone = on_database(work)
    if gone is None:
        _refuse(
            "No company is registered with that number. Check that it is the right company's; with"
            " --unregistered, what others have said of it is erased."
        )
    typer.echo(f"Erased the company, with {number_of(gone, 'assessment', 'assessments')}.")


def _erase_mentions(number: str) -> None:
    if not on_database(lambda environment: erase_mentions_as_operator(environment, number)):
        _refuse(
            "A company is registered with that number. Check that it is the right company's;"
            " without --unregistered it is erased, with all that it has."
        )
    typer.echo("Erased where others named it. No company was registered with that number.")


@app.command()
def assessment(
    named: Annotated[
        str, typer.Argument(metavar="ID", help="The assessment's id, as the API gives it.")
    ],
) -> None:
    """Erase an assessment with its answers, history, result and consents, unasked."""
    uuid = parse_id_of("Assessment", named)
    if uuid is None:
        _refuse(
            "This is no id of an assessment. Give `id` as the API gives it for the assessment; it"
            " is not the access token."
        )
    if not on_database(lambda environment: erase_assessment_as_operator(environment, uuid)):
        _refuse("There is no such assessment.")
    typer.echo("Erased the assessment.")


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)
