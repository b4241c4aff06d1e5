"""Answers that give facts: every answer has a value that the fact can have."""

from collections.abc import Iterator, Mapping

from assessments.company.derive import DERIVED
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.choice import OneOfOptions, WithOptions
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import Question

RULE = "writes-fact"
FIELD = "writes_fact"


def check_writing(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per answer that would give a fact what it cannot be."""
    for questions in subject.questions.values():
        for placed in questions:
            writes = placed.item.writes_fact
            if writes is None:
                continue
            fact = subject.facts.get(writes.fact)
            if fact is None:
                message = f"there is no fact `{writes.fact}`; check the spelling or add it"
                yield placed.problem("reference", message, FIELD, "fact")
                continue
            yield from _follows(placed, fact.item)
            if writes.map is None:
                yield from _directly(placed, fact.item)
            else:
                yield from _by_map(placed, fact.item, writes.map)


def _follows(placed: Placed[Question], fact: Fact) -> Iterator[Problem]:
    if not fact.asked and (fact.slug in DERIVED or fact.computed is not None):
        bases = " or ".join(fact.derived_from)
        message = f"`{fact.slug}` follows from {bases}; let the answer give that"
        yield placed.problem(RULE, message, FIELD, "fact")


def _by_map(
    placed: Placed[Question], fact: Fact, given: Mapping[str, str | bool]
) -> Iterator[Problem]:
    question = placed.item
    if not isinstance(question, OneOfOptions):
        message = "only a choice of one option can have a map; take it out"
        yield placed.problem(RULE, message, FIELD, "map")
        return
    for slug, value in given.items():
        if slug not in question.by_slug:
            message = f"`{slug}` is no option of `{question.slug}`; take it out of the map"
            yield placed.problem(RULE, message, FIELD, "map", slug)
        elif not _has(fact, value):
            message = f"`{fact.slug}` cannot be `{value}`; choose one of its values"
            yield placed.problem(RULE, message, FIELD, "map", slug)
    for option in question.options:
        if option.slug not in given and option.marker is None:
            message = f"the map says nothing of `{option.slug}`; say what it makes of the fact"
            yield placed.problem(RULE, message, FIELD, "map")


def _has(fact: Fact, value: str | bool) -> bool:  # noqa: FBT001 - a value, no switch
    if fact.shape is Shape.BOOLEAN:
        return isinstance(value, bool)
    return isinstance(fact, OneOfOptions) and isinstance(value, str) and value in fact.by_slug


def _directly(placed: Placed[Question], fact: Fact) -> Iterator[Problem]:
    question = placed.item
    if question.shape is not fact.shape:
        message = f"`{fact.slug}` is a {fact.kind}, the answer is not; add a map or give another"
        yield placed.problem(RULE, message, FIELD)
    elif isinstance(question, WithOptions) and isinstance(fact, WithOptions):
        for slug in question.by_slug:
            if slug not in fact.by_slug:
                message = f"`{fact.slug}` has no option `{slug}`; add it, or add a map"
                yield placed.problem(RULE, message, FIELD)
    elif isinstance(question, Numeric) and isinstance(fact, Numeric):
        within = fact.minimum <= question.minimum and question.maximum <= fact.maximum
        if not within or (fact.integer and not question.integer):
            message = f"the answer may be a number that `{fact.slug}` cannot be; align their limits"
            yield placed.problem(RULE, message, FIELD)
