"""Assessments, what was changed in them, and keys of repeatable requests."""

from typing import Final

from assessments.storage.protection.entries import Entry, Holds, Otherwise, Protected
from assessments.storage.protection.grounds import COUNTED, OTHERS, OWNER

HOLDERS: Final = (
    "Whoever holds the access token, or is signed in for the company; programs with a key for it"
    " that has the scope `COMPANY`. No administrator; recipients only what `consents` says."
)

ASSESSMENTS: Final[Entry] = Protected(
    purpose="To give the self-assessment: to be interrupted and come back to, scored and matched.",
    grounds=(OWNER, OTHERS),
    kept="A draft, a company's too, for `EKSPORTKLAR_DRAFT_RETENTION_DAYS` after its last change. A"
    " submitted one that no company has claimed for `EKSPORTKLAR_ANONYMOUS_RETENTION_DAYS` after it"
    " was submitted. A company's submitted one until the company erases it.",
    erased="`eraseAssessment`, by whoever holds it or an administrator; `eraseCompany`;"
    " `eksportklar erase`; `eksportklar retention`, which the operator must schedule.",
    readers=HOLDERS,
    columns={
        Holds.COMPANY: ("answers", "facts", "carried_over", "include_in_aggregates"),
        Holds.LINK: ("id", "company_id", "copied_from", "invitation_id"),
        Holds.HASH: ("token_hash",),
        Holds.RECORD: (
            *("questionnaire_slug", "questionnaire_version", "status", "revision"),
            *("token_expires_at", "token_revoked_at", "started_at", "updated_at"),
            "submitted_at",
        ),
    },
    otherwise={
        "answers": Otherwise(
            note="Some options take a free text, in which people can be named; the notice asks not"
            " to."
        ),
        "facts": Otherwise(
            note="Name and organisation number are stated by choice and not proven. Some facts are"
            " free text."
        ),
        "token_hash": Otherwise(
            kept="Until another token takes its place or a company claims the assessment.",
            erased="`renewAccessToken`, `claimAssessment`, and with the assessment.",
        ),
        "include_in_aggregates": Otherwise(
            purpose="To count in figures about many only who agreed.",
            grounds=(COUNTED,),
            note="`leaveFigures` withdraws it, `joinFigures` agrees again.",
        ),
        "invitation_id": Otherwise(
            kept="Until the invitation is deleted.",
            note="Not shown to the cluster that invited, nor counted for it.",
        ),
    },
)

ASSESSMENT_CHANGES: Final[Entry] = Protected(
    purpose="To show what was changed when, to settle between two who save at once, and to explain"
    " how an assessment came about.",
    grounds=(OWNER, OTHERS),
    kept="As long as its assessment.",
    erased="With its assessment.",
    readers=HOLDERS,
    columns={
        Holds.COMPANY: ("changes",),
        Holds.LINK: ("assessment_id", "company_id"),
        Holds.RECORD: ("revision", "kind", "recorded_at"),
    },
    otherwise={
        "changes": Otherwise(
            note="Earlier answers and facts stay here when they are changed, until the assessment"
            " is erased."
        ),
    },
)

IDEMPOTENCY_KEYS: Final[Entry] = Protected(
    purpose="To answer a repeated request as the first, so that nothing is done twice.",
    grounds=(OWNER, OTHERS),
    kept="A day, and until a running server deletes it, within an hour or so.",
    erased="By the running server, through the function `forget_idempotency_keys`; with its"
    " assessment.",
    readers="Whoever is signed in for the company, in the download, without the hash. Else nobody;"
    " the program compares with it.",
    columns={
        Holds.LINK: ("assessment_id",),
        Holds.HASH: ("payload_hash",),
        Holds.RECORD: ("key", "operation", "revision", "created_at"),
    },
    otherwise={
        "key": Otherwise(note="Chosen by the client's program; it should be random."),
        "payload_hash": Otherwise(
            note="Of what was sent, not of a secret: who guesses the whole of it can compare."
        ),
    },
    backups="In backups until those end. A server forgets it again after a restore.",
)
