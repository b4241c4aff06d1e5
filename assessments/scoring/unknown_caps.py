"""What a company must find out where a cap holds, or a question counts least, by a don't know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assessments.questionnaire.compiled import CompiledCap, CompiledQuestionnaire
from assessments.questionnaire.conditions.evaluate import Evaluator, Reading, compile_condition
from assessments.questionnaire.conditions.nodes import Condition, Leaf, leaves
from assessments.questionnaire.conditions.outcomes import ABSENT, FALSE, TRUE
from assessments.questionnaire.values import Marker
from assessments.questionnaire.visibility import Walk

SETTLED = frozenset({TRUE, FALSE, ABSENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """The questions answered with *don't know*, and the facts stated so, that something hangs on.

    Both are in the order of the questionnaire, and empty where no don't know has a part in it.
    """

    questions: tuple[str, ...]
    facts: tuple[str, ...]


def find_out(questionnaire: CompiledQuestionnaire, cap: CompiledCap, walk: Walk) -> FindOut:
    """Return what would settle whether `cap`, which holds after `walk`, really does."""
    certain = cap.holds(walk.state) == TRUE
    return _in_order(questionnaire, () if certain else _unknown(questionnaire, cap.cap.when, walk))


def find_out_about(questionnaire: CompiledQuestionnaire, question: str, walk: Walk) -> FindOut:
    """Return what keeps a question that counts after `walk` at the lowest level.

    That is its own don't know, or those that hide it.
    """
    return _in_order(questionnaire, _behind_answer(questionnaire, question, walk))


def _in_order(questionnaire: CompiledQuestionnaire, things: Iterable[tuple[str, str]]) -> FindOut:
    found, definition = set(things), questionnaire.definition
    return FindOut(
        questions=tuple(s for s in definition.questions_by_slug if ("answer", s) in found),
        facts=tuple(f.slug for f in definition.facts if ("fact", f.slug) in found),
    )


def _unknown(
    questionnaire: CompiledQuestionnaire, condition: Condition, walk: Walk
) -> Iterator[tuple[str, str]]:
    ready = _ready(questionnaire)
    for leaf in leaves(condition):
        if ready[id(leaf)](walk.state) not in SETTLED:
            yield from _behind(questionnaire, leaf, walk)


@lru_cache(maxsize=64)
def _ready(questionnaire: CompiledQuestionnaire) -> Mapping[int, Evaluator]:
    """Return the leaves of caps and visibility, by identity, ready to evaluate."""
    rules = [cap.cap.when for theme in questionnaire.themes for cap in theme.caps]
    asked = questionnaire.definition.questions_by_slug.values()
    rules += [question.visible_when for question in asked if question.visible_when is not None]
    return {
        id(leaf): compile_condition(leaf, questionnaire.constants, Reading.RULES)
        for rule in rules
        for leaf in leaves(rule)
    }


def _behind(
    questionnaire: CompiledQuestionnaire, leaf: Leaf, walk: Walk
) -> Iterator[tuple[str, str]]:
    """Yield the don't-knows that leave `leaf` open: its own, or of what would show its question."""
    if leaf.tag == "fact":
        yield from _behind_fact(questionnaire, leaf.slug, walk)
        return
    yield from _behind_answer(questionnaire, leaf.slug, walk)


def _behind_answer(
    questionnaire: CompiledQuestionnaire, slug: str, walk: Walk
) -> Iterator[tuple[str, str]]:
    answer = walk.state.answers.get(slug)
    if answer is Marker.DONT_KNOW:
        yield "answer", slug
    shown_when = questionnaire.definition.questions_by_slug[slug].visible_when
    if answer is Marker.HIDDEN_BY_DONT_KNOW and shown_when is not None:
        yield from _unknown(questionnaire, shown_when, walk)


def _behind_fact(
    questionnaire: CompiledQuestionnaire, fact: str, walk: Walk
) -> Iterator[tuple[str, str]]:
    """Yield the questions that should give `fact`, else itself or what it follows from."""
    if walk.state.facts.get(fact) is not Marker.DONT_KNOW:
        return
    asked = [
        slug
        for slug, question in questionnaire.definition.questions_by_slug.items()
        if question.writes_fact is not None
        and question.writes_fact.fact == fact
        and walk.state.answers.get(slug) is Marker.DONT_KNOW
    ]
    yield from (("answer", slug) for slug in asked)
    if asked or fact not in questionnaire.definition.facts_by_slug:
        return
    definition = questionnaire.definition.facts_by_slug[fact]
    if definition.asked:
        yield "fact", fact
    for base in definition.derived_from:
        yield from _behind_fact(questionnaire, base, walk)
