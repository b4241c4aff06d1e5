"""Every expected failure of the domain.

Each class owns its words, in both languages, and a stable machine-readable ``code``. The schema
package turns them into GraphQL types; nothing else may depend on the wording.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar
from uuid import UUID

from assessments.texts import OR, Text, both, counted


class AssessmentsError(Exception):
    """Base class of every failure that a caller is expected to handle."""

    code: ClassVar[str]

    def __init__(self, nb: str, en: str) -> None:
        super().__init__(en)
        self.message = both(nb, en)


class Sought(Enum):
    """What a request is about, by its arguments alone, and what to do where it is not found.

    Never by what exists: a request about somebody else's thing gets the words of one about nothing.
    """

    SOMETHING = both(
        "Vi finner ikke dette. Sjekk adressen, og bruk lenken dere fikk da dere startet, eller"
        " logg inn for bedriften det gjelder.",
        "We cannot find this. Check the address, and use the link you were given when you"
        " started, or sign in for the company it is about.",
    )
    ASSESSMENT = both(
        "Vi finner ikke egenvurderingen. Sjekk id-en, og bruk lenken dere fikk da dere startet,"
        " eller logg inn for bedriften den hører til.",
        "We cannot find the assessment. Check the id, and use the link you were given when you"
        " started, or sign in for the company it belongs to.",
    )
    COMPANY = both(
        "Vi finner ikke bedriften. Sjekk id-en og organisasjonsnummeret, logg inn for bedriften,"
        " og registrer den hvis ingen har gjort det.",
        "We cannot find the company. Check the id and the organisation number, sign in for the"
        " company, and register it if nobody has.",
    )
    COMPANY_OF_KEY = both(
        "Bare den som er logget inn for bedriften, kan lage en nøkkel med `companyId`. Som"
        " administrator oppgir du `organisationNumber` i stedet, og som rådgiver `recipients`.",
        "Only whoever is signed in for the company can make a key by `companyId`. As an"
        " administrator, give `organisationNumber` instead; as an advisor, `recipients`.",
    )
    ASSESSMENT_AND_COMPANY = both(
        "Vi finner ikke både egenvurderingen og bedriften. Sjekk begge id-ene, og logg inn for"
        " bedriften. Lenken til en egenvurdering virker til den er knyttet til en bedrift.",
        "We cannot find both the assessment and the company. Check both ids, and sign in for the"
        " company. The link to an assessment works until it is attached to a company.",
    )
    ORGANISATION = both(
        "Dere er ikke logget inn for en bedrift med dette organisasjonsnummeret. Sjekk nummeret,"
        " eller logg inn på nytt for bedriften.",
        "You are not signed in for a company of this organisation number. Check the number, or"
        " sign in again for the company.",
    )
    API_KEY = both(
        "Vi finner ikke nøkkelen. Sjekk id-en, og logg inn for bedriften eller mottakerne den"
        " gjelder for; `apiKeys` viser nøklene dere styrer.",
        "We cannot find the key. Check the id, and sign in for the company or the recipients it is"
        " for; `apiKeys` lists the keys that you manage.",
    )
    CONSENT = both(
        "Vi finner ikke samtykket. Sjekk det dere har oppgitt, og bruk lenken til egenvurderingen,"
        " eller logg inn for bedriften den hører til.",
        "We cannot find the consent. Check what you have given, and use the link to the"
        " assessment, or sign in for the company it belongs to.",
    )
    SHARED = both(
        "Vi finner ikke dette blant det som er delt med dere. Sjekk id-en, og logg inn for"
        " mottakeren. Har bedriften sluttet å dele, så be den dele på nytt.",
        "We cannot find this among what is shared with you. Check the id, and sign in for the"
        " recipient. If the company has stopped sharing, ask it to share again.",
    )
    CLUSTER = both(
        "Det finnes ingen slik klynge blant dem dere er rådgiver for. Sjekk `cluster`, og at dere"
        " er logget inn som rådgiver i klyngen.",
        "There is no such cluster among those that you are an advisor of. Check `cluster`, and that"
        " you are signed in as an advisor of it.",
    )
    INVITATION = both(
        "Vi finner ikke invitasjonen. Sjekk id-en, og logg inn som rådgiver i klyngen;"
        " `invitations` viser dem som klyngen har.",
        "We cannot find the invitation. Check the id, and sign in as an advisor of the cluster;"
        " `invitations` lists those that the cluster has.",
    )
    GROUP = both(
        "Vi finner ikke konsernet. Sjekk organisasjonsnummeret, og logg inn som administrator.",
        "We cannot find the group. Check the organisation number, and sign in as an administrator.",
    )


class NotFoundError(AssessmentsError):
    """What was asked for does not exist, or is not the caller's; nobody learns which.

    Whoever answers the request says what was `sought`, by its arguments.
    """

    code = "NOT_FOUND"

    def __init__(self, sought: Sought = Sought.SOMETHING) -> None:
        super().__init__(sought.value.nb, sought.value.en)


class AccessExpiredError(AssessmentsError):
    """The access token is right, but has expired or been revoked.

    Who holds one may still withdraw what was agreed to: sharing, and being counted in figures. Who
    holds one that has only expired may erase the assessment too.
    """

    code = "ACCESS_EXPIRED"

    def __init__(self, *, is_revoked: bool = False) -> None:
        expired = both(
            "Tilgangen til egenvurderingen er utløpt og kan ikke fornyes. Dere kan fortsatt slette"
            " egenvurderingen, slutte å dele den, og ta den ut av tall om mange. Skriv til"
            " kontakten på /privacy hvis dere trenger hjelp, eller start en ny.",
            "Access to the assessment has expired and cannot be renewed. You can still erase the"
            " assessment, stop sharing it, and take it out of figures about many. Write to the"
            " contact at /privacy if you need help, or start a new one.",
        )
        revoked = both(
            "Tilgangen til egenvurderingen er trukket tilbake. Dere kan fortsatt slutte å dele"
            " den, og ta den ut av tall om mange. Skriv til kontakten på /privacy hvis den skal"
            " slettes eller dere trenger hjelp, eller start en ny.",
            "Access to the assessment has been revoked. You can still stop sharing it, and take it"
            " out of figures about many. Write to the contact at /privacy to have it erased or if"
            " you need help, or start a new one.",
        )
        said = revoked if is_revoked else expired
        super().__init__(said.nb, said.en)
        self.is_revoked = is_revoked


class UnknownQuestionnaireError(AssessmentsError):
    """There is no such questionnaire."""

    code = "UNKNOWN_QUESTIONNAIRE"

    def __init__(self, known: Iterable[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            f"Det finnes ikke noe slikt spørreskjema. Velg blant: {names}.",
            f"There is no such questionnaire. Choose among: {names}.",
        )


class NotAvailableError(AssessmentsError):
    """The request uses something that this installation does not offer to this caller."""

    code = "NOT_AVAILABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRejection:
    """Why the answer to one question was not accepted."""

    question: str
    code: str
    message: Text


class AnswersRejectedError(AssessmentsError):
    """At least one answer was not accepted, so none was saved."""

    code = "ANSWERS_REJECTED"

    def __init__(self, rejections: Sequence[AnswerRejection]) -> None:
        super().__init__(
            "Ingenting ble lagret. Rett svarene som er nevnt, og send alle på nytt.",
            "Nothing was saved. Correct the answers that are listed, and send all of them again.",
        )
        self.rejections = tuple(rejections)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRejection:
    """Why one field of a profile was not accepted; `path` names it as the client gave it."""

    path: str
    fact: str
    code: str
    message: Text


class ProfileRejectedError(AssessmentsError):
    """At least one field of the profile was not accepted, so none was saved."""

    code = "PROFILE_REJECTED"

    def __init__(self, rejections: Sequence[ProfileRejection]) -> None:
        super().__init__(
            "Ingenting ble lagret. Rett opplysningene som er nevnt, og send alle på nytt.",
            "Nothing was saved. Correct the fields that are listed, and send all of them again.",
        )
        self.rejections = tuple(rejections)


class RevisionConflictError(AssessmentsError):
    """The assessment is not at the revision that the client expects.

    Somebody else has changed it since the client read it, or it has never been at that revision.
    """

    code = "REVISION_CONFLICT"

    def __init__(
        self,
        questionnaire: tuple[str, int],
        current_revision: int,
        changed_questions: Sequence[str],
        *,
        has_been: bool = True,
    ) -> None:
        changed = both(
            "Egenvurderingen er endret siden dere hentet den. Ingenting ble lagret. Hent den på"
            " nytt, og send endringene deres igjen.",
            "The assessment has changed since you fetched it. Nothing was saved. Fetch it"
            " again, and send your changes once more.",
        )
        never = both(
            f"Egenvurderingen har aldri hatt den revisjonen; nå har den {current_revision}."
            " Ingenting ble lagret. Hent den på nytt, og send endringene deres med `revision`"
            " derfra som `expectedRevision`.",
            f"The assessment has never had that revision; now it has {current_revision}. Nothing"
            " was saved. Fetch it again, and send your changes with its `revision` as"
            " `expectedRevision`.",
        )
        said = changed if has_been else never
        super().__init__(said.nb, said.en)
        self.questionnaire = questionnaire
        self.current_revision = current_revision
        self.changed_questions = tuple(changed_questions)


class AlreadySubmittedError(AssessmentsError):
    """The assessment is submitted and does not change any more."""

    code = "ALREADY_SUBMITTED"

    def __init__(self, assessment_id: UUID) -> None:
        super().__init__(
            "Egenvurderingen er levert og kan ikke endres. Start en ny for å svare på nytt.",
            "The assessment is submitted and cannot change. Start a new one to answer again.",
        )
        self.assessment_id = assessment_id


class AssessmentIncompleteError(AssessmentsError):
    """Questions or facts are missing, so nothing was submitted."""

    code = "ASSESSMENT_INCOMPLETE"

    def __init__(
        self, questionnaire: tuple[str, int], missing: Sequence[str], missing_facts: Sequence[str]
    ) -> None:
        asked = counted(
            (len(missing), both("spørsmål", "question"), both("spørsmål", "questions")),
            (len(missing_facts), both("opplysning", "fact"), both("opplysninger", "facts")),
        )
        nb, en = ("det", "it") if len(missing) + len(missing_facts) == 1 else ("dem", "them")
        super().__init__(
            f"Noe mangler: {asked.nb}. Svar på {nb}, eller svar at dere ikke vet.",
            f"Something is missing: {asked.en}. Answer {en}, or say that you do not know.",
        )
        self.questionnaire = questionnaire
        self.missing = tuple(missing)
        self.missing_facts = tuple(missing_facts)


class ChecksFailedError(AssessmentsError):
    """Answers or facts contradict each other, so nothing was submitted."""

    code = "CHECKS_FAILED"

    def __init__(self, questionnaire: tuple[str, int], checks: Sequence[str]) -> None:
        super().__init__(
            "Noe kan ikke stemme. Ingenting ble levert. Rett det som er nevnt, og lever igjen.",
            "Something cannot be right. Nothing was submitted. Correct it, and submit again.",
        )
        self.questionnaire = questionnaire
        self.checks = tuple(checks)


class IdempotencyKeyReusedError(AssessmentsError):
    """The key was used before, for something else."""

    code = "IDEMPOTENCY_KEY_REUSED"

    def __init__(self) -> None:
        super().__init__(
            "Denne nøkkelen er allerede brukt til noe annet. Lag en ny nøkkel for hver endring.",
            "This key has already been used for something else. Make a new key for each change.",
        )


class InvalidKeyError(AssessmentsError):
    """The idempotency key has not the right form."""

    code = "INVALID_IDEMPOTENCY_KEY"

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"Nøkkelen må ha 1 til {longest} synlige tegn, med mellomrom bare mellom dem.",
            f"The key must have 1 to {longest} visible characters, with spaces only between them.",
        )


class BusyError(AssessmentsError):
    """So many clients change the same assessment at once that this change did not get in."""

    code = "BUSY"

    def __init__(self) -> None:
        super().__init__(
            "Mange lagrer i samme egenvurdering akkurat nå. Ingenting ble lagret; prøv igjen.",
            "Many are saving to the same assessment right now. Nothing was saved; try again.",
        )


class NotSubmittedError(AssessmentsError):
    """The assessment is a draft, and only what is submitted can be shared or counted."""

    code = "NOT_SUBMITTED"

    def __init__(self) -> None:
        super().__init__(
            "Egenvurderingen er ikke levert, så ingenting er endret. Lever den, og prøv igjen.",
            "The assessment is not submitted, so nothing has changed. Submit it, then try again.",
        )


class TooManyConsentsError(AssessmentsError):
    """So many consents of the assessment were given in a day that the next one has to wait.

    `retry_at` is when the next one may be given, shown as `clock` in Norway.
    """

    code = "TOO_MANY_CONSENTS"

    def __init__(self, most: int, retry_at: datetime, clock: Text) -> None:
        super().__init__(
            f"Egenvurderingen er delt {most} ganger på et døgn, og ingenting mer ble delt. Dere"
            f" kan dele igjen fra {clock.nb}. Dere kan slutte å dele når som helst.",
            f"The assessment was shared {most} times in a day, so nothing more was shared. Share"
            f" again {clock.en} or later. You can stop sharing at any time.",
        )
        self.retry_at = retry_at


class InvalidOrganisationNumberError(AssessmentsError):
    """What was given as an organisation number is none; `why` says what to check."""

    code = "INVALID_ORGANISATION_NUMBER"

    def __init__(self, why: Text) -> None:
        super().__init__(why.nb, why.en)


class UnknownRecipientError(AssessmentsError):
    """There is no such cluster or organisation; `suggestions` are pairs of slug and name."""

    code = "UNKNOWN_RECIPIENT"

    def __init__(self, suggestions: Sequence[tuple[str, Text]]) -> None:
        alike_nb, alike_en = _named(suggestions)
        nb = f"Mente dere {alike_nb}? " if suggestions else ""
        en = f"Did you mean {alike_en}? " if suggestions else ""
        super().__init__(
            f"Vi kjenner ingen slik mottaker. {nb}Bruk `slug` til en klynge eller en organisasjon i"
            " katalogen.",
            f"We know no such recipient. {en}Use the `slug` of a cluster or an organisation in the"
            " catalogue.",
        )
        self.suggestions = tuple(slug for slug, _ in suggestions)


class RecipientEndedError(AssessmentsError):
    """The recipient is no more; `successors` are pairs of slug and name of what is in its place."""

    code = "RECIPIENT_ENDED"

    def __init__(self, name: Text, successors: Sequence[tuple[str, Text]]) -> None:
        now_nb, now_en = _named(successors)
        gone = both(
            f"{name.nb} finnes ikke lenger, og ingenting ble delt.",
            f"{name.en} does not exist any more, so nothing was shared.",
        )
        nb = f"Del heller med {now_nb}." if successors else "Velg en annen mottaker."
        en = f"Share with {now_en} instead." if successors else "Choose another recipient."
        super().__init__(f"{gone.nb} {nb}", f"{gone.en} {en}")
        self.successors = tuple(slug for slug, _ in successors)


class InvalidContactError(AssessmentsError):
    """The contact is blank or too long, or has characters that cannot be seen."""

    code = "INVALID_CONTACT"

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"Kontakten må ha 1 til {longest} synlige tegn på én linje, for eksempel navn og"
            " telefon. Utelat den hvis dere ikke vil bli kontaktet.",
            f"The contact must have 1 to {longest} visible characters on one line, such as a name"
            " and a telephone number. Leave it out if you do not want to be contacted.",
        )


class ReviewsRejectedError(AssessmentsError):
    """At least one review was not accepted, so none was saved."""

    code = "REVIEWS_REJECTED"

    def __init__(self, rejections: Sequence[AnswerRejection]) -> None:
        super().__init__(
            "Ingenting ble lagret. Rett vurderingene som er nevnt, og send alle på nytt.",
            "Nothing was saved. Correct the reviews that are listed, and send all of them again.",
        )
        self.rejections = tuple(rejections)


def _named(entries: Sequence[tuple[str, Text]]) -> tuple[str, str]:
    """Return the names of entries with their slugs, in bokmål and English."""
    nb = f" {OR.nb} ".join(f"{name.nb} (`{slug}`)" for slug, name in entries)
    en = f" {OR.en} ".join(f"{name.en} (`{slug}`)" for slug, name in entries)
    return nb, en
