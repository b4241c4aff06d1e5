"""The rights of those whom the data are about, and what serves each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Right:
    """A right, where it stands in the GDPR, and what serves it."""

    name: str
    article: str
    served: str


RIGHTS: Final[Sequence[Right]] = (
    Right(
        "Information",
        "13, 14",
        "`GET /privacy` and the query `privacy`, in bokmål and English, with the controller and"
        " contact of the installation. Clients show it before anything is asked.",
    ),
    Right(
        "Access",
        "15",
        "Signed in for the company: `GET /companies/ID.json` has every row about it, and"
        " `Company.accessLog` says who read and did what. With the access token: `assessment`. The"
        " codes of people who signed in are in neither, since they are of somebody else for whoever"
        " asks; a person who asks for what is kept under their own code writes to the contact.",
    ),
    Right(
        "Rectification",
        "16",
        "`updateCompany`, and `saveProfile` and `saveAnswers` for a draft. A result is what was"
        " submitted on its day and never changes: `startAssessment` with `from` begins a new one"
        " with the same answers, or it is erased.",
    ),
    Right(
        "Erasure",
        "17",
        "`eraseAssessment`, also with an access token that has expired, and `eraseCompany`, at"
        " once. Whoever has lost the link can write to the contact; operators and administrators"
        " erase for them, without seeing what goes."
        " `eksportklar erase` does it from the command line.",
    ),
    Right(
        "Restriction",
        "18",
        "`withdrawConsent` stops what recipients read; `eksportklar tokens revoke` ends a link"
        " without erasing. Else by writing to the contact.",
    ),
    Right(
        "Portability",
        "20",
        "The same file as for access, in JSON; the API for programs.",
    ),
    Right(
        "Objection",
        "21",
        "By writing to the contact. Operators weigh it, and erase where it is right.",
    ),
    Right(
        "Withdrawal of consent",
        "7(3)",
        "`withdrawConsent`, also with an access token that has expired: by the consent's id, or by"
        " what was given to `shareAssessment`. `leaveFigures`, likewise, for being counted in"
        " figures about many: for an assessment, or for all that a company has.",
    ),
    Right(
        "No automated decisions",
        "22",
        "None are made: scores and matches are advice, and providers decide for themselves.",
    ),
    Right(
        "Complaint",
        "77",
        "To Datatilsynet, whose address the notice gives.",
    ),
)
