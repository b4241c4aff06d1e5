"""What the delivered questionnaire promises of whole companies."""

from fractions import Fraction
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.values import Marker, Plain, Value
from assessments.texts import Language
from tests.fixtures.engine import content, critical_values, level_of
from tests.fixtures.laws import examples

QUESTIONS: Final = content().questionnaire.questions
STARTUP: Final[dict[str, Value]] = {
    "regulatory_status": "medical_device",
    "county_code": "32",
    "product_kinds": frozenset({"device_software"}),
    "sectors": frozenset({"digital_health"}),
    "revenue_nok": 1_000_000,
    "target_markets": frozenset({"DE", "SE"}),
    "processes_health_data": True,
    "needs_registry_data": True,
    "uses_ai": True,
}


def _by_level(asked: CompiledQuestion) -> list[Plain]:
    values = [v for v in critical_values(asked.question) if asked.question.meaning(v) == v]
    if asked.levelling is None:
        return values
    return sorted(values, key=lambda value: level_of(asked, value))


BEST: Final[dict[str, Value]] = {q.slug: _by_level(q)[-1] for q in QUESTIONS}
REGULATORY: Final = frozenset(q.slug for q in QUESTIONS if q.theme == "regulatory_testing")
LOWEST: Final[dict[str, Value]] = {q.slug: _by_level(q)[0] for q in QUESTIONS}


def test_the_best_answers_reach_the_highest_level_everywhere() -> None:
    evaluation = content().evaluate({**BEST, "R02": "IIa"}, STARTUP)
    assert evaluation.figures == [(Fraction(100), 4)] * 5


def test_class_iia_software_in_akershus_without_a_ce_route_is_capped_at_2_and_told_why() -> None:
    answers = {**BEST, "R02": "IIa", "R03": "none"}
    evaluation = content().evaluate(answers, STARTUP)
    found = evaluation.themes["regulatory_testing"]
    assert (found.uncapped_level, found.level) == (3, 2)
    (held,) = found.caps
    assert (held.question, held.cap.maximum_level) == ("R03", 2)
    reason = held.cap.reason
    assert "veien til CE-merking ikke er valgt" in reason.into(Language.NB)
    assert "ikke temaet regulatorisk testing komme over nivå 2" in reason.into(Language.NB)
    assert "Until a route to CE marking has been chosen" in reason.into(Language.EN)
    assert "Regulatory testing cannot go above level 2" in reason.into(Language.EN)
    assert evaluation.walk.state.facts["county_code"] == "32"
    assert evaluation.walk.state.facts["device_class"] == "IIa"
    chosen = content().evaluate({**answers, "R03": "route"}, STARTUP)
    assert chosen.themes["regulatory_testing"].caps == ()


def _any_value(asked: CompiledQuestion) -> st.SearchStrategy[Value]:
    exempt = [Marker.NOT_APPLICABLE] * (asked.question.not_applicable is not None)
    return st.sampled_from([*critical_values(asked.question), Marker.DONT_KNOW, *exempt])


REST: Final = st.fixed_dictionaries(
    {q.slug: _any_value(q) for q in QUESTIONS if q.slug not in REGULATORY}
)
STATUSES: Final = ("medical_device", "ivd", "medicine", "combination", "not_regulated")
YES_OR_NO: Final = st.sampled_from([True, False, Marker.DONT_KNOW, Marker.NOT_APPLICABLE])
FACTS: Final = st.fixed_dictionaries(
    {
        "regulatory_status": st.sampled_from([*STATUSES, Marker.DONT_KNOW]),
        "revenue_nok": st.sampled_from([0, 1, Marker.DONT_KNOW]),
        "target_markets": st.sampled_from([frozenset({"DE"}), frozenset({"US"})]),
        "processes_health_data": YES_OR_NO,
        "needs_registry_data": YES_OR_NO,
        "uses_ai": YES_OR_NO,
    }
)


@examples(40)
@given(REST, FACTS, st.sets(st.sampled_from(sorted(REGULATORY))))
def test_the_lowest_regulatory_answers_hold_the_overall_level_at_1_whatever_the_rest(
    rest: dict[str, Value], facts: dict[str, Value], unknown: set[str]
) -> None:
    regulatory = {slug: LOWEST[slug] for slug in REGULATORY}
    regulatory |= dict.fromkeys(unknown, Marker.DONT_KNOW)
    evaluation = content().evaluate({**rest, **regulatory}, facts)
    found = evaluation.themes["regulatory_testing"]
    assert (found.score, found.level) == (Fraction(0), 0)
    assert evaluation.score.level in {0, 1}


def test_the_lowest_regulatory_answers_hold_the_best_company_at_1() -> None:
    regulatory = {slug: LOWEST[slug] for slug in REGULATORY}
    evaluation = content().evaluate({**BEST, **regulatory, "R02": "IIa"}, STARTUP)
    levels = {slug: found.level for slug, found in evaluation.themes.items()}
    assert levels == {
        "scaling": 4,
        "internationalisation": 4,
        "regulatory_testing": 0,
        "public_procurement": 2,
    }
    assert evaluation.score.level == 1
