"""Facts: what they derive from and are checked by is what the program knows."""

import re
from collections.abc import Iterator
from typing import Any

from assessments.company.checks import CHECKS
from assessments.company.derive import DERIVED
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.kinds.text import TextAnswer

RULE = "fact"
FILE = "facts.yaml"


def check_facts(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per fact that the program and content do not agree on."""
    for placed in subject.folder.facts:
        yield from _derivation(subject, placed)
        check = placed.item.check
        if check is not None and check not in CHECKS:
            message = f"there is no check `{check}`; choose among {', '.join(CHECKS)}"
            yield placed.problem(RULE, message, "check")
        yield from _limits(placed)
    for slug in DERIVED:
        if slug not in subject.facts:
            message = f"the program derives `{slug}`; add it, or take it out of `DERIVED`"
            yield Problem(path=FILE, line=1, rule=RULE, message=message)
    for questions in subject.questions.values():
        for placed_question in questions:
            yield from _limits(placed_question)


def _derivation(subject: Subject, placed: Placed[Fact]) -> Iterator[Problem]:
    fact = placed.item
    for index, base in enumerate(fact.derived_from):
        if base not in subject.facts:
            message = f"there is no fact `{base}` to derive from; check the spelling or add it"
            yield placed.problem("reference", message, "derived_from", index)
    if fact.derived_from and fact.slug not in DERIVED:
        message = f"the program does not know how `{fact.slug}` follows; take `derived_from` out"
        yield placed.problem(RULE, message, "derived_from")
    if fact.slug in DERIVED and not fact.derived_from:
        message = f"the program derives `{fact.slug}`; say in `derived_from` what it follows from"
        yield placed.problem(RULE, message)


def _limits(placed: Placed[Any]) -> Iterator[Problem]:
    """Yield a problem where no answer at all could be accepted."""
    kind = placed.item
    if isinstance(kind, Numeric) and kind.minimum > kind.maximum:
        yield placed.problem("limits", "the minimum is above the maximum; swap them", "minimum")
    if isinstance(kind, TextAnswer) and kind.pattern is not None:
        try:
            re.compile(kind.pattern)
        except re.error as error:
            message = f"the pattern is no regular expression ({error}); mend it"
            yield placed.problem("limits", message, "pattern")
