"""Why scores have changed between two results: the engine, and the second evaluator."""

from datetime import date
from fractions import Fraction

import pytest

from assessments.questionnaire.carrying import Carrying, carry, sources_of
from assessments.questionnaire.compiled import compile_questionnaire
from assessments.scoring.change import Change, Parts, explain_change, shown_change
from assessments.scoring.holes import Holes, Levels, left_open
from assessments.scoring.score import Score
from tests.conformance.building import Company, company, versions_of
from tests.conformance.plain_change import Result, displayed, explained, parts_of
from tests.conformance.reading import Changed, Conformance, Moment, files
from tests.conformance.seen import OVERALL, Evaluated, text

CHANGES = [(name, one) for name, file in files().items() for one in file.changes]
IDS = [f"{name}: {one.name}" for name, one in CHANGES]
STEPS = 5


def engine_explains(file: Conformance, case: Changed) -> tuple[Score, Change, Score]:
    """Return the old score, how the engine explains the change, and the new score."""
    versions = versions_of(file)
    old, new = compile_questionnaire(versions[0]), compile_questionnaire(versions[-1])
    before, after = company(old, case.before, file.today), company(new, case.after, file.today)
    carrying = carry(versions, before.answers, after.as_of)
    answers = carrying.values
    moved = Company(answers=answers, facts=before.facts, as_of=before.as_of)
    aged = Company(answers=answers, facts=before.facts, as_of=after.as_of)
    first, last = Evaluated(old, before).score, Evaluated(new, after).score
    second, third = Evaluated(new, moved), Evaluated(new, aged)
    holes = Holes(
        sources=sources_of(versions),
        carried=_left_open(second, carrying),
        aged=_left_open(third, carrying),
    )
    return first, explain_change(first, second.score, third.score, last, holes), last


def _left_open(old: Evaluated, carrying: Carrying) -> Levels:
    company = old.company
    return left_open(old.questionnaire, old.walk, company.answers, company.as_of, carrying.refused)


def parts_by_theme(change: Change) -> dict[str, Parts | None]:
    return {**{theme.theme: theme.parts for theme in change.themes}, OVERALL: change.parts}


@pytest.mark.parametrize(("name", "case"), CHANGES, ids=IDS)
def test_explains_what_the_file_says(name: str, case: Changed) -> None:
    first, change, last = engine_explains(files()[name], case)
    parts = parts_by_theme(change)
    assert {of: p and [str(n) for n in p.in_order] for of, p in parts.items()} == case.parts
    for of, way in case.scores.items():
        seen = [text({**s.by_theme, OVERALL: s.score}.get(of)) for s in (first, last)]
        assert seen == [way[0], way[-1]], of
    levels = [level for theme in change.themes for level in theme.levels]
    assert {
        one.question: (one.from_level, one.to_level, str(one.points)) for one in levels
    } == case.levels
    newly = [slug for theme in change.themes for slug in theme.newly_counted]
    no_longer = [slug for theme in change.themes for slug in theme.no_longer_counted]
    assert (newly, no_longer) == (case.newly_counted, case.no_longer_counted)
    for of, shown in case.displayed.items():
        start, end = _ends(case, of)
        found = parts[of]
        assert found is not None
        assert [str(part) for part in shown_change(found, start, end)] == shown


def _ends(case: Changed, of: str) -> tuple[Fraction, Fraction]:
    first, last = case.scores[of][0], case.scores[of][-1]
    assert first is not None
    assert last is not None
    return Fraction(first), Fraction(last)


@pytest.mark.parametrize(("name", "case"), CHANGES, ids=IDS)
def test_a_second_evaluator_goes_the_same_way(name: str, case: Changed) -> None:
    file = files()[name]
    found = explained(file.versions, _result(case.before, file), _result(case.after, file))
    assert {of: [text(score) for score in way] for of, way in found.scores.items()} == case.scores
    old, new = found.old, found.new
    changed = {
        slug: (old[slug], new[slug]) for slug in new if new[slug] != old.get(slug, new[slug])
    }
    assert changed == {slug: (low, high) for slug, (low, high, _) in case.levels.items()}
    for slug, (low, high, points) in case.levels.items():
        assert found.points[slug] * (high - low) == Fraction(points), slug
    assert [slug for slug in new if slug not in old] == case.newly_counted
    assert [slug for slug in old if slug not in new] == case.no_longer_counted
    for of, way in found.scores.items():
        parts = parts_of(way)
        assert (None if parts is None else [str(part) for part in parts]) == case.parts[of], of
    for of, shown in case.displayed.items():
        exact = [Fraction(part) for part in case.parts[of] or ()]
        assert displayed(exact, *_ends(case, of)) == shown, of


def _result(moment: Moment, file: Conformance) -> Result:
    today: date = moment.today or file.today
    return Result(answers=moment.answers, facts=moment.facts, today=today)


@pytest.mark.parametrize(("name", "case"), CHANGES, ids=IDS)
def test_what_a_file_says_adds_up(name: str, case: Changed) -> None:
    assert list(case.scores) == list(case.parts)
    assert {len(way) for way in case.scores.values()} == {STEPS}
    of_theme = {
        theme["slug"]: {question["slug"] for question in theme["questions"]}
        for theme in files()[name].questionnaire["themes"]
    }
    for of, parts in case.parts.items():
        if parts is None:
            continue
        first, last = _ends(case, of)
        assert sum(Fraction(part) for part in parts) == last - first, of
        if of in of_theme:
            levels = [points for q, (_, _, points) in case.levels.items() if q in of_theme[of]]
            assert sum(Fraction(points) for points in levels) == Fraction(parts[-1]), of


def test_each_part_is_seen_alone_and_all_four_together() -> None:
    seen = {
        tuple(Fraction(part) != 0 for part in parts)
        for _, case in CHANGES
        for parts in case.parts.values()
        if parts is not None
    }
    alone = {tuple(number == place for number in range(4)) for place in range(4)}
    assert seen >= {*alone, (True,) * 4, (False,) * 4}
