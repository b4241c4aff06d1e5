"""Offers made ready to match."""

from assessments.matching.offers import Scheme
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.outcomes import TRUE
from tests.assessments.matching.made_offers import (
    compiled_offer,
    compiled_offers,
    criterion,
    offer,
)
from tests.fixtures.engine import Data


def test_an_offer_is_compiled_once_in_its_place() -> None:
    soft = criterion("soft", hard=False)
    both = {"all": [soft["condition"], {"answer": "q", "op": "answered"}, soft["condition"]]}
    first, second, third = compiled_offers(
        offer("one", criteria=[soft, criterion("hard"), criterion("mixed", both)], barriers=["x"]),
        offer("two", "cluster"),
        offer("three", applicant="public_body"),
    )
    assert [made.slug for made in (first, second, third)] == ["one", "two", "three"]
    assert [made.position for made in (first, second, third)] == [0, 1, 2]
    assert [made.is_for_companies for made in (first, second, third)] == [True, True, False]
    assert [isinstance(made.offer, Scheme) for made in (first, second, third)] == [
        True,
        False,
        True,
    ]
    assert [c.criterion.slug for c in first.criteria] == ["soft", "hard", "mixed"]
    assert [c.criterion.slug for c in first.hard] == ["hard", "mixed"]
    assert [c.criterion.slug for c in first.soft] == ["soft"]
    assert first.criteria[2].reads == (("soft", ("soft",)), ("soft", ("soft",)))
    assert first.barriers == {"x"}
    assert second.criteria == ()


def test_conditions_of_the_same_parts_are_told_apart() -> None:
    parts = [{"fact": slug, "op": "eq", "value": True} for slug in ("a", "b")]
    both, either = {"all": parts}, {"any": parts}
    trees: list[Data] = [both, either, {"not": both}, {"not": either}]
    criteria = [criterion(f"c{n}", tree) for n, tree in enumerate(trees)]
    made = compiled_offer(criteria=criteria)
    assert len(made.conditions) == len(trees)
    state = State(facts={"a": True, "b": False})
    assert [c.evaluate(state) == TRUE for c in made.criteria] == [False, True, True, False]
