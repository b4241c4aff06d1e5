"""Computes results anew, from what each keeps, and says what comes out otherwise."""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from assessments.content.differing import Difference, differences
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.environment import Environment, day_of
from assessments.services.evaluating import Evaluation
from assessments.services.matching_facts import facts_digest, matching_facts
from assessments.services.measuring import measured, numbered
from assessments.services.result_columns import columns_of
from assessments.services.shelf import NoContentError, Shelf
from assessments.services.snapshots import (
    ENGINE_VERSION,
    evaluated_again,
    hash_of_answers,
    snapshot,
)
from assessments.storage.results import KeptResult, all_results, count_results, results_named

_BROKEN = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RuntimeError)
"""What a document that no release has written can bring about while it is read."""


_VERSION = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)")


class Obstacle(StrEnum):
    """Why a result cannot be computed anew."""

    GONE = "there is no such result"
    ENGINE = "this release has not the rules that computed it; verify it with the release that has"
    QUESTIONNAIRE = "its questionnaire version is not in the database; restore it from a backup"
    CATALOGUE = "its catalogue version is not in the database; restore it from a backup"
    UNREADABLE = "its document cannot be read; restore it from a backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What computing a result anew has shown: an obstacle, or every difference."""

    result_id: UUID
    obstacle: Obstacle | None = None
    engine_version: str | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the very same came out."""
        return self.obstacle is None and not self.differences


async def count_all(environment: Environment) -> int:
    """Return how many results there are."""
    return await count_results(environment.database)


async def verify_all(environment: Environment) -> AsyncIterator[Verification]:
    """Compute every result anew, in order of id, few of them in memory at a time."""
    async for kept in all_results(environment.database):
        yield await _verify(environment, kept)


async def verify_named(
    environment: Environment, ids: Sequence[UUID]
) -> AsyncIterator[Verification]:
    """Compute the named results anew; those that are not there come last."""
    found: set[UUID] = set()
    for kept in await results_named(environment.database, ids):
        found.add(kept.result.id)
        yield await _verify(environment, kept)
    for missing in dict.fromkeys(ids):
        if missing not in found:
            yield Verification(result_id=missing, obstacle=Obstacle.GONE)


async def _verify(environment: Environment, kept: KeptResult) -> Verification:
    result, shelf = kept.result, environment.shelf

    def stopped(obstacle: Obstacle) -> Verification:
        return Verification(
            result_id=result.id, obstacle=obstacle, engine_version=result.engine_version
        )

    if not recomputes(result.engine_version):
        return stopped(Obstacle.ENGINE)
    try:
        questionnaire = shelf.questionnaire(result.questionnaire_slug, result.questionnaire_version)
    except NoContentError:
        return stopped(Obstacle.QUESTIONNAIRE)
    try:
        catalogue = await shelf.catalogue(result.catalogue_version)
    except (NoContentError, ValueError):
        return stopped(Obstacle.CATALOGUE)
    try:
        found = tuple(_compare(kept, questionnaire, catalogue, shelf))
    except _BROKEN:
        return stopped(Obstacle.UNREADABLE)
    return Verification(
        result_id=result.id, engine_version=result.engine_version, differences=found
    )


def recomputes(version: str, engine: str = ENGINE_VERSION) -> bool:
    """Tell whether the rules of `engine` give what those of `version` gave, or more."""
    ours, theirs = _numbers(engine), _numbers(version)
    return theirs is not None and ours is not None and theirs[0] == ours[0] and theirs <= ours


def _numbers(version: str) -> tuple[int, int, int] | None:
    found = _VERSION.fullmatch(version)
    if found is None:
        return None
    first, second, third = map(int, found.groups())
    return first, second, third


def _compare(
    kept: KeptResult,
    questionnaire: CompiledQuestionnaire,
    catalogue: CompiledCatalogue,
    shelf: Shelf,
) -> Iterator[Difference]:
    result = kept.result
    document: dict[str, Any] = json.loads(result.document)
    evaluation = evaluated_again(document, questionnaire, catalogue)
    confirmed = document.get("confirmed", ())
    text = snapshot(evaluation, document["answers"], document["facts"], confirmed)
    if text != result.document:
        may_add = result.engine_version != ENGINE_VERSION
        found = list(differences("", document, json.loads(text), may_add=may_add))
        if not found and not may_add:
            found = [Difference("document", "the same, spelled otherwise", "as it was written")]
        yield from found
    digest = hash_of_answers(questionnaire.key, document["answers"], document["facts"])
    yield from differences("results.answers_hash", result.answers_hash.hex(), digest.hex())
    yield from differences("results.as_of", result.as_of, evaluation.as_of)
    day = day_of(result.computed_at)
    yield from differences("results.computed_at (day)", day, evaluation.as_of)
    yield from _beside(kept, evaluation)
    yield from _to_match_many(kept, evaluation, shelf.library.catalogue)
    yield from _counted_under(kept, evaluation, shelf.measures)
    yield from _of_assessment(kept, evaluation, document)


def _beside(kept: KeptResult, evaluation: Evaluation) -> Iterator[Difference]:
    """Yield what differs in the columns and in the rows of scores."""
    columns = columns_of(evaluation)
    for name in ("region", "size_band", "sector"):
        yield from differences(f"results.{name}", getattr(kept, name), getattr(columns, name))
    stored = {theme: _row(score, level, of) for theme, score, level, of in kept.scores}
    company = kept.alike["company_id"]
    again = {theme: _row(score, level, company) for theme, score, level in columns.scores}
    yield from differences("result_scores", stored, again)


def _row(score: Decimal | None, level: int | None, company: str | None) -> dict[str, Any]:
    return {"score": score, "level": level, "company_id": company}


def _counted_under(
    kept: KeptResult, evaluation: Evaluation, numbers: Mapping[str, int]
) -> Iterator[Difference]:
    """Yield what differs in what the result is counted under, where that is known."""
    if kept.measures is not None:
        again = numbered(measured(evaluation), numbers, 0)
        found = ((), ()) if again is None else (again.measures, again.amounts)
        stored = (tuple(kept.measures), tuple(kept.amounts or ()))
        for name, one, other in zip(("measures", "amounts"), stored, found, strict=True):
            if one != other:
                yield Difference(f"results.{name}", one, other)


def _to_match_many(
    kept: KeptResult, evaluation: Evaluation, current: CompiledCatalogue
) -> Iterator[Difference]:
    """Yield what differs in the facts to match many at once.

    Those that neither the result's catalogue nor the one in use gives are not relied on: they are
    worked out anew before anything is counted.
    """
    for catalogue in (evaluation.catalogue, current):
        if kept.facts_digest == facts_digest(catalogue):
            state = replace(evaluation, catalogue=catalogue).state
            again = json.loads(matching_facts(state))
            yield from differences("results.facts", kept.matching_facts, again)
            return


def _of_assessment(
    kept: KeptResult, evaluation: Evaluation, document: dict[str, Any]
) -> Iterator[Difference]:
    """Yield where the assessment does not say any more what its result rests on."""
    shown = {
        question.slug: kept.answers[question.slug]
        for question in evaluation.questionnaire.questions
        if question.slug in kept.answers and evaluation.walk.is_shown(question.slug)
    }
    yield from differences("assessments.answers", shown, document["answers"])
    yield from differences("assessments.facts", kept.facts, document["facts"])
    confirmed = document.get("confirmed", [])
    yield from differences("assessment_changes.confirmed", kept.confirmed, confirmed)
    yield from differences("assessments", kept.alike_of_assessment, kept.alike)
