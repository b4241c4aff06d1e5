"""A second evaluator comes to what the files say, so they can be held to without the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.conformance.plain import DONT_KNOW, NOT_APPLICABLE, Evaluator, Found, Given
from tests.conformance.plain_next_steps import Stepping
from tests.conformance.reading import Case, files

CASES = [(name, case) for name, file in files().items() for case in file.cases]
STEPPED = [(name, case) for name, case in CASES if case.next_steps is not None]
BOUNDED = [(name, case) for name, case in CASES if case.bounds]
COMPARED = ("shown", "hidden", "caps", "missing", "missing_facts", "gaps", "levels", "checks")


def ids(cases: list[tuple[str, Case]]) -> list[str]:
    return [f"{name}: {case.name}" for name, case in cases]


def evaluator_of(name: str, case: Case) -> Evaluator:
    return Evaluator(files()[name].questionnaire, case.today or files()[name].today)


@pytest.mark.parametrize(("name", "case"), CASES, ids=ids(CASES))
def test_comes_to_what_the_file_says(name: str, case: Case) -> None:
    found = asdict(evaluator_of(name, case).evaluate(case.answers, case.facts))
    expected = case.model_dump()
    assert {key: found[key] for key in COMPARED} == {key: expected[key] for key in COMPARED}
    scores = {s: None if n is None else Fraction(n) for s, n in case.scores.items()}
    assert found["scores"] == scores
    assert case.facts_known in (None, found["facts_known"])
    uncapped = {slug: case.uncapped_levels.get(slug, case.levels[slug]) for slug in scores}
    del uncapped["overall"]
    assert found["uncapped_levels"] == uncapped
    assert case.levels_counted in (None, found["levels_counted"])


@pytest.mark.parametrize(("name", "case"), BOUNDED, ids=ids(BOUNDED))
def test_every_way_to_complete_a_draft_gives_its_bounds(name: str, case: Case) -> None:
    """Bounds are the least and the greatest of all that asking for what is missing leads to."""
    ends = list(completions(evaluator_of(name, case), case.answers, case.facts))
    for slug, expected in case.bounds.items():
        scores = [end.scores[slug] for end in ends]
        known = [score for score in scores if score is not None]
        levels = [level for end in ends if (level := end.levels[slug]) is not None]
        wanted = [None if end is None else Fraction(end) for end in expected.score]
        assert [min(known, default=None), max(known, default=None)] == wanted, slug
        assert (min(levels, default=None), max(levels, default=None)) == expected.level, slug
        assert (None in scores) == expected.may_be_null, slug
        assert expected.exact
        assert expected.decided == (len({end.levels[slug] for end in ends}) == 1), slug


@pytest.mark.parametrize(("name", "case"), STEPPED, ids=ids(STEPPED))
def test_trying_every_answer_gives_the_next_steps(name: str, case: Case) -> None:
    stepping = Stepping(files()[name].questionnaire, case.today or files()[name].today)
    expected = [step.model_dump() for step in case.next_steps or ()]
    assert stepping.steps(case.answers, case.facts) == expected


def completions(
    evaluator: Evaluator, answers: Mapping[str, Given], facts: Mapping[str, Given]
) -> Iterator[Found]:
    """Yield what follows from every way to answer and state what is missing, one by one."""
    found = evaluator.evaluate(answers, facts)
    if found.missing_facts:
        slug = found.missing_facts[0]
        items = evaluator.questionnaire["facts"]
        for said in ways(evaluator, next(item for item in items if item["slug"] == slug)):
            yield from completions(evaluator, answers, {**facts, slug: said})
    elif found.missing:
        slug = found.missing[0]
        question = next(q for _, q in evaluator.questions if q["slug"] == slug)
        for said in ways(evaluator, question):
            completed = {**answers, slug: said}
            if said != NOT_APPLICABLE or slug not in evaluator.evaluate(completed, facts).missing:
                yield from completions(evaluator, completed, facts)
    else:
        yield found


def ways(evaluator: Evaluator, item: Mapping[str, Any]) -> Iterator[Given]:
    """Yield answers that stand for all there are: each option, both sides of each edge."""
    yield DONT_KNOW
    if "not_applicable" in item:
        yield NOT_APPLICABLE
    kind = item["kind"]
    if kind == "boolean":
        yield from ({"boolean": True}, {"boolean": False})
    elif kind in {"single_choice", "likert"}:
        yield from ({"option": option["slug"]} for option in item["options"])
    elif kind == "multiple_choice":
        yield from ({"options": [option["slug"]]} for option in item["options"])
    elif kind == "date":
        days = (evaluator.today - timedelta(days=n) for n in (0, 100, 400, 1000))
        yield from ({"date": str(day)} for day in days)
    elif kind == "text":
        yield {"text": "abc"}
    else:
        starts = [band["from"] for band in item.get("bands", ())]
        yield from ({"number": str(number)} for number in (*starts, 0, 1, 2))
