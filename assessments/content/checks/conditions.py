"""Conditions: what they name is there, and is compared in a way that fits."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.content.checks.comparisons import Compared, misfit, misfit_of_score
from assessments.content.checks.rules import Rule, Use, all_rules
from assessments.content.checks.subject import Subject
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.questionnaire.conditions.nodes import AnswerLeaf, FactLeaf, Leaf, ScoreLeaf
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.questions import Question

RULE = "condition"
OVERALL = "overall"


def check_conditions(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per comparison with something unknown or that does not fit."""
    written = _written_facts(subject)
    for rule in all_rules(subject):
        seen: set[str] = set()
        for leaf, place in rule.leaves():
            yield from _of_leaf(subject, rule, leaf, place, written)
            if leaf.clause in seen:
                message = (
                    f"two comparisons have the id `{leaf.clause}`; give one an `id` of its own"
                )
                yield rule.problem("duplicate", message, place)
            seen.add(leaf.clause)


def _written_facts(subject: Subject) -> Mapping[str, list[Question]]:
    """Return the questions that give each fact."""
    found: dict[str, list[Question]] = {}
    for questions in subject.questions.values():
        for question in (placed.item for placed in questions):
            if question.writes_fact is not None:
                found.setdefault(question.writes_fact.fact, []).append(question)
    return found


def _of_leaf(
    subject: Subject, rule: Rule, leaf: Leaf, place: Place, written: Mapping[str, list[Question]]
) -> Iterator[Problem]:
    if isinstance(leaf, AnswerLeaf):
        yield from _of_answer(subject, rule, leaf, place)
    elif isinstance(leaf, FactLeaf):
        yield from _of_fact(subject, rule, leaf, place, written)
    else:
        yield from _of_score(subject, rule, leaf, place)


def _of_answer(subject: Subject, rule: Rule, leaf: AnswerLeaf, place: Place) -> Iterator[Problem]:
    if rule.key is None:
        message = "only a questionnaire's own conditions may compare an answer; compare a fact"
        yield rule.problem(RULE, message, (*place, "answer"))
        return
    questions = {placed.item.slug: placed.item for placed in subject.questions[rule.key]}
    question = questions.get(leaf.answer)
    if question is None:
        message = f"there is no question `{leaf.answer}` in this questionnaire; check the spelling"
        yield rule.problem("reference", message, (*place, "answer"))
        return
    may_not_apply = question.not_applicable is not None or _says_not_applicable(question)
    compared = Compared(kind=question, may_not_apply=may_not_apply, groups=subject.groups)
    yield from _fitting(rule, leaf, place, compared)


def _of_fact(
    subject: Subject,
    rule: Rule,
    leaf: FactLeaf,
    place: Place,
    written: Mapping[str, list[Question]],
) -> Iterator[Problem]:
    placed = subject.facts.get(leaf.fact)
    if placed is None:
        message = f"there is no fact `{leaf.fact}`; check the spelling or add it to facts.yaml"
        yield rule.problem("reference", message, (*place, "fact"))
        return
    fact = placed.item
    if not fact.asked and not fact.derived_from and leaf.fact not in written:
        message = f"nobody can state `{leaf.fact}` and nothing gives it; compare another fact"
        yield rule.problem(RULE, message, (*place, "fact"))
    may_not_apply = any(
        _may_not_apply(part, written.get(part.slug, ())) for part in _parts(subject, fact)
    )
    compared = Compared(kind=fact, may_not_apply=may_not_apply, groups=subject.groups)
    yield from _fitting(rule, leaf, place, compared)


def _parts(subject: Subject, fact: Fact) -> Iterable[Fact]:
    """Return a fact with all that it is computed of."""
    found = {fact.slug: fact}
    waiting = [fact]
    while waiting:
        computed = waiting.pop().computed
        for slug in () if computed is None else computed.of:
            if slug in subject.facts and slug not in found:
                found[slug] = subject.facts[slug].item
                waiting.append(found[slug])
    return found.values()


def _may_not_apply(fact: Fact, written: Iterable[Question]) -> bool:
    return (
        fact.allows_not_applicable
        or _says_not_applicable(fact)
        or any(question.may_leave_fact_not_applicable for question in written)
    )


def _of_score(subject: Subject, rule: Rule, leaf: ScoreLeaf, place: Place) -> Iterator[Problem]:
    if rule.use is not Use.CRITERION:
        message = f"a score cannot decide {rule.use.value}; compare an answer or a fact"
        yield rule.problem(RULE, message, (*place, "score"))
        return
    if leaf.score != OVERALL and leaf.score not in subject.themes:
        known = ", ".join((*sorted(subject.themes), OVERALL))
        message = f"there is no theme `{leaf.score}`; choose among {known}"
        yield rule.problem("reference", message, (*place, "score"))
    words = misfit_of_score(leaf)
    if words is not None:
        yield rule.problem(RULE, words, (*place, "op"))


def _fitting(rule: Rule, leaf: Leaf, place: Place, compared: Compared) -> Iterator[Problem]:
    words = misfit(leaf, compared)
    if words is not None:
        yield rule.problem(RULE, words, (*place, "op"))


def _says_not_applicable(kind: AnswerKind) -> bool:
    return isinstance(kind, WithOptions) and any(o.not_applicable for o in kind.options)
