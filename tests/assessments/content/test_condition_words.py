"""Conditions in words."""

from typing import Final

import pytest

from assessments.content.condition_words import OPERATORS, Named, say_condition
from assessments.questionnaire.conditions.nodes import AnswerLeaf, FactLeaf, Leaf
from assessments.questionnaire.conditions.operators import Operator
from assessments.texts import Language, both
from tests.fixtures.engine import CONDITION, FACT, Data, fact, options

CHOICE: Final = FACT.validate_python(
    fact("f", "single_choice", options=options(dict.fromkeys("ab")))
)
SINCE: Final = FACT.validate_python(fact("since", "date"))


KINDS: Final = {
    "age": FACT.validate_python(fact("company_age_years", "number")),
    "amount": FACT.validate_python(
        fact(
            "amount",
            "money",
            unit={"nb": "kroner", "en": "NOK"},
            unit_one={"nb": "krone", "en": "NOK"},
        )
    ),
    "share": FACT.validate_python(fact("share", "percent", unit={"nb": "%", "en": "%"})),
    "several": FACT.validate_python(
        fact("several", "multiple_choice", options=options(dict.fromkeys("ab")))
    ),
}


def _names(leaf: Leaf) -> Named:
    if isinstance(leaf, FactLeaf) and leaf.fact in KINDS:
        return Named(both("Det", "It"), KINDS[leaf.fact])
    if isinstance(leaf, FactLeaf) and leaf.fact == "since":
        return Named(both("Dagen", "The day"), SINCE)
    if isinstance(leaf, FactLeaf):
        return Named(both("Formen", "The form"), CHOICE)
    kind = "Svaret" if isinstance(leaf, AnswerLeaf) else "Poengsummen"
    return Named(both(kind, {"Svaret": "The answer", "Poengsummen": "The score"}[kind]))


def _said(condition: Data) -> tuple[str, str]:
    made = CONDITION.validate_python(condition)
    return say_condition(made, _names, Language.NB), say_condition(made, _names, Language.EN)


A: Final = {"fact": "f", "op": "eq", "value": "a"}
YES: Final = {"answer": "q", "op": "eq", "value": True}
HIGH: Final = {"score": "overall", "op": "gte", "value": 1500.5}


@pytest.mark.parametrize(
    ("condition", "nb", "en"),
    [
        (A, "Formen er «a»", "The form is 'a'"),
        (YES, "Svaret er ja", "The answer is yes"),
        ({**YES, "value": False}, "Svaret er nei", "The answer is no"),
        (HIGH, "Poengsummen er minst 1\u00a0500,5", "The score is at least 1,500.5"),
        (
            {"fact": "f", "op": "in", "value": ["a", "x"]},
            "Formen er en av «a», x",
            "The form is one of 'a', x",
        ),
        (
            {"answer": "q", "op": "lt", "value": {"amount": 50_000, "currency": "EUR"}},
            "Svaret er under EUR 50\u00a0000",
            "The answer is below EUR 50,000",
        ),
        ({"answer": "q", "op": "answered"}, "Svaret er besvart", "The answer is answered"),
        ({"not": A}, "ikke slik at Formen er «a»", "not so that The form is 'a'"),
        (
            {"all": [A, {"any": [YES, A]}, {"any": [A]}]},
            "Formen er «a» og (Svaret er ja eller Formen er «a») og Formen er «a»",
            "The form is 'a' and (The answer is yes or The form is 'a') and The form is 'a'",
        ),
    ],
)
def test_a_condition_in_words(condition: Data, nb: str, en: str) -> None:
    assert _said(condition) == (nb, en)


@pytest.mark.parametrize(
    ("op", "nb", "en"),
    [
        ("eq", "er 1. mars 2000", "is 1 March 2000"),
        ("ne", "er ikke 1. mars 2000", "is not 1 March 2000"),
        ("lt", "er før 1. mars 2000", "is before 1 March 2000"),
        ("lte", "er 1. mars 2000 eller tidligere", "is 1 March 2000 or earlier"),
        ("gt", "er etter 1. mars 2000", "is after 1 March 2000"),
        ("gte", "er 1. mars 2000 eller senere", "is 1 March 2000 or later"),
    ],
)
def test_days_come_before_and_after(op: str, nb: str, en: str) -> None:
    condition = {"fact": "since", "op": op, "value": "2000-03-01"}
    assert _said(condition) == (f"Dagen {nb}", f"The day {en}")


@pytest.mark.parametrize(
    ("about", "op", "limit", "nb", "en"),
    [
        ("age", "lt", 5, "er under 5 år", "is below 5 years"),
        ("age", "gte", 1, "er minst 1 år", "is at least 1 year"),
        ("amount", "gt", 1, "er over 1 krone", "is above NOK 1"),
        ("amount", "lt", 600_000, "er under 600\u00a0000 kroner", "is below NOK 600,000"),
        (
            "amount",
            "gte",
            1_500_000,
            "er minst 1,5 millioner kroner",
            "is at least NOK 1.5 million",
        ),
        ("share", "lte", 50, "er høyst 50 %", "is at most 50%"),
        ("several", "count_gte", 2, "har minst 2 valgt", "has at least 2 chosen"),
    ],
)
def test_limits_are_said_with_their_unit(about: str, op: str, limit: int, nb: str, en: str) -> None:
    assert _said({"fact": about, "op": op, "value": limit}) == (f"Det {nb}", f"It {en}")


def test_every_operator_has_words() -> None:
    assert set(OPERATORS) == set(Operator)
