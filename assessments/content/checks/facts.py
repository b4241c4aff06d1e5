"""Facts: what they derive from and are checked by is what the program knows."""

import re
from collections.abc import Iterator
from typing import Any

from assessments.company.checks import CHECKS
from assessments.company.derive import DERIVED, TIMED
from assessments.content.checks.loops import reachable
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.questionnaire.computing import Computed, Operation
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.kinds.text import TextAnswer

RULE = "fact"
PAIR = 2
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
        yield from _details(placed)
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
    if fact.computed is not None:
        yield from _computed(subject, placed, fact.computed)
        yield from _of_the_day(subject, placed, fact.computed)
        return
    if fact.derived_from and fact.slug not in DERIVED:
        message = f"the program does not know how `{fact.slug}` follows; take `derived_from` out"
        yield placed.problem(RULE, message, "derived_from")
    if fact.slug in DERIVED and not fact.derived_from:
        message = f"the program derives `{fact.slug}`; say in `derived_from` what it follows from"
        yield placed.problem(RULE, message)


def _computed(subject: Subject, placed: Placed[Fact], computed: Computed) -> Iterator[Problem]:
    """Yield what is wrong with a computed fact, other than that a base is not there."""
    fact = placed.item
    bases = [subject.facts[slug].item for slug in computed.of if slug in subject.facts]
    in_kroner = all(base.kind == "money" for base in bases) and not computed.operation.divides
    for wrong, message in (
        (fact.slug in DERIVED, "the program derives it already; take `computed` out"),
        (
            fact.derived_from != computed.of,
            "`derived_from` names other facts than `of`; name the same",
        ),
        (fact.asked, "it is worked out and cannot be stated; write `asked: false`"),
        (
            computed.operation is not Operation.SUM and len(computed.of) != PAIR,
            f"a {computed.operation} is of two facts; name two",
        ),
        (
            any(not isinstance(base, Numeric) for base in bases),
            "only numbers can be computed with; name facts that are numbers",
        ),
        (
            fact.kind != ("money" if in_kroner else "number"),
            "a sum or difference of money is `money`, all else is a `number`; change the kind",
        ),
        (
            isinstance(fact, Numeric) and fact.model_fields_set & {"minimum", "maximum", "integer"},
            "what is worked out has no limits; take `minimum`, `maximum` and `integer` out",
        ),
    ):
        if wrong:
            yield placed.problem(RULE, f"`{fact.slug}`: {message}", "computed")


def _of_the_day(subject: Subject, placed: Placed[Fact], computed: Computed) -> Iterator[Problem]:
    """Yield a problem per base that is another each day; what is worked out of it is stored."""
    graph = {slug: other.item.derived_from for slug, other in subject.facts.items()}
    for index, base in enumerate(computed.of):
        through = ({base} | reachable(graph, base)) & TIMED.keys()
        for timed in sorted(through):
            message = (
                f"`{timed}` is another each day, and what is worked out of it would grow wrong;"
                f" take `{base}` out, and compare `{timed}` itself"
            )
            yield placed.problem(RULE, message, "computed", "of", index)


def _details(placed: Placed[Fact]) -> Iterator[Problem]:
    """Yield a problem per option of a fact that asks for a detail, which only answers have."""
    for index, option in enumerate(getattr(placed.item, "options", ())):
        if option.detail is not None:
            message = (
                f"only an option of a question asks for a detail; take it out of `{option.slug}`"
            )
            yield placed.problem(RULE, message, "options", index, "detail")


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
