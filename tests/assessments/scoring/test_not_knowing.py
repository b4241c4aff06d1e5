"""The law that not knowing is never better than any truthful answer.

Every question has an answer, shown or not, so that whatever an answer reveals is answered too.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Final

import pytest
from hypothesis import given

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.conditions.nodes import answers_read, facts_read
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.values import Marker, Value
from assessments.scoring.progress import missing_questions
from tests.assessments.questionnaire.random_questionnaires import FACT_VALUES, Case, cases
from tests.fixtures.engine import Evaluation, content, critical_values, evaluate, is_not_better
from tests.fixtures.laws import LAW

pytestmark = pytest.mark.law
"""Tracing would make them four times as slow; the tests by example reach every line."""


def _evaluated(case: Case) -> Evaluation:
    return evaluate(case.questionnaire, case.answers, case.facts)


def _is_complete(evaluation: Evaluation) -> bool:
    return missing_questions(evaluation.questionnaire, evaluation.walk) == ()


@LAW
@given(cases(allowed_when=False))
def test_not_knowing_a_fact_is_never_better(case: Case) -> None:
    for slug, values in FACT_VALUES.items():
        unknown = _evaluated(replace(case, facts={**case.facts, slug: Marker.DONT_KNOW}))
        assert _is_complete(unknown)
        for value in values:
            known = _evaluated(replace(case, facts={**case.facts, slug: value}))
            assert is_not_better(unknown, known), (slug, value)


@LAW
@given(cases(allowed_when=False))
def test_not_knowing_an_answer_is_never_better(case: Case) -> None:
    for asked in case.questionnaire.questions:
        slug = asked.slug
        unknown = _evaluated(replace(case, answers={**case.answers, slug: Marker.DONT_KNOW}))
        assert _is_complete(unknown)
        for value in _truths(asked):
            known = _evaluated(replace(case, answers={**case.answers, slug: value}))
            if _is_complete(known):
                assert is_not_better(unknown, known), (slug, value)


def _truths(asked: CompiledQuestion) -> list[Value]:
    exempt = asked.question.not_applicable is not None
    return [*critical_values(asked.question), *([Marker.NOT_APPLICABLE] if exempt else [])]


FACTS_READ: Final[Mapping[str, list[Value]]] = {
    "revenue_nok": [0, 1, Marker.NOT_APPLICABLE],
    "regulatory_status": ["medical_device", "ivd", "medicine", "combination", "not_regulated"],
    "target_markets": [frozenset({"DE"}), frozenset({"US"}), frozenset({"NO", "US"})],
    "uses_ai": [True, False, Marker.NOT_APPLICABLE],
    "processes_health_data": [True, False],
    "needs_registry_data": [True, False],
}
"""All options, or both sides of every constant that a rule compares with."""
ANSWERS_READ: Final = ("I01", "I02", "I11", "R01", "R02", "R03", "R09", "S01", "S04")
RESTS: Final = 60


def test_the_delivered_rules_read_these_facts_and_answers_and_each_has_to_be_given() -> None:
    definition = content().questionnaire.definition
    rules = list(rules_of(definition))
    assert frozenset().union(*map(facts_read, rules)) == FACTS_READ.keys()
    assert frozenset().union(*map(answers_read, rules)) == set(ANSWERS_READ)
    assert all(definition.questions_by_slug[slug].required for slug in ANSWERS_READ)
    assert {fact.slug for fact in definition.asked_facts} == FACTS_READ.keys()


def _rests() -> list[tuple[dict[str, Value], dict[str, Value]]]:
    """Return random answers and facts; some companies are good at everything, some at nothing."""
    random = Random(7)
    rests: list[tuple[dict[str, Value], dict[str, Value]]] = []
    for _ in range(RESTS):
        pick = random.choice((random.choice, random.choice, _first, _last))
        answers = {q.slug: pick(_values(q, random)) for q in content().questionnaire.questions}
        facts = {slug: random.choice(values) for slug, values in FACTS_READ.items()}
        rests.append((answers, facts))
    return rests


def _values(asked: CompiledQuestion, random: Random) -> list[Value]:
    exempt = asked.question.not_applicable
    inapplicable = exempt is not None and exempt.allowed_when is None and random.random() < 0.5
    unknown = random.random() < 0.1
    rare = [Marker.NOT_APPLICABLE] * inapplicable + [Marker.DONT_KNOW] * unknown
    return [*critical_values(asked.question), *rare]


def _first(values: list[Value]) -> Value:
    return values[0]


def _last(values: list[Value]) -> Value:
    return next(v for v in reversed(values) if not isinstance(v, Marker))


Rest = tuple[dict[str, Value], dict[str, Value]]


def _check(values: list[Value], give: Callable[[Rest, Value], Evaluation]) -> None:
    for rest in _rests():
        unknown = give(rest, Marker.DONT_KNOW)
        assert _is_complete(unknown)
        for value in values:
            known = give(rest, value)
            if _is_complete(known):
                assert is_not_better(unknown, known), (value, rest)


@pytest.mark.parametrize("slug", FACTS_READ)
def test_not_knowing_a_delivered_fact_is_never_better(slug: str) -> None:
    def give(rest: Rest, value: Value) -> Evaluation:
        answers, facts = rest
        return content().evaluate(answers, {**facts, slug: value})

    _check(FACTS_READ[slug], give)


@pytest.mark.part(3)
@pytest.mark.parametrize("slug", ANSWERS_READ)
def test_not_knowing_a_delivered_answer_is_never_better(slug: str) -> None:
    def give(rest: Rest, value: Value) -> Evaluation:
        answers, facts = rest
        return content().evaluate({**answers, slug: value}, facts)

    asked = next(q for q in content().questionnaire.questions if q.slug == slug)
    _check(_truths(asked), give)
