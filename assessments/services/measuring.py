"""What results are counted under: worked out when they are submitted, or from what they keep."""

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from assessments.cohorts.measures import (
    OVERALL,
    TENTHS,
    Measures,
    Said,
    measures_of,
    possible_keys,
)
from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Scheme
from assessments.matching.outcome import Outcome
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.scoring.rounding import tenths
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import matches_of, steps_in
from assessments.storage.assessments import Measured

HELPS: Final = frozenset({Outcome.ELIGIBLE, Outcome.CANNOT_TELL})
"""With these outcomes a scheme may relieve what a company lacks."""

KEY_BITS: Final = 64
_HALF: Final = 2 ** (KEY_BITS - 1)


def measured(evaluation: Evaluation) -> Measures:
    """Return what a result is counted under, from all that follows from its answers."""
    whole, level = evaluation.score, evaluation.score.level
    shown = {
        slug: value for slug, value in evaluation.answers.items() if evaluation.walk.is_shown(slug)
    }
    outcomes = {match.offer.slug: match.outcome for match in evaluation.matches}
    said = Said(
        scores={
            **{t.theme.slug: (_tenths(t.score), t.level) for t in whole.themes},
            OVERALL: (_tenths(whole.score), level),
        },
        answers=shown,
        levels={c.question.slug: c.level for t in whole.themes for c in t.counted},
        gaps=evaluation.gaps.keys(),
        relieved=frozenset(_relieved(outcomes, evaluation.catalogue)),
        outcomes=_of_schemes(outcomes, evaluation.catalogue),
        levers=[
            step.question.slug
            for step in evaluation.next_steps
            if _lifts(level, step.level_reached)
        ],
    )
    return measures_of(said, (q.question for q in evaluation.questionnaire.questions))


def measured_again(
    text: str, questionnaire: CompiledQuestionnaire, catalogue: CompiledCatalogue
) -> Measures:
    """Return the same from the document of a result, and the content versions that it names."""
    document: dict[str, Any] = json.loads(text)
    outcomes = {match.offer: match.outcome for match in matches_of(document)}
    themes, level = document["themes"], document["level"]
    said = Said(
        scores={
            **{t["theme"]: (_read_tenths(t["score"]), t["level"]) for t in themes},
            OVERALL: (_read_tenths(document["score"]), level),
        },
        answers=decode_all(document["answers"]),
        levels={slug: of for theme in themes for slug, of, *_ in theme["counted"]},
        gaps=document["gaps"].keys(),
        relieved=frozenset(_relieved(outcomes, catalogue)),
        outcomes=_of_schemes(outcomes, catalogue),
        levers=[
            step["question"]
            for step in steps_in(document, questionnaire, catalogue)
            if _lifts(level, step["level"])
        ],
    )
    return measures_of(said, (q.question for q in questionnaire.questions))


def numbered(measures: Measures, numbers: Mapping[str, int], chance: int) -> Measured | None:
    """Return measures by number; None where one has none yet.

    Args:
        measures: What a result is counted under.
        numbers: The numbers of measures, by key.
        chance: 64 random bits, which become the record key.
    """
    if any(key not in numbers for key in measures.keys):
        return None
    return Measured(
        measures=(
            *(numbers[key] for key in measures.amounts),
            *sorted(numbers[key] for key in measures.counts),
        ),
        amounts=tuple(measures.amounts.values()),
        record_key=chance - _HALF,
    )


def keys_of(catalogue: Catalogue, questionnaires: Iterable[Questionnaire]) -> Iterator[str]:
    """Yield every key that results of some content can count under; some more than once."""
    schemes = [offer.slug for offer in catalogue.offers if isinstance(offer, Scheme)]
    outcomes = [outcome.value for outcome in Outcome]
    barriers = {barrier.slug: None for barrier in catalogue.barriers}
    for questionnaire in questionnaires:
        questions = [q for theme in questionnaire.themes for q in theme.questions]
        barriers |= dict.fromkeys(b for question in questions for b in question.barriers)
        themes = [theme.slug for theme in questionnaire.themes]
        yield from possible_keys(themes, questions, (), (), ())
    yield from possible_keys((), (), barriers, schemes, outcomes)


def _relieved(outcomes: Mapping[str, Outcome], catalogue: CompiledCatalogue) -> Iterator[str]:
    for slug, outcome in outcomes.items():
        offer = catalogue.offers_by_slug[slug]
        if outcome in HELPS and isinstance(offer.offer, Scheme):
            yield from offer.barriers


def _of_schemes(outcomes: Mapping[str, Outcome], catalogue: CompiledCatalogue) -> Mapping[str, str]:
    return {
        slug: outcome.value
        for slug, outcome in outcomes.items()
        if isinstance(catalogue.offers_by_slug[slug].offer, Scheme)
    }


def _lifts(level: int | None, reached: int | None) -> bool:
    return level is not None and reached is not None and reached > level


def _tenths(score: Fraction | None) -> int | None:
    return None if score is None else tenths(score)


def _read_tenths(score: float | None) -> int | None:
    return None if score is None else int(Fraction(str(score)) * TENTHS)
