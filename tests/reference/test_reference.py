"""The evaluator against situations worked out by hand, so that it can be trusted as the measure."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from tests.reference import conditions
from tests.reference.calendar_steps import age_in_years, whole_months
from tests.reference.company import Company
from tests.reference.conditions import AllOf, AnyOf, Leaf, Not, Outcomes, Truth
from tests.reference.counties import OLD_MUNICIPALITIES
from tests.reference.levels import level_of_answer, level_of_score
from tests.reference.offers import OFFERS
from tests.reference.questionnaire import BY_ID, QUESTIONS
from tests.reference.scoring import Evaluation, evaluate
from tests.reference.situation import FACTS_READ, Visibility, settle
from tests.reference.values import NEVER, Special, Value

AS_OF: Final = date(2026, 11, 22)
DONT_KNOW: Final = Special.DONT_KNOW
NOT_APPLICABLE: Final = Special.NOT_APPLICABLE
QUIET: Final[dict[str, Value]] = {
    "regulatory_status": "not_regulated",
    "revenue_nok": 1_000_000,
    "target_markets": frozenset({"DE"}),
    "processes_health_data": False,
    "needs_registry_data": False,
    "uses_ai": False,
}
"""The facts that submitting needs, such that they show nothing and cap nothing."""


def _company(
    facts: dict[str, Value] | None = None, answers: dict[str, Value] | None = None
) -> Company:
    return Company(facts=QUIET | (facts or {}), answers=answers or {}, as_of=AS_OF)


def _evaluated(
    facts: dict[str, Value] | None = None, answers: dict[str, Value] | None = None
) -> Evaluation:
    return evaluate(_company(facts, answers))


def test_the_whole_delivery_is_read_with_codes_as_text() -> None:
    assert len(QUESTIONS) == 43
    assert sum(question.scored for question in QUESTIONS) == 41
    assert sum(len(question.caps) for question in QUESTIONS) == 12
    assert len(OFFERS) == 140
    assert len({offer.id for offer in OFFERS}) == 140
    assert frozenset({"IS", "LI", "NO", "CH"}) == conditions.EFTA
    assert all(isinstance(country, str) for country in conditions.EEA)
    assert frozenset(QUIET) == FACTS_READ
    assert len(OLD_MUNICIPALITIES) == 51 + 23 + 39


PARTS: Final[dict[str, Outcomes]] = {
    "m": conditions.MET,
    "u": conditions.UNMET,
    "a": conditions.ABSENT,
    "e": conditions.EITHER,
    "o": conditions.OPEN_EITHER,
}


@pytest.mark.parametrize(
    ("parts", "all_of", "any_of"),
    [
        ("mu", "u", "m"),
        ("ma", "a", "m"),
        ("ua", "u", "a"),
        ("me", "mu", "m"),
        ("ue", "u", "mu"),
        ("ae", "au", "ma"),
        ("mo", "mu open", "m"),
        ("uo", "u", "mu open"),
        ("ao", "au open", "ma open"),
        ("eo", "mu open", "mu open"),
    ],
)
def test_groups_combine_every_way_by_kleenes_tables(parts: str, all_of: str, any_of: str) -> None:
    names = {Truth.MET: "m", Truth.UNMET: "u", Truth.ABSENT: "a"}
    leaves = tuple(Leaf(fact=part, op="is_true", operand=None) for part in parts)
    for group, expected in ((AllOf(parts=leaves), all_of), (AnyOf(parts=leaves), any_of)):
        outcomes = conditions.outcomes(group, lambda leaf: PARTS[str(leaf.fact)])
        letters, _, is_open = expected.partition(" ")
        assert {names[truth] for truth in outcomes.truths} == set(letters)
        assert outcomes.is_open is bool(is_open)


def test_a_leaf_on_each_kind_of_input() -> None:
    leaf = Leaf(fact="x", op="count_gte", operand=2)
    inputs: list[tuple[Value | None, str]] = [
        (frozenset({"DE", "SE"}), "m"),
        (frozenset({"DE"}), "u"),
        (NOT_APPLICABLE, "a"),
        (DONT_KNOW, "e"),
        (None, "o"),
    ]
    for given, expected in inputs:
        outcomes = leaf.outcomes_on(given, not_applicable=conditions.ABSENT)
        assert outcomes == PARTS[expected]
    unmet = leaf.outcomes_on(NOT_APPLICABLE, not_applicable=conditions.UNMET)
    assert unmet == conditions.UNMET


def test_not_swaps_met_and_unmet_only() -> None:
    leaf = Leaf(fact="x", op="is_true", operand=None)
    for part, expected in ("mu", "um", "aa", "ee", "oo"):
        given = {leaf: PARTS[part]}
        assert conditions.outcomes(Not(part=leaf), given.__getitem__) == PARTS[expected]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 5, 22), AS_OF, 6),
        (date(2026, 5, 23), AS_OF, 5),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
    ],
)
def test_whole_months(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@pytest.mark.parametrize(
    ("founded", "end", "years"),
    [
        (date(2023, 11, 22), AS_OF, Fraction(3)),
        (date(2023, 11, 23), AS_OF, 2 + Fraction(364, 365)),
        (date(2025, 1, 1), date(2025, 7, 2), Fraction(182, 365)),
        (date(2024, 2, 29), date(2025, 2, 28), Fraction(1)),
        (date(2024, 2, 29), date(2028, 2, 28), 3 + Fraction(365, 366)),
    ],
)
def test_age_in_years(founded: date, end: date, years: Fraction) -> None:
    assert age_in_years(founded, end) == years


@pytest.mark.parametrize(
    ("question", "answer", "level"),
    [
        ("S02", 0, 0),
        ("S02", 19, 3),
        ("S02", 20, 4),
        ("S03", Fraction(9, 10), 0),
        ("S03", Fraction(799, 10), 3),
        ("S03", 80, 4),
        ("S06", 1_999_999, 1),
        ("S06", 2_000_000, 2),
        ("S07", frozenset({"none"}), 0),
        ("S07", frozenset({"ip", "tender"}), 1),
        ("S07", frozenset({"ip", "tender", "export"}), 2),
        ("S08", "4", 3),
        ("S09", "unknown", 0),
        ("I10", True, 4),
        ("I10", False, 0),
        ("R08", Fraction(999, 10), 3),
        ("R08", 100, 4),
        ("P03", NEVER, 0),
        ("P03", date(2026, 5, 23), 4),
        ("P03", date(2026, 5, 22), 3),
        ("P03", date(2024, 11, 23), 2),
        ("P03", date(2024, 11, 22), 1),
        ("P04", DONT_KNOW, 0),
        ("P04", NOT_APPLICABLE, None),
    ],
)
def test_level_of_an_answer(question: str, answer: Value, level: int | None) -> None:
    assert level_of_answer(BY_ID[question], answer, AS_OF) == level


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("0", 0),
        ("18.74", 0),
        ("18.75", 1),
        ("43.75", 2),
        ("68.75", 3),
        ("87.49", 3),
        ("87.5", 4),
        ("100", 4),
    ],
)
def test_level_of_a_score(score: str, level: int) -> None:
    assert level_of_score(Fraction(score)) == level


@pytest.mark.parametrize(
    ("answers", "score", "level"),
    [
        ({}, None, None),
        ({"P01": "map", "P04": "framework"}, Fraction(25 * 72, 23), 3),
        ({"P01": DONT_KNOW, "P04": "framework"}, Fraction(25 * 52, 23), 2),
        ({"P01": NOT_APPLICABLE, "P04": "framework"}, Fraction(100), 4),
        ({"P01": NOT_APPLICABLE, "P04": NOT_APPLICABLE}, None, None),
    ],
)
def test_theme_score(answers: dict[str, Value], score: Fraction | None, level: int | None) -> None:
    theme = _evaluated(answers=answers).themes["public_procurement"]
    assert (theme.score, theme.level, theme.uncapped_level) == (score, level, level)


def test_overall_level_stays_within_one_of_the_weakest_theme() -> None:
    regulatory: dict[str, Value] = {"R01": "no", "R05": "certified", "R06": "accepted"}
    evaluation = _evaluated(answers={**regulatory, "P04": "framework"})
    theme = evaluation.themes["regulatory_testing"]
    assert theme.score == Fraction(25 * 88, 37)  # (4 + 1.2·4) / (1.5 + 1 + 1.2)
    assert (theme.uncapped_level, theme.level, theme.caps) == (2, 1, (("R01", 0),))
    assert evaluation.score == (100 + Fraction(25 * 88, 37)) / 2  # 79.7, level 3 by itself
    assert evaluation.level == 2
    assert evaluation.weakest == "regulatory_testing"


def test_what_an_answer_hides_counts_at_its_lowest_level() -> None:
    evaluation = _evaluated(answers={"S01": "concept", "S08": "5"})
    assert evaluation.themes["scaling"].counted == {"S01": 0, "S02": 0, "S03": 0, "S08": 0}
    assert evaluation.themes["internationalisation"].counted == {"I10": 0}
    assert "delivery_capacity" not in evaluation.gaps
    medicine = _evaluated({"regulatory_status": "medicine"}, {"S01": "concept"})
    assert {"S02", "I10", "R04"} <= set(medicine.visible)
    assert medicine.themes["scaling"].counted == {"S01": 0, "S03": 0, "S08": 0}


def test_what_a_dont_know_hides_counts_at_level_0_and_caps() -> None:
    evaluation = _evaluated({"regulatory_status": DONT_KNOW}, {"R01": "confirmed"})
    regulatory = evaluation.themes["regulatory_testing"]
    assert regulatory.counted == {"R01": 4, "R03": 0, "R04": 0}
    assert regulatory.score == Fraction(25 * 60, 55)  # 1.5·4 / (1.5 + 2 + 2)
    assert regulatory.caps == (("R01", 1), ("R02", 0), ("R03", 0))
    assert evaluation.themes["public_procurement"].caps == (("R03", 1),)
    assert evaluation.themes["internationalisation"].caps == ()
    assert _evaluated({"regulatory_status": "unknown"}, {"R01": "confirmed"}) == evaluation


def test_a_draft_does_not_count_or_cap_what_is_open() -> None:
    evaluation = evaluate(Company(facts={}, answers={"R09": frozenset({"none"})}, as_of=AS_OF))
    assert {theme.caps for theme in evaluation.themes.values()} == {()}
    assert (evaluation.score, evaluation.level, evaluation.weakest) == (None, None, None)
    assert set(evaluation.missing_facts) == FACTS_READ
    assert settle(_company()).visibility["S08"] is Visibility.OPEN
    assert "S01" in evaluation.missing
    assert "R09" not in evaluation.missing


DEVICE: Final[dict[str, Value]] = {"regulatory_status": "medical_device"}
ABROAD: Final[dict[str, Value]] = DEVICE | {"target_markets": frozenset({"CH"})}
HEALTH_DATA: Final[dict[str, Value]] = {"processes_health_data": True}
NOTHING: Final = frozenset({"none"})


@pytest.mark.parametrize(
    ("cap", "theme", "facts", "holding", "lifted"),
    [
        (("S01", 0), "scaling", {}, "concept", "prototype"),
        (("S01", 1), "internationalisation", {}, "prototype", "first_customers"),
        (("S04", 0), "scaling", {}, "lt3", "3to6"),
        (("I01", 0), "internationalisation", {}, "none", "interest"),
        (("I11", 0), "internationalisation", ABROAD, "unknown", "aware"),
        (("R01", 0), "regulatory_testing", {}, "no", "opinion"),
        (("R02", 0), "regulatory_testing", DEVICE, "unknown", "IIa"),
        (("R03", 0), "regulatory_testing", DEVICE, "none", "route"),
        (("R03", 1), "public_procurement", DEVICE, "route", "plan"),
        (("R09", 0), "regulatory_testing", HEALTH_DATA, NOTHING, frozenset({"risk"})),
        (("R09", 1), "public_procurement", HEALTH_DATA, NOTHING, frozenset({"risk"})),
    ],
)
def test_a_cap_holds_on_its_answer_and_on_a_dont_know(
    cap: tuple[str, int], theme: str, facts: dict[str, Value], holding: Value, lifted: Value
) -> None:
    question, _ = cap
    for answer, holds in ((holding, True), (DONT_KNOW, True), (lifted, False)):
        assert (cap in _evaluated(facts, {question: answer}).themes[theme].caps) is holds
    assert cap not in _evaluated(facts).themes[theme].caps


def test_caps_that_read_the_regulatory_status() -> None:
    unpaid: dict[str, Value] = {"S01": "prototype"}
    medicine = _evaluated({"regulatory_status": "medicine"}, unpaid)
    assert medicine.themes["internationalisation"].caps == ()
    unsure = _evaluated({"regulatory_status": DONT_KNOW}, unpaid)
    assert unsure.themes["internationalisation"].caps == (("S01", 1),)
    inapplicable = _evaluated({"regulatory_status": NOT_APPLICABLE}, unpaid)
    assert inapplicable.themes["internationalisation"].caps == ()


@pytest.mark.parametrize(
    ("status", "question", "accepted"),
    [
        ("combination", "R03", True),
        ("medical_device", "R03", False),
        ("not_regulated", "R05", True),
        ("ivd", "R05", False),
        (DONT_KNOW, "R05", False),
        (NOT_APPLICABLE, "R05", False),
        ("not_regulated", "R08", True),
        ("not_regulated", "S01", False),
    ],
)
def test_does_not_apply_may_need_a_condition(
    *, status: Value, question: str, accepted: bool
) -> None:
    evaluation = _evaluated({"regulatory_status": status}, {question: NOT_APPLICABLE})
    assert (question not in evaluation.missing) is accepted
    assert question in evaluation.visible


@pytest.mark.parametrize(
    ("question", "facts", "answers", "visibility"),
    [
        ("S03", {"revenue_nok": 0}, {"S01": "repeat"}, Visibility.UNMET),
        ("S03", {"revenue_nok": 1}, {"S01": "repeat"}, Visibility.SHOWN),
        ("S03", {"revenue_nok": NOT_APPLICABLE}, {"S01": "repeat"}, Visibility.UNMET),
        ("S03", {"revenue_nok": DONT_KNOW}, {"S01": "repeat"}, Visibility.THROUGH_DONT_KNOW),
        ("S03", {"revenue_nok": DONT_KNOW}, {"S01": "concept"}, Visibility.UNMET),
        ("S03", {"revenue_nok": DONT_KNOW}, {}, Visibility.OPEN),
        ("I09", {}, {"I01": "draft", "I02": Fraction(1, 10)}, Visibility.SHOWN),
        ("I09", {}, {"I01": "draft", "I02": NOT_APPLICABLE}, Visibility.UNMET),
        ("I09", {}, {"I01": "draft", "I02": DONT_KNOW}, Visibility.THROUGH_DONT_KNOW),
        ("I09", {}, {"I01": "approved", "I02": DONT_KNOW}, Visibility.SHOWN),
        ("I09", {}, {"I01": "approved"}, Visibility.SHOWN),
        ("I09", {}, {"I01": "draft"}, Visibility.OPEN),
        ("I11", DEVICE | {"target_markets": frozenset({"IS", "NO"})}, {}, Visibility.UNMET),
        ("I11", ABROAD, {}, Visibility.SHOWN),
    ],
)
def test_visibility(
    question: str, facts: dict[str, Value], answers: dict[str, Value], visibility: Visibility
) -> None:
    assert settle(_company(facts, answers)).visibility[question] is visibility


def test_answers_fill_facts_only_while_shown() -> None:
    stated: dict[str, Value] = {"stage": "scale", "device_class": "III", "ce_marked": True}
    assert _evaluated(stated).facts["stage"] == "scale"
    assert _evaluated(stated).facts["commercialised_products"] is True
    answers: dict[str, Value] = {"S01": "prototype", "R02": "IIa", "R03": "plan"}
    hidden = _evaluated(stated, answers).facts
    assert (hidden["stage"], hidden["device_class"]) == ("prototype", "III")
    assert hidden["ce_marked"] is True
    assert hidden["commercialised_products"] is False
    shown = _evaluated(stated | DEVICE, answers | {"P09": True, "S06": NOT_APPLICABLE}).facts
    assert (shown["device_class"], shown["ce_marked"]) == ("IIa", False)
    assert shown["public_need_owner"] is True
    assert shown["private_capital_24m_nok"] is NOT_APPLICABLE
    assert _evaluated(stated, {"S01": DONT_KNOW}).facts["stage"] is DONT_KNOW
    combined: dict[str, Value] = {"regulatory_status": "combination"}
    facts = _evaluated(stated | combined, {"R02": "unknown", "R03": NOT_APPLICABLE}).facts
    assert (facts["device_class"], facts["ce_marked"]) == (DONT_KNOW, NOT_APPLICABLE)


def test_gaps_are_barriers_of_shown_answers_up_to_level_2() -> None:
    assert _evaluated(answers={"P04": "direct"}).gaps == {"home_reference", "national_rollout"}
    assert _evaluated(answers={"P04": "contract"}).gaps == frozenset()
    assert _evaluated(answers={"P04": DONT_KNOW}).gaps == {"home_reference", "national_rollout"}
    assert _evaluated(answers={"P04": NOT_APPLICABLE}).gaps == frozenset()
    assert _evaluated(answers={"S11": NOTHING}).gaps == frozenset()
