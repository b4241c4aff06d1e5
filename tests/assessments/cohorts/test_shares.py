"""Shares, how many answered, what is counted most, and how far noise goes."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.disclosure.noise import OF_COUNTS, OF_SUMS
from assessments.cohorts.margins import margin_of_counts, margin_of_difference, margin_of_mean
from assessments.cohorts.ranking import most_first
from assessments.cohorts.shares import answered, share
from assessments.cohorts.told import Told
from assessments.questionnaire.compiled import CompiledQuestionnaire


def told(counts: Mapping[str, int]) -> Told:
    return Told(companies=40, is_exact=True, scores={}, counts=counts)


@given(companies=st.integers(0, 200), base=st.integers(9, 100))
def test_a_share_is_between_none_and_all(companies: int, base: int) -> None:
    found = share(companies, base)
    assert 0 <= found <= 1
    assert (found == 1) is (found > Decimal("0.9995") or companies >= base)
    assert abs(found - Decimal(min(companies, base)) / base) <= Decimal("0.0005")


@pytest.mark.parametrize(
    ("slug", "keys"),
    [
        ("S04", {"answer_level:S04:0": 3, "answer_level:S04:4": 7, "not_applicable:S04": 5}),
        ("R02", {"option:R02:IIa": 4, "dont_know:R02": 5, "not_applicable:R02": 6}),
    ],
)
def test_everybody_who_answered_is_counted_once(
    questionnaire: CompiledQuestionnaire, slug: str, keys: Mapping[str, int]
) -> None:
    question = questionnaire.definition.questions_by_slug[slug]
    others = {
        *(f"answer_level:{slug}:{level}" for level in range(5)),
        *(f"option:{slug}:{choice.slug}" for choice in question.choices),
        *(f"dont_know:{slug}", f"not_applicable:{slug}"),
    }
    known = {**dict.fromkeys(others, 0), **keys}
    assert answered(question, told(known)) == 15
    known.pop(next(iter(keys)))
    assert answered(question, told(known)) is None


def test_what_everybody_must_answer_everybody_has(questionnaire: CompiledQuestionnaire) -> None:
    question = questionnaire.definition.questions_by_slug["S11"]
    assert answered(question, told({})) == 40
    for otherwise in (
        {"required": False},
        {"visible_when": questionnaire_condition(questionnaire)},
    ):
        assert answered(question.model_copy(update=otherwise), told({})) is None


def questionnaire_condition(questionnaire: CompiledQuestionnaire) -> object:
    return questionnaire.definition.questions_by_slug["S02"].visible_when


def test_the_most_come_first_of_equals_in_order_and_what_is_not_known_is_left_out() -> None:
    counts = {"a:x": 2, "b:x": 1, "a:y": 2, "b:y": 5, "a:z": 9, "b:z": 0, "a:w": 2, "b:w": 1}
    assert most_first("xywz", told(counts), ["a:{}"]) == ["z", "x", "y", "w"]
    assert most_first("xywzq", told(counts), ["a:{}", "b:{}"]) == ["z", "y", "x", "w"]


def test_margins_are_those_of_the_noise() -> None:
    assert margin_of_counts(1) == OF_COUNTS.margin == 4
    assert margin_of_mean(0, 20) == 0
    assert margin_of_mean(1, 20) == Decimal("4.6")
    assert margin_of_mean(1, 20) >= Decimal(OF_SUMS.margin) / 200
    assert margin_of_mean(4, 20) == Decimal("9.1")
    assert margin_of_difference(0, 0, part_companies=20, rest_companies=30) == 0


@pytest.mark.parametrize(("whole_noised", "part_noised"), [(0, 1), (1, 0), (1, 1), (2, 3)])
def test_nineteen_of_twenty_differences_lie_within_the_margin(
    whole_noised: int, part_noised: int
) -> None:
    part, rest = 20, 35
    margin = margin_of_difference(
        whole_noised, part_noised, part_companies=part, rest_companies=rest
    )
    chance = Random(7)
    within = 0
    for _ in range(2_000):
        of_whole, of_part = (
            sum(OF_SUMS.drawn(chance.getrandbits(64), "s") for _ in range(times))
            for times in (whole_noised, part_noised)
        )
        off = Decimal(of_part) / (10 * part) - Decimal(of_whole - of_part) / (10 * rest)
        within += abs(off) <= margin
    assert 0.92 <= within / 2_000 <= 0.97
