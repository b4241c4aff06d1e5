"""How a company has moved from one result to the next, and why."""

import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from assessments.assessment import StoredResult
from assessments.questionnaire.carrying import Carrying, carry, sources_of
from assessments.scoring.change import explain_change
from assessments.scoring.holes import Holes, Levels, left_open
from assessments.services.copying import versions_between
from assessments.services.environment import Environment
from assessments.services.evaluating import Evaluation
from assessments.services.explanation import Explanation, shown_explanation
from assessments.services.principals import Principal, Respondent, organisations_of
from assessments.services.snapshots import evaluated_again
from assessments.services.walls import seen_by
from assessments.storage.history import Proof, results_leading_to


async def history_of(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> Sequence[StoredResult]:
    """Return the results that led to an assessment, oldest first; its own, if it has one, last.

    They are on versions of the same questionnaire. Whoever may see the assessment may see them, and
    nobody else sees any.
    """
    proof = Proof(
        token_hash=principal.secret_hash if isinstance(principal, Respondent) else None,
        at=environment.now(),
        organisations=organisations_of(principal),
    )
    database = seen_by(principal, environment, assessment_id)
    found = await results_leading_to(database, assessment_id, proof)
    own = next((i for i, r in enumerate(found) if r.assessment_id == assessment_id), len(found))
    return found[: own + 1]


async def explain_latest(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> Explanation | None:
    """Return why the result of an assessment differs from the one before it.

    None where it has none, or where none before it is on the same or an earlier version.
    """
    results = await history_of(environment, principal, assessment_id)
    if not results or results[-1].assessment_id != assessment_id:
        return None
    own = results[-1]
    before = [r for r in results[:-1] if r.questionnaire_version <= own.questionnaire_version]
    return await _explain(environment, before[-1], own) if before else None


async def _explain(environment: Environment, old: StoredResult, new: StoredResult) -> Explanation:
    before, after = await _again(environment, old), await _again(environment, new)
    between = versions_between(environment.library, before.questionnaire, after.questionnaire)
    versions = [q.definition for q in between]
    carried = carry(versions, before.answers, new.as_of)
    moved = replace(
        before,
        questionnaire=after.questionnaire,
        catalogue=after.catalogue,
        answers=carried.values,
    )
    aged = replace(moved, as_of=after.as_of)
    holes = Holes(
        sources=sources_of(versions),
        carried=_left_open(moved, carried),
        aged=_left_open(aged, carried),
    )
    change = explain_change(before.score, moved.score, aged.score, after.score, holes)
    return shown_explanation((old, before), (new, after), change)


def _left_open(old: Evaluation, carried: Carrying) -> Levels:
    return left_open(old.questionnaire, old.walk, old.answers, old.as_of, carried.refused)


async def _again(environment: Environment, result: StoredResult) -> Evaluation:
    """Return what follows today from what a result keeps."""
    shelf = environment.shelf
    questionnaire = shelf.questionnaire(result.questionnaire_slug, result.questionnaire_version)
    catalogue = await shelf.catalogue(result.catalogue_version)
    return evaluated_again(json.loads(result.document), questionnaire, catalogue)
