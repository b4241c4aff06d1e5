"""The grounds of GDPR article 6 that the program rests on, each for whom it holds and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Basis(StrEnum):
    """A ground of article 6(1), as the document names it."""

    CONSENT = "consent, article 6(1)(a)"
    CONTRACT = "contract, article 6(1)(b)"
    INTEREST = "legitimate interest, article 6(1)(f)"


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis by its name in the document, the people for whom it holds, and why."""

    name: str
    basis: Basis
    people: str
    because: str


OWNER: Final = Ground(
    "own service",
    Basis.CONTRACT,
    "the owner of a sole proprietorship",
    "The owner asks for the service, which cannot be given without these data.",
)
OTHERS: Final = Ground(
    "service to the company",
    Basis.INTEREST,
    "whoever answers for another company, or is mentioned there",
    "The contract is with the company and not with them. The company is to get the service that it"
    " asks for; little is kept about them, and used for nothing else.",
)
WHO_DID_WHAT: Final = Ground(
    "who did what",
    Basis.INTEREST,
    "users, advisors, administrators and owners of sole proprietorships",
    "Companies must be able to see who read and changed what is theirs, and misuse must be found."
    " The notice says so to those who act, and only a code of theirs is kept.",
)
SHARING: Final = Ground(
    "sharing",
    Basis.CONSENT,
    "the owner of a sole proprietorship, and whoever gives a contact of their own",
    "They choose the recipient, the purpose and how much, nothing is shared without it, and it is"
    " withdrawn as easily as given.",
)
CONTACT_OF_ANOTHER: Final = Ground(
    "another as contact",
    Basis.INTEREST,
    "a contact whom somebody else gives",
    "Nobody consents for another. The company and the recipient are to reach each other about what"
    " is shared; the notice asks that the contact is told, who may object.",
)
PROOF: Final = Ground(
    "proof of consent",
    Basis.INTEREST,
    "the owner of a sole proprietorship, once a consent is withdrawn",
    "Whoever relies on a consent must be able to show that it was given (article 7(1)).",
)
COUNTED: Final = Ground(
    "figures",
    Basis.CONSENT,
    "the owner of a sole proprietorship",
    "Figures about many are of no need to give the service; only who agrees is counted.",
)
LISTED: Final = Ground(
    "who is counted where",
    Basis.INTEREST,
    "the owner of a sole proprietorship that a cluster lists or invites",
    "Figures about a cluster must be of its members, and those who belong together must count as"
    " one. The cluster knows its members; nothing here says whether they have been here at all.",
)
QUALITY: Final = Ground(
    "right results",
    Basis.INTEREST,
    "the owner of a sole proprietorship",
    "Results must be right, and editors must see what a change of questions or schemes would do"
    " before it is published. What comes out of it is counts and codes, not answers.",
)
