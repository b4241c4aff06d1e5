"""What other content would do to the results that there are."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library, build_library
from assessments.matching.outcome import Outcome
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.services.assessing import evaluate
from assessments.services.effects import (
    LIMITS,
    OVERALL,
    WEIGHT,
    Comparison,
    Effects,
    add_all,
    add_effect,
)
from assessments.services.publishing import publish
from assessments.storage.database import Database
from assessments.storage.results import KeptResult, all_results
from assessments.texts import both
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.services.ready import begin, first_one
from tests.fixtures.database import connected, new_database
from tests.fixtures.engine import FACT, fact
from tests.fixtures.environment import NOON, environment_on

TODAY: Final = NOON.date()


@pytest.fixture(scope="module")
def versions(ready_versions: list[Questionnaire]) -> list[Questionnaire]:
    """Both versions; in the second, level 2 begins at 39 instead of 40."""
    first, second = ready_versions
    levels = [
        level.model_copy(update={"minimum_score": Decimal(39)}) if level.number == 2 else level
        for level in second.levels
    ]
    return [first, second.model_copy(update={"levels": tuple(levels)})]


@pytest.fixture(scope="module")
async def database(
    server: str,
    empty_database_dsn: str,
    ready_catalogue: Catalogue,
    versions: list[Questionnaire],
) -> AsyncIterator[Database]:
    """A database with two results of version 1 of the small folder's questionnaire."""
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        await publish(database, ready_catalogue, versions, NOON)
        environment = await environment_on(database)
        await first_one(environment)
        await first_one(environment)
        yield database


def _library(catalogue: Catalogue, questionnaires: Sequence[Questionnaire]) -> Library:
    return build_library(0, (0, catalogue), questionnaires)


async def _effects(database: Database, old: Library, new: Library) -> Effects:
    effects = Effects()
    comparison = Comparison(old=old, new=new, today=TODAY)
    done = [count async for count in add_all(effects, database, comparison)]
    assert done == [1, 2]
    return effects


async def test_the_same_content_changes_nothing(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    library = _library(ready_catalogue, versions[:1])
    assert await _effects(database, library, library) == Effects(results=2)
    assert not Comparison(old=library, new=library, today=TODAY).may_change_levels()


async def test_a_later_version_is_what_a_company_that_begins_anew_would_meet(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    old = _library(ready_catalogue, versions[:1])
    new = _library(ready_catalogue, versions)
    assert Comparison(old=old, new=new, today=TODAY).may_change_levels()
    found = await _effects(database, old, new)
    environment = await environment_on(database)
    earlier = await first_one(environment, submits=False)
    anew = evaluate(environment, await (await begin(environment, 2, earlier)).read()).score
    before = evaluate(environment, await earlier.read()).score
    expected = {
        (slug, one.level, other.level)
        for slug, one, other in zip(
            [t.theme.slug for t in before.themes], before.themes, anew.themes, strict=True
        )
        if one.level != other.level
    }
    if before.level != anew.level:
        expected.add((OVERALL, before.level, anew.level))
    assert expected
    assert found.levels == dict.fromkeys(expected, 2)
    assert found.levels_changed == 2
    assert {theme for theme, _ in found.questions} == {t for t, _, _ in expected} - {OVERALL}


async def test_a_later_version_that_both_have_counts_once(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    published = _library(ready_catalogue, versions)
    assert await _effects(database, published, published) == Effects(results=2)
    first = _library(ready_catalogue, versions[:1])
    kept = first.as_published(published.questionnaires, published.questionnaires)
    assert kept.questionnaires == published.questionnaires
    assert await _effects(database, published, kept) == Effects(results=2)


async def test_limits_that_move_are_named_as_that(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    first = versions[0]
    lowest = [level.model_copy(update={"minimum_score": level.number}) for level in first.levels]
    lower = first.model_copy(update={"levels": tuple(lowest)})
    old = _library(ready_catalogue, [first])
    found = await _effects(database, old, _library(ready_catalogue, [lower]))
    assert found.levels_changed == 2
    assert {slug for _, slug in found.questions} == {LIMITS}


def _growing(first: Questionnaire, weight: int, a3: str = "1", level_2: int = 40) -> Questionnaire:
    """Return version 1 with another weight of growth and of A3, and another begin of level 2."""
    growth, market = first.themes
    questions = [
        q.model_copy(update={"weight": Decimal(a3)}) if q.slug == "A3" else q
        for q in growth.questions
    ]
    heavy = growth.model_copy(update={"weight": Decimal(weight), "questions": tuple(questions)})
    levels = [
        level.model_copy(update={"minimum_score": Decimal(level_2)}) if level.number == 2 else level
        for level in first.levels
    ]
    return first.model_copy(update={"themes": (heavy, market), "levels": tuple(levels)})


@pytest.mark.parametrize(
    ("made", "causes"),
    [
        (((1,), (100,)), {("growth", WEIGHT)}),
        (((20,), (20, "1.5")), {("growth", "A3")}),
        (((20,), (20, "1", 42)), {(OVERALL, LIMITS)}),
    ],
    ids=["the weight of a theme", "the weight of a question", "the limits"],
)
async def test_what_moves_the_overall_level_alone_is_named(
    database: Database,
    ready_catalogue: Catalogue,
    versions: list[Questionnaire],
    made: tuple[Any, Any],
    causes: set[tuple[str, str]],
) -> None:
    old, new = (_library(ready_catalogue, [_growing(versions[0], *how)]) for how in made)
    found = await _effects(database, old, new)
    assert found.levels == {(OVERALL, 2, 1): 2}
    assert found.questions == dict.fromkeys(causes, 2)


async def test_questions_that_all_weigh_twice_as_much_count_as_before(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    base = _growing(versions[0], 20)
    levels = [
        level.model_copy(update={"minimum_score": Decimal(99)}) if level.number else level
        for level in base.levels
    ]
    themes = [
        theme.model_copy(
            update={
                "questions": tuple(
                    q.model_copy(update={"weight": 2 * q.weight}) for q in theme.questions
                )
            }
        )
        for theme in base.themes
    ]
    new = base.model_copy(update={"themes": tuple(themes), "levels": tuple(levels)})
    libraries = [_library(ready_catalogue, [one]) for one in (base, new)]
    found = await _effects(database, *libraries)
    assert any(theme != OVERALL for theme, _, _ in found.levels)
    assert {question for _, question in found.questions} == {LIMITS}


async def test_matches_flip_by_offer_and_by_cause(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    def offering(*made: object) -> Library:
        offers = tuple(OFFER.validate_python(one) for one in made)
        catalogue = ready_catalogue.model_copy(update={"offers": offers})
        return _library(catalogue, versions[:1])

    ai = criterion("uses_ai")
    no_ai = criterion("uses_ai", {"fact": "uses_ai", "op": "eq", "value": False})
    old = offering(
        offer("turns", criteria=[ai]),
        offer("ends", criteria=[no_ai]),
        offer("stays", criteria=[no_ai]),
        offer("goes", criteria=[no_ai]),
    )
    new = offering(
        offer("turns", criteria=[no_ai]),
        offer("ends", criteria=[no_ai], status="ended"),
        offer("stays", criteria=[no_ai]),
        offer("comes", criteria=[no_ai]),
    )
    assert not Comparison(old=old, new=new, today=TODAY).may_change_levels()
    found = await _effects(database, old, new)
    assert (found.levels_changed, found.matches_flipped) == (0, 2)
    assert found.flips == {
        ("turns", Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE): 2,
        ("ends", Outcome.ELIGIBLE, Outcome.CLOSED): 2,
        ("comes", None, Outcome.ELIGIBLE): 2,
        ("goes", Outcome.ELIGIBLE, None): 2,
    }
    assert found.causes == {
        ("turns", "by its criterion uses_ai"): 2,
        ("ends", "by its status"): 2,
        ("comes", "new in the catalogue"): 2,
        ("goes", "taken out of the catalogue"): 2,
    }


async def _kept(database: Database) -> KeptResult:
    return await anext(aiter(all_results(database)))


async def test_a_questionnaire_that_one_of_them_has_not_is_counted(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    kept = await _kept(database)
    each = _library(ready_catalogue, versions)
    none, second = (_library(ready_catalogue, part) for part in ([], versions[1:]))
    for old, new in ((none, each), (each, none), (second, each)):
        effects = Effects()
        add_effect(effects, kept, Comparison(old=old, new=new, today=TODAY))
        assert effects == Effects(results=1, unknown=1)


async def test_facts_and_reference_data_may_change_levels(
    ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    old = _library(ready_catalogue, versions)
    reference = ready_catalogue.reference
    sizes = reference.sizes.model_copy(update={"owner_counts_from_percent": 26})
    for update in (
        {"facts": ready_catalogue.facts[1:]},
        {"reference": reference.model_copy(update={"sizes": sizes})},
    ):
        other = _library(ready_catalogue.model_copy(update=update), [])
        new = replace(old, catalogue=other.catalogue)
        assert Comparison(old=old, new=new, today=TODAY).may_change_levels()


def _twice(base: str) -> Fact:
    """Return a fact that is twice `base`."""
    how = {"operation": "sum", "of": [base, base]}
    plain = fact("twice", "number", asked=False, derived_from=[base, base], computed=how)
    return FACT.validate_python(plain)


async def test_a_version_whose_facts_follow_otherwise_is_not_evaluated(
    database: Database, ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    ours, theirs = (
        ready_catalogue.model_copy(update={"facts": (*ready_catalogue.facts, _twice(base))})
        for base in ("employees", "revenue_nok")
    )
    facts = (*versions[0].facts, _twice("employees"))
    first = versions[0].model_copy(update={"facts": facts})
    old, new = _library(ours, [first]), _library(theirs, [first])
    assert new.catalogue.changed_for(new.questionnaires["ready", 1]) == ("twice",)
    assert await _effects(database, old, new) == Effects(results=2, unknown=2)
    later = versions[1].model_copy(update={"facts": facts})
    assert await _effects(database, old, _library(theirs, [first, later])) == Effects(
        results=2, unknown=2
    )
    assert (await _effects(database, old, _library(ours, [first]))).unknown == 0


def test_what_a_published_version_took_in_is_what_counts(
    ready_catalogue: Catalogue, versions: list[Questionnaire]
) -> None:
    groups = {**versions[0].groups, "HOME": ("NO", "US", "GB", "DE")}
    today = versions[0].model_copy(update={"groups": groups, "facts": versions[0].facts[:1]})
    edited = today.model_copy(update={"title": both("Annen tittel", "Another title")})
    published = _library(ready_catalogue, versions[:1]).questionnaires
    (same,) = _library(ready_catalogue, [today]).as_published(published).questionnaires.values()
    assert same.definition == versions[0]
    (other,) = _library(ready_catalogue, [edited]).as_published(published).questionnaires.values()
    assert other.definition == edited
