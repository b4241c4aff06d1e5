"""Members of clusters, groups, invitations, and what has to be counted anew."""

from typing import Final

from assessments.storage.protection.entries import Entry, Holds, Otherwise, Protected
from assessments.storage.protection.grounds import COUNTED, LISTED, WHO_DID_WHAT

_BY: Final = Otherwise(
    grounds=(WHO_DID_WHAT,),
    note="The identity provider and its code for whoever did it, never a national identity number."
    " Shown to nobody through the API.",
)
MEMBERSHIPS: Final[Entry] = Protected(
    purpose="To count in figures about a cluster those whom the cluster itself confirms as members,"
    " and nobody who only says so.",
    grounds=(LISTED,),
    kept="While the organisation is on the list, and for `EKSPORTKLAR_LOG_RETENTION_DAYS` after.",
    erased="`updateMembers` ends it, by an advisor of the cluster, and `eksportklar retention`"
    " deletes it; `eraseCompany` deletes every row of its number, which the cluster can notice.",
    readers="Advisors of the cluster, by `members`. Whoever is signed in for the organisation, in"
    " the download.",
    columns={
        Holds.PERSON: ("confirmed_by",),
        Holds.COMPANY: ("cluster", "organisation_number"),
        Holds.LINK: ("id",),
        Holds.RECORD: ("confirmed_at", "ended_at"),
    },
    otherwise={"confirmed_by": _BY},
    backups="In backups until those end. After a restore the clusters send their lists anew.",
)

COMPANY_GROUPS: Final[Entry] = Protected(
    purpose="To count organisations that belong together as one, so that none of them learns about"
    " others by a figure that is mostly about its own group.",
    grounds=(LISTED,),
    kept="Until an administrator changes or dissolves the group.",
    erased="`verifyGroup` without it, and `dissolveGroup`, by an administrator; `eraseCompany`. A"
    " group whose parent company is erased goes by another number of its own.",
    readers="Administrators. Whoever is signed in for the organisation, in the download.",
    columns={
        Holds.PERSON: ("verified_by",),
        Holds.COMPANY: ("organisation_number", "group_number"),
        Holds.LINK: ("group_id",),
        Holds.RECORD: ("verified_at",),
    },
    otherwise={"verified_by": _BY},
    backups="In backups until those end. After a restore administrators verify groups anew.",
)

INVITATIONS: Final[Entry] = Protected(
    purpose="To let clusters invite to a self-assessment by a link, and end it.",
    grounds=(LISTED,),
    kept="For `EKSPORTKLAR_LOG_RETENTION_DAYS` after it expired or was revoked.",
    erased="`revokeInvitation` ends it, by an advisor of the cluster; `eksportklar retention`"
    " deletes it.",
    readers="Advisors of the cluster, by `invitations`. Whoever has the code learns which cluster"
    " invites, and nothing else.",
    columns={
        Holds.PERSON: ("created_by", "note"),
        Holds.LINK: ("id", "code"),
        Holds.RECORD: ("cluster", "created_at", "expires_at", "revoked_at"),
    },
    otherwise={
        "created_by": _BY,
        "note": Otherwise(note="Free text, in which a person can be named."),
        "code": Otherwise(note="Random. It opens nothing, so it is kept as it is."),
    },
    backups="In backups until those end. After a restore, `eksportklar retention` deletes it again,"
    " and the cluster revokes again what it had revoked.",
)

INVITED_ORGANISATIONS: Final[Entry] = Protected(
    purpose="To say how many organisations a cluster has invited, beside how many are members.",
    grounds=(LISTED,),
    kept="As long as the invitation.",
    erased="With the invitation; `eraseCompany` deletes every row of its number.",
    readers="Advisors of the cluster, as a number. Whoever is signed in for the organisation, in"
    " the download.",
    columns={
        Holds.COMPANY: ("organisation_number", "cluster"),
        Holds.LINK: ("invitation_id",),
        Holds.RECORD: ("invited_at",),
    },
    backups="As the invitation.",
)

CELL_OUTBOX: Final[Entry] = Protected(
    purpose="To keep figures about many right when somebody agrees, withdraws or is erased.",
    grounds=(COUNTED, LISTED),
    kept="Seconds, until it has been counted.",
    erased="By whoever counts, when it is done; `eraseCompany`.",
    readers="Nobody but who counts.",
    columns={
        Holds.COMPANY: ("organisation_number",),
        Holds.RECORD: ("id", "noted_at"),
    },
    backups="In backups until those end. After a restore it is counted and deleted.",
)
