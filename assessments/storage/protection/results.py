"""Results, their scores, and consents."""

from typing import Final

from assessments.storage.protection.assessments import HOLDERS
from assessments.storage.protection.entries import Entry, Holds, Otherwise, Protected
from assessments.storage.protection.grounds import (
    CONTACT_OF_ANOTHER,
    COUNTED,
    OTHERS,
    OWNER,
    PROOF,
    QUALITY,
    SHARING,
)

_COUNTED: Final = Otherwise(
    purpose="To count in figures about many only who agreed.", grounds=(COUNTED,)
)
_COUNTED_UNDER: Final = Otherwise(
    purpose="To count it in figures about many, should the company have agreed.",
    grounds=(COUNTED,),
    note="Follows from the answers and the result: levels, options chosen, barriers, outcomes.",
)
_SHOWN: Final = Otherwise(
    note="Part of a shared summary. Figures about many, of those who agreed, are grouped by it."
)

RESULTS: Final[Entry] = Protected(
    purpose="To show a submitted assessment's result unchanged for as long as it is there, to"
    " explain why a later one differs, and to check that it is right.",
    grounds=(OWNER, OTHERS, QUALITY),
    kept="As long as its assessment.",
    erased="With its assessment. It is never changed, so what is wrong in it is erased with it;"
    " `leaveFigures` says that it is not counted any more.",
    readers=f"{HOLDERS} Whoever began a copy of the assessment sees the results that it was copied"
    " from. The operator's commands `results`, `matches` and `content` compute over all of them.",
    columns={
        Holds.COMPANY: (
            *("answers_hash", "region", "size_band", "sector", "include_in_aggregates"),
            *("document", "facts", "measures", "amounts"),
        ),
        Holds.LINK: ("id", "assessment_id", "company_id"),
        Holds.RECORD: (
            *("questionnaire_slug", "questionnaire_version", "catalogue_version"),
            *("engine_version", "as_of", "computed_at", "facts_digest", "record_key"),
        ),
    },
    otherwise={
        "document": Otherwise(note="Has the answers and facts that it rests on, free texts too."),
        "answers_hash": Otherwise(
            note="Of what the result rests on; who guesses all of it can compare."
        ),
        "region": _SHOWN,
        "size_band": _SHOWN,
        "sector": _SHOWN,
        "include_in_aggregates": _COUNTED,
        "measures": _COUNTED_UNDER,
        "amounts": _COUNTED_UNDER,
        "record_key": Otherwise(
            purpose="To protect who is counted in figures about many.",
            grounds=(COUNTED,),
            note="64 bits of chance, which say nothing. Shown to nobody.",
        ),
        "facts": Otherwise(
            purpose="To count what all companies can make of an offer before it is published.",
            grounds=(QUALITY,),
        ),
    },
)

RESULT_SCORES: Final[Entry] = Protected(
    purpose="To have a result's scores one by one, to check it by, and for figures about many, of"
    " those who agreed.",
    grounds=(OWNER, QUALITY, COUNTED),
    kept="As long as its result.",
    erased="With its result.",
    readers=HOLDERS,
    columns={
        Holds.COMPANY: ("theme", "score", "level"),
        Holds.LINK: ("result_id", "company_id"),
    },
)

CONSENTS: Final[Entry] = Protected(
    purpose="To show an assessment to the recipient that the company names, for the purpose and as"
    " far as it says, for as long as it says.",
    grounds=(SHARING, PROOF),
    kept="As long as its assessment, also once it is withdrawn, to show what was agreed when.",
    erased="With its assessment. Withdrawing by `withdrawConsent` ends it, and does not delete it.",
    readers=f"{HOLDERS} While it stands, advisors and programs of the recipient read it and,"
    " through the view `shared_assessments`, what it covers: the summary, which has no answers and"
    " no amounts, or the whole result. Each reading is a line in `audit_log`.",
    columns={
        Holds.PERSON: ("contact",),
        Holds.COMPANY: ("recipient", "recipient_name", "purpose", "scope"),
        Holds.LINK: ("id", "assessment_id", "company_id"),
        Holds.RECORD: ("granted_at", "withdrawn_at"),
    },
    otherwise={
        "contact": Otherwise(
            purpose="To let the recipient reach the company about what is shared.",
            grounds=(SHARING, CONTACT_OF_ANOTHER),
            kept="While the consent stands.",
            erased="`withdrawConsent` deletes it at once; and with the assessment.",
        ),
    },
)

REVIEWS: Final[Entry] = Protected(
    purpose="To tell the company what an advisor whom it shared its answers with makes of them.",
    grounds=(SHARING, OTHERS),
    kept="As long as its assessment, also once it is superseded: it is advice that the company was"
    " given.",
    erased="With its assessment.",
    readers=f"{HOLDERS} Advisors of the recipient that reviewed, while a consent to the answers"
    " stands.",
    columns={
        Holds.PERSON: ("comment",),
        Holds.COMPANY: ("recipient", "recipient_name", "question", "level", "evidence"),
        Holds.LINK: ("id", "assessment_id", "company_id"),
        Holds.RECORD: ("reviewed_at", "superseded_at"),
    },
    otherwise={
        "comment": Otherwise(
            note="Free text about an answer. Who wrote it stands in `audit_log` alone."
        ),
    },
)
