"""Advisors review answers that are shared with their recipient; the answers stay as they are."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from assessments.assessment import SharedAssessment, StoredReview
from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.accepting_reviews import GivenReview, accepted_reviews
from assessments.services.auditing import Action, Done, note_each
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.gone import not_found_when_gone
from assessments.services.principals import Advisor, Principal
from assessments.services.sharing import read_shared
from assessments.services.walls import seen_by
from assessments.storage import reviews as storage
from assessments.storage.database import Connection
from assessments.storage.sharing import shared_by


async def review_answers(
    environment: Environment, principal: Principal, consent_id: UUID, given: Sequence[GivenReview]
) -> SharedAssessment:
    """Keep what an advisor says of answers that a consent shares, and return what is shared.

    What the recipient said before of the same questions is superseded; a review with nothing in it
    takes it away. The same again changes nothing. Whoever reviews has read, which is noted first.

    Raises:
        NotFoundError: There is no such consent, it is withdrawn, or given to somebody else.
        NotAvailableError: It shares a summary, which has no answers.
        ReviewsRejectedError: At least one review is not accepted; none was saved.
    """
    if not isinstance(principal, Advisor):
        raise NotFoundError
    read = await read_shared(environment, principal, consent_id)
    if read.document is None:
        raise NotAvailableError(
            "Bedriften har delt et sammendrag uten svar, så det er ingen svar å vurdere. Be"
            " bedriften om å dele svarene.",
            "The company has shared a summary without answers, so there are no answers to review."
            " Ask the company to share the answers.",
        )
    questionnaire = environment.shelf.questionnaire(
        read.questionnaire_slug, read.questionnaire_version
    )
    accepted = accepted_reviews(questionnaire, read.document["answers"], given)
    # The consent may have been withdrawn in the meantime, or the assessment erased.
    async with (
        not_found_when_gone(lambda: _is_shared(environment, principal, consent_id)),
        seen_by(principal, environment).writing() as connection,
    ):
        locked = await storage.lock_for_review(connection, consent_id)
        shared = await shared_by(connection, consent_id)
        if shared is None or not locked:
            raise NotFoundError
        return await _reviewed(environment, principal, shared, accepted, connection)


async def _is_shared(environment: Environment, principal: Principal, consent_id: UUID) -> bool:
    async with seen_by(principal, environment).reading() as connection:
        return await shared_by(connection, consent_id) is not None


async def _reviewed(
    environment: Environment,
    principal: Principal,
    shared: SharedAssessment,
    accepted: Sequence[GivenReview],
    connection: Connection,
) -> SharedAssessment:
    standing = {review.question: review for review in shared.reviews}
    changed = [review for review in accepted if _differs(review, standing.get(review.question))]
    if not changed:
        return shared
    consent, at = shared.consent, environment.now()
    gone = [standing.pop(r.question).id for r in changed if r.question in standing]
    new = [_new(environment, shared, review) for review in changed if not review.says_nothing]
    await storage.supersede_reviews(connection, gone, at)
    if not await storage.add_reviews(connection, consent.id, at, new):
        raise NotFoundError  # It was withdrawn a moment ago.
    about = [(consent.company_id, global_id_of("Assessment", consent.assessment_id))]
    done = Done(action=Action.ASSESSMENT_REVIEWED, about=about, recipient=consent.recipient)
    await note_each(environment, principal, done, connection)
    return replace(shared, reviews=(*new, *standing.values()))


def _differs(given: GivenReview, standing: StoredReview | None) -> bool:
    return not given.says_nothing if standing is None else given.said != standing.said


def _new(environment: Environment, shared: SharedAssessment, given: GivenReview) -> StoredReview:
    consent = shared.consent
    return StoredReview(
        id=environment.new_id(),
        assessment_id=consent.assessment_id,
        recipient=consent.recipient,
        recipient_name=consent.recipient_name,
        question=given.question,
        level=given.level,
        evidence=given.evidence,
        comment=given.comment,
        reviewed_at=environment.now(),
    )


async def reviews_of(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> list[StoredReview]:
    """Return what recipients say of the answers of an assessment, the last first."""
    return await storage.reviews_of(seen_by(principal, environment, assessment_id), assessment_id)
