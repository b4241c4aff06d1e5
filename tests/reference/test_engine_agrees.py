"""The engine against the independent evaluator, on random companies and the real content.

The evaluator knows the delivered offers; what editors have added since it leaves alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any, Final

import pytest

from assessments.matching.compiled import CompiledOffer
from assessments.matching.match import match_offers
from assessments.matching.outcome import Outcome
from assessments.questionnaire import values as engine
from assessments.questionnaire.values import Marker
from assessments.questionnaire.visibility import Standing
from assessments.scoring.gaps import gaps
from assessments.scoring.progress import missing_facts, missing_questions
from tests.fixtures.engine import Evaluation, content
from tests.fixtures.laws import tried
from tests.reference.companies import random_company
from tests.reference.company import Company
from tests.reference.matching import match
from tests.reference.offers import OFFERS
from tests.reference.scoring import Evaluation as Expected
from tests.reference.scoring import evaluate
from tests.reference.values import NEVER, Never, Special, Value

pytestmark = pytest.mark.law
"""Tracing would make them four times as slow; the tests by example reach every line."""

SEEDS: Final = range(1, 17)
COMPANIES: Final = tried(400)
"""Per seed; every third one lacks a random part of its answers and facts."""
IN_ENGINE: Final[Mapping[Value, engine.Value]] = {
    Special.NOT_APPLICABLE: Marker.NOT_APPLICABLE,
    Special.DONT_KNOW: Marker.DONT_KNOW,
    NEVER: engine.NEVER,
}

Difference = tuple[str, object, object]
"""What differs, what the engine says, and what the evaluator says."""


def translated(values: Mapping[str, Value]) -> dict[str, engine.Value]:
    return {
        slug: value if not isinstance(value, Special | Never) else IN_ENGINE[value]
        for slug, value in values.items()
    }


def _differences(company: Company) -> tuple[list[Difference], frozenset[Outcome]]:
    """Return what differs for `company`, and the outcomes among its matches."""
    expected = evaluate(company)
    facts = translated(company.facts)
    found = content().evaluate(translated(company.answers), facts, company.as_of)
    compared = [*_of_answers(found, expected, facts), *_of_scores(found, expected)]
    outcomes: set[Outcome] = set()
    shown = frozenset(gaps(found.score, found.walk))
    expected_matches = match(expected, company)
    for one in match_offers(_offers(), found.walk.state, shown, company.as_of):
        other = expected_matches.pop(one.offer.slug)
        outcomes.add(one.outcome)
        compared.append((f"outcome of {one.offer.slug}", one.outcome, other.outcome))
        compared.append((f"verdicts of {one.offer.slug}", one.verdicts, other.verdicts))
        compared.append((f"relevance of {one.offer.slug}", one.relevance, other.relevance))
    compared.append(("offers not matched", [], list(expected_matches)))
    return [d for d in compared if d[1] != d[2]], frozenset(outcomes)


@cache
def _offers() -> list[CompiledOffer]:
    """Return the delivered offers."""
    delivered = {offer.id for offer in OFFERS}
    return [offer for offer in content().catalogue.offers if offer.slug in delivered]


def _of_answers(
    found: Evaluation, expected: Expected, facts: Mapping[str, engine.Value]
) -> Iterator[Difference]:
    shown = [slug for slug, s in found.walk.standings.items() if s is Standing.SHOWN]
    questionnaire = found.questionnaire
    missing = [q.slug for q in missing_questions(questionnaire, found.walk)]
    facts_missing = {f.slug for f in missing_facts(questionnaire, facts)}
    yield "shown", shown, list(expected.visible)
    yield "missing", missing, list(expected.missing)
    yield "missing facts", facts_missing, set(expected.missing_facts)
    one, other = _known(found.walk.state.facts), _known(translated(expected.facts))
    yield "facts", dict(one.items() - other.items()), dict(other.items() - one.items())


def _known(facts: Mapping[str, engine.Value]) -> dict[str, engine.Value]:
    """Return what is known; the two may put in different ways that something is not."""
    return {slug: value for slug, value in facts.items() if engine.is_known(value)}


def _of_scores(found: Evaluation, expected: Expected) -> Iterator[Difference]:
    yield "themes", list(found.themes), list(expected.themes)
    for slug, theme in found.themes.items():
        other = expected.themes[slug]
        levels = {counted.question.slug: counted.level for counted in theme.counted}
        yield f"score of {slug}", theme.score, other.score
        yield f"level of {slug}", theme.level, other.level
        yield f"uncapped level of {slug}", theme.uncapped_level, other.uncapped_level
        yield f"caps of {slug}", tuple((c.question, c.index) for c in theme.caps), other.caps
        yield f"counted in {slug}", levels, other.counted
    weakest = found.score.weakest
    yield "overall score", found.score.score, expected.score
    yield "overall level", found.score.level, expected.level
    yield "weakest", None if weakest is None else weakest.theme.slug, expected.weakest
    yield "gaps", set(gaps(found.score, found.walk)), set(expected.gaps)


def _told(seed: int, number: int, company: Company, differences: list[Difference]) -> str:
    lines = [f"  {what}: engine {one}, evaluator {other}" for what, one, other in differences[:8]]
    given: dict[str, Any] = {"facts": company.facts, "answers": company.answers}
    which = f"company {number} of seed {seed}, as of {company.as_of}"
    return "\n".join(
        [
            f"{which}: {len(differences)} differences",
            *lines,
            *(f"  {name}: {values}" for name, values in given.items()),
        ]
    )


@cache
def _compared(seed: int) -> tuple[str | None, frozenset[Outcome]]:
    """Return what to say of the first company that differs, and the outcomes of all of them."""
    random = Random(seed)
    outcomes: frozenset[Outcome] = frozenset()
    for number in range(COMPANIES):
        company = random_company(random, complete=number % 3 != 0)
        differences, found = _differences(company)
        outcomes |= found
        if differences:
            return _told(seed, number, company, differences), outcomes
    return None, outcomes


@pytest.mark.part(4)
@pytest.mark.parametrize("seed", SEEDS)
def test_engine_and_evaluator_agree_on_random_companies(seed: int) -> None:
    problem, _ = _compared(seed)
    assert problem is None, problem


def test_every_outcome_occurs_on_the_real_catalogue() -> None:
    assert len(_offers()) == 140
    _, outcomes = _compared(SEEDS[0])
    assert outcomes == frozenset(Outcome)
