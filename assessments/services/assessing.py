"""Starting an assessment, and reading it again."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from assessments.assessment import StoredAssessment, StoredCompany
from assessments.errors import NotFoundError, UnknownQuestionnaireError
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import Encoded, decode_all
from assessments.services.auditing import Action
from assessments.services.companies import is_registered, read_company
from assessments.services.copied_facts import copied_facts, filled
from assessments.services.copying import MAX_ANCESTORS, copy_of
from assessments.services.environment import Environment
from assessments.services.evaluating import Evaluation
from assessments.services.gone import not_found_when_gone
from assessments.services.invited import accepted_invitation
from assessments.services.noting_work import note_shown, write_noted
from assessments.services.principals import Anonymous, Principal, Respondent, authorise, hash_secret
from assessments.services.tokens import SECRET_BITS, make_token
from assessments.services.walls import seen_by
from assessments.storage.assessments import add_assessment, find_assessment, find_of_result
from assessments.storage.database import Database

NOBODY = Anonymous()


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """An assessment, and its new access token, shown this once; one of a company has none."""

    assessment: StoredAssessment
    token: str | None

    @property
    def access_token(self) -> str:
        """The access token of an assessment that has one."""
        if self.token is None:
            raise LookupError
        return self.token


async def start_assessment(  # noqa: PLR0913 - what an assessment may begin with
    environment: Environment,
    *,
    questionnaire: str,
    version: int | None = None,
    principal: Principal = NOBODY,
    company_id: UUID | None = None,
    copy_from: UUID | None = None,
    invitation: str | None = None,
) -> Started:
    """Start an assessment; anybody may.

    One for a company begins with its profile.

    Args:
        environment: What services need.
        questionnaire: Which questionnaire.
        version: Which version of it, the newest unless one is named.
        principal: Who asks; matters only for a company and for what is copied.
        company_id: The company that it is for, if the caller is signed in for one.
        copy_from: An earlier assessment whose answers and facts the new one takes over, as far as
            they fit. The caller must have access to it.
        invitation: The code of a cluster's invitation, which the assessment remembers.

    Raises:
        UnknownQuestionnaireError: There is no such questionnaire, or no such version.
        UnknownInvitationError: There is no such invitation, or it has ended.
        NotFoundError: There is no such company or earlier assessment, or it is not the caller's.
        AccessExpiredError: The caller's access to it has ended.
    """
    compiled = environment.library.questionnaire(questionnaire, version)
    if compiled is None:
        raise UnknownQuestionnaireError(_known(environment, versions=version is not None))
    new_id = environment.new_id()
    company = None
    if company_id is not None:
        company = await read_company(environment, principal, company_id)
    token = None
    if company is None:
        token = make_token(new_id, environment.random_bits(SECRET_BITS))
    assessment = _blank(environment, new_id, compiled, token, company)
    earlier = None
    if copy_from is not None:
        earlier = await read_assessment(environment, principal, copy_from)
    if invitation is not None:
        invited = await accepted_invitation(environment, principal, invitation)
        assessment = replace(assessment, invitation_id=invited)
    if earlier is not None:  # Noted when nothing is refused any more.
        await note_shown(environment, principal, earlier)
        assessment = _copied(environment, assessment, earlier, compiled)
    database = seen_by(principal, environment, new_id, becoming=assessment.token_hash)
    if company is None:
        await add_assessment(database, assessment)
    else:
        async with not_found_when_gone(lambda: is_registered(environment, principal, company.id)):
            await _add_noted(environment, principal, assessment, database)
    return Started(assessment=assessment, token=token)


async def _add_noted(
    environment: Environment, principal: Principal, new: StoredAssessment, database: Database
) -> None:
    async def add(within: Database) -> bool:
        await add_assessment(within, new)
        return True

    await write_noted(environment, principal, (Action.ASSESSMENT_STARTED, new), database, add)


def _known(environment: Environment, *, versions: bool) -> list[str]:
    found = sorted(environment.library.questionnaires)
    return [f"{s} {v}" for s, v in found] if versions else sorted({slug for slug, _ in found})


def _blank(
    environment: Environment,
    new_id: UUID,
    questionnaire: CompiledQuestionnaire,
    token: str | None,
    company: StoredCompany | None,
) -> StoredAssessment:
    now = environment.now()
    slug, version = questionnaire.key
    facts: dict[str, Encoded] = {}
    if company is not None:
        facts, _ = copied_facts(environment.library.catalogue, company.known, environment.today())
    return StoredAssessment(
        id=new_id,
        company_id=None if company is None else company.id,
        organisation_number=None if company is None else company.organisation_number,
        questionnaire_slug=slug,
        questionnaire_version=version,
        status="draft",
        revision=int(bool(facts)),
        answers={},
        facts=facts,
        token_hash=None if token is None else hash_secret(token),
        token_expires_at=None if token is None else now + environment.token_lifetime,
        token_revoked_at=None,
        started_at=now,
        updated_at=now,
        submitted_at=None,
    )


def _copied(
    environment: Environment,
    blank: StoredAssessment,
    earlier: StoredAssessment,
    new: CompiledQuestionnaire,
) -> StoredAssessment:
    old = environment.shelf.questionnaire(earlier.questionnaire_slug, earlier.questionnaire_version)
    today = environment.today()
    copy = copy_of(environment.library, earlier, old, new, today)
    facts = copy.facts
    if blank.company_id is not None:  # what a company states of itself now counts more
        facts = filled(environment.library.catalogue, blank.facts, copy.facts, today)
    return replace(
        blank,
        answers=copy.answers,
        facts=facts,
        revision=bool(copy.answers) + bool(facts),
        copied_from=(*earlier.copied_from, earlier.id)[-MAX_ANCESTORS:],
        carried_over=copy.carried_over,
    )


async def read_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> StoredAssessment:
    """Return an assessment with its result.

    Raises:
        NotFoundError: There is none, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
    """
    found = await find_assessment(seen_by(principal, environment, assessment_id), assessment_id)
    authorise(principal, found, environment.now())
    if found is None:
        raise NotFoundError
    return found


async def read_of_result(
    environment: Environment, principal: Principal, result_id: UUID
) -> StoredAssessment:
    """Return the assessment of a result, with it.

    Raises:
        NotFoundError: There is no such result, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
    """
    held = principal.assessment_id if isinstance(principal, Respondent) else None
    found = await find_of_result(seen_by(principal, environment, held), result_id)
    authorise(principal, found, environment.now())
    if found is None:
        raise NotFoundError
    return found


def evaluate(
    environment: Environment, assessment: StoredAssessment, as_of: date | None = None
) -> Evaluation:
    """Return what follows from the answers and facts of an assessment on a day, else today."""
    return Evaluation(
        questionnaire=environment.shelf.questionnaire(
            assessment.questionnaire_slug, assessment.questionnaire_version
        ),
        catalogue=environment.library.catalogue,
        answers=decode_all(assessment.answers),
        stated=decode_all(assessment.facts),
        as_of=as_of or environment.today(),
    )
