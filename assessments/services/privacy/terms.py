"""What differs between installations in what is said about privacy."""

from dataclasses import dataclass
from typing import Final

from assessments.texts import Text, both


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Who is responsible for the data, where to reach them, and how long what is kept.

    `contact` is an e-mail address, or an https address. `is_made_up` where nobody has said one of
    the first three, which only a development server allows. The rest is in days.
    """

    controller: Text
    organisation_number: str
    contact: str
    is_made_up: bool
    draft_days: int = 365
    anonymous_days: int = 1095
    log_days: int = 1095
    token_days: int = 365

    @property
    def contact_address(self) -> str:
        """Return the address to follow from a page."""
        return self.contact if self.contact.startswith("https://") else f"mailto:{self.contact}"


MADE_UP: Final = Terms(
    controller=both("Utviklingsserver (oppdiktet)", "Development server (made up)"),
    organisation_number="123456785",
    contact="personvern@utviklingsserver.example",
    is_made_up=True,
)
"""What a development server shows; no organisation has such a number."""
