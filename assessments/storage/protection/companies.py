"""Companies, keys of programs, and the audit log."""

from typing import Final

from assessments.storage.protection.entries import Entry, Holds, Otherwise, Protected
from assessments.storage.protection.grounds import OTHERS, OWNER, WHO_DID_WHAT

COMPANIES: Final[Entry] = Protected(
    purpose="To give a company one place for its assessments, for all who sign in for it, and to"
    " begin new ones with what it has stated.",
    grounds=(OWNER, OTHERS),
    kept="Until the company is erased.",
    erased="`eraseCompany`, by whoever is signed in for it or an administrator;"
    " `eksportklar erase`.",
    readers="Whoever is signed in for its organisation number, and programs with a key for it that"
    " has the scope `COMPANY`. No advisor, no administrator.",
    columns={
        Holds.COMPANY: ("organisation_number", "facts"),
        Holds.LINK: ("id",),
        Holds.RECORD: ("revision", "created_at", "updated_at"),
    },
    otherwise={
        "organisation_number": Otherwise(
            note="Proven by signing in. It does not tell whether the company is a person."
        ),
        "facts": Otherwise(note="Some facts are free text, in which people can be named."),
    },
)

API_KEYS: Final[Entry] = Protected(
    purpose="To let programs in, to end their access at once, and to tell which had any.",
    grounds=(OWNER, WHO_DID_WHAT),
    kept="For `EKSPORTKLAR_LOG_RETENTION_DAYS` after it ended or was revoked, and not longer than"
    " the company that it acts for.",
    erased="`eksportklar retention`, which the operator must schedule; `eraseCompany`: the function"
    " `erase_company` deletes every key for its organisation number, and `forget_delegate` ends"
    " those with which it acts for another and leaves the word erased in the place of the number"
    " (`delegate`); those that the company made go by foreign key.",
    readers="Whoever is signed in for the organisation that it acts for, advisors of all of its"
    " recipients, and administrators. Nobody sees a secret but whoever makes or rotates the key:"
    " administrators those alone that reach nobody's answers.",
    columns={
        Holds.PERSON: ("created_by", "name"),
        Holds.COMPANY: ("organisation_number", "delegate"),
        Holds.LINK: ("id", "company_id"),
        Holds.HASH: ("secret_hash", "earlier_hash"),
        Holds.RECORD: (
            *("scopes", "recipients", "earlier_until", "expires_at", "last_used_at", "revoked_at"),
            "created_at",
        ),
    },
    otherwise={
        "created_by": Otherwise(
            note="The identity provider and its code for whoever made the key, never a national"
            " identity number. Shown to nobody through the API, which only tells callers whether"
            " it is they."
        ),
        "name": Otherwise(note="Free text, in which a person can be named."),
    },
)

AUDIT_LOG: Final[Entry] = Protected(
    purpose="To let a company see who read, changed or shared what is its own, also what programs"
    " and others who act for it did with its assessments, to find misuse, and to show that consents"
    " and erasures were carried out (article 5(2)).",
    grounds=(WHO_DID_WHAT,),
    kept="What was done and when, without limit. Who it was, for `EKSPORTKLAR_LOG_RETENTION_DAYS`,"
    " and not longer than the company, or the assessment of no company, that the line is about;"
    " which administrator erased something, as long too, though that is gone.",
    erased="Lines are never deleted, and the program cannot change them. `eksportklar retention`"
    " takes out who it was (`subject`, `delegate`, `organisation`, and `actor` of a program) when"
    " that is old, and leaves the word erased where one organisation acted for another. With"
    " `eraseCompany` the function `erase_company` takes out of those about the company whom they"
    " are about, what it was done to, for whom, and who did it, and `forget_delegate` puts the word"
    " erased in the place of its number in others' in which it acted. `eraseAssessment` and"
    " retention take the same out of nobody's lines about an assessment. A line that something was"
    " erased has its former id, and which administrator did it where one did; a company that"
    " stays has one of its own about its assessment.",
    readers="Whoever is signed in for the company that it is about, by `Company.accessLog` and"
    " `GET /companies/ID.json`, which leave out `subject`.",
    columns={
        Holds.PERSON: ("actor", "subject"),
        Holds.COMPANY: ("delegate", "organisation"),
        Holds.LINK: ("id", "company_id", "what"),
        Holds.RECORD: ("at", "actor_kind", "action", "recipient"),
    },
    otherwise={
        "subject": Otherwise(
            note="The identity provider and its code for whoever did it, never a national identity"
            " number. Shown to nobody through the API, the company included."
        ),
        "actor": Otherwise(
            note="The recipient that an advisor reads for, or what a program is called, in which a"
            " person can be named; empty for other people."
        ),
        "delegate": Otherwise(note="The organisation number of whoever acts for another."),
        "organisation": Otherwise(
            note="The organisation number of that other, where a program acts; else it is the"
            " company that the line is about."
        ),
        "recipient": Otherwise(note="A cluster or organisation of the catalogue, which is public."),
    },
    backups="In backups until those end. After a restore, `eksportklar erasures reapply` takes the"
    " same out of the lines again.",
)
