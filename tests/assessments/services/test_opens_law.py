"""The schemes that a step opens: those that matching everything again finds, and no others."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library, build_library
from assessments.matching.match import match_offers
from assessments.matching.outcome import Outcome
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.definition import Questionnaire
from assessments.scoring.next_steps import NextStep
from assessments.services.evaluating import Evaluation
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    Case,
    leaves,
    nearly_complete,
    trees,
)
from tests.assessments.scoring.as_shown import AsShown
from tests.fixtures.engine import DAY, FACT, RATES, Data, from_data
from tests.fixtures.engine import Evaluation as Assessed
from tests.fixtures.laws import at_least, examples

OWNER: Final = "public_need_owner"
FOLLOWS: Final = "sells_to_public"
FOLLOWING: Final[list[Data]] = [
    {"fact": slug, "op": op, "value": True} for slug in (OWNER, FOLLOWS) for op in ("eq", "ne")
]
"""Conditions on the fact that answers give here, and on one that follows from it."""
EXAMPLES: Final = 400
SEEN_AT_LEAST: Final = at_least(2)
KINDS: Final = ("scheme", "scheme", "scheme", "cluster")
DATES: Final[list[Data]] = [
    *({} for _ in range(6)),
    {"valid_from": (DAY + timedelta(days=1)).isoformat()},
    {"valid_to": DAY.isoformat()},
    {"status": "ended"},
]


@st.composite
def _offers(draw: st.DrawFn, case: Case) -> list[Data]:
    """Return offers whose criteria read the answers, facts and scores of `case`."""
    questions = [q for t in case.data["themes"] for q in t["questions"]]
    scores = ["overall", *(t["slug"] for t in case.data["themes"])]
    leaf = st.one_of(
        st.sampled_from(questions).flatmap(leaves),
        st.sampled_from(ASKED).flatmap(leaves),
        st.sampled_from(FOLLOWING),
        st.builds(_of_score, st.sampled_from(scores), st.sampled_from(["gte", "lt"])),
    )
    found: list[Data] = []
    for n in range(draw(st.integers(5, 10))):
        criteria = [
            criterion(f"c{n}_{i}", draw(trees(leaf)), hard=n > 0 and i < 2)
            for i in range(draw(st.sampled_from([1, 1, 2, 3])))
        ]
        dates = draw(st.sampled_from(DATES))
        kind = draw(st.sampled_from(KINDS))
        found.append(offer(f"offer_{n}", kind, criteria=criteria, **dates))
    for one in draw(st.lists(st.sampled_from(found), min_size=2, max_size=2)):
        found.append({**one, "slug": f"as_{one['slug']}_{len(found)}"})
    return found


def _of_the_public(case: Case) -> Case:
    """Return `case` with the fact that answers give being one that others follow from."""
    data: Data = _renamed(case.data)
    facts = {OWNER if slug == "written" else slug: v for slug, v in case.facts.items()}
    return Case(data=data, questionnaire=from_data(data), answers=case.answers, facts=facts)


def _renamed(data: object) -> Any:
    if isinstance(data, dict):
        return {key: _renamed(value) for key, value in cast("Data", data).items()}
    if isinstance(data, list):
        return [_renamed(value) for value in cast("Sequence[object]", data)]
    return OWNER if data == "written" else data


def _of_score(slug: str, op: str) -> Data:
    return {"score": slug, "op": op, "value": 50}


def _library(delivered: Catalogue, case: Case, offers: list[Data]) -> Library:
    """Return a library of one questionnaire and `offers`."""
    questionnaire = Questionnaire.model_validate({"rates": RATES, **case.data})
    reference = delivered.reference
    groups = {**reference.market_groups, **questionnaire.groups}
    catalogue = delivered.model_copy(
        update={
            "facts": (*delivered.facts, *map(FACT.validate_python, ASKED)),
            "offers": tuple(map(OFFER.validate_python, offers)),
            "reference": reference.model_copy(update={"market_groups": groups}),
        }
    )
    return build_library(1, (1, catalogue), [questionnaire])


def _follows(step: NextStep, shown: AsShown) -> bool:
    """Tell whether the step turns what follows from the fact that an answer gives."""
    return step.state.facts.get(FOLLOWS) != shown.now.walk.state.facts.get(FOLLOWS)


def _open(evaluation: Evaluation, found: Assessed) -> list[str]:
    """Return the schemes that are open to a company, all of them matched from the beginning."""
    scores = {**found.score.by_theme, "overall": found.score.score}
    state = State(answers=found.walk.state.answers, facts=found.walk.state.facts, scores=scores)
    offers = evaluation.catalogue.offers
    matches = match_offers(offers, state, frozenset(), DAY)
    eligible = {m.offer.slug for m in matches if m.outcome is Outcome.ELIGIBLE}
    return [o.slug for o in offers if o.slug in eligible and o.offer.type == "scheme"]


def _opens(evaluation: Evaluation, shown: AsShown, step: NextStep) -> tuple[str, ...]:
    slug = step.question.slug
    then = shown.answered(slug, step.state.answers[slug])
    now = _open(evaluation, shown.now)
    return tuple(slug for slug in _open(evaluation, then) if slug not in now)


@pytest.mark.law
def test_a_step_opens_what_matching_all_offers_again_opens(
    catalogue_definition: Catalogue,
) -> None:
    seen: Counter[str] = Counter()

    @examples(EXAMPLES)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        case = _of_the_public(data.draw(nearly_complete()))
        library = _library(catalogue_definition, case, data.draw(_offers(case)))
        (questionnaire,) = library.questionnaires.values()
        evaluation = Evaluation(questionnaire, library.catalogue, case.answers, case.facts, DAY)
        shown = AsShown.of(case, library.catalogue.derive)
        for step in evaluation.next_steps:
            opened = evaluation.opened_by(step)
            assert opened == _opens(evaluation, shown, step)
            seen["follows"] += _follows(step, shown) and bool(opened)
            seen.update({"opens": bool(opened), "several": len(opened) > 1, "none": not opened})

    law()
    assert min(seen.values()) >= SEEN_AT_LEAST, seen
