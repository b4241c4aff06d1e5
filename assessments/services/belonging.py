"""What to know of an assessment that somebody signed in for companies began for none of them."""

from typing import Final
from uuid import UUID

from assessments.services.principals import Integration, Principal, organisations_of
from assessments.texts import Text, both

_OF_PEOPLE: Final = both(
    "Egenvurderingen hører ikke til noen bedrift, og bare den som har lenken, kan åpne den. Ta vare"
    " på lenken (`accessToken`), og knytt egenvurderingen til bedriften med `claimAssessment`."
    " Eller start en ny med `companyId`.",
    "The assessment belongs to no company, and only whoever has the link can open it. Keep the link"
    " (`accessToken`), and attach the assessment to the company with `claimAssessment`. Or start a"
    " new one with `companyId`.",
)
_OF_PROGRAMS: Final = both(
    "Egenvurderingen hører ikke til noen bedrift, og bare den som har lenken (`accessToken`), kan"
    " åpne den. Start en ny med `companyId` hvis den skal være bedriftens. Bare en som kan logge"
    " inn for bedriften, kan knytte denne til bedriften.",
    "The assessment belongs to no company, and only whoever has the link (`accessToken`) can open"
    " it. Start a new one with `companyId` if it is to be the company's. Only somebody who can sign"
    " in for the company can attach this one to it.",
)


def hint_without_company(principal: Principal, company_id: UUID | None) -> Text | None:
    """Return what to do if the assessment was to be a company's; None where nobody expects it.

    It is expected by whoever is signed in for at least one organisation, registered or not.

    Args:
        principal: Who started it.
        company_id: The company that it was started for.
    """
    if company_id is not None or not organisations_of(principal):
        return None
    return _OF_PROGRAMS if isinstance(principal, Integration) else _OF_PEOPLE
