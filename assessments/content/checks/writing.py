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
from assessments.questionnaire.questions import Question, WritesFact

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
            yield from _without_answer(placed, fact.item, writes)
            if writes.map is None:
                yield from _directly(placed, fact.item)
            else:
                yield from _by_map(placed, fact.item, writes.map)


def _follows(placed: Placed[Question], fact: Fact) -> Iterator[Problem]:
    if not fact.asked and (fact.slug in DERIVED or fact.computed is not None):
        bases = " or ".join(fact.derived_from)
        message = f"`{fact.slug}` follows from {bases}; let the answer give that"
        yield placed.problem(RULE, message, FIELD, "fact")


def _without_answer(placed: Placed[Question], fact: Fact, writes: WritesFact) -> Iterator[Problem]:
    """Yield what is wrong with what is said of answers that are none of the map."""
    for slug in writes.silent or ():
        if slug in (writes.map or {}) or slug not in getattr(placed.item, "by_slug", ()):
            message = f"`{slug}` must be an option that the map leaves out; name one or take it out"
            yield placed.problem(RULE, message, FIELD, "silent")
    if writes.not_applicable is None:
        return
    if placed.item.not_applicable is None:
        message = "the question always applies; take `not_applicable` out"
        yield placed.problem(RULE, message, FIELD, "not_applicable")
    elif not _has(fact, writes.not_applicable):
        message = f"`{fact.slug}` cannot be `{writes.not_applicable}`; choose one of its values"
        yield placed.problem(RULE, message, FIELD, "not_applicable")


def _by_map(
    placed: Placed[Question], fact: Fact, given: Mapping[str, str | bool]
) -> Iterator[Problem]:
    question = placed.item
    silent = (question.writes_fact and question.writes_fact.silent) or ()
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
        if option.slug not in (*given, *silent) and option.marker is None:
            message = (
                f"the map says nothing of `{option.slug}`; say what it makes of the fact, or name"
                " it in `silent`"
            )
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
