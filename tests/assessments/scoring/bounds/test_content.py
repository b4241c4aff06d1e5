"""Bounds on the delivered questionnaire."""

from collections.abc import Sequence
from random import Random
from typing import Final

import pytest

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.values import Marker, Value
from assessments.scoring.bounds.working import DraftBounds
from tests.assessments.scoring.bounds.completions import (
    Completions,
    Figures,
    all_bounds,
    as_tuple,
    bounds_of,
    contains,
    tightest,
)
from tests.fixtures.engine import content, critical_values

pytestmark = pytest.mark.law
"""Tracing would make them several times as slow; the tests by example reach every line."""

DRAFTS: Final = 40
WAYS: Final = 10
MOST: Final = 100_000

STATED: Final[dict[str, list[Value]]] = {
    "revenue_nok": [0, 1],
    "regulatory_status": [
        "medical_device",
        "ivd",
        "medicine",
        "combination",
        "not_regulated",
        "unknown",
    ],
    "target_markets": [frozenset({"DE"}), frozenset({"US"}), frozenset({"NO", "US"})],
    "uses_ai": [True, False],
    "processes_health_data": [True, False],
    "needs_registry_data": [True, False],
}
BRANCHING: Final = ("S01", "S04", "I01", "I02", "I11", "R01", "R03", "R09")

Draft = tuple[dict[str, Value], dict[str, Value]]


def ways() -> Completions:
    """Return the ways to complete a draft of the delivered questionnaire."""
    return Completions(
        content().questionnaire,
        MOST,
        plain=critical_values,
        stated={slug: [*values, Marker.DONT_KNOW] for slug, values in STATED.items()},
        derive=content().catalogue.derive,
    )


def questions() -> Sequence[CompiledQuestion]:
    """Return the questions of the delivered questionnaire."""
    return content().questionnaire.questions


def bounded(draft: Draft) -> DraftBounds:
    """Return the bounds of a draft of the delivered questionnaire."""
    return bounds_of(content().questionnaire, *draft, derive=content().catalogue.derive)


def random_draft(random: Random) -> Draft:
    """Return a draft: a company that has said everything, without some of it."""
    answers, facts = ways().complete({}, {}, random)
    share = random.random()
    return (
        {slug: value for slug, value in answers.items() if random.random() < share},
        {slug: value for slug, value in facts.items() if random.random() < share},
    )


def test_everything_is_open_at_the_start() -> None:
    found = bounded(({}, {}))
    assert [as_tuple(one) for one in all_bounds(found)] == [
        (0, 100, 0, 4, False),
        (0, 100, 0, 4, False),
        (0, 100, 0, 4, False),
        (0, 100, 0, 4, True),
        (0, 100, 0, 4, False),
    ]
    assert all(one.exact and not one.decided for one in all_bounds(found))


@pytest.mark.part(4)
@pytest.mark.parametrize("seed", range(DRAFTS))
def test_every_way_to_complete_a_draft_lies_within_and_they_are_exact(seed: int) -> None:
    random = Random(seed)
    draft = random_draft(random)
    found = all_bounds(bounded(draft))
    assert all(one.exact for one in found)
    for _ in range(WAYS):
        for one, figures in zip(found, ways().at_random(*draft, random).figures, strict=True):
            assert contains(one, figures)
            assert not one.decided or figures[1] == one.level


@pytest.mark.part(4)
@pytest.mark.parametrize("seed", range(DRAFTS))
def test_exact_bounds_are_as_tight_as_can_be_where_three_things_are_open(seed: int) -> None:
    random = Random(seed)
    done, facts = ways().complete({}, {}, random)
    hidden = {q.slug: random.choice(critical_values(q.question)) for q in questions()}
    answers = {**hidden, **done}
    opened = set(random.sample([*STATED, *BRANCHING], 2))
    opened.add(random.choice(list(done)))
    draft = (
        {slug: value for slug, value in answers.items() if slug not in opened},
        {slug: value for slug, value in facts.items() if slug not in opened},
    )
    every: list[dict[Figures, None]] = [{} for _ in range(5)]
    for evaluation in ways().every(*draft):
        for figures, one in zip(every, evaluation.figures, strict=True):
            figures[one] = None
    found = all_bounds(bounded(draft))
    assert [as_tuple(one) for one in found] == [tightest(figures) for figures in every]


def test_what_is_not_known_is_held_fixed() -> None:
    unsure: dict[str, Value] = {"I01": Marker.DONT_KNOW}
    found = bounded((unsure, {}))
    assert found.themes[1].highest is not None
    assert found.themes[1].highest < 100
    assert found.themes[1].highest_level == 2
