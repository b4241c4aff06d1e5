"""Clauses in words, met and unmet, in both languages."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from assessments.content.clause_words import say_actual_of, say_clause
from assessments.questionnaire.conditions.evaluate import Constants
from assessments.questionnaire.conditions.nodes import FactLeaf, ScoreLeaf
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.conditions.remedies import Clause
from assessments.questionnaire.facts import Fact
from assessments.texts import Language
from tests.fixtures.engine import CONDITION, FACT, RATES, fact, options

MANY = options(dict.fromkeys("abcdefgh"))
LONG = [
    {"slug": "a", "text": {"nb": "Idé, eller plan", "en": "Idea, or plan"}},
    {"slug": "b", "text": {"nb": "Salg", "en": "Sales"}},
]
FACTS: Mapping[str, Fact] = {
    item["slug"]: FACT.validate_python(item)
    for item in (
        fact("staff", "number", unit={"nb": "årsverk", "en": "FTEs"}),
        fact("money", "money", unit={"nb": "kroner", "en": "NOK"}),
        fact("flag"),
        fact("day", "date"),
        fact("one", "single_choice", options=MANY),
        fact("many", "multiple_choice", options=MANY),
        fact("text", "text"),
        fact("long", "single_choice", options=LONG),
    )
}
CONSTANTS = Constants(groups={"G": frozenset("ab")}, rates=RATES)


def _clause(leaf: dict[str, Any], *, wanted: bool = True) -> Clause:
    found = CONDITION.validate_python(leaf)
    assert isinstance(found, FactLeaf | ScoreLeaf)
    return Clause(leaf=found, wanted=wanted)


NEW_YEAR = "2026-01-01"
EUROS = {"amount": 2, "currency": "EUR"}
AB = ["a", "b"]
ANY, NONE = "minst én av a, b|at least one of a, b", "ingen av a, b|none of a, b"
OUTSIDE = "noe utenfor G|something outside G|ikke noe utenfor G|nothing outside G"

WORDS: list[tuple[str, str, object, str]] = [
    ("staff", "eq", 5, "5 årsverk|5 FTEs|ikke 5 årsverk|not 5 FTEs"),
    ("staff", "ne", 5, "ikke 5 årsverk|not 5 FTEs|5 årsverk|5 FTEs"),
    ("staff", "lt", 5, "under 5 årsverk|less than 5 FTEs|minst 5 årsverk|at least 5 FTEs"),
    ("staff", "lte", 5, "høyst 5 årsverk|at most 5 FTEs|over 5 årsverk|more than 5 FTEs"),
    ("staff", "gt", 5, "over 5 årsverk|more than 5 FTEs|høyst 5 årsverk|at most 5 FTEs"),
    ("staff", "gte", 5, "minst 5 årsverk|at least 5 FTEs|under 5 årsverk|less than 5 FTEs"),
    ("money", "lt", EUROS, "under 23 kroner|less than NOK 23|minst 23 kroner|at least NOK 23"),
    ("flag", "eq", True, "ja|yes|ikke ja|not yes"),
    ("day", "lt", NEW_YEAR, "før {0}|before {1}|tidligst {0}|{1} or later"),
    ("day", "lte", NEW_YEAR, "senest {0}|{1} or earlier|etter {0}|after {1}"),
    ("day", "gt", NEW_YEAR, "etter {0}|after {1}|senest {0}|{1} or earlier"),
    ("day", "gte", NEW_YEAR, "tidligst {0}|{1} or later|før {0}|before {1}"),
    ("one", "in", ["b", "a"], "én av b, a|one of b, a|ingen av b, a|none of b, a"),
    ("one", "not_in", ["a", "b"], "ingen av a, b|none of a, b|én av a, b|one of a, b"),
    ("one", "in", ["a"], "a|a|ikke a|not a"),
    ("one", "not_in", ["a"], "ikke a|not a|a|a"),
    ("text", "in", ["x", "y"], "én av x, y|one of x, y|ingen av x, y|none of x, y"),
    (
        "many",
        "contains_any",
        AB,
        f"{ANY}|{NONE}",
    ),
    (
        "many",
        "contains_none",
        AB,
        f"{NONE}|{ANY}",
    ),
    ("many", "contains_all", AB, "alle av a, b|all of a, b|ikke alle av a, b|not all of a, b"),
    ("many", "contains_all", ["a"], "a|a|ikke a|not a"),
    ("many", "contains_none", ["a"], "ikke a|not a|a|a"),
    (
        "many",
        "contains_outside",
        "G",
        "noe utenfor G|something outside G|ikke noe utenfor G|nothing outside G",
    ),
    ("many", "count_gte", 2, "minst 2|at least 2|færre enn 2|fewer than 2"),
    ("flag", "answered", None, "oppgitt|stated|ikke oppgitt|not stated"),
    ("flag", "not_applicable", None, "gjelder ikke|does not apply|gjelder|applies"),
]
"""What is said when it must be met in Norwegian and English, then when it must be unmet."""


@pytest.mark.parametrize(("slug", "op", "value", "words"), WORDS)
def test_a_clause_says_what_would_have_to_be(slug: str, op: str, value: object, words: str) -> None:
    leaf = {"fact": slug, "op": op, "value": value}
    said = [
        say_clause(_clause(leaf, wanted=wanted), FACTS, CONSTANTS, language)
        for wanted in (True, False)
        for language in (Language.NB, Language.EN)
    ]
    assert said == [
        f"{slug}: {one}" for one in words.format("1. januar 2026", "1 January 2026").split("|")
    ]


def test_every_operator_has_words() -> None:
    assert {op for _, op, *_ in WORDS} == set(Operator)


def test_long_lists_are_cut() -> None:
    leaf = {"fact": "one", "op": "in", "value": list("abcdefgh")}
    assert say_clause(_clause(leaf), FACTS, CONSTANTS, Language.NB) == (
        "one: én av a, b, c, d, e, f og 2 til"
    )
    leaf["value"] = list("abcdef")
    assert (
        say_clause(_clause(leaf), FACTS, CONSTANTS, Language.EN) == "one: one of a, b, c, d, e, f"
    )


def test_texts_with_commas_are_told_apart() -> None:
    clause = _clause({"fact": "long", "op": "in", "value": ["a", "b"]})
    assert say_clause(clause, FACTS, CONSTANTS, Language.NB) == "long: én av Idé, eller plan; Salg"
    assert say_clause(clause, FACTS, CONSTANTS, Language.EN) == "long: one of Idea, or plan; Sales"


def test_scores_are_named() -> None:
    overall = _clause({"score": "overall", "op": "gte", "value": Decimal("43.75")})
    theme = _clause({"score": "scaling", "op": "lt", "value": 50})
    assert say_clause(overall, FACTS, CONSTANTS, Language.NB) == "Samlet poengsum: minst 43,75"
    assert say_clause(theme, FACTS, CONSTANTS, Language.EN) == "Score for scaling: less than 50"
    assert say_actual_of(overall, FACTS, {"overall": 5}, Language.NB) is None


def test_the_companys_own_value_stands_beside() -> None:
    clause = _clause({"fact": "staff", "op": "lt", "value": 5})
    assert say_actual_of(clause, FACTS, {"staff": 9}, Language.EN) == "9 FTEs"
    assert say_actual_of(clause, FACTS, {}, Language.EN) is None
    assert say_actual_of(clause, {}, {"staff": 9}, Language.EN) is None
    assert say_clause(clause, {}, CONSTANTS, Language.EN) == "staff: less than 5"
