"""Who may use what, written down once more by hand: what is declared has to say the same.

The matrix tries what is declared. Whoever widens a declaration together with its service has to
say so here as well.
"""

from collections.abc import Mapping
from typing import Final

import pytest

from schema.permissions import REACHED_BY, Caller
from tests.schema.matrix import root_fields

CALLERS: Final[Mapping[str, Caller]] = {
    "anybody": Caller.ANYBODY,
    "respondent": Caller.RESPONDENT,
    "company": Caller.COMPANY_USER,
    "company's program": Caller.COMPANY_INTEGRATION,
    "advisor": Caller.ADVISOR,
    "recipient's program": Caller.RECIPIENT_INTEGRATION,
    "program with figures": Caller.FIGURES_INTEGRATION,
    "administrator": Caller.ADMINISTRATOR,
}

MAY: Final[Mapping[str, str]] = {
    "apiKeys": "company, advisor, administrator",
    "assessment": "respondent, company, company's program",
    "barriers": "anybody",
    "catalogue": "anybody",
    "claimAssessment": "company",
    "clusters": "anybody",
    "cohort": "advisor, program with figures",
    "createApiKey": "company, advisor, administrator",
    "createInvitation": "advisor",
    "dissolveGroup": "administrator",
    "eraseAssessment": "respondent, company, administrator",
    "eraseCompany": "company, administrator",
    "facts": "anybody",
    "incubators": "anybody",
    "invitation": "anybody",
    "invitations": "advisor",
    "joinFigures": "respondent, company, company's program",
    "leaveFigures": "respondent, company, company's program",
    "matchProfile": "anybody",
    "members": "advisor",
    "node": "anybody",
    "offer": "anybody",
    "organisations": "anybody",
    "privacy": "anybody",
    "procurementRules": "anybody",
    "questionnaire": "anybody",
    "registerCompany": "company, company's program",
    "renewAccessToken": "respondent",
    "requirements": "anybody",
    "reviewAnswers": "advisor",
    "revokeApiKey": "company, advisor, administrator",
    "revokeInvitation": "advisor",
    "rotateApiKey": "company, advisor, administrator",
    "saveAnswers": "respondent, company, company's program",
    "saveProfile": "respondent, company, company's program",
    "schemes": "anybody",
    "search": "anybody",
    "shareAssessment": "respondent, company",
    "sharedAssessments": "advisor, recipient's program",
    "simulate": "respondent, company, company's program",
    "startAssessment": "anybody",
    "submitAssessment": "respondent, company, company's program",
    "testFacilities": "anybody",
    "updateCompany": "company, company's program",
    "updateMembers": "advisor",
    "verifyGroup": "administrator",
    "viewer": "anybody",
    "withdrawConsent": "respondent, company, company's program",
}
"""Who may use each root field, each for what is theirs."""

REACHES: Final[Mapping[str, str]] = {
    "ApiKey": "company, advisor, administrator",
    "Assessment": "respondent, company, company's program",
    "Cluster": "anybody",
    "Company": "company, company's program",
    "Incubator": "anybody",
    "Question": "anybody",
    "Questionnaire": "anybody",
    "Result": "respondent, company, company's program",
    "Scheme": "anybody",
    "SharedAssessment": "advisor, recipient's program",
    "TestFacility": "anybody",
}
"""Whom ``node`` shows each type to."""


def _declared() -> list[tuple[str, frozenset[Caller] | None, str | None]]:
    fields = root_fields()
    of_fields = [(name, fields.get(name), MAY.get(name)) for name in sorted({*fields, *MAY})]
    names = sorted({*REACHED_BY, *REACHES})
    return [*of_fields, *((name, REACHED_BY.get(name), REACHES.get(name)) for name in names)]


@pytest.mark.parametrize(("name", "who", "written"), _declared())
def test_what_is_declared_is_what_is_written_down(
    name: str, who: frozenset[Caller] | None, written: str | None
) -> None:
    assert written is not None, f"write down who may use {name}"
    assert who == frozenset(CALLERS[one] for one in written.split(", ")), name
