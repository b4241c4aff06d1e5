"""Expected failures around API keys."""

from assessments.errors import AssessmentsError
from assessments.texts import Text


class ApiKeyRejectedError(AssessmentsError):
    """A field of the request was not accepted, so nothing has changed; `path` names it."""

    code = "API_KEY_REJECTED"

    def __init__(self, path: str, nb: str, en: str) -> None:
        super().__init__(nb, en)
        self.path = path


class ApiKeyEndedError(AssessmentsError):
    """The key has expired or been revoked, and does not come back."""

    code = "API_KEY_ENDED"

    def __init__(self) -> None:
        super().__init__(
            "Nøkkelen er utløpt eller trukket tilbake. Lag en ny.",
            "The key has expired or been revoked. Create a new one.",
        )


class TooManyApiKeysError(AssessmentsError):
    """As many keys of `holder` as it may have still work, so none was made."""

    code = "TOO_MANY_API_KEYS"

    def __init__(self, most: int, holder: Text) -> None:
        super().__init__(
            f"{holder.nb} har allerede {most} nøkler som virker, og kan ikke ha flere. Trekk"
            " tilbake en som ikke er i bruk, og lag så den nye.",
            f"{holder.en} already has {most} keys that work, and cannot have more. Revoke one that"
            " is not in use, then create the new one.",
        )


class ApiKeyInRotationError(AssessmentsError):
    """The key was rotated a moment ago, and rotating again would cut that overlap short."""

    code = "API_KEY_IN_ROTATION"

    def __init__(self) -> None:
        super().__init__(
            "Nøkkelen er allerede byttet, og den forrige hemmeligheten virker fortsatt. Vent til"
            " den er utløpt, eller bytt med `overlapHours: 0` for å avslutte alle tidligere med én"
            " gang.",
            "The key has been rotated already, and the secret before still works. Wait until it"
            " ends, or rotate with `overlapHours: 0` to end all earlier ones at once.",
        )
