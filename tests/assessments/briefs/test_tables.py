"""Tables hold what is told, a row for all that the content has, and no figure withheld."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.briefs.counted_tables import (
    barrier_table,
    lever_table,
    question_table,
    scheme_table,
)
from assessments.briefs.gathered import Named
from assessments.briefs.tables import Cell, Table, breakdown_table, theme_table
from assessments.cohorts.shares import answered
from assessments.cohorts.told import Told
from assessments.content.library import Library
from assessments.texts import both
from tests.assessments.briefs.made import made_gathered

MINIMUM = 9


@pytest.fixture
def named(library: Library) -> Named:
    return made_gathered(library).named


@pytest.fixture
def told(library: Library) -> Told:
    found = made_gathered(library).whole.told
    assert found is not None
    return found


def tables(told: Told | None, named: Named) -> dict[str, Table]:
    return {
        "theme": theme_table(told, named),
        "barrier": barrier_table(told, named),
        "scheme": scheme_table(told, named),
        "lever": lever_table(told, named),
        "question": question_table(told, named, MINIMUM),
    }


def by_code(table: Table) -> dict[Cell, list[Cell]]:
    return {row[0]: list(row[2:]) for row in table.rows}


def test_every_row_is_as_wide_as_the_headings(told: Told, named: Named) -> None:
    for of in (told, None):
        for table in tables(of, named).values():
            assert {len(row) for row in table.rows} == {len(table.headings)}


def test_counts_stand_beside_all_that_they_are_of(told: Told, named: Named) -> None:
    barriers = by_code(tables(told, named)["barrier"])
    assert list(barriers) == list(named.barriers)
    for slug, (base, gap, percent, unmet, _) in barriers.items():
        counts = (told.counts[f"barrier:{slug}"], told.counts[f"unmet:{slug}"])
        assert (base, (gap, unmet)) == (143, counts)
        assert percent == min(100, (200 * counts[0] + 143) // 286)


def test_scores_are_as_they_are_told(told: Told, named: Named) -> None:
    themes = by_code(tables(told, named)["theme"])
    assert list(themes) == ["overall", *named.themes]
    for of, cells in themes.items():
        scores = told.scores[str(of)]
        assert cells[:2] == [143, scores.mean]
        assert cells[-5:] == list(scores.levels)


def test_where_nothing_is_told_rows_stay_and_figures_do_not(told: Told, named: Named) -> None:
    full, none = tables(told, named), tables(None, named)
    for name, table in none.items():
        assert [row[0] for row in table.rows] == [row[0] for row in full[name].rows]
        assert not any(isinstance(cell, int | Decimal) for row in table.rows for cell in row)


def test_a_question_that_few_answered_is_withheld(told: Told, named: Named) -> None:
    slug, question = next((s, q) for s, q in named.questions.items() if q.asked.scored)
    few = dict(told.counts)
    few |= dict.fromkeys([k for k in few if k.split(":")[1] == slug], 1)
    base = answered(question.asked, replace(told, counts=few))
    assert base is not None
    assert base < MINIMUM
    rows = question_table(replace(told, counts=few), named, MINIMUM).rows
    assert {tuple(row[-3:]) for row in rows if row[0] == slug} == {(None, None, None)}
    others = [row[-3:] for row in rows if row[0] != slug]
    assert any(isinstance(cells[0], int) for cells in others)


def test_a_breakdown_withholds_whole_rows(library: Library, named: Named) -> None:
    gathered = made_gathered(library)
    table = breakdown_table(both("Fylker", "Counties"), gathered.regions, named)
    assert [row[0] for row in table.rows] == [code for code, _, _ in gathered.regions]
    for row, (_, _, figures) in zip(table.rows, gathered.regions, strict=True):
        if figures.told is None:
            assert set(row[2:]) == {None}
        else:
            exact = both("nøyaktig", "exact") if figures.told.is_exact else both("omtrent", "about")
            assert list(row[2:5]) == [exact, "2026-11-20", figures.told.companies]
            assert list(row[-4:]) == [figures.told.scores[theme].mean for theme in named.themes]
