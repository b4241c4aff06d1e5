"""A second evaluator comes to what the files say, so they can be held to without the engine."""

from dataclasses import asdict
from datetime import date
from fractions import Fraction

import pytest

from tests.conformance.plain import Data, Evaluator
from tests.conformance.plain_completions import Completing
from tests.conformance.plain_next_steps import Stepping
from tests.conformance.reading import Case, files

CASES = [(name, case) for name, file in files().items() for case in file.cases]
STEPPED = [(name, case) for name, case in CASES if case.next_steps is not None]
BOUNDED = [(name, case) for name, case in CASES if case.bounds]
COMPARED = ("shown", "hidden", "caps", "missing", "missing_facts", "gaps", "levels", "checks")


def ids(cases: list[tuple[str, Case]]) -> list[str]:
    return [f"{name}: {case.name}" for name, case in cases]


def given(name: str, case: Case) -> tuple[Data, date]:
    return files()[name].questionnaire, case.today or files()[name].today


@pytest.mark.part(4)
@pytest.mark.parametrize(("name", "case"), CASES, ids=ids(CASES))
def test_comes_to_what_the_file_says(name: str, case: Case) -> None:
    found = asdict(Evaluator(*given(name, case)).evaluate(case.answers, case.facts))
    expected = case.model_dump()
    assert {key: found[key] for key in COMPARED} == {key: expected[key] for key in COMPARED}
    scores = {s: None if n is None else Fraction(n) for s, n in case.scores.items()}
    assert found["scores"] == scores
    assert case.facts_known in (None, found["facts_known"])
    uncapped = {slug: case.uncapped_levels.get(slug, case.levels[slug]) for slug in scores}
    del uncapped["overall"]
    assert found["uncapped_levels"] == uncapped
    assert case.levels_counted in (None, found["levels_counted"])


@pytest.mark.part(4)
@pytest.mark.parametrize(("name", "case"), BOUNDED, ids=ids(BOUNDED))
def test_every_way_to_complete_a_draft_gives_its_bounds(name: str, case: Case) -> None:
    """Bounds are the least and the greatest of all that it may come to, also where not exact."""
    ends = list(Completing(*given(name, case)).ends(case.answers, case.facts))
    for slug, expected in case.bounds.items():
        scores = [end.scores[slug] for end in ends]
        known = [score for score in scores if score is not None]
        levels = [level for end in ends if (level := end.levels[slug]) is not None]
        wanted = [None if end is None else Fraction(end) for end in expected.score]
        assert [min(known, default=None), max(known, default=None)] == wanted, slug
        assert (min(levels, default=None), max(levels, default=None)) == expected.level, slug
        assert (None in scores) == expected.may_be_null, slug
        assert expected.decided == (len({end.levels[slug] for end in ends}) == 1), slug


@pytest.mark.part(4)
@pytest.mark.parametrize(("name", "case"), STEPPED, ids=ids(STEPPED))
def test_trying_every_answer_gives_the_next_steps(name: str, case: Case) -> None:
    expected = [step.model_dump() for step in case.next_steps or ()]
    assert Stepping(*given(name, case)).steps(case.answers, case.facts) == expected
