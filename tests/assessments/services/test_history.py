"""From result to result: which ones belong together, and why the score has changed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import pytest

from assessments.company.reference import Reference
from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.services.assessing import start_assessment
from assessments.services.environment import Environment
from assessments.services.explanation import (
    Explanation,
    ShownLevel,
    ShownParts,
)
from assessments.services.history import explain_latest, history_of
from assessments.services.publishing import publish
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from tests.assessments.services.caller import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    number,
    option,
    start,
)
from tests.assessments.services.ready import (
    FACTS,
    FIRST_ANSWERS,
    SECOND_ANSWERS,
    begin,
    first_one,
    ready,
    ready_shelf,
)
from tests.assessments.services.small_content import ANSWERS as SMALL_ANSWERS
from tests.assessments.services.small_content import FACTS as SMALL_FACTS
from tests.assessments.services.small_content import (
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.engine import Data, question, theme
from tests.fixtures.engine import options as option_data
from tests.fixtures.environment import NOON, Clock, environment_on
from tests.fixtures.statements import NotedDatabase

__all__ = ["ready", "ready_shelf"]

NO_CHANGE: Final = ("0.0", "0.0", "0.0", "0.0", "0.0")


def _shown(parts: ShownParts | None) -> tuple[str, ...] | None:
    """Return the difference and its parts, in their order."""
    if parts is None:
        return None
    causes = (parts.by_questionnaire, parts.by_time, parts.by_applicability, parts.by_answers)
    assert sum(causes) == parts.score
    return tuple(str(number) for number in (parts.score, *causes))


async def _later(caller: Caller, answers: Answers, version: int | None = None) -> Caller:
    """Return who has started from `caller`, answered and submitted."""
    copied = await begin(caller.environment, version, caller)
    await copied.save(answers)
    await copied.submit()
    return copied


async def _explained(caller: Caller) -> Explanation:
    found = await explain_latest(caller.environment, caller.principal, caller.id)
    assert found is not None
    return found


async def _history(caller: Caller) -> Sequence[UUID]:
    return [
        r.assessment_id for r in await history_of(caller.environment, caller.principal, caller.id)
    ]


async def test_another_version_a_year_later_with_other_answers(
    ready: Environment, clock: Clock
) -> None:
    first = await first_one(ready)
    clock.forward(timedelta(days=200))
    second = await begin(ready, copied=first)
    clock.forward(timedelta(days=165))
    await second.save(SECOND_ANSWERS)
    await second.submit()
    found = await _explained(second)
    assert found.since.assessment_id == first.id
    assert found.questionnaire.key == ("ready", 2)
    growth, market = found.themes
    # 250/7 = 35.71 as it was, 275/7 = 39.29 carried, 475/9 = 52.78 with A5, and 625/9 = 69.44
    # with A10 at level 3: the largest remainders of 3.57, 13.49 and 16.67 are rounded up to 33.7
    assert (growth.theme, _shown(growth.parts)) == (
        "growth",
        ("33.7", "3.6", "0.0", "13.5", "16.6"),
    )
    assert growth.levels == (
        ShownLevel(question="A10", from_level=1, to_level=3, points=Decimal("16.6")),
    )
    assert (growth.newly_counted, growth.no_longer_counted) == (("A5",), ())
    # the customers were asked 18 months ago: level 1 instead of 4
    assert _shown(market.parts) == ("-37.5", "0.0", "-37.5", "0.0", "0.0")
    assert market.levels == ()
    # (250/7 + 200) / 3 = 78.57, 79.76, 54.76, 59.26, and (625/9 + 125) / 3 = 64.81
    assert _shown(found.parts) == ("-13.8", "1.2", "-25.0", "4.5", "5.5")


async def test_nothing_new_changes_nothing(ready: Environment) -> None:
    found = await _explained(await _later(await first_one(ready), FIRST_ANSWERS, 1))
    assert _shown(found.parts) == NO_CHANGE
    assert [_shown(theme.parts) for theme in found.themes] == [NO_CHANGE] * 2


async def test_what_no_longer_applies_is_named(ready: Environment) -> None:
    later = await _later(await first_one(ready), {"A1": option("none"), "A3": NOT_APPLICABLE}, 1)
    growth = (await _explained(later)).themes[0]
    # without A3 25 · 5 / 2.5 = 50 instead of 250/7; A1 at 0, and A2 is hidden and counts at 0
    assert _shown(growth.parts) == ("-35.7", "0.0", "0.0", "14.3", "-50.0")
    assert growth.no_longer_counted == ("A3",)
    assert [(level.question, level.points) for level in growth.levels] == [
        ("A1", Decimal("-30.0")),
        ("A2", Decimal("-20.0")),
    ]


async def test_only_what_led_to_an_assessment_is_its_history(ready: Environment) -> None:
    first = await first_one(ready)
    second = await _later(first, FIRST_ANSWERS, 1)
    other = await _later(first, FIRST_ANSWERS, 1)
    third = await _later(second, SECOND_ANSWERS)
    draft = await begin(ready, copied=third)
    assert await _history(first) == [first.id]
    assert await _history(second) == [first.id, second.id]
    assert await _history(other) == [first.id, other.id]
    assert await _history(third) == [first.id, second.id, third.id]
    assert await _history(draft) == [first.id, second.id, third.id]
    assert (await _explained(third)).since.assessment_id == second.id
    for unexplained in (first, draft, await begin(ready)):
        assert await explain_latest(ready, unexplained.principal, unexplained.id) is None
    assert await history_of(ready, first.principal, ready.new_id()) == []


async def test_what_was_submitted_later_did_not_lead_there(
    ready: Environment, clock: Clock
) -> None:
    first = await first_one(ready, submits=False)
    second = await _later(first, FIRST_ANSWERS, 1)
    clock.forward(timedelta(days=1))
    await first.submit()
    assert await _history(second) == [second.id]
    assert await explain_latest(ready, second.principal, second.id) is None
    assert await _history(first) == [first.id]


async def test_the_others_belong_together_when_one_is_gone(ready: Environment) -> None:
    first = await first_one(ready)
    second = await _later(first, FIRST_ANSWERS, 1)
    third = await _later(second, SECOND_ANSWERS)
    async with ready.database.writing() as connection:
        await connection.execute("DELETE FROM assessments WHERE id = $1", second.id)
    assert await _history(third) == [first.id, third.id]
    assert (await _explained(third)).since.assessment_id == first.id


async def test_a_version_before_is_not_compared(ready: Environment) -> None:
    first = await _later(await first_one(ready), SECOND_ANSWERS)
    back = await _later(first, FIRST_ANSWERS, 1)
    found = await _explained(back)
    assert len(await _history(back)) == 3
    assert (found.since.questionnaire_version, found.questionnaire.key[1]) == (1, 1)
    again = await begin(ready, 2)
    await again.state(FACTS)
    await again.save(SECOND_ANSWERS)
    await again.submit()
    later = await _later(again, FIRST_ANSWERS, 1)
    assert await explain_latest(ready, later.principal, later.id) is None


async def test_a_theme_in_which_nothing_counts_has_no_parts(small: Caller) -> None:
    await small.state(SMALL_FACTS)
    await small.save(SMALL_ANSWERS)
    await small.submit()
    started = await _copy_of(small)
    await started.save({"M1": option("a")})
    await started.submit()
    found = await _explained(started)
    growth, market, words = found.themes
    assert _shown(growth.parts) == NO_CHANGE
    # 25 (4 + 2) / 2 = 75 to 25 (0 + 2) / 2 = 25
    assert _shown(market.parts) == ("-50.0", "0.0", "0.0", "0.0", "-50.0")
    assert (words.theme, words.parts, words.levels) == ("words", None, ())


async def _copy_of(caller: Caller) -> Caller:
    started = await start_assessment(
        caller.environment, questionnaire=SLUG, principal=caller.principal, copy_from=caller.id
    )
    return replace(
        caller,
        principal=principal_of(started.access_token),
        id=started.assessment.id,
        token=started.access_token,
    )


async def test_other_rules_belong_to_the_questionnaire(ready: Environment) -> None:
    first = await first_one(ready)
    later = await _later(first, {**FIRST_ANSWERS, "B1": boolean(value=False)}, 1)
    row = await ready.database.row(
        "SELECT document FROM results WHERE assessment_id = $1", first.id
    )
    assert row is not None
    document: Any = json.loads(row["document"])
    document["score"], document["themes"][0]["score"] = 70.1, 30.2
    document["themes"][1]["score"] = None
    async with ready.database.writing() as connection:
        await connection.execute(
            "UPDATE results SET document = $2, engine_version = '0.9.0' WHERE assessment_id = $1",
            first.id,
            json.dumps(document),
        )
    found = await _explained(later)
    growth, market = found.themes
    # given as 30.2 and 35.7 (exactly 250/7)
    assert _shown(growth.parts) == ("5.5", "5.5", "0.0", "0.0", "0.0")
    # given as nothing
    assert market.parts is None
    assert market.levels == (
        ShownLevel(question="B1", from_level=4, to_level=0, points=Decimal("-50.0")),
    )
    # given as 70.1, and (250/7 + 100) / 3 = 45.24 instead of (250/7 + 200) / 3 = 78.57
    assert _shown(found.parts) == ("-24.9", "8.5", "0.0", "0.0", "-33.4")


FIGURES: Final[Answers] = {
    "employees": number(30),
    "revenue_nok": number(100_000_000),
    "balance_nok": number(100_000_000),
    "largest_corporate_owner_pct": number(0),
    "sme_size": DONT_KNOW,
}
SME: Final[Data] = {"fact": "is_sme", "op": "eq", "value": True}


def _fewer_employees(reference: Reference) -> Reference:
    medium = reference.sizes.medium.model_copy(update={"employees_below": 20})
    sizes = reference.sizes.model_copy(update={"medium": medium})
    return reference.model_copy(update={"sizes": sizes})


def _other_rates(reference: Reference) -> Reference:
    rates = {**reference.currencies.kroner_per, "EUR": Decimal(1)}
    currencies = reference.currencies.model_copy(update={"kroner_per": rates})
    return reference.model_copy(update={"currencies": currencies})


@pytest.mark.parametrize("change", [_fewer_employees, _other_rates])
async def test_a_new_catalogue_belongs_to_the_questionnaire(
    fresh_database: Database,
    clock: Clock,
    catalogue_definition: Catalogue,
    change: Callable[[Reference], Reference],
) -> None:
    """Whether r is asked hangs on the size, by the limits and rates of the catalogue."""
    facts = catalogue_definition.facts_by_slug
    questionnaire = small_questionnaire(
        catalogue_definition,
        themes=[theme("t", question("q"), question("r", visible_when=SME))],
        facts=[facts[slug] for slug in (*FIGURES, "is_sme")],
    )
    await publish(fresh_database, small_catalogue(catalogue_definition), [questionnaire], NOON)
    first = await start(await environment_on(fresh_database, clock), SLUG)
    await first.state(FIGURES)
    await first.save({"q": option("c"), "r": option("a")})
    await first.submit()
    reference = change(catalogue_definition.reference)
    other = catalogue_definition.model_copy(update={"reference": reference})
    await publish(fresh_database, small_catalogue(other), [questionnaire], NOON)
    moved = replace(first, environment=await environment_on(fresh_database, clock))
    later = await _copy_of(moved)
    await later.submit()
    found = await _explained(later)
    (of_theme,) = found.themes
    # r is not asked any more: 100 instead of (100 + 0) / 2
    for parts in (of_theme.parts, found.parts):
        assert _shown(parts) == ("50.0", "50.0", "0.0", "0.0", "0.0")


async def test_a_question_that_does_not_take_the_old_answer_does_not_begin_to_count(
    fresh_database: Database, clock: Clock, catalogue_definition: Catalogue
) -> None:
    def version(number: int, choice: Data, **fields: object) -> Questionnaire:
        shown = {"answer": "q", "op": "in", "value": [*choice]}
        follower = question("s", visible_when=shown)
        asked = theme("t", question("q", options=option_data(choice)), question("r"), follower)
        return small_questionnaire(catalogue_definition, themes=[asked], version=number, **fields)

    catalogue, first_version = small_catalogue(catalogue_definition), version(1, {"b": 0, "a": 4})
    await publish(fresh_database, catalogue, [first_version], NOON)
    first = await start(await environment_on(fresh_database, clock), SLUG)
    await first.state({"uses_ai": boolean(False)})
    await first.save({"q": option("a"), "r": option("a"), "s": option("b")})
    await first.submit()
    asks_again = {"carried": [{"from": "q", "to": "q", "options": {"a": None}}]}
    second_version = version(2, {"b": 0, "c": 4}, carry_over=asks_again)
    await publish(fresh_database, catalogue, [first_version, second_version], NOON)
    moved = replace(first, environment=await environment_on(fresh_database, clock))
    later = await _copy_of(moved)
    await later.save({"q": option("b")})
    await later.submit()
    found = await _explained(later)
    (of_theme,) = found.themes
    # (100 + 0 + 50) / 3 = 50, which stands until q is answered at level 0
    for parts in (of_theme.parts, found.parts):
        assert _shown(parts) == ("-33.3", "0.0", "0.0", "0.0", "-33.3")
    assert (of_theme.newly_counted, of_theme.no_longer_counted) == ((), ())
    assert of_theme.levels == (
        ShownLevel(question="q", from_level=4, to_level=0, points=Decimal("-33.3")),
    )


async def test_a_history_takes_one_statement_however_long(ready: Environment) -> None:
    last = await first_one(ready)
    for _ in range(3):
        last = await _later(last, FIRST_ANSWERS, 1)
    noted = NotedDatabase(ready.database)
    environment = replace(ready, database=noted)
    assert len(await history_of(environment, last.principal, last.id)) == 4
    assert len(noted.statements) == 1
    assert await explain_latest(environment, last.principal, last.id) is not None
    assert len(noted.statements) == 2
