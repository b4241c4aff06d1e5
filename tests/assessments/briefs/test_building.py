"""A brief holds what is told, in either language, and says so where nothing is."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assessments.briefs.brief import schema, written
from assessments.briefs.building import MOST_QUARTERS, build_brief
from assessments.briefs.parts import share_of
from assessments.content.library import Library
from assessments.texts import Language
from scripts.write_brief_schema import FILE, text
from tests.assessments.briefs.made import NOBODY, made_gathered, made_told, told_of
from tests.fixtures.json_numbers import numbers_in

LANGUAGES = (Language.NB, Language.EN)


def brief(library: Library, language: Language = Language.EN, **made: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        written(build_brief(made_gathered(library, **made), language))
    )
    return found


def test_figures_are_those_that_are_told(library: Library) -> None:
    gathered = made_gathered(library)
    told = gathered.whole.told
    assert told is not None
    found = brief(library)
    assert (found["coverage"]["answered"], found["isExact"], found["isTold"]) == (143, True, True)
    assert found["overall"]["mean"] == float(told.scores["overall"].mean)
    assert [t["theme"]["slug"] for t in found["themes"]] == list(gathered.named.themes)
    assert [one["share"]["companies"] for one in found["overall"]["levels"]] == list(
        told.scores["overall"].levels
    )
    for kind, name in (("barrier", "barriers"), ("unmet", "unmetBarriers"), ("lever", "levers")):
        counts = {one["entry"]["slug"]: one["share"]["companies"] for one in found[name]}
        wanted = {k.split(":")[1]: n for k, n in told.counts.items() if k.startswith(f"{kind}:")}
        assert counts == wanted
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
    eligible = {one["scheme"]["slug"]: one["eligible"]["companies"] for one in found["schemes"]}
    assert eligible == {slug: told.counts[f"scheme:{slug}:ELIGIBLE"] for slug in eligible}
    opened = {one["entry"]["slug"]: one["openSchemes"] for one in found["unmetBarriers"]}
    assert opened["capital_access"] == 3
    assert set(opened.values()) == {0, 3}
    assert found["release"]["id"] == "health-export-14"
    assert found["release"]["releasedAt"] == "2026-11-20T07:30:00Z"


def test_of_too_few_there_is_a_brief_that_says_what_it_takes(library: Library) -> None:
    found = brief(library, companies=None, regions=(None, None), quarters=())
    assert not found["isTold"]
    assert (found["release"], found["overall"], found["ready"]) == (None, None, None)
    assert [found[n] for n in ("findings", "themes", "barriers", "schemes", "levers")] == [[]] * 5
    assert (found["coverage"]["answered"], found["coverage"]["members"]) == (None, 212)
    assert "9" in found["coverage"]["words"]
    assert [row["companies"] for row in found["regions"]] == [None, None]


def test_what_is_withheld_is_null_and_nothing_is_made_up_for_it(library: Library) -> None:
    gathered = made_gathered(library)
    told = gathered.whole.told
    assert told is not None
    scores = {of: one for of, one in told.scores.items() if of not in {"overall", "scaling"}}
    bare = replace(gathered, whole=told_of(replace(told, scores=scores, counts={})), quarters=[])
    found = json.loads(written(build_brief(bare, Language.NB)))
    themes = {one["theme"]["slug"]: one["readiness"] for one in found["themes"]}
    assert themes["scaling"] is None
    assert themes["internationalisation"] is not None
    assert (found["overall"], found["ready"], found["barriers"]) == (None, None, [])
    assert len(found["findings"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cluster", ["norway-health-tech", None])
@pytest.mark.parametrize("companies", [143, 14, None])
def test_a_brief_is_as_its_schema_says(
    library: Library, language: Language, cluster: str | None, companies: int | None
) -> None:
    found = brief(library, language, cluster=cluster, companies=companies)
    validator: Any = Draft202012Validator(dict(schema()))
    assert list(validator.iter_errors(found)) == []
    assert found["language"] == language.value
    assert (found["cluster"] is None) is (cluster is None)


def test_languages_have_the_same_figures(library: Library) -> None:
    bokmaal, english = (brief(library, language) for language in LANGUAGES)
    assert list(numbers_in(bokmaal)) == list(numbers_in(english))
    assert bokmaal["title"] != english["title"]
    assert {one["entry"]["name"] for one in bokmaal["barriers"]}.isdisjoint(
        one["entry"]["name"] for one in english["barriers"]
    )


def test_the_last_quarters_are_in_it(library: Library) -> None:
    found = brief(library, quarters=tuple(range(20, 31)))
    assert [row["companies"] for row in found["quarters"]] == list(range(23, 31))
    assert len(found["quarters"]) == MOST_QUARTERS


def test_findings_name_nothing_that_noise_alone_may_have_made(library: Library) -> None:
    gathered = made_gathered(library)
    told = gathered.whole.told
    assert told is not None
    few = replace(told, counts=dict.fromkeys(told.counts, 4))
    before = build_brief(gathered, Language.EN).findings
    after = build_brief(replace(gathered, whole=told_of(few)), Language.EN).findings
    assert len(before) - len(after) == 2


def test_the_release_says_how_old_the_oldest_figure_is(library: Library) -> None:
    gathered = made_gathered(library)
    earlier = replace(
        told_of(made_told(gathered.named, 20, 3)), released_at=gathered.whole.released_at
    )
    assert earlier.released_at is not None
    old = replace(earlier, released_at=earlier.released_at.replace(year=2025))
    slug, name, _ = gathered.regions[0]
    found = build_brief(
        replace(gathered, regions=[(slug, name, old), (slug, name, NOBODY)]), Language.NB
    )
    assert found.release is not None
    assert (found.release.released_at.year, found.release.oldest_at.year) == (2026, 2025)


@given(st.integers(0, 10_000), st.integers(1, 5_000))
def test_a_share_is_rounded_and_never_more_than_all(companies: int, base: int) -> None:
    share = share_of(companies, base)
    assert share.companies == companies
    assert 0 <= share.percent <= 100
    if companies <= base:
        assert abs(share.percent * base - 100 * companies) * 2 <= base


def test_the_schema_in_git_is_what_the_code_says() -> None:
    assert FILE.read_text("utf-8") == text()
