"""The command line ``eksportklar``: a module per command, and this list of them."""

import sys

import typer

from api.commands import content, demo, matches, migrate, results, serve, tokens
from api.commands.expected import EXPECTED

app = typer.Typer(
    name="eksportklar",
    help="Export-readiness self-assessment for the Norwegian health industry.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("migrate")(migrate.migrate)
app.add_typer(content.app, name="content")
app.add_typer(matches.app, name="matches")
app.command("demo")(demo.demo)
app.add_typer(tokens.app, name="tokens")
app.add_typer(results.app, name="results")


def main() -> None:
    """Run the command line; what an operator can mend is said in one line."""
    try:
        app()
    except EXPECTED as error:
        typer.echo(f"eksportklar: {error}", err=True)
        sys.exit(1)
