"""Starting an assessment, and reading it again."""

from dataclasses import dataclass, replace
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import NotFoundError, UnknownQuestionnaireError
from assessments.questionnaire.encoding import decode_all
from assessments.scoring.bounds.working import DraftBounds
from assessments.services.environment import Environment, day_of
from assessments.services.evaluating import Evaluation
from assessments.services.principals import Principal, authorise, hash_secret
from assessments.services.tokens import SECRET_BITS, make_token
from assessments.storage.assessments import add_assessment, find_assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new assessment, and the access token that is shown this once."""

    assessment: StoredAssessment
    access_token: str


async def start_assessment(environment: Environment, *, questionnaire: str) -> Started:
    """Start an assessment on the newest version of a questionnaire; anybody may.

    Raises:
        UnknownQuestionnaireError: There is no such questionnaire.
    """
    compiled = environment.library.questionnaire(questionnaire)
    if compiled is None:
        known = sorted({slug for slug, _ in environment.library.questionnaires})
        raise UnknownQuestionnaireError(known)
    slug, version = compiled.key
    now, new_id = environment.now(), environment.new_id()
    token = make_token(new_id, environment.random_bits(SECRET_BITS))
    assessment = StoredAssessment(
        id=new_id,
        company_id=None,
        questionnaire_slug=slug,
        questionnaire_version=version,
        status="draft",
        revision=0,
        answers={},
        facts={},
        token_hash=hash_secret(token),
        token_expires_at=now + environment.token_lifetime,
        token_revoked_at=None,
        started_at=now,
        updated_at=now,
        submitted_at=None,
    )
    await add_assessment(environment.database, assessment)
    return Started(assessment=assessment, access_token=token)


async def read_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> StoredAssessment:
    """Return an assessment with its result.

    Raises:
        NotFoundError: There is none, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
    """
    found = await find_assessment(environment.database, assessment_id)
    authorise(principal, found, environment.now())
    if found is None:
        raise NotFoundError
    return found


def bounds_of(assessment: StoredAssessment, evaluation: Evaluation) -> DraftBounds:
    """Return how low and high the scores can become; once submitted, as on the day of that."""
    if assessment.submitted_at is None:
        return evaluation.bounds
    return replace(evaluation, as_of=day_of(assessment.submitted_at)).bounds


def evaluate(environment: Environment, assessment: StoredAssessment) -> Evaluation:
    """Return what follows from the answers and facts of an assessment today."""
    return Evaluation(
        questionnaire=environment.shelf.questionnaire(
            assessment.questionnaire_slug, assessment.questionnaire_version
        ),
        catalogue=environment.library.catalogue,
        answers=decode_all(assessment.answers),
        stated=decode_all(assessment.facts),
        as_of=environment.today(),
    )
