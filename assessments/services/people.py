"""What only people do: what cannot be undone, what lets others in, and what is a consent."""

from assessments.errors import NotAvailableError
from assessments.services.principals import Integration, Principal


def refuse_programs(principal: Principal) -> None:
    """Return unless a program asks, with a key or with a token of its own.

    Ask this once it is certain that what it is about is the caller's.

    Raises:
        NotAvailableError: It is a program.
    """
    if isinstance(principal, Integration):
        raise NotAvailableError(
            "Dette må en person gjøre, siden det ikke kan angres, gir andre tilgang eller er et"
            " samtykke. Be en som kan logge inn for bedriften, om å gjøre det.",
            "A person has to do this, since it cannot be undone, gives others access, or is a"
            " consent. Ask somebody who can sign in for the company to do it.",
        )
