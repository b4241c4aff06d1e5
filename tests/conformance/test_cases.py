"""The engine against every case of every file."""

from fractions import Fraction
from functools import cache

import pytest

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.refusals import NotAccepted
from tests.conformance.building import accepted, company, compiled
from tests.conformance.reading import Case, Range, RefusedAnswer, files
from tests.conformance.seen import OVERALL, Evaluated, Seen

CASES = [(name, number) for name, file in files().items() for number in range(len(file.cases))]
REFUSED = [(name, number) for name, file in files().items() for number in range(len(file.refuses))]
ALWAYS = ("shown", "hidden", "missing", "missing_facts", "gaps", "checks")
IF_GIVEN = ("levels_counted", "progress", "facts_known")


@cache
def questionnaire_of(name: str) -> CompiledQuestionnaire:
    return compiled(files()[name])


def evaluated(name: str, number: int) -> tuple[Case, Evaluated]:
    file, questionnaire = files()[name], questionnaire_of(name)
    case = file.cases[number]
    return case, Evaluated(questionnaire, company(questionnaire, case, file.today))


def called(found: tuple[str, int]) -> str:
    return f"{found[0]}: {files()[found[0]].cases[found[1]].name}"


@pytest.mark.parametrize(("name", "number"), CASES, ids=map(called, CASES))
def test_case(name: str, number: int) -> None:
    case, of = evaluated(name, number)
    _shows_and_asks(case, of)
    _scores(case, of)
    _displays(case, of)
    _is_bounded(case, of)
    if case.next_steps is not None:
        assert of.next_steps() == [step.model_dump() for step in case.next_steps]


def _shows_and_asks(case: Case, of: Evaluated) -> None:
    seen = of.answers()
    expected = case.model_dump(include={*ALWAYS, *IF_GIVEN})
    given = [key for key in IF_GIVEN if expected[key] is not None]
    for key in (*ALWAYS, *given):
        assert seen[key] == expected[key], key


def _scores(case: Case, of: Evaluated) -> None:
    seen = of.scores()
    themes = [theme.slug for theme in of.questionnaire.themes]
    for key, expected in (("scores", case.scores), ("levels", case.levels)):
        assert list(expected) == [*themes, OVERALL]
        assert seen[key] == expected, key
    uncapped = {slug: case.uncapped_levels.get(slug, case.levels[slug]) for slug in themes}
    assert seen["uncapped_levels"] == uncapped
    assert seen["caps"] == case.caps
    assert case.points is None or seen["points"] == case.points
    assert case.weakest is None or seen["weakest"] == case.weakest
    for theme in of.score.themes:
        assert sum((c.points for c in theme.counted), Fraction(0)) == (theme.score or 0)


def _displays(case: Case, of: Evaluated) -> None:
    seen = of.displayed()
    assert {s: seen["displayed"][s] for s in case.displayed} == case.displayed
    points = case.displayed_points
    assert {slug: seen["displayed_points"][slug] for slug in points} == points


def _is_bounded(case: Case, of: Evaluated) -> None:
    seen = of.bounds()
    for slug, expected in case.bounds.items():
        if expected.exact:
            assert seen[slug] == expected.model_dump(), slug
        else:
            _is_around(expected, seen[slug])
    if case.missing or case.missing_facts:
        named = list(case.bounds)
        assert named == list(case.scores), f"Something is missing in '{case.name}': add its bounds"
    else:
        for slug, found in seen.items():
            assert found["score"] == (case.scores[slug],) * 2, slug
            assert found["level"] == (case.levels[slug],) * 2, slug


def _is_around(expected: Range, found: Seen) -> None:
    """Hold bounds that are not exact to those that are: they may be wider, and not narrower."""
    assert not found["exact"]
    for key, ends in (("score", expected.score), ("level", expected.level)):
        lowest, highest = map(Fraction, found[key])
        assert all(lowest <= Fraction(end) <= highest for end in ends if end is not None), key
    assert expected.decided or not found["decided"]
    assert found["may_be_null"] or not expected.may_be_null


@pytest.mark.parametrize(("name", "number"), REFUSED, ids=[f"{n}-{i}" for n, i in REFUSED])
def test_does_not_accept_what_does_not_fit(name: str, number: int) -> None:
    refused: RefusedAnswer = files()[name].refuses[number]
    question = questionnaire_of(name).definition.questions_by_slug[refused.question]
    with pytest.raises(NotAccepted) as told:
        accepted(question, refused.answer, files()[name].today)
    assert told.value.rejected.code == refused.reason
