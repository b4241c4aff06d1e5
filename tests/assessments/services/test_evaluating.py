"""What follows from answers and facts, or from facts alone, before anything is submitted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue, build_library
from assessments.matching.missing import NextFact
from assessments.questionnaire.values import Marker, Values
from assessments.scoring.rounding import one_decimal
from assessments.services.as_submitted import as_submitted
from assessments.services.assessing import evaluate
from assessments.services.environment import day_of
from assessments.services.evaluating import ProfileEvaluation
from assessments.services.submitting import Declared, new_result
from tests.assessments.services.caller import DONT_KNOW, Caller, number, option
from tests.assessments.services.small_content import (
    ANSWERS,
    FACTS,
    small_catalogue,
    small_questionnaire,
)

TODAY: Final = date(2026, 11, 22)


@pytest.fixture
def small_compiled(catalogue_definition: Catalogue) -> CompiledCatalogue:
    definition = small_catalogue(catalogue_definition)
    questionnaire = small_questionnaire(catalogue_definition)
    return build_library(1, (1, definition), [questionnaire]).catalogue


async def test_progress_counts_what_is_shown(small: Caller) -> None:
    before = evaluate(small.environment, await small.read()).progress
    assert (before.answered, before.visible, before.percent) == (0, 4, 0)
    await small.state(FACTS)
    halfway = evaluate(small.environment, await small.save({"G1": option("b"), "G3": DONT_KNOW}))
    assert (halfway.progress.answered, halfway.progress.visible) == (2, 6)
    assert halfway.progress.percent == 33
    done = evaluate(small.environment, await small.save(ANSWERS))
    assert (done.progress.answered, done.progress.percent) == (6, 100)
    assert (done.missing, done.missing_facts) == ((), ())


def with_small_limits(catalogue: CompiledCatalogue) -> CompiledCatalogue:
    """Return the catalogue with another definition of an SME: fewer than two employees."""
    definition = catalogue.definition
    sizes = definition.reference.sizes
    few = sizes.medium.model_copy(update={"employees_below": 2})
    changed = sizes.model_copy(update={"micro": few, "small": few, "medium": few})
    reference = definition.reference.model_copy(update={"sizes": changed})
    return CompiledCatalogue(definition.model_copy(update={"reference": reference}), 2)


async def test_a_draft_is_as_of_today(caller: Caller) -> None:
    today = evaluate(caller.environment, await caller.read())
    assert as_submitted(await caller.read(), today) is today


async def test_once_submitted_all_stays_as_it_was_whatever_the_day_and_the_catalogue(
    small: Caller,
) -> None:
    await small.state(FACTS)
    await small.save(ANSWERS)
    submitted = await small.submit()
    then = evaluate(small.environment, submitted)
    later = replace(
        then, as_of=TODAY + timedelta(days=4000), catalogue=with_small_limits(then.catalogue)
    )
    found = as_submitted(submitted, later)
    assert found.walk.state.facts == then.walk.state.facts != later.walk.state.facts
    assert found.progress == then.progress
    scored = [(then.score.score, then.score.level)]
    scored += [(theme.score, theme.level) for theme in then.score.themes]
    for bounds, (score, level) in zip(
        (found.bounds.overall, *found.bounds.themes), scored, strict=True
    ):
        shown = None if score is None else Fraction(one_decimal(score))
        assert (bounds.lowest, bounds.highest) == (shown, shown)
        assert (bounds.lowest_level, bounds.highest_level) == (level, level)
        assert bounds.decided


async def test_a_result_made_at_midnight_has_one_day(small: Caller) -> None:
    await small.state(FACTS)
    await small.save(ANSWERS)
    midnight = datetime(2026, 11, 22, 23, tzinfo=UTC)
    ticks = iter([midnight - timedelta(milliseconds=1), *[midnight] * 9])
    environment = replace(small.environment, now=lambda: next(ticks))
    result = new_result(environment, await small.read(), Declared()).result
    assert (result.as_of, day_of(result.computed_at)) == (TODAY, TODAY)


async def test_an_answer_gives_a_fact_as_if_it_were_stated(caller: Caller) -> None:
    await caller.state({"stage": option("idea"), "regulatory_status": option("not_regulated")})
    answers = {"S01": option("repeat"), "I02": DONT_KNOW, "S06": number(0)}
    evaluation = evaluate(caller.environment, await caller.save(answers))
    assert evaluation.written == {
        "stage": {"option": "growth"},
        "export_share_pct": {"dontKnow": True},
        "private_capital_24m_nok": {"number": 0},
    }
    assert evaluation.known_stated == {
        "stage": "growth",
        "regulatory_status": "not_regulated",
        "export_share_pct": Marker.DONT_KNOW,
        "private_capital_24m_nok": 0,
    }


async def test_a_hidden_answer_gives_no_fact(caller: Caller) -> None:
    await caller.state({"regulatory_status": option("medical_device")})
    shown = evaluate(caller.environment, await caller.save({"R02": option("IIa")}))
    assert shown.written == {"device_class": {"option": "IIa"}}
    hidden = await caller.state({"regulatory_status": option("not_regulated")})
    assert evaluate(caller.environment, hidden).written == {}


@pytest.mark.parametrize(
    ("stated", "outcomes", "asked"),
    [
        (
            {},
            {"loan": "CANNOT_TELL", "club": "CANNOT_TELL", "grant": "CANNOT_TELL"},
            ["county_code", "employees", "trl", "uses_ai"],
        ),
        (
            {"uses_ai": True, "employees": 3, "trl": 7},
            {"loan": "ELIGIBLE", "grant": "ELIGIBLE", "club": "CANNOT_TELL"},
            ["county_code"],
        ),
        (
            {"uses_ai": Marker.DONT_KNOW, "employees": 50, "trl": 4, "county_code": "46"},
            {"loan": "NOT_ELIGIBLE", "club": "NOT_ELIGIBLE", "grant": "NOT_ELIGIBLE"},
            [],
        ),
    ],
)
def test_a_profile_alone_is_matched(
    small_compiled: CompiledCatalogue, stated: Values, outcomes: dict[str, str], asked: list[str]
) -> None:
    evaluation = ProfileEvaluation(small_compiled, stated, TODAY)
    found = {match.offer.slug: match.outcome.value for match in evaluation.matches}
    assert list(found.items()) == list(outcomes.items())
    assert evaluation.next_facts == tuple(NextFact(fact, 1) for fact in asked)
    assert evaluation.known_stated == stated
