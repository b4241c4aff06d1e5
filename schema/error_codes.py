"""``enum ErrorCode``: the codes of failures, and the reasons to refuse an answer or the like."""

from enum import StrEnum

from schema.enums import describe_enum


class ErrorCode(StrEnum):
    """Values are only ever added; what may return one is in ``schema/errors.py``."""

    NOT_FOUND = "NOT_FOUND"
    ACCESS_EXPIRED = "ACCESS_EXPIRED"
    UNKNOWN_QUESTIONNAIRE = "UNKNOWN_QUESTIONNAIRE"
    NOT_AVAILABLE = "NOT_AVAILABLE"
    ANSWERS_REJECTED = "ANSWERS_REJECTED"
    PROFILE_REJECTED = "PROFILE_REJECTED"
    REVISION_CONFLICT = "REVISION_CONFLICT"
    ALREADY_SUBMITTED = "ALREADY_SUBMITTED"
    ASSESSMENT_INCOMPLETE = "ASSESSMENT_INCOMPLETE"
    CHECKS_FAILED = "CHECKS_FAILED"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    INVALID_IDEMPOTENCY_KEY = "INVALID_IDEMPOTENCY_KEY"
    BUSY = "BUSY"
    API_KEY_REJECTED = "API_KEY_REJECTED"
    API_KEY_ENDED = "API_KEY_ENDED"
    API_KEY_IN_ROTATION = "API_KEY_IN_ROTATION"
    TOO_MANY_API_KEYS = "TOO_MANY_API_KEYS"
    NOT_SUBMITTED = "NOT_SUBMITTED"
    TOO_MANY_CONSENTS = "TOO_MANY_CONSENTS"
    INVALID_ORGANISATION_NUMBER = "INVALID_ORGANISATION_NUMBER"
    UNKNOWN_RECIPIENT = "UNKNOWN_RECIPIENT"
    RECIPIENT_ENDED = "RECIPIENT_ENDED"
    INVALID_CONTACT = "INVALID_CONTACT"
    REVIEWS_REJECTED = "REVIEWS_REJECTED"
    NUMBERS_REJECTED = "NUMBERS_REJECTED"
    INVITATION_REJECTED = "INVITATION_REJECTED"
    TOO_MANY_INVITATIONS = "TOO_MANY_INVITATIONS"
    UNKNOWN_INVITATION = "UNKNOWN_INVITATION"
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


describe_enum(
    ErrorCode,
    "Machine-readable reason of a failure; values are only ever added.",
    {
        "NOT_FOUND": "It does not exist, or is not the caller's.",
        "ACCESS_EXPIRED": "The access token is right but has expired or been revoked.",
        "UNKNOWN_QUESTIONNAIRE": "There is no such questionnaire.",
        "NOT_AVAILABLE": "Not possible for this caller, or this thing; `message` says what to do.",
        "ANSWERS_REJECTED": "At least one answer was not accepted, so none was saved.",
        "PROFILE_REJECTED": "At least one fact was not accepted, so none was saved.",
        "REVISION_CONFLICT": "The assessment is at another revision than the client expects.",
        "ALREADY_SUBMITTED": "The assessment is submitted and does not change any more.",
        "ASSESSMENT_INCOMPLETE": "Questions or facts are missing, so nothing was submitted.",
        "CHECKS_FAILED": "Answers or facts contradict each other, so nothing was submitted.",
        "IDEMPOTENCY_KEY_REUSED": "The idempotency key was used before, for something else.",
        "INVALID_IDEMPOTENCY_KEY": "The idempotency key has not the right form.",
        "BUSY": "Too many were saving to the same assessment at once.",
        "API_KEY_REJECTED": "A field of the key was not accepted, so nothing has changed.",
        "API_KEY_ENDED": "The API key has expired or been revoked.",
        "API_KEY_IN_ROTATION": "The API key was rotated, and the secret before still works.",
        "TOO_MANY_API_KEYS": "The organisation, recipient or administrator has 20 keys that work.",
        "NOT_SUBMITTED": "The assessment is a draft; only what is submitted is shared or counted.",
        "TOO_MANY_CONSENTS": "The assessment was shared too often in a day; nothing was shared.",
        "INVALID_ORGANISATION_NUMBER": "It is no organisation number.",
        "UNKNOWN_RECIPIENT": "The catalogue has no cluster or organisation of that slug.",
        "RECIPIENT_ENDED": "The cluster or organisation has ended or merged.",
        "INVALID_CONTACT": "The contact is blank, too long, or has invisible characters.",
        "REVIEWS_REJECTED": "At least one review was not accepted, so none was saved.",
        "NUMBERS_REJECTED": "At least one number was not accepted, so nothing has changed.",
        "INVITATION_REJECTED": "A field of the invitation was not accepted, so none was made.",
        "TOO_MANY_INVITATIONS": "The cluster made too many invitations in a day; none was made.",
        "UNKNOWN_INVITATION": "There is no such invitation, or it has expired or been revoked.",
        "UNKNOWN_QUESTION": "The questionnaire has no question of that slug.",
        "UNKNOWN_FACT": "The catalogue has no fact of that slug.",
        "GIVEN_TWICE": "The same question or fact stands twice in the request.",
        "NOT_SHOWN": "The question is not shown with the answers and facts as they are.",
        "WRONG_KIND": "Another field of the value is the one for this kind of question or fact.",
        "UNKNOWN_OPTION": "The question or fact has no option of that slug.",
        "EXCLUSIVE_OPTION": "An option that stands alone was chosen together with others.",
        "NOTHING_CHOSEN": "No option was chosen where at least one is needed.",
        "TOO_MANY": "An option was named more than once.",
        "OUT_OF_RANGE": "The number or date lies outside what is accepted.",
        "NOT_WHOLE": "The number must be whole.",
        "TOO_PRECISE": "The number has too many decimals.",
        "INVALID_DATE": "It is no date.",
        "INVALID_TEXT": "The text is empty, too long, of the wrong form, or has invisible"
        " characters.",
        "INVALID_NUMBER": "It is no number.",
        "NOT_APPLICABLE_NOT_ALLOWED": "*Does not apply* is no answer here.",
        "NEVER_NOT_ALLOWED": "*Never* is no answer here.",
        "NOT_STATED": "Nobody states the fact: it follows from others, or is said elsewhere.",
        "CONTRADICTS": "It cannot be true together with another fact that is stated.",
        "PROVEN": "It is proven by signing in, and cannot be stated otherwise.",
        "DETAIL_NOT_ASKED": "A detail was given of an option that is not chosen or asks for none.",
        "NOT_ANSWERED": "The company was not shown the question or has not answered it.",
        "NOT_SCORED": "The question is not scored, so an answer to it has no level.",
    },
)
