"""Numbers in words: ages, units after one, amounts of a million and more."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from assessments.company.age import years_between
from assessments.content.value_words import say
from assessments.questionnaire.values import Number
from assessments.texts import Language
from tests.fixtures.engine import FACT, fact

AGE: Final = FACT.validate_python(
    fact("company_age_years", "number", asked=False, unit={"nb": "år", "en": "years"})
)
KRONER: Final = FACT.validate_python(
    fact("kroner", "money", unit={"nb": "kroner", "en": "NOK"}, minimum=-(10**11))
)
STAFF: Final = FACT.validate_python(
    fact("staff", "number", unit={"nb": "mann", "en": "men"}, unit_one={"nb": "mann", "en": "man"})
)


LONG: Final = FACT.validate_python(
    fact(
        "long",
        "multiple_choice",
        options=[
            {"slug": "a", "text": {"nb": "Idé, eller plan", "en": "Idea, or plan"}},
            {"slug": "b", "text": {"nb": "Salg", "en": "Sales"}},
        ],
    )
)


def test_options_with_commas_are_told_apart() -> None:
    assert say(LONG, frozenset("ab"), Language.NB) == "Idé, eller plan; Salg"
    assert say(LONG, frozenset("ab"), Language.EN) == "Idea, or plan; Sales"
    assert say(LONG, frozenset("b"), Language.EN) == "Sales"


@pytest.mark.parametrize(
    ("founded", "nb", "en"),
    [
        ("2026-11-22", "0 år", "0 years"),
        ("2026-11-21", "under 1 år", "less than 1 year"),
        ("2025-11-23", "under 1 år", "less than 1 year"),
        ("2025-11-22", "1 år", "1 year"),
        ("2025-11-21", "over 1 år", "over 1 year"),
        ("2021-11-23", "over 4 år", "over 4 years"),
        ("2021-11-22", "5 år", "5 years"),
        ("2021-11-21", "over 5 år", "over 5 years"),
    ],
)
def test_an_age_is_said_in_whole_years_and_never_rounded_up(founded: str, nb: str, en: str) -> None:
    age = years_between(date.fromisoformat(founded), date(2026, 11, 22))
    assert (say(AGE, age, Language.NB), say(AGE, age, Language.EN)) == (nb, en)


@pytest.mark.parametrize(
    ("amount", "nb", "en"),
    [
        (999_999, "999 999 kroner", "NOK 999,999"),
        (1_000_000, "1 million kroner", "NOK 1 million"),
        (1_000_001, "1 000 001 kroner", "NOK 1,000,001"),
        (12_500_000, "12,5 millioner kroner", "NOK 12.5 million"),
        (900_000_000, "900 millioner kroner", "NOK 900 million"),
        (2_000_000_000, "2 000 millioner kroner", "NOK 2,000 million"),
        (-1_500_000, "−1,5 millioner kroner", "NOK −1.5 million"),
        (Fraction(2_000_001, 2), "1 000 000,5 kroner", "NOK 1,000,000.5"),
    ],
)
def test_kroner_are_said_by_the_million_and_exactly(amount: Number, nb: str, en: str) -> None:
    said = say(KRONER, amount, Language.NB).replace("\u00a0", " ")
    assert (said, say(KRONER, amount, Language.EN)) == (nb, en)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 man"), (0, "0 men"), (Fraction(3, 2), "1.5 men"), (2, "2 men")]
)
def test_a_unit_may_have_a_form_of_its_own_after_one(number: Number, said: str) -> None:
    assert say(STAFF, number, Language.EN) == said
