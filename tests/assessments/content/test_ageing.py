"""What has to be looked at again."""

from datetime import date, timedelta
from typing import Any, Final

import pytest

from assessments.content.ageing import ageing
from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.matching.compiled import CompiledOffer
from assessments.matching.match import match_offer
from assessments.matching.offers import Status
from assessments.questionnaire.conditions.evaluate import State

TODAY: Final = date(2026, 11, 22)


def _with_first(catalogue: Catalogue, **fields: Any) -> Catalogue:
    first, *others = catalogue.offers
    offers = (first.model_copy(update=fields), *others)
    return catalogue.model_copy(update={"offers": offers})


@pytest.mark.parametrize(
    ("days", "limit", "old"), [(365, None, False), (366, None, True), (31, 30, True)]
)
def test_a_check_grows_old(
    ready_catalogue: Catalogue, days: int, limit: int | None, old: bool
) -> None:
    on = TODAY - timedelta(days=days)
    about = ready_catalogue.about.model_copy(update={"fresh_for_days": limit})
    catalogue = _with_first(ready_catalogue, checked_on=on, status="active").model_copy(
        update={"about": about}
    )
    slug = catalogue.offers[0].slug
    found = ageing(catalogue, TODAY)
    assert (slug in found.outdated) is old
    assert slug not in found.unchecked
    offer: CompiledOffer = CompiledCatalogue(catalogue, 1).offers_by_slug[slug]
    assert match_offer(offer, State(), frozenset(), TODAY).stale is old


def test_what_nobody_has_checked_and_what_has_no_date(ready_catalogue: Catalogue) -> None:
    unchecked = _with_first(ready_catalogue, checked_on=None)
    assert unchecked.offers[0].slug in ageing(unchecked, TODAY).unchecked
    first, *others = ready_catalogue.sources
    undated = (first.model_copy(update={"dated": None}), *others)
    catalogue = ready_catalogue.model_copy(update={"sources": undated})
    assert first.slug in ageing(catalogue, TODAY).undated


@pytest.mark.parametrize(
    ("status", "day", "past"),
    [
        ("active", TODAY - timedelta(days=1), True),
        ("active", TODAY, False),
        ("ended", TODAY - timedelta(days=1), False),
        ("active", None, False),
    ],
)
@pytest.mark.parametrize("name", ["offers", "organisations"])
def test_a_last_day_that_has_passed(
    ready_catalogue: Catalogue, status: str, day: date | None, name: str, *, past: bool
) -> None:
    entry = getattr(ready_catalogue, name)[0]
    dated = entry.model_copy(update={"status": Status(status), "valid_to": day})
    found = ageing(ready_catalogue.model_copy(update={name: (dated,)}), TODAY)
    assert found.past == ({entry.slug: day} if past else {})


def test_entries_are_named_by_the_undated_sources_that_they_rest_on(
    ready_catalogue: Catalogue,
) -> None:
    source = ready_catalogue.sources[0]
    dated, undated, other = (
        source.model_copy(update={"slug": slug, "dated": on})
        for slug, on in (("dated", TODAY), ("undated", None), ("other", None))
    )
    rests: dict[str, tuple[str, ...]] = {
        "offers": ("dated", "undated"),
        "organisations": ("other", "undated"),
        "requirements": ("dated",),
        "procurement_rules": ("other",),
    }
    entries = {
        name: (getattr(ready_catalogue, name)[0].model_copy(update={"sources": sources}),)
        for name, sources in rests.items()
    }
    update = {"sources": (dated, undated, other), **entries}
    found = ageing(ready_catalogue.model_copy(update=update), TODAY)
    slugs = {name: entry.slug for name, (entry,) in entries.items()}
    assert found.undated == ("undated", "other")
    assert found.resting_on_undated == {
        slugs["offers"]: ("undated",),
        slugs["organisations"]: ("undated", "other"),
        slugs["procurement_rules"]: ("other",),
    }
    assert found.resting_on("undated") == (slugs["offers"], slugs["organisations"])
    assert found.resting_on("other") == (slugs["organisations"], slugs["procurement_rules"])


def test_counts_are_of_all_reasons(ready_catalogue: Catalogue) -> None:
    found = ageing(ready_catalogue, TODAY)
    assert found.counts == {
        "unchecked": len(found.unchecked),
        "outdated": len(found.outdated),
        "undated": len(found.undated),
        "resting_on_undated": len(found.resting_on_undated),
        "past": len(found.past),
    }
