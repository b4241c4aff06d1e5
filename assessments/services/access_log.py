"""The lines of the audit log about a company, as it reads them: who did what, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from assessments.content.library import CompiledCatalogue
from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.principals import Principal, organisations_of
from assessments.services.recipients import recipients_by_slug
from assessments.services.walls import seen_by
from assessments.storage import audit as storage
from assessments.storage.audit import AuditLine
from assessments.texts import Text, both, quoted


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
    Action.ASSESSMENT_STARTED: both("Begynte på en egenvurdering", "Started an assessment"),
    Action.ANSWERS_SAVED: both("Lagret svar i en egenvurdering", "Saved answers of an assessment"),
    Action.PROFILE_SAVED: both(
        "Lagret opplysninger om bedriften i en egenvurdering",
        "Saved facts about the company in an assessment",
    ),
    Action.ASSESSMENT_SUBMITTED: both("Leverte en egenvurdering", "Submitted an assessment"),
    Action.ASSESSMENT_OPENED: both("Leste en egenvurdering", "Read an assessment"),
    Action.ASSESSMENT_READ: both(
        "Leste en egenvurdering som er delt", "Read an assessment that is shared"
    ),
    Action.ASSESSMENT_REVIEWED: both(
        "Vurderte svarene i en egenvurdering", "Reviewed the answers of an assessment"
    ),
    Action.ASSESSMENT_ERASED: both("Slettet en egenvurdering", "Erased an assessment"),
    Action.CONSENT_GIVEN: both("Delte en egenvurdering", "Shared an assessment"),
    Action.CONSENT_WITHDRAWN: both(
        "Trakk tilbake delingen av en egenvurdering", "Stopped sharing an assessment"
    ),
    Action.KEY_CREATED: both("Laget en API-nøkkel", "Created an API key"),
    Action.KEY_ROTATED: both("Byttet hemmeligheten i en API-nøkkel", "Rotated an API key"),
    Action.KEY_REVOKED: both("Trakk tilbake en API-nøkkel", "Revoked an API key"),
    Action.KEY_ENDED: both(
        "Stengte en API-nøkkel, fordi virksomheten som laget den for bedriften, er slettet",
        "Ended an API key, because the organisation that made it for the company was erased",
    ),
    Action.TOKEN_RENEWED: both(
        "Laget en ny lenke til en egenvurdering", "Renewed the link to an assessment"
    ),
    Action.TOKEN_REVOKED: both(
        "Stengte lenken til en egenvurdering", "Ended the link to an assessment"
    ),
    Action.FIGURES_LEFT: both(
        "Tok en egenvurdering ut av tall om mange", "Took an assessment out of figures about many"
    ),
    Action.FIGURES_JOINED: both(
        "Lot en egenvurdering telle med i tall om mange",
        "Let an assessment be counted in figures about many",
    ),
    Action.MEMBERS_UPDATED: both("Endret medlemslisten", "Changed the list of members"),
    Action.GROUP_VERIFIED: both("Bekreftet et konsern", "Verified a group of companies"),
    Action.GROUP_DISSOLVED: both("Løste opp et konsern", "Dissolved a group of companies"),
    Action.MEMBER_ADDED: both("Førte opp bedriften som medlem", "Listed the company as a member"),
    Action.MEMBER_REMOVED: both(
        "Tok bedriften ut av medlemslisten", "Took the company off the list of members"
    ),
    Action.GROUP_JOINED: both("Førte opp bedriften i et konsern", "Put the company into a group"),
    Action.GROUP_LEFT: both("Tok bedriften ut av et konsern", "Took the company out of a group"),
    Action.COMPANY_INVITED: both(
        "Inviterte bedriften til en egenvurdering", "Invited the company to a self-assessment"
    ),
    Action.INVITATION_CREATED: both("Laget en invitasjon", "Made an invitation"),
    Action.INVITATION_REVOKED: both("Trakk tilbake en invitasjon", "Revoked an invitation"),
    Action.DATA_DOWNLOADED: both("Lastet ned data", "Downloaded data"),
    Action.CONTENT_PUBLISHED: both("Publiserte innhold", "Published content"),
    Action.OLD_ERASED: both("Slettet det som var for gammelt", "Erased what was too old"),
}
"""What was done, in words."""

SOMETHING: Final = both(
    "Gjorde noe denne versjonen av tjenesten ikke kan beskrive",
    "Did something that this version of the service cannot describe",
)
"""The same of what this version does not know: others may note in the same log."""

TO_SOMEBODY: Mapping[str, Callable[[Text], Text]] = {
    Action.CONSENT_GIVEN: lambda to: both(
        f"Delte en egenvurdering med {to.nb}", f"Shared an assessment with {to.en}"
    ),
    Action.CONSENT_WITHDRAWN: lambda to: both(
        f"Sluttet å dele en egenvurdering med {to.nb}",
        f"Stopped sharing an assessment with {to.en}",
    ),
}
"""The same of what is done to a recipient, by its name."""


def say_action(line: AuditLine, catalogue: CompiledCatalogue) -> Text:
    """Return what was done, in words."""
    if line.recipient is not None and line.action in TO_SOMEBODY:
        return TO_SOMEBODY[line.action](_name_of(line.recipient, catalogue))
    return ACTIONS[Action(line.action)] if line.action in ACTIONS else SOMETHING


ACTORS: Mapping[str, Text] = {
    "company_user": both("Innlogget for bedriften", "Signed in for the company"),
    "integration": both("Et program", "A program"),
    "administrator": both("En administrator", "An administrator"),
    "operator": both("Den som drifter tjenesten", "Whoever operates the service"),
    "respondent": both(
        "Den som har lenken til egenvurderingen", "Whoever holds the link to the assessment"
    ),
    "service": both("Tjenesten selv", "The service itself"),
    "anonymous": both("Noen som ikke er innlogget", "Somebody who is not signed in"),
}
"""Who did it, in words, by kind of principal; a program, where nothing says any more which."""

SOMEBODY: Final = both("Noen", "Somebody")
"""The same of a kind that this version does not know."""

FOR_SOMEBODY: Final = frozenset({Action.ASSESSMENT_READ, Action.ASSESSMENT_REVIEWED})
"""What is done for a recipient, and not to one."""


def say_actor(line: AuditLine, catalogue: CompiledCatalogue) -> Text:
    """Return who did it, in words: advisors by whom they work for, programs also by their name.

    Names of programs are whatever whoever made the key wrote, and stand within quotation marks.
    Where one organisation acted for another and its number is erased, they say that one did.
    """
    who = _say_who(line, catalogue)
    if line.is_delegated and line.delegate is None:
        return both(
            f"{who.nb}, via en annen virksomhet (nummeret er slettet)",
            f"{who.en}, through another organisation (its number is erased)",
        )
    return who


def _say_who(line: AuditLine, catalogue: CompiledCatalogue) -> Text:
    if line.actor_kind == "advisor":
        name = _name_of(line.actor, catalogue)
        return both(f"Rådgiver i {name.nb}", f"Advisor of {name.en}")
    who = ACTORS.get(line.actor_kind, SOMEBODY)
    if line.actor_kind == "integration" and line.actor:
        name = quoted(line.actor)
        who = both(f"Programmet {name.nb}", f"The program {name.en}")
    if line.actor_kind != "integration" or line.action not in FOR_SOMEBODY or not line.recipient:
        return who
    name = _name_of(line.recipient, catalogue)
    return both(f"{who.nb}, for {name.nb}", f"{who.en}, for {name.en}")


def _name_of(recipient: str, catalogue: CompiledCatalogue) -> Text:
    known = recipients_by_slug(catalogue.definition)
    return known[recipient].name if recipient in known else both(recipient, recipient)
