"""The command line ``eksportklar``: a module per command, and this list of them.

Only the module of the command that is asked for is imported: each brings half of the program along,
and the list of commands is to be there at once. The words of the list therefore stand here.
"""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import typer

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "Bring the database up to date, publish the content, and serve the API.",
    "migrate": "Bring the database up to date.",
    "demo": "Create made-up companies with submitted assessments, to try things out on.",
    "content": "Check, compare, publish and look after the content files.",
    "matches": "Companies and offers.",
    "tokens": "Access tokens of respondents.",
    "token": "Tokens to sign in with on a development server.",
    "results": "Submitted results.",
    "cells": "Figures about many, as they are kept up to date.",
    "retention": "Erase what nobody has touched or claimed for long.",
    "erase": "Erase a company or an assessment for good.",
    "erasures": "The list of what was erased, to be kept beside backups.",
}
"""What each command is for. Its module is called like it, and has a Typer ``app`` of commands below
it, or the command itself under its own name."""


def command_line(asked: str | None) -> typer.Typer:
    """Return the command line, on which only the command `asked` can be run."""
    app = typer.Typer(
        name="eksportklar",
        help="Export-readiness self-assessment for the Norwegian health industry.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for name, words in COMMANDS.items():
        module = import_module(f"{__name__}.{name}") if name == asked else None
        if module is None:
            app.command(name, help=words)(_only_listed)
        elif hasattr(module, "app"):
            app.add_typer(module.app, name=name, help=words)
        else:
            app.command(name, help=words)(getattr(module, name))
    return app


def main() -> None:
    """Run the command line; what an operator can mend is said in one line."""
    words = (word for word in sys.argv[1:] if not word.startswith("-"))
    app = command_line(next(words, None))
    try:
        app()
    except SystemExit:
        raise  # It is how every command ends; what follows is then not looked up.
    except _expected() as error:
        _say(error)
        sys.exit(1)


def _only_listed() -> None:
    """Stand for a command that was not asked for, and is never run."""


def _say(error: Exception) -> None:
    import_module(f"{__name__}.expected").say_expected(error)


def _expected() -> tuple[type[Exception], ...]:
    """Return what an operator can mend; asked for only when something has been raised."""
    expected: tuple[type[Exception], ...] = import_module(f"{__name__}.expected").EXPECTED
    return expected
