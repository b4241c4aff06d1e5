"""Reach: every question can be shown, every cap can hold and not hold, every criterion decides.

All is decided exactly, by ``questionnaire.solving``, which takes facts that follow from others,
and scores, to be free. What such facts can come to is tried after that, by ``attaining``, where no
answer has a part in it. What is reported never happens indeed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.content.checks.attaining import Attaining, NotAllTriedError
from assessments.content.checks.rules import Rule, Use, criteria, questionnaire_rules, requirements
from assessments.content.checks.subject import Subject, key_of
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.matching.offers import Offer
from assessments.questionnaire.compiled import CompiledQuestionnaire, dont_know_options
from assessments.questionnaire.conditions.evaluate import Constants, Reading
from assessments.questionnaire.conditions.nodes import Condition, Negation, leaves
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.solving.contradictions import contradiction, parts_of
from assessments.questionnaire.solving.solver import MOST_STEPS, Asked, solve
from assessments.questionnaire.solving.things import World

NEVER = {
    Use.VISIBILITY: ("unreachable", "nothing shows this question"),
    Use.ALLOWED: ("unreachable", "nothing lets this question not apply"),
    Use.CAP: ("cap", "the cap can never hold"),
    Use.CHECK: ("check", "nothing brings this check about"),
    Use.CRITERION: ("unreachable", "no company can meet this criterion"),
    Use.REQUIREMENT: ("unreachable", "the requirement never applies"),
}
ALWAYS = {
    Use.CAP: ("cap", "the cap always holds; mend the condition, or take the cap out"),
    Use.CRITERION: (
        "always",
        "no company can fail this criterion; mend the condition, or take the criterion out",
    ),
}
UNDECIDED = (
    "whether this can ever be met, or fail, takes too long to decide; compare fewer things in it"
)
NOBODY_FAILS = (
    "as far as could be tried, no company fails this criterion, since facts follow from others;"
    " make sure that one can, or compare fewer things"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Looks for what conditions in `world` can never come to, in `most` steps for each."""

    attaining: Attaining
    most: int = MOST_STEPS

    @property
    def world(self) -> World:
        """What there is to answer and state."""
        return self.attaining.world

    @property
    def reading(self) -> Reading:
        """How *does not apply* is read."""
        return self.attaining.reading

    def problems(self, rule: Rule) -> Iterator[Problem]:
        """Yield what is wrong with `rule`; a warning where that is not decided."""
        conditions = tuple(_together(rule))
        try:
            found = solve(self.world, [self._asked(conditions)], self.most)
        except TooManyError:
            yield rule.problem("undecided", UNDECIDED).as_warning()
            return
        if (TRUE,) not in found:
            name, words = NEVER[rule.use]
            yield rule.problem(name, f"{words}: {self.why(conditions)}; mend the condition")
        elif _decides_nothing(rule.use, [outcome for (outcome,) in found]):
            yield rule.problem(*ALWAYS[rule.use])
        else:
            yield from self._by_what_follows(rule, conditions)

    def _by_what_follows(self, rule: Rule, conditions: Sequence[Condition]) -> Iterator[Problem]:
        name, words = NEVER[rule.use]
        try:
            if kept := self.attaining.clashing(conditions):
                yield rule.problem(name, f"{words}: {_never(kept)}; mend the condition")
                return
        except NotAllTriedError as undecided:
            yield rule.problem("undecided", _not_all_tried(undecided.parts)).as_warning()
            return
        if rule.use is Use.CRITERION:
            yield from self._always_by_what_follows(rule)

    def _always_by_what_follows(self, rule: Rule) -> Iterator[Problem]:
        failed = Negation.model_validate({"not": rule.condition})
        try:
            if self.attaining.clashing([failed]):
                yield rule.problem(*ALWAYS[rule.use])
        except NotAllTriedError:
            yield rule.problem("undecided", NOBODY_FAILS).as_warning()

    def together(self, offer: Placed[Offer]) -> Iterator[Problem]:
        """Yield a problem where no company can meet all hard criteria of `offer`, but each."""
        hard = [(i, c) for i, c in enumerate(offer.item.criteria) if c.hard]
        conditions = tuple(criterion.condition for _, criterion in hard)
        try:
            kept = contradiction(self.world, conditions, self.reading, self.most)
            if not kept:
                parts = self.attaining.clashing(conditions)
                kept = tuple(i for i, c in enumerate(conditions) if _has_one_of(c, parts))
        except TooManyError:
            yield offer.problem("undecided", UNDECIDED, "criteria").as_warning()
            return
        except NotAllTriedError as undecided:
            message = _not_all_tried(undecided.parts)
            yield offer.problem("undecided", message, "criteria").as_warning()
            return
        if len(kept) > 1:
            names = _listed([hard[at][1].slug for at in kept])
            message = f"no company can meet {names} together; mend one of these criteria"
            yield offer.problem("contradiction", message, "criteria", hard[kept[-1]][0])

    def why(self, conditions: Sequence[Condition]) -> str:
        """Return which comparisons keep `conditions` from being met."""
        parts = [part for condition in conditions for part in parts_of(condition)]
        kept = contradiction(self.world, parts, self.reading, self.most)
        return _never([parts[at] for at in kept])

    def _asked(self, conditions: tuple[Condition, ...]) -> Asked:
        return Asked(conditions=conditions, reading=self.reading)


def check_reach(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per condition that nothing meets, or that everything meets."""
    for questionnaire in subject.folder.questionnaires:
        compiled = subject.library.questionnaires[key_of(questionnaire)]
        world = world_of(subject, compiled)
        by_reading = {reading: reach_in(subject, world, reading) for reading in Reading}
        for rule in questionnaire_rules(subject, questionnaire):
            reading = Reading.MATCHING if rule.use is Use.CHECK else Reading.RULES
            yield from by_reading[reading].problems(rule)
    reach = reach_in(subject, facts_of(subject), Reading.MATCHING)
    for rule in (*criteria(subject), *requirements(subject)):
        yield from reach.problems(rule)
    for offer in subject.folder.offers:
        yield from reach.together(offer)


def reach_in(subject: Subject, world: World, reading: Reading) -> Reach:
    """Return what looks for what never happens in `world`."""
    derive = subject.library.catalogue.derive
    return Reach(attaining=Attaining(world=world, derive=derive, reading=reading))


def world_of(subject: Subject, compiled: CompiledQuestionnaire) -> World:
    """Return what there is to answer and state in a questionnaire."""
    return World(
        questions={question.slug: question for question in compiled.questions},
        facts=subject.catalogue.facts_by_slug,
        constants=compiled.constants,
        today=subject.today,
    )


def facts_of(subject: Subject) -> World:
    """Return what there is to state without any questionnaire."""
    facts = subject.catalogue.facts_by_slug
    constants = Constants(
        groups=subject.groups,
        rates=subject.catalogue.reference.currencies.kroner_per,
        dont_know=dont_know_options(facts.values()),
    )
    return World(questions={}, facts=facts, constants=constants, today=subject.today)


def _decides_nothing(use: Use, outcomes: Sequence[int]) -> bool:
    """Tell whether it is the same for everybody who knows the answers."""
    if use is Use.CAP:
        return all(outcome & TRUE for outcome in outcomes)
    return use is Use.CRITERION and FALSE not in outcomes


def _together(rule: Rule) -> Iterator[Condition]:
    """Yield the condition, after what else must be met for it to matter."""
    shown = getattr(rule.owner.item, "visible_when", None)
    if rule.use is Use.ALLOWED and shown is not None:
        yield shown
    yield rule.condition


def _has_one_of(condition: Condition, parts: Sequence[Condition]) -> bool:
    return any(part is own for own in parts_of(condition) for part in parts)


def _not_all_tried(parts: Sequence[Condition]) -> str:
    return (
        f"as far as could be tried, {_never(parts)}, since facts follow from others;"
        " make sure that it can be, or compare fewer things"
    )


def _never(parts: Sequence[Condition]) -> str:
    clauses = list(dict.fromkeys(leaf.clause for part in parts for leaf in leaves(part)))
    if len(clauses) == 1:
        return f"{_listed(clauses)} never comes true"
    return f"{_listed(clauses)} never come true together"


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in dict.fromkeys(names)]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
