"""Submitting an assessment: the result is worked out once and kept for good."""

from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from assessments.assessment import StoredAssessment, StoredResult
from assessments.errors import AssessmentIncompleteError, BusyError, ChecksFailedError
from assessments.questionnaire.checks import Severity
from assessments.services.assessing import evaluate
from assessments.services.auditing import Action
from assessments.services.environment import Environment, day_of
from assessments.services.evaluating import Evaluation
from assessments.services.matching_facts import facts_digest, matching_facts
from assessments.services.measuring import KEY_BITS, measured, numbered
from assessments.services.principals import Principal
from assessments.services.requests import MAX_TRIES, ChangeRequest, Precondition
from assessments.services.result_columns import columns_of
from assessments.services.snapshots import (
    ENGINE_VERSION,
    confirmed_of,
    hash_of_answers,
    snapshot,
)
from assessments.storage.assessments import NewResult, submit_assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the company says when it submits.

    `include_in_aggregates`: it agrees to be counted in figures about many. `confirmed` are the
    slugs of the warnings that it has seen and stands by.
    """

    include_in_aggregates: bool = False
    confirmed: frozenset[str] = frozenset()


async def submit(
    environment: Environment,
    principal: Principal,
    assessment_id: UUID,
    *,
    declared: Declared,
    precondition: Precondition,
) -> StoredAssessment:
    """Submit an assessment and return it with its result, which never changes.

    Warnings do not block; the result keeps which of them stood, and which of these were confirmed.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        AssessmentIncompleteError: Questions or facts are missing; each is named.
        ChecksFailedError: Answers or facts contradict each other; each check is named.
        RevisionConflictError: The assessment is at another revision than the client expects.
        AlreadySubmittedError: It is submitted already, not by this very request.
        IdempotencyKeyReusedError: The key was used for something else.
    """
    request = ChangeRequest(
        environment,
        principal,
        assessment_id,
        operation="submitAssessment",
        precondition=precondition,
        payload=[declared.include_in_aggregates, *sorted(declared.confirmed)],
    )
    for _ in range(MAX_TRIES):
        current = await request.read()
        if request.replayed is not None:
            return await request.unchanged(request.replayed)
        new = new_result(environment, current, declared)
        submit_it = partial(submit_assessment, current=current, new=new, key=request.key)
        done = await request.write(Action.ASSESSMENT_SUBMITTED, current, submit_it)
        if done:
            return replace(
                current,
                status="submitted",
                revision=current.revision + 1,
                updated_at=new.result.computed_at,
                submitted_at=new.result.computed_at,
                include_in_aggregates=new.include_in_aggregates,
                result=new.result,
            )
    raise BusyError


def new_result(
    environment: Environment, assessment: StoredAssessment, declared: Declared
) -> NewResult:
    """Return the result of an assessment as it stands.

    Raises:
        AssessmentIncompleteError: Questions or facts are missing; each is named.
        ChecksFailedError: Answers or facts contradict each other; each check is named.
    """
    now = environment.now()
    evaluation = evaluate(environment, assessment, day_of(now))
    _refuse_unready(evaluation)
    shown = {s: a for s, a in assessment.answers.items() if evaluation.walk.is_shown(s)}
    key = (assessment.questionnaire_slug, assessment.questionnaire_version)
    result = StoredResult(
        id=environment.new_id(),
        assessment_id=assessment.id,
        questionnaire_slug=assessment.questionnaire_slug,
        questionnaire_version=assessment.questionnaire_version,
        catalogue_version=evaluation.catalogue.version,
        engine_version=ENGINE_VERSION,
        as_of=evaluation.as_of,
        computed_at=now.replace(microsecond=now.microsecond // 1000 * 1000),
        answers_hash=hash_of_answers(key, shown, assessment.facts),
        document=snapshot(evaluation, assessment.answers, assessment.facts, declared.confirmed),
    )
    columns = columns_of(evaluation)
    confirmed = confirmed_of(evaluation, declared.confirmed)
    return NewResult(
        result=result,
        said={"confirmed": confirmed} if confirmed else {},
        region=columns.region,
        size_band=columns.size_band,
        sector=columns.sector,
        include_in_aggregates=declared.include_in_aggregates,
        scores=columns.scores,
        facts=matching_facts(evaluation.state),
        facts_digest=facts_digest(evaluation.catalogue),
        measured=numbered(
            measured(evaluation), environment.shelf.measures, environment.random_bits(KEY_BITS)
        ),
    )


def _refuse_unready(evaluation: Evaluation) -> None:
    """Refuse what lacks something, or contradicts itself."""
    if evaluation.missing or evaluation.missing_facts:
        raise AssessmentIncompleteError(
            evaluation.questionnaire.key,
            [q.slug for q in evaluation.missing],
            [f.slug for f in evaluation.missing_facts],
        )
    failed = [c.slug for c in evaluation.checks if c.check.severity is Severity.ERROR]
    if failed:
        raise ChecksFailedError(evaluation.questionnaire.key, failed)
