"""Why a given answer is not accepted, in words that say what to do."""

from dataclasses import dataclass
from enum import StrEnum

from assessments.texts import Text, both


class Refusal(StrEnum):
    """Machine-readable reason why an answer, a fact or a review was not accepted."""

    UNKNOWN_QUESTION = "UNKNOWN_QUESTION"
    UNKNOWN_FACT = "UNKNOWN_FACT"
    GIVEN_TWICE = "GIVEN_TWICE"
    NOT_SHOWN = "NOT_SHOWN"
    WRONG_KIND = "WRONG_KIND"
    UNKNOWN_OPTION = "UNKNOWN_OPTION"
    EXCLUSIVE_OPTION = "EXCLUSIVE_OPTION"
    NOTHING_CHOSEN = "NOTHING_CHOSEN"
    TOO_MANY = "TOO_MANY"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    NOT_WHOLE = "NOT_WHOLE"
    TOO_PRECISE = "TOO_PRECISE"
    INVALID_DATE = "INVALID_DATE"
    INVALID_TEXT = "INVALID_TEXT"
    INVALID_NUMBER = "INVALID_NUMBER"
    NOT_APPLICABLE_NOT_ALLOWED = "NOT_APPLICABLE_NOT_ALLOWED"
    NEVER_NOT_ALLOWED = "NEVER_NOT_ALLOWED"
    NOT_STATED = "NOT_STATED"
    CONTRADICTS = "CONTRADICTS"
    PROVEN = "PROVEN"
    DETAIL_NOT_ASKED = "DETAIL_NOT_ASKED"
    NOT_ANSWERED = "NOT_ANSWERED"
    NOT_SCORED = "NOT_SCORED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A reason and the words for it."""

    code: Refusal
    message: Text


class NotAccepted(Exception):  # noqa: N818 - raised and caught inside the engine, no failure of its own
    """A value does not fit; carries the reason."""

    def __init__(self, code: Refusal, nb: str, en: str) -> None:
        super().__init__(en)
        self.rejected = Rejected(code=code, message=both(nb, en))

    @classmethod
    def because(cls, rejected: Rejected) -> "NotAccepted":
        """Return the refusal for a reason that was found earlier."""
        return cls(rejected.code, rejected.message.nb, rejected.message.en)
