"""Options that several commands have, so that they are called and read alike."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schema.asking import YEARS

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(said: str) -> date:
    """Return the day that `said` names.

    Raises:
        typer.BadParameter: It is written otherwise, there is no such day, or it is too far away.
    """
    if _DAY.fullmatch(said) is None:
        raise typer.BadParameter(f"{said} is no day. Write it as 2026-01-31: year, month, day.")
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise typer.BadParameter(f"There is no day {said}. Check the month and the day.") from None
    if day.year not in YEARS:
        raise typer.BadParameter(f"Name a day in the years {YEARS[0]} to {YEARS[-1]}.")
    return day


Root = Annotated[
    Path | None,
    typer.Option("--dir", exists=True, file_okay=False, help="The content folder."),
]
Day = Annotated[
    date | None,
    typer.Option(help="The day; today unless given.", parser=parse_day, metavar="YYYY-MM-DD"),
]
