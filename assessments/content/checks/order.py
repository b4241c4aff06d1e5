"""Order: a condition reads only what comes before it and will be known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.content.checks.loops import reachable
from assessments.content.checks.rules import Rule, Use, questionnaire_rules
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.questionnaire.conditions.nodes import answers_read, facts_read
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The questions of a questionnaire in order, and which of them give each fact."""

    questions: Mapping[str, Placed[Question]]
    positions: Mapping[str, int]
    writers: Mapping[str, Sequence[str]]
    facts: Mapping[str, Placed[Fact]]

    def bases(self, fact: str) -> frozenset[str]:
        """Return `fact` and all that it derives from."""
        graph = {slug: placed.item.derived_from for slug, placed in self.facts.items()}
        return reachable(graph, fact) | {fact}

    def read(self, rule: Rule) -> Iterator[tuple[str, str | None]]:
        """Yield the questions that `rule` reads, each with the fact through which it does."""
        for slug in sorted(answers_read(rule.condition)):
            if slug in self.positions:
                yield slug, None
        for fact in sorted(facts_read(rule.condition)):
            for base in sorted(self.bases(fact)):
                for slug in self.writers.get(base, ()):
                    yield slug, base


def check_order(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per condition that reads itself, a later question, or an optional one."""
    for questionnaire in subject.folder.questionnaires:
        every = tuple(questionnaire_rules(subject, questionnaire))
        rules = [rule for rule in every if rule.use is not Use.CHECK]
        order = _order(subject, subject.questions_of(questionnaire))
        depends: dict[str, set[str]] = {}
        for rule in rules:
            if rule.use is not Use.CAP:
                read = {slug for slug, _ in order.read(rule)}
                depends.setdefault(rule.owner.item.slug, set()).update(read)
        for rule in every:
            yield from _not_always_given(rule, order)
        for rule in rules:
            yield from _too_late(rule, order, depends)
            yield from _not_always_asked(rule, order)
        yield from _optional(rules, order)


def _not_always_given(rule: Rule, order: Order) -> Iterator[Problem]:
    """Yield a problem per fact of which some answers say nothing.

    What shows, scores or checks must be said by the answers alone, or bounds would be wrong.
    """
    for slug, fact in order.read(rule):
        writes = order.questions[slug].item.writes_fact
        if fact is not None and writes is not None and writes.silent is not None:
            message = (
                f"some answers to `{slug}` say nothing of `{fact}`; compare the answer instead"
            )
            yield rule.problem("order", message)


def _order(subject: Subject, questions: Sequence[Placed[Question]]) -> Order:
    writers: dict[str, list[str]] = {}
    for placed in questions:
        if placed.item.writes_fact is not None:
            writers.setdefault(placed.item.writes_fact.fact, []).append(placed.item.slug)
    return Order(
        questions={placed.item.slug: placed for placed in questions},
        positions={placed.item.slug: index for index, placed in enumerate(questions)},
        writers=writers,
        facts=subject.facts,
    )


def _too_late(rule: Rule, order: Order, depends: Mapping[str, set[str]]) -> Iterator[Problem]:
    own = str(rule.owner.item.slug)
    last = order.positions[own] if rule.use is Use.CAP else order.positions[own] - 1
    for slug, fact in order.read(rule):
        if order.positions[slug] <= last:
            continue
        through = "" if fact is None else f" through the fact `{fact}`, which it gives"
        if slug == own:
            message = f"{rule.use.value} hangs on its own answer{through}; compare an earlier one"
            yield rule.problem("order", message)
        elif own in reachable(depends, slug):
            message = f"`{own}` and `{slug}` hang on each other{through}; break the cycle"
            yield rule.problem("cycle", message)
        else:
            message = f"{rule.use.value} hangs on `{slug}`{through}, which comes later"
            yield rule.problem("order", f"{message}; move it up or compare an earlier question")


def _optional(rules: Iterable[Rule], order: Order) -> Iterator[Problem]:
    """Yield a problem per question that is read, also through what it gives, and is optional."""
    readers: dict[str, set[str]] = {}
    for rule in rules:
        for slug, _ in order.read(rule):
            readers.setdefault(slug, set()).add(rule.owner.item.slug)
    for slug, owners in readers.items():
        placed = order.questions[slug]
        if not placed.item.required:
            names = ", ".join(f"`{owner}`" for owner in sorted(owners))
            message = f"conditions of {names} read this answer; set `required: true`"
            yield placed.problem("required", message, "required")


def _not_always_asked(rule: Rule, order: Order) -> Iterator[Problem]:
    """Yield a problem per fact that only a question gives which may be hidden."""
    for fact in sorted(facts_read(rule.condition)):
        for base in sorted(order.bases(fact)):
            writers = order.writers.get(base, ())
            hidden = [s for s in writers if order.questions[s].item.visible_when is not None]
            if writers and len(hidden) == len(writers):
                names = " and ".join(f"`{slug}`" for slug in writers)
                message = f"the fact `{base}` is asked for by {names} alone, not always shown"
                yield rule.problem("order", f"{message}; compare the answer instead of the fact")
