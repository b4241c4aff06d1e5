"""Shows the findings of a content check."""

from collections import Counter

import typer

from assessments.content.checking import Report

MAX_SHOWN = 200


def show_report(report: Report, *, all_warnings: bool = False) -> None:
    """Print errors one a line, and warnings counted by rule unless `all_warnings`."""
    for problem in report.errors[:MAX_SHOWN]:
        typer.echo(f"error: {problem}", err=True)
    if all_warnings:
        for problem in report.warnings:
            typer.echo(f"warning: {problem}")
        return
    for rule, count in sorted(Counter(p.rule for p in report.warnings).items()):
        typer.echo(f"warning: {count} × {rule}")
