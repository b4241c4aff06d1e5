"""The worked cases of a questionnaire try each of its rules, both ways."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import pytest

from assessments.content.cases.models import QuestionnaireCases
from assessments.content.cases.reading import load_cases
from assessments.content.library import CompiledCatalogue, Library
from assessments.questionnaire.compiled import CompiledCap, CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.conditions.evaluate import Evaluator, Reading, compile_condition
from assessments.questionnaire.conditions.nodes import AllOf, AnyOf, answers_read, facts_read
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.values import Marker, Value
from tests.content.stated_cases import Worked, worked
from tests.fixtures.content import CONTENT

FEWEST: Final = 25

Shows = Callable[[Worked], bool]


def demands(questionnaire: CompiledQuestionnaire) -> Iterator[tuple[str, Shows]]:
    """Yield what some case must show, in words, with whether a case does."""
    yield "all lowest", partial(_all_are, 0)
    yield "all highest", partial(_all_are, 100)
    for theme in questionnaire.themes:
        for cap in theme.caps:
            name = f"cap {cap.index} of {cap.question} on {theme.slug}"
            yield f"{name} holds", partial(_is_capped, theme.slug, cap)
            yield f"{name} does not hold", partial(_is_free, theme.slug, cap)
    for question in questionnaire.questions:
        if question.question.not_applicable is not None:
            yield f"{question.slug} does not apply", partial(_does_not_apply, question.slug)
        if question.question.visible_when is not None:
            yield f"{question.slug} is shown", partial(_shown, question.slug)
            yield f"{question.slug} is hidden", partial(_hidden, question.slug)
            yield from _branches(questionnaire, question)
    answers, facts = read_by_rules(questionnaire)
    for slug in sorted(answers | facts):
        yield f"{slug} is not known", partial(_is_alone_unknown, answers, facts, slug)


def read_by_rules(questionnaire: CompiledQuestionnaire) -> tuple[frozenset[str], frozenset[str]]:
    """Return the questions and facts that visibility or caps read."""
    rules = list(rules_of(questionnaire.definition))
    answers = frozenset[str]().union(*map(answers_read, rules))
    return answers, frozenset[str]().union(*map(facts_read, rules))


def _branches(
    questionnaire: CompiledQuestionnaire, question: CompiledQuestion
) -> Iterator[tuple[str, Shows]]:
    """Yield that each part of a condition decides alone whether the question is shown."""
    condition = question.question.visible_when
    if not isinstance(condition, AllOf | AnyOf):
        return
    parts = [
        compile_condition(child, questionnaire.constants, Reading.RULES)
        for child in condition.children
    ]
    for index in range(len(parts)):
        if isinstance(condition, AnyOf):
            decides = partial(_decides, parts, index, TRUE)
            yield (
                f"{question.slug} is shown by part {index} alone",
                _both(decides, partial(_shown, question.slug)),
            )
        else:
            decides = partial(_decides, parts, index, FALSE)
            yield (
                f"{question.slug} is hidden by part {index} alone",
                _both(decides, partial(_hidden, question.slug)),
            )


def _both(one: Shows, other: Shows) -> Shows:
    return lambda case: one(case) and other(case)


def _decides(parts: list[Evaluator], index: int, outcome: int, one: Worked) -> bool:
    """Tell whether the part at `index` has `outcome` and the others have the opposite."""
    found = [part(one.walk.state) for part in parts]
    return all((is_it == outcome) is (i == index) for i, is_it in enumerate(found))


def _answers(one: Worked) -> list[Value]:
    """Return the answers to the questions that are shown."""
    shown = (slug for slug in one.walk.standings if one.walk.is_shown(slug))
    return [one.walk.state.answers.get(slug, Marker.UNDECIDED) for slug in shown]


def _all_are(score: int, one: Worked) -> bool:
    """Tell whether everything is answered, and every theme is expected to have `score`."""
    themes = {theme.theme.slug for theme in one.score.themes}
    whole = not any(isinstance(value, Marker) for value in _answers(one))
    return whole and themes <= set(one.case.scores) and set(one.case.scores.values()) == {score}


def _is_capped(theme: str, cap: CompiledCap, one: Worked) -> bool:
    holding = [c for t in one.score.themes if t.theme.slug == theme for c in t.caps]
    return cap in holding and cap.question in one.case.caps.get(theme, ())


def _is_free(theme: str, cap: CompiledCap, one: Worked) -> bool:
    """Tell whether a cap is expected not to hold, though its question is asked and answered."""
    asked = one.walk.is_shown(cap.question) and cap.holds(one.walk.state) == FALSE
    return asked and cap.question not in one.case.caps.get(theme, (cap.question,))


def _does_not_apply(slug: str, one: Worked) -> bool:
    return one.walk.state.answers.get(slug) is Marker.NOT_APPLICABLE and bool(one.case.scores)


def _shown(slug: str, one: Worked) -> bool:
    return slug in one.case.shown


def _hidden(slug: str, one: Worked) -> bool:
    return slug in one.case.hidden


def _is_alone_unknown(
    answers: frozenset[str], facts: frozenset[str], slug: str, one: Worked
) -> bool:
    """Tell whether `slug` alone of all that rules read is not known, and what follows is said."""
    state = one.walk.state
    unknown = [s for s in answers if state.answers.get(s) is Marker.DONT_KNOW]
    unknown += [s for s in facts if state.facts.get(s) is Marker.DONT_KNOW]
    return unknown == [slug] and bool(one.case.caps or one.case.shown or one.case.hidden)


def lacking(
    catalogue: CompiledCatalogue, questionnaire: CompiledQuestionnaire, cases: QuestionnaireCases
) -> list[str]:
    """Return what no case shows."""
    found = list(worked(catalogue, questionnaire, cases))
    return [name for name, shows in demands(questionnaire) if not any(map(shows, found))]


Cases = Mapping[tuple[str, int], QuestionnaireCases]


@pytest.fixture(scope="module")
def cases() -> Cases:
    found = (placed.item for placed in load_cases(CONTENT).questionnaires.values())
    return {(item.questionnaire, item.version): item for item in found}


def test_every_rule_is_tried_both_ways(library: Library, cases: Cases) -> None:
    assert set(cases) == set(library.questionnaires)
    for key, questionnaire in library.questionnaires.items():
        assert len(cases[key].cases) >= FEWEST
        assert lacking(library.catalogue, questionnaire, cases[key]) == []


def test_one_case_is_not_enough(library: Library, cases: Cases) -> None:
    key = ("health-export", 1)
    questionnaire, first = library.questionnaires[key], cases[key].cases[:1]
    only = cases[key].model_copy(update={"cases": first})
    named = [name for name, _ in demands(questionnaire)]
    lacks = lacking(library.catalogue, questionnaire, only)
    shown = {name for name in named if name.endswith("is shown")} - {"R04 is shown"}
    free = {name for name in named if name.endswith("does not hold")}
    alone = {f"{slug} is shown by part 0 alone" for slug in ("S02", "I10")}
    assert set(named) - set(lacks) == {*shown, *free, *alone, "R04 is hidden"}
