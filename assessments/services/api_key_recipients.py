"""For whom a new API key may read: the recipients of whoever makes it, and nobody else's."""

from typing import Final

from assessments.content.library import CompiledCatalogue
from assessments.errors import RecipientEndedError, UnknownRecipientError
from assessments.services.api_key_errors import ApiKeyRejectedError
from assessments.services.api_key_terms import Manager, WantedKey
from assessments.services.principals import Advisor, recipients_of
from assessments.services.recipients import find_recipient
from assessments.texts import OR

MAX_RECIPIENTS: Final = 50
"""For how many one key may read."""


def accepted_recipients(
    wanted: WantedKey, manager: Manager, catalogue: CompiledCatalogue
) -> list[str]:
    """Return the slugs of the recipients whose key it is, as given.

    Raises:
        ApiKeyRejectedError: An advisor names none, or one that the advisor does not read for; one
            is named twice, too many are, or one is unknown or has ended; somebody else names any.
    """
    given = wanted.recipients
    if not isinstance(manager, Advisor):
        if given:
            raise ApiKeyRejectedError(
                "recipients",
                "Utelat mottakerne. Nøkler for dem lages av en rådgiver som leser for dem.",
                "Leave the recipients out. Keys for them are made by an advisor who reads for"
                " them.",
            )
        return []
    if not given:
        raise ApiKeyRejectedError(
            "recipients",
            "Oppgi hvem nøkkelen er for: `slug` til klynger eller organisasjoner som du leser for.",
            "Name whom the key is for: the `slug` of clusters or organisations that you read for.",
        )
    if len(given) > MAX_RECIPIENTS or len(set(given)) != len(given):
        raise ApiKeyRejectedError(
            "recipients",
            f"Oppgi hver mottaker én gang, og høyst {MAX_RECIPIENTS} av dem.",
            f"Name each recipient only once, and at most {MAX_RECIPIENTS} of them.",
        )
    for place, slug in enumerate(given):
        _refuse_recipient(f"recipients.{place}", slug, catalogue)
        if slug not in recipients_of(manager):
            raise ApiKeyRejectedError(
                f"recipients.{place}",
                "Denne mottakeren leser du ikke for. Oppgi bare dem som står i `recipients` i"
                " `viewer`, eller be en rådgiver for mottakeren om å lage nøkkelen.",
                "You do not read for this recipient. Name only those in `recipients` of `viewer`,"
                " or ask an advisor for the recipient to make the key.",
            )
    return list(given)


def _refuse_recipient(path: str, slug: str, catalogue: CompiledCatalogue) -> None:
    try:
        find_recipient(catalogue, slug)
    except UnknownRecipientError as unknown:
        raise ApiKeyRejectedError(path, unknown.message.nb, unknown.message.en) from unknown
    except RecipientEndedError as ended:
        instead = [f"`{successor}`" for successor in ended.successors]
        nb = f"Oppgi heller {f' {OR.nb} '.join(instead)}." if instead else "Utelat den."
        en = f"Name {f' {OR.en} '.join(instead)} instead." if instead else "Leave it out."
        raise ApiKeyRejectedError(
            path,
            f"Denne mottakeren finnes ikke lenger. {nb}",
            f"This recipient does not exist any more. {en}",
        ) from ended
