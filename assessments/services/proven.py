"""What a company has proven by signing in, and cannot be stated otherwise: its number."""

from collections.abc import Sequence
from datetime import date

from assessments.company.checks import nine_digits
from assessments.content.library import CompiledCatalogue
from assessments.errors import InvalidOrganisationNumberError, ProfileRejectedError
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.services.accepting import Changed, Stored, accept_facts
from assessments.services.given import GivenFact
from assessments.services.rejections import refused_fact

NUMBER = "organisation_number"
"""The fact that registering settles."""


def accepted_number(given: str) -> str:
    """Return the nine digits of an organisation number, blanks of any kind left out.

    Whose it is does not matter: that something is no number tells nobody anything.

    Raises:
        InvalidOrganisationNumberError: It is no organisation number.
    """
    try:
        return nine_digits("".join(given.split()))
    except NotAccepted as refused:
        raise InvalidOrganisationNumberError(refused.rejected.message) from None


def accept_facts_beside(
    number: str | None,
    catalogue: CompiledCatalogue,
    *,
    facts: Stored,
    given: Sequence[GivenFact],
    today: date,
) -> Changed:
    """Return the stated facts with `given` put in, all of it, as ``accept_facts`` does.

    `number` is that of the company that they are about; None where nobody has proven any.

    Raises:
        ProfileRejectedError: At least one is not accepted; every one that is not is named. Another
            number than the company's is not, nor is taking the number out.
    """
    otherwise = [
        refused_fact(one, _already_proven())
        for one in given
        if number is not None and _says_otherwise(one, number, catalogue, today)
    ]
    try:
        changed = accept_facts(catalogue, facts=facts, given=given, today=today)
    except ProfileRejectedError as refused:
        raise ProfileRejectedError([*refused.rejections, *otherwise]) from None
    if otherwise:
        raise ProfileRejectedError(otherwise)
    return changed


def _says_otherwise(one: GivenFact, number: str, catalogue: CompiledCatalogue, today: date) -> bool:
    """Tell whether `one` would be a fine number, or none, where the company has another."""
    if one.fact != NUMBER:
        return False
    try:
        alone = accept_facts(catalogue, facts={}, given=[one], today=today).document
    except ProfileRejectedError:
        return False  # It is refused for itself.
    return alone.get(NUMBER) != {"text": number}


def _already_proven() -> NotAccepted:
    return NotAccepted(
        Refusal.PROVEN,
        "Organisasjonsnummeret er bevist ved innlogging og kan ikke oppgis annerledes. Utelat det,"
        " eller registrer den andre bedriften for seg.",
        "The organisation number is proven by signing in, and cannot be stated otherwise. Leave it"
        " out, or register the other company by itself.",
    )
