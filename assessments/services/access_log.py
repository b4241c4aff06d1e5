"""The lines of the audit log about a company, as it reads them: who did what, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.content.library import CompiledCatalogue
from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.principals import Principal, organisations_of
from assessments.services.recipients import recipients_by_slug
from assessments.services.walls import seen_by
from assessments.storage import audit as storage
from assessments.storage.audit import AuditLine
from assessments.texts import AND, Text, both


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLogPage:
    """A part of a company's lines, and whether there is more after it."""

    lines: Sequence[AuditLine]
    has_more: bool


async def read_access_log(
    environment: Environment,
    principal: Principal,
    company_id: UUID,
    *,
    first: int,
    after: UUID | None = None,
) -> AccessLogPage | None:
    """Return the newest lines about a company, to whoever is signed in for it; none to others.

    Args:
        environment: What services need.
        principal: Who asks.
        company_id: Which company.
        first: How many.
        after: The line after which the page begins.

    Returns:
        The page, or None where `after` is no line about the company that the caller may read.
    """
    database, mine = seen_by(principal, environment), organisations_of(principal)
    before = None
    if after is not None:
        at = await storage.audit_line_at(database, company_id, mine, after)
        if at is None:
            return None
        before = (at, after)
    found = await storage.audit_lines(database, company_id, mine, before=before, limit=first + 1)
    return AccessLogPage(lines=found[:first], has_more=len(found) > first)


ACTIONS: Mapping[Action, Text] = {
    Action.COMPANY_REGISTERED: both("Registrerte bedriften", "Registered the company"),
    Action.COMPANY_UPDATED: both("Endret bedriftens profil", "Changed the company's profile"),
    Action.COMPANY_ERASED: both("Slettet bedriften", "Erased the company"),
    Action.ASSESSMENT_CLAIMED: both(
        "Knyttet en egenvurdering til bedriften", "Claimed an assessment for the company"
    ),
    Action.ASSESSMENT_READ: both(
        "Leste en egenvurdering som er delt", "Read an assessment that is shared"
    ),
    Action.ASSESSMENT_REVIEWED: both(
        "Så gjennom svarene i en egenvurdering", "Reviewed the answers of an assessment"
    ),
    Action.ASSESSMENT_ERASED: both("Slettet en egenvurdering", "Erased an assessment"),
    Action.CONSENT_GIVEN: both("Delte en egenvurdering", "Shared an assessment"),
    Action.CONSENT_WITHDRAWN: both(
        "Trakk tilbake delingen av en egenvurdering", "Stopped sharing an assessment"
    ),
    Action.KEY_CREATED: both("Laget en API-nøkkel", "Created an API key"),
    Action.KEY_ROTATED: both("Byttet hemmeligheten i en API-nøkkel", "Rotated an API key"),
    Action.KEY_REVOKED: both("Trakk tilbake en API-nøkkel", "Revoked an API key"),
    Action.DATA_DOWNLOADED: both("Lastet ned data", "Downloaded data"),
    Action.OLD_ERASED: both("Slettet det som var for gammelt", "Erased what was too old"),
}
"""What was done, in words."""


def say_action(action: str) -> Text:
    """Return what was done, in words."""
    return ACTIONS[Action(action)]


ACTORS: Mapping[str, Callable[[str], Text]] = {
    "company_user": lambda _: both("Innlogget for bedriften", "Signed in for the company"),
    "integration": lambda named: both(f"Programmet {named}", f"The program {named}"),
    "administrator": lambda _: both("En administrator", "An administrator"),
    "operator": lambda _: both("Den som drifter tjenesten", "Whoever operates the service"),
    "respondent": lambda _: both(
        "Den som har lenken til egenvurderingen", "Whoever holds the link to the assessment"
    ),
    "anonymous": lambda _: both("Noen som ikke er innlogget", "Somebody who is not signed in"),
}
"""Who did it, in words, by kind of principal; advisors are named by whom they work for."""


def say_actor(line: AuditLine, catalogue: CompiledCatalogue) -> Text:
    """Return who did it, in words."""
    if line.actor_kind != "advisor":
        return ACTORS[line.actor_kind](line.actor)
    known = recipients_by_slug(catalogue.definition)
    slugs = line.actor.split(", ")
    names = [known[slug].name if slug in known else both(slug, slug) for slug in slugs]
    nb = f" {AND.nb} ".join(name.nb for name in names)
    en = f" {AND.en} ".join(name.en for name in names)
    return both(f"Rådgiver i {nb}", f"Advisor of {en}")
