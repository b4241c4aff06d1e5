"""Reach: every question can be shown, every cap can hold, every criterion can be met."""

from collections.abc import Iterable, Iterator

from assessments.content.checks.rules import Rule, Use, criteria, questionnaire_rules
from assessments.content.checks.spaces import World, space_around
from assessments.content.checks.subject import Subject, key_of
from assessments.content.problems import Problem
from assessments.questionnaire.compiled import CompiledQuestionnaire, dont_know_options
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Condition, ScoreLeaf, leaves
from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.critical import TooManyError

WORDS = {
    Use.VISIBILITY: ("unreachable", "nothing shows this question; mend the condition"),
    Use.ALLOWED: ("unreachable", "nothing lets this question not apply; mend the condition"),
    Use.CAP: ("cap", "the cap can never hold; mend the condition, or take the cap out"),
    Use.CRITERION: ("unreachable", "no company can meet this criterion; mend the condition"),
}


def check_reach(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per condition that nothing meets, where few enough values decide it."""
    for questionnaire in subject.folder.questionnaires:
        compiled = subject.library.questionnaires[key_of(questionnaire)]
        for rule in questionnaire_rules(subject, questionnaire):
            if not _may_be_met(subject, compiled, rule):
                yield rule.problem(*WORDS[rule.use])
    for rule in criteria(subject):
        if not _may_be_met_by_facts(subject, rule.condition):
            yield rule.problem(*WORDS[rule.use])


def world_of(subject: Subject, compiled: CompiledQuestionnaire) -> World:
    """Return what there is to answer and state in a questionnaire."""
    return World(
        questions={question.slug: question for question in compiled.questions},
        facts=subject.catalogue.facts_by_slug,
        constants=compiled.constants,
        today=subject.today,
    )


def _may_be_met(subject: Subject, compiled: CompiledQuestionnaire, rule: Rule) -> bool:
    conditions = [rule.condition]
    shown = rule.owner.item.visible_when
    if rule.use is Use.ALLOWED and shown is not None:
        conditions.append(shown)
    evaluators = [compile_condition(c, compiled.constants, Reading.RULES) for c in conditions]
    try:
        space = space_around(world_of(subject, compiled), conditions)
    except TooManyError:
        return True
    states = (walked.state for walked in space.walks(compiled, subject.today))
    return _any_meets(evaluators, states)


def _may_be_met_by_facts(subject: Subject, condition: Condition) -> bool:
    if any(isinstance(leaf, ScoreLeaf) for leaf in leaves(condition)):
        return True
    facts = subject.catalogue.facts_by_slug
    constants = Constants(
        groups=subject.groups,
        rates=subject.catalogue.reference.currencies.kroner_per,
        dont_know=dont_know_options(facts.values()),
    )
    world = World(questions={}, facts=facts, constants=constants, today=subject.today)
    try:
        space = space_around(world, [condition])
    except TooManyError:
        return True
    evaluate = compile_condition(condition, constants, Reading.MATCHING)
    return _any_meets([evaluate], (State(facts=stated) for _, stated in space.combinations()))


def _any_meets(evaluators: Iterable[Evaluator], states: Iterable[State]) -> bool:
    needed = tuple(evaluators)
    return any(all(evaluate(state) == TRUE for evaluate in needed) for state in states)
