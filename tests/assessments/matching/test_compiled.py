"""Offers made ready to match."""

from assessments.matching.offers import Scheme
from tests.assessments.matching.made_offers import compiled_offers, criterion, offer


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
