"""Saving answers and stated facts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import BusyError
from assessments.questionnaire.given import Payload
from assessments.services.accepting import Changed, accept_answers
from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.principals import Principal
from assessments.services.proven import accept_facts_beside
from assessments.services.requests import MAX_TRIES, ChangeRequest, Precondition
from assessments.storage.assessments import change_assessment


async def save_answers(
    environment: Environment,
    principal: Principal,
    assessment_id: UUID,
    given: Sequence[GivenAnswer],
    precondition: Precondition,
) -> StoredAssessment:
    """Save answers, all or none, and return the assessment as that left it.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        AnswersRejectedError: At least one answer is not accepted.
        RevisionConflictError: The assessment is at another revision than the client expects.
        AlreadySubmittedError: It is submitted.
        IdempotencyKeyReusedError: The key was used for something else.
    """
    payload = [
        [a.question, a.given.shape, _plain(a.given.payload), *([a.details] if a.details else [])]
        for a in given
    ]
    request = ChangeRequest(
        environment,
        principal,
        assessment_id,
        operation="saveAnswers",
        precondition=precondition,
        payload=payload,
    )

    def accept(current: StoredAssessment, now: datetime) -> Changed:
        return accept_answers(
            environment.shelf.questionnaire(
                current.questionnaire_slug, current.questionnaire_version
            ),
            environment.library.catalogue,
            answers=current.answers,
            facts=current.facts,
            carried={a.question for a in given if current.is_carried(a.question)},
            given=given,
            now=now,
            today=environment.today(),
        )

    for _ in range(MAX_TRIES):
        current = await request.read()
        if request.replayed is not None:
            return await request.unchanged(request.replayed)
        now = environment.now()
        changed = accept(current, now)
        if not changed.changes and request.key is None:
            return await request.unchanged(current)
        change = partial(
            change_assessment,
            current=current,
            kind="answers",
            changes=changed.changes,
            answers=changed.document,
            at=now,
            key=request.key,
        )
        saved = await request.write(Action.ANSWERS_SAVED, current, change)
        if saved:
            return _changed(current, changed, now, answers=changed.document)
    raise BusyError


async def save_profile(
    environment: Environment,
    principal: Principal,
    assessment_id: UUID,
    given: Sequence[GivenFact],
    precondition: Precondition,
) -> StoredAssessment:
    """Save stated facts, all or none, and return the assessment as that left it.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        ProfileRejectedError: At least one fact is not accepted.
        RevisionConflictError: The assessment is at another revision than the client expects.
        AlreadySubmittedError: It is submitted.
    """
    request = ChangeRequest(
        environment, principal, assessment_id, operation="saveProfile", precondition=precondition
    )
    for _ in range(MAX_TRIES):
        current = await request.read()
        now = environment.now()
        changed = accept_facts_beside(
            current.organisation_number,
            environment.library.catalogue,
            facts=current.facts,
            given=given,
            today=environment.today(),
        )
        if not changed.changes:
            return await request.unchanged(current)
        change = partial(
            change_assessment,
            current=current,
            kind="profile",
            changes=changed.changes,
            facts=changed.document,
            at=now,
        )
        saved = await request.write(Action.PROFILE_SAVED, current, change)
        if saved:
            return _changed(current, changed, now, facts=changed.document)
    raise BusyError


def _changed(
    current: StoredAssessment,
    changed: Changed,
    now: datetime,
    *,
    answers: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> StoredAssessment:
    if not changed.changes:
        return current
    return replace(
        current,
        revision=current.revision + 1,
        updated_at=now,
        answers=current.answers if answers is None else answers,
        facts=current.facts if facts is None else facts,
    )


def _plain(payload: Payload) -> object:
    """Return what was given so that what is the same, otherwise written, looks the same."""
    if isinstance(payload, tuple):
        return sorted(payload)
    return str(payload.normalize() if isinstance(payload, Decimal) else payload)
