"""Shows the findings of a content check."""

from collections import Counter

import typer

from assessments.content.checking import Report

MAX_SHOWN = 200

MORE = "What the files mean has not been looked at; more may show once this is mended."


def show_report(report: Report, *, all_warnings: bool = False) -> None:
    """Print errors one a line, and warnings counted by rule unless `all_warnings`."""
    for problem in report.errors[:MAX_SHOWN]:
        typer.echo(f"error: {problem}", err=True)
    if report.errors and not report.sound:
        typer.echo(MORE, err=True)
    if all_warnings:
        for problem in report.warnings:
            typer.echo(f"warning: {problem}")
        return
    for rule, count in sorted(Counter(p.rule for p in report.warnings).items()):
        typer.echo(f"warning: {count} × {rule}")
