"""Submitting an assessment: the result is worked out once and kept for good."""

from dataclasses import replace
from uuid import UUID

from assessments.assessment import StoredAssessment, StoredResult
from assessments.company.size import size_band
from assessments.errors import AssessmentIncompleteError, BusyError
from assessments.questionnaire.values import Number, Values
from assessments.scoring.rounding import one_decimal
from assessments.services.assessing import evaluate
from assessments.services.environment import Environment
from assessments.services.evaluating import Evaluation
from assessments.services.principals import Principal
from assessments.services.requests import MAX_TRIES, ChangeRequest, Precondition
from assessments.services.snapshots import ENGINE_VERSION, hash_of_answers, snapshot
from assessments.storage.assessments import NewResult, submit_assessment

OVERALL = "overall"


async def submit(
    environment: Environment,
    principal: Principal,
    assessment_id: UUID,
    *,
    include_in_aggregates: bool,
    precondition: Precondition,
) -> StoredAssessment:
    """Submit an assessment and return it with its result, which never changes.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        AssessmentIncompleteError: Questions or facts are missing; each is named.
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
        payload=[include_in_aggregates],
    )
    for _ in range(MAX_TRIES):
        current = await request.read()
        if request.replayed is not None:
            return request.replayed
        new = new_result(environment, current, include_in_aggregates=include_in_aggregates)
        done = await submit_assessment(
            environment.database, assessment_id, current.revision, new, request.key
        )
        if done:
            return replace(
                current,
                status="submitted",
                revision=current.revision + 1,
                updated_at=new.result.computed_at,
                submitted_at=new.result.computed_at,
                result=new.result,
            )
    raise BusyError


def new_result(
    environment: Environment, assessment: StoredAssessment, *, include_in_aggregates: bool
) -> NewResult:
    """Return the result of an assessment as it stands.

    Raises:
        AssessmentIncompleteError: Questions or facts are missing; each is named.
    """
    evaluation = evaluate(environment, assessment)
    if evaluation.missing or evaluation.missing_facts:
        raise AssessmentIncompleteError(
            evaluation.questionnaire.key,
            [q.slug for q in evaluation.missing],
            [f.slug for f in evaluation.missing_facts],
        )
    shown = {s: a for s, a in assessment.answers.items() if evaluation.walk.is_shown(s)}
    key = (assessment.questionnaire_slug, assessment.questionnaire_version)
    now = environment.now()
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
        document=snapshot(evaluation, assessment.answers, assessment.facts),
    )
    facts = evaluation.state.facts
    return NewResult(
        result=result,
        region=_option(facts, "county_code"),
        size_band=_size_band(evaluation),
        sector=_main_sector(evaluation),
        include_in_aggregates=include_in_aggregates,
        scores=tuple(
            (slug, None if value is None else one_decimal(value), level)
            for slug, value, level in (
                *((t.theme.slug, t.score, t.level) for t in evaluation.score.themes),
                (OVERALL, evaluation.score.score, evaluation.score.level),
            )
        ),
    )


def _option(facts: Values, slug: str) -> str | None:
    value = facts.get(slug)
    return value if isinstance(value, str) else None


def _size_band(evaluation: Evaluation) -> str | None:
    employees = evaluation.state.facts.get("employees")
    if isinstance(employees, bool) or not isinstance(employees, Number):
        return None
    return size_band(evaluation.catalogue.definition.reference.sizes, employees)


def _main_sector(evaluation: Evaluation) -> str | None:
    """Return the first of the company's sectors in the order of the catalogue."""
    chosen = evaluation.state.facts.get("sectors")
    if not isinstance(chosen, frozenset):
        return None
    options = evaluation.catalogue.facts["sectors"].choices
    return next((option.slug for option in options if option.slug in chosen), None)
