"""The content check: everything that must be mended before a content folder can be published."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assessments.content.cases.differences import RULE as CASE
from assessments.content.cases.reading import load_cases
from assessments.content.cases.running import run_cases
from assessments.content.checks import DOUBTS, MEANING, NAMES_AND_FORMS
from assessments.content.checks.accepted_gaps import load_accepted_gaps
from assessments.content.checks.gaps import find_gaps
from assessments.content.checks.subject import Subject
from assessments.content.loading import Folder, load_folder
from assessments.content.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found: `errors` block publishing, `warnings` are shown; each by file and line.

    Content that is `sound` can be evaluated: names and forms are right, whatever it means.
    """

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    folder: Folder
    sound: bool = False


def check(root: Path, today: date) -> Report:
    """Return all that is wrong with the content folder at `root` on the day `today`.

    Files are read first; while one cannot be used, no more is said. Then names and forms are
    checked, and only when they are right what the content means, for which it is evaluated.
    """
    return check_read(load_folder(root), today)


def check_read(folder: Folder, today: date) -> Report:
    """Return all that is wrong with a content folder that has been read."""
    cases = load_cases(folder.root)
    accepted = load_accepted_gaps(folder.root)
    errors = [*folder.problems, *cases.problems, *accepted.problems]
    if folder.catalogue is None:
        return _report(folder, errors, ())
    subject = Subject(folder=folder, catalogue=folder.catalogue, cases=cases, today=today)
    wrong = [problem for rule in NAMES_AND_FORMS for problem in rule(subject)]
    meant = wrong or _meaning(subject)
    errors += [problem for problem in meant if problem.blocks]
    warnings = [problem for problem in meant if not problem.blocks]
    warnings += [problem for rule in DOUBTS for problem in rule(subject)]
    gaps = list(find_gaps(subject))
    for gap in gaps:
        (warnings if accepted.accepts(gap) else errors).append(gap.problem)
    warnings += accepted.outdated(gaps)
    return replace(_report(folder, errors, warnings), sound=not wrong)


def _meaning(subject: Subject) -> list[Problem]:
    found = [problem for rule in MEANING for problem in rule(subject)]
    return [*found, *run_cases(subject.library, subject.cases)]


def _report(folder: Folder, errors: Iterable[Problem], warnings: Iterable[Problem]) -> Report:
    return Report(errors=_ordered(errors), warnings=_ordered(warnings), folder=folder)


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by file and line, each once; cases that fail come after what made them."""
    return tuple(
        sorted(set(problems), key=lambda p: (p.rule == CASE, p.path, p.line, p.rule, p.message))
    )
