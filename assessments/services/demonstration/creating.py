"""Creates made-up companies: through the services, or many at once with the same rows."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from assessments.assessment import StoredAssessment
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.services.accepting import accept_answers, accept_facts
from assessments.services.access import revoke_access
from assessments.services.assessing import start_assessment
from assessments.services.demonstration.answers import answer_all
from assessments.services.demonstration.companies import MadeUpCompany, make_up
from assessments.services.environment import Environment
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.principals import hash_secret
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers, save_profile
from assessments.services.submitting import Declared, new_result, submit
from assessments.services.tokens import SECRET_BITS, make_token, principal_of
from assessments.storage.assessments import NewResult
from assessments.storage.bulk import BulkRows

QUESTIONNAIRE = "health-export"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A made-up company with everything that it will send."""

    company: MadeUpCompany
    facts: list[GivenFact]
    answers: list[GivenAnswer]


def prepare(
    seed: int,
    number: int,
    questionnaire: CompiledQuestionnaire,
    catalogue: CompiledCatalogue,
    occasion: int = 0,
) -> Prepared:
    """Return company `number` of the population `seed`, with its facts and answers."""
    company = make_up(seed, number, occasion)
    facts = [GivenFact(slug, slug, given) for slug, given in company.facts.items()]
    accepted = accept_facts(catalogue, facts={}, given=facts, today=company.at.date())
    given = answer_all(company, questionnaire, decode_all(accepted.document), catalogue.derive)
    answers = [GivenAnswer(slug, value) for slug, value in given.items()]
    return Prepared(company, facts, answers)


def environment_of(
    environment: Environment, seed: int, company: MadeUpCompany, occasion: int = 0
) -> Environment:
    """Return the environment as of the company's moment, with chance that repeats itself."""
    later = f":{occasion}" if occasion else ""
    chance = Random(f"{seed}:{company.number}:ids{later}")

    def now() -> datetime:
        return company.at

    return replace(environment, now=now, random_bits=chance.getrandbits)


async def create_through_services(
    environment: Environment, seed: int, numbers: Iterable[int]
) -> AsyncIterator[StoredAssessment]:
    """Create companies the way clients do, and yield each submitted assessment.

    Chance repeats itself, so that whoever knows the seed knows the tokens: they are revoked.
    """
    questionnaire, catalogue = _content(environment)
    for number in numbers:
        prepared = prepare(seed, number, questionnaire, catalogue)
        own = environment_of(environment, seed, prepared.company)
        started = await start_assessment(own, questionnaire=QUESTIONNAIRE)
        principal, assessment_id = principal_of(started.access_token), started.assessment.id
        await save_profile(own, principal, assessment_id, prepared.facts, Precondition())
        await save_answers(own, principal, assessment_id, prepared.answers, Precondition())
        submitted = await submit(
            own,
            principal,
            assessment_id,
            declared=Declared(include_in_aggregates=_agrees(number)),
            precondition=Precondition(),
        )
        await revoke_access(own, assessment_id)
        yield submitted


def build_rows(
    environment: Environment, seed: int, numbers: Sequence[int], occasion: int = 0
) -> BulkRows:
    """Return the rows that ``create_through_services`` would leave, without a database.

    On later occasions the same companies are further on.
    """
    questionnaire, catalogue = _content(environment)
    rows = BulkRows()
    for number in numbers:
        prepared = prepare(seed, number, questionnaire, catalogue, occasion)
        own = environment_of(environment, seed, prepared.company, occasion)
        for assessment, kind, changes, new in _history(own, prepared, questionnaire, catalogue):
            rows.add_change(assessment, kind, changes)
            if new is not None:
                rows.add_submitted(assessment, new)
    return rows


def _history(
    environment: Environment,
    prepared: Prepared,
    questionnaire: CompiledQuestionnaire,
    catalogue: CompiledCatalogue,
) -> Iterator[tuple[StoredAssessment, str, object, NewResult | None]]:
    now, new_id = environment.now(), environment.new_id()
    token = make_token(new_id, environment.random_bits(SECRET_BITS))
    slug, version = questionnaire.key
    facts = accept_facts(catalogue, facts={}, given=prepared.facts, today=environment.today())
    answers = accept_answers(
        questionnaire,
        catalogue,
        answers={},
        facts=facts.document,
        given=prepared.answers,
        now=now,
        today=environment.today(),
    )
    profiled = StoredAssessment(
        id=new_id,
        company_id=None,
        questionnaire_slug=slug,
        questionnaire_version=version,
        status="draft",
        revision=1,
        answers={},
        facts=facts.document,
        token_hash=hash_secret(token),
        token_expires_at=now + environment.token_lifetime,
        token_revoked_at=now,
        started_at=now,
        updated_at=now,
        submitted_at=None,
    )
    yield profiled, "profile", facts.changes, None
    answered = replace(profiled, revision=2, answers=answers.document)
    yield answered, "answers", answers.changes, None
    agrees = _agrees(prepared.company.number)
    new = new_result(environment, answered, Declared(include_in_aggregates=agrees))
    at = new.result.computed_at
    submitted = replace(answered, status="submitted", revision=3, updated_at=at, submitted_at=at)
    yield submitted, "submitted", new.said, new


def _content(environment: Environment) -> tuple[CompiledQuestionnaire, CompiledCatalogue]:
    library = environment.library
    questionnaire = library.questionnaire(QUESTIONNAIRE)
    if questionnaire is None:
        raise LookupError(QUESTIONNAIRE)
    return questionnaire, library.catalogue


def _agrees(number: int) -> bool:
    """Four of five agree to be counted."""
    return number % 5 != 0
