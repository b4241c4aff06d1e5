"""Reviewed scores: a law for each thing that they promise, and examples of caps."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Any, Final, TypeGuard, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.encoding import encode
from assessments.questionnaire.values import Marker, Number, Value
from assessments.scoring.reviewed import reviewed_score
from assessments.scoring.score import Score, level_in
from tests.assessments.questionnaire.random_questionnaires import Case, cases
from tests.conformance.plain import Evaluator, Figures, Given
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    GROUP,
    MINIMUMS,
    Data,
    Evaluation,
    bands,
    cap,
    compiled,
    critical_values,
    evaluate,
    is_not_better,
    level_of,
    options,
    question,
    theme,
)
from tests.fixtures.laws import at_least, examples

LAW: Final = examples(120)
MANY: Final = examples(600)
SEEN_AT_LEAST: Final = at_least(5)
"""How often of all examples each thing that a review may bring must have come up."""

Levels = Mapping[str, int]


def reviewed(found: Evaluation, levels: Levels) -> Evaluation:
    """Return `found` with the score that a review of its levels gives."""
    score = reviewed_score(found.questionnaire, found.walk, DAY, levels)
    return Evaluation(questionnaire=found.questionnaire, walk=found.walk, score=score)


def held(score: Score) -> list[list[tuple[str, int]]]:
    """Return the caps that hold, by theme."""
    return [[(c.question, c.index) for c in t.caps] for t in score.themes]


def reviewable(found: Evaluation) -> list[CompiledQuestion]:
    """Return the scored questions that are shown and answered."""
    return [
        asked
        for asked in found.questionnaire.questions
        if asked.levelling is not None
        and found.walk.is_shown(asked.slug)
        and asked.slug in found.walk.state.answers
    ]


def stated(found: Evaluation, asked: CompiledQuestion) -> int | None:
    return level_in(asked, found.walk, DAY)


@st.composite
def reviews(draw: st.DrawFn) -> tuple[Evaluation, dict[str, int]]:
    """Return a company, and levels for some of its questions."""
    case = draw(cases())
    found = evaluate(case.questionnaire, case.answers, case.facts)
    levels = {asked.slug: st.integers(0, 4) for asked in reviewable(found)}
    given_levels = draw(st.fixed_dictionaries({}, optional=levels))
    return found, given_levels


@pytest.mark.law
@LAW
@given(cases())
def test_reviewing_nothing_or_all_as_stated_gives_the_very_same(case: Case) -> None:
    found = evaluate(case.questionnaire, case.answers, case.facts)
    same = {
        asked.slug: level
        for asked in reviewable(found)
        if (level := stated(found, asked)) is not None
    }
    assert reviewed(found, {}).score == found.score
    assert reviewed(found, same).score == found.score


@pytest.mark.law
@LAW
@given(reviews(), st.data())
def test_a_higher_level_lowers_nothing(
    review: tuple[Evaluation, dict[str, int]], data: st.DataObject
) -> None:
    found, levels = review
    for asked in reviewable(found):
        counts = levels.get(asked.slug, stated(found, asked))
        if counts is None or counts == 4:
            continue
        higher = data.draw(st.integers(counts + 1, 4))
        better = reviewed(found, {**levels, asked.slug: higher})
        assert is_not_better(reviewed(found, levels), better), asked.slug


# The second evaluator reads the data as it stands, and shares no code with the engine.


def _as_written(data: object) -> Any:
    """Return `data` with its groups spelled out, as the second evaluator reads it."""
    if isinstance(data, dict):
        node = cast("dict[str, object]", data)
        return {k: list(GROUP) if v == "G" else _as_written(v) for k, v in node.items()}
    if isinstance(data, list):
        return [_as_written(one) for one in cast("list[object]", data)]
    return data


def _is_number(value: Value) -> TypeGuard[Number]:
    return isinstance(value, Number) and not isinstance(value, bool)


def _said(value: Value) -> Given:
    """Return a value as the files write it, without rounding."""
    return {"number": str(value)} if _is_number(value) else encode(value)


def _in_bands(value: Value) -> Value:
    """Return a number below the first band as its start, since that is all a band says."""
    return max(value, 0) if _is_number(value) else value


@dataclass(frozen=True, slots=True)
class Plainly:
    """What the second evaluator says of a company, and of its review."""

    found: Evaluation
    evaluator: Evaluator
    counted: Mapping[str, int]

    @classmethod
    def of(cls, case: Case) -> "Plainly":
        """Evaluate the company as it stands."""
        case = replace(case, answers={slug: _in_bands(v) for slug, v in case.answers.items()})
        data = {**_as_written(case.data), "levels": MINIMUMS}
        evaluator = Evaluator(data, DAY)
        answers, facts = (
            {slug: _said(value) for slug, value in values.items()}
            for values in (case.answers, case.facts)
        )
        counted = evaluator.evaluate(answers, facts).levels_counted
        found = evaluate(case.questionnaire, case.answers, case.facts)
        return cls(found, evaluator, counted)

    def answers_at(self, asked: CompiledQuestion, level: int) -> list[Value]:
        """Return answers that give a level."""
        return [
            value
            for value in map(_in_bands, critical_values(asked.question))
            if not isinstance(value, Marker)
            and asked.question.meaning(value) == value
            and level_of(asked, value) == level
        ]

    def figures(self, levels: Levels) -> Iterator[Figures]:
        """Yield the figures for every way to answer that gives the reviewed levels."""
        now = dict(self.evaluator.answers)
        counted = {**self.counted, **levels}
        instead = {
            asked.slug: self.answers_at(asked, levels[asked.slug])
            for asked in reviewable(self.found)
            if asked.slug in levels and levels[asked.slug] != self.counted.get(asked.slug)
        }
        for chosen in product(*instead.values()):
            said = {slug: _said(v) for slug, v in zip(instead, chosen, strict=True)}
            self.evaluator.answers = {**now, **said}
            yield self.evaluator.figures(counted)
        self.evaluator.answers = now


@pytest.mark.law
def test_it_is_what_the_second_evaluator_finds_for_the_least_of_such_answers() -> None:
    seen: Counter[str] = Counter()

    @MANY
    @given(cases(chained=True), st.data())
    def law(case: Case, data: st.DataObject) -> None:
        plainly = Plainly.of(case)
        at_levels = {
            asked.slug: st.sampled_from(some)
            for asked in reviewable(plainly.found)
            if (some := [n for n in range(5) if plainly.answers_at(asked, n)])
        }
        levels = data.draw(st.fixed_dictionaries({}, optional=at_levels))
        then = reviewed(plainly.found, levels)
        every = list(plainly.figures(levels))
        seen["several"] += len(every) > 1
        seen["scores"] += then.score != plainly.found.score
        seen["caps"] += held(then.score) != held(plainly.found.score)
        for found in then.score.themes:
            slug = found.theme.slug
            assert {f.scores[slug] for f in every} == {found.score}
            assert {f.uncapped_levels[slug] for f in every} == {found.uncapped_level}
            assert found.level == _least(f.levels[slug] for f in every)
        assert {f.scores["overall"] for f in every} == {then.score.score}
        assert then.score.level == _least(f.levels["overall"] for f in every)

    law()
    assert min(seen.values()) >= SEEN_AT_LEAST, seen


def _least(levels: Iterator[int | None]) -> int | None:
    return min(levels, key=lambda level: -1 if level is None else level)


LOW: Final[Data] = {"answer": "q", "op": "eq", "value": "a"}


def capped(asked: Data, when: Data, answer: Value, **others: Value) -> Evaluation:
    """Return a company of which `asked` is capped at level 1, beside a question at its top."""
    of = theme("t", {**asked, "caps": [cap("t", 1, when)]}, question("r"))
    return evaluate(compiled(of), {"q": answer, "r": "c", **others})


def of_theme(found: Evaluation, levels: Levels | None = None) -> tuple[Number | None, int | None]:
    """Return the score and the level of the one theme, as reviewed."""
    (theme_of,) = reviewed(found, levels or {}).score.themes
    return theme_of.score, theme_of.level


def test_a_level_counts_in_place_of_the_answers_and_lifts_its_cap() -> None:
    found = capped(question("q"), LOW, "a")
    assert of_theme(found) == (50, 1)
    assert of_theme(found, {"q": 2}) == (75, 3)
    assert of_theme(found, {"q": 4}) == (100, 4)


def test_a_lower_level_brings_the_cap_of_the_answer_that_gives_it() -> None:
    found = capped(question("q"), LOW, "c")
    assert of_theme(found) == (100, 4)
    assert of_theme(found, {"q": 2}) == (75, 3)
    assert of_theme(found, {"q": 0}) == (50, 1)


def test_where_answers_of_that_level_differ_on_a_cap_it_holds() -> None:
    asked = question("q", options=options({"a": 2, "b": 2, "c": 4}))
    found = capped(asked, LOW, "c")
    assert of_theme(found, {"q": 2}) == (75, 1)
    assert of_theme(capped(asked, LOW, "b"), {"q": 2}) == (75, 3)


def test_between_two_levels_it_is_as_at_the_lower_and_the_own_answer_stays() -> None:
    asked = question("q", options=options({"a": 0, "b": 0, "c": 4}))
    assert of_theme(capped(asked, LOW, "c"), {"q": 3}) == (Fraction(175, 2), 1)
    assert of_theme(capped(asked, LOW, "b"), {"q": 3}) == (Fraction(175, 2), 4)
    assert of_theme(capped(asked, LOW, "a"), {"q": 3}) == (Fraction(175, 2), 1)


def test_below_every_level_that_answers_give_a_cap_holds_that_any_could_bring() -> None:
    asked = question("q", options=options({"a": 3, "b": 2, "c": 4}))
    assert of_theme(capped(asked, LOW, "c"), {"q": 2}) == (75, 3)
    assert of_theme(capped(asked, LOW, "c"), {"q": 1}) == (Fraction(125, 2), 1)


def test_within_a_band_every_number_is_thought_of() -> None:
    asked = question("q", "number", bands=bands((0, 0), (10, 3)), integer=True)
    below_15 = {"answer": "q", "op": "lt", "value": 15}
    assert of_theme(capped(asked, below_15, 20), {}) == (Fraction(175, 2), 4)
    assert of_theme(capped(asked, below_15, 20), {"q": 3}) == (Fraction(175, 2), 4)
    assert of_theme(capped(asked, below_15, 5), {"q": 3}) == (Fraction(175, 2), 1)


def test_what_is_not_known_or_does_not_apply_counts_once_it_is_reviewed() -> None:
    asked = question("q", not_applicable=EXEMPT)
    unknown, exempt = (
        capped(asked, LOW, marker) for marker in (Marker.DONT_KNOW, Marker.NOT_APPLICABLE)
    )
    assert of_theme(unknown) == (50, 1)
    assert of_theme(unknown, {"q": 0}) == (50, 1)
    assert of_theme(unknown, {"q": 4}) == (100, 4)
    assert of_theme(exempt) == (100, 4)
    assert of_theme(exempt, {"q": 0}) == (50, 1)
    assert of_theme(exempt, {"q": 2}) == (75, 3)


def test_facts_stay_as_the_answers_gave_them() -> None:
    written = {"fact": "written", "op": "eq", "value": False}
    asked = question("q", "boolean", yes_level=4, no_level=0, writes_fact={"fact": "written"})
    found = capped(asked, written, answer=False)
    assert of_theme(found) == (50, 1)
    assert of_theme(found, {"q": 4}) == (100, 1)


def test_too_many_answers_to_try_are_any_answer() -> None:
    many = [f"o{n}" for n in range(16)]
    asked = question(
        "q",
        "multiple_choice",
        options=options(dict.fromkeys(many)),
        bands=bands((0, 0), (8, 3), (16, 4)),
    )
    lacks_one = {"any": [{"answer": "q", "op": "contains_none", "value": [o]} for o in many]}
    found = capped(asked, lacks_one, frozenset(many))
    assert of_theme(found) == (100, 4)
    assert of_theme(found, {"q": 3}) == (Fraction(175, 2), 1)


def test_too_many_questions_to_try_together_are_any_answers() -> None:
    alike = options({"a": 2, "b": 2, "c": 4})
    asked = [question(f"q{n}", options=alike) for n in range(15)]
    both = {"all": [{"answer": "q0", "op": "eq", "value": one} for one in ("a", "b")]}
    every = [{"answer": one["slug"], "op": "eq", "value": "a"} for one in asked]
    asked[0]["caps"] = [cap("t", 1, {"any": [both, {"all": every}]})]
    found = evaluate(compiled(theme("t", *asked)), {one["slug"]: "c" for one in asked})
    assert of_theme(found) == (100, 4)
    levels = {one["slug"]: 2 for one in asked}
    assert of_theme(found, levels) == (50, 1)
    assert of_theme(found, {**levels, "q1": 4}) == (Fraction(160, 3), 2)
