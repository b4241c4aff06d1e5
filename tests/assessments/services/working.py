"""Whoever works for a company without being signed in for it directly, and what its log says."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from assessments.services.assessing import start_assessment
from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Integration, Principal, Scope
from assessments.storage.database import Database
from tests.assessments.services.caller import Caller
from tests.fixtures.managers import COMPANIES, MINE

SUPPLIER: Final = "991825827"
OF_COMPANY: Final = frozenset({Scope.COMPANY})
PROGRAM: Final = Integration(
    subject="maskinporten#arkiv", name="Arkiv", scopes=OF_COMPANY, organisation=MINE
)
WORKERS: Final[Mapping[str, Principal]] = {
    "a program of the company": PROGRAM,
    "a program that a supplier runs": Integration(
        subject="maskinporten#arkiv",
        name="Arkiv",
        scopes=OF_COMPANY,
        organisation=MINE,
        delegate=SUPPLIER,
    ),
    "a key": Integration(
        subject=f"api_key:{UUID(int=3)}",
        name="Lønn",
        scopes=frozenset(Scope),
        organisation=MINE,
        key_id=UUID(int=3),
    ),
    "an accountant": CompanyUser(
        subject="ansattporten#kari", organisations=(MINE,), delegate=SUPPLIER
    ),
}
"""Of whose work the company reads in its log."""


async def begun_by(environment: Environment, principal: Principal) -> Caller:
    """Start an assessment of the company, and return who works on it."""
    started = await start_assessment(
        environment,
        questionnaire="health-export",
        principal=principal,
        company_id=COMPANIES[MINE],
    )
    assert started.token is None
    return Caller(environment=environment, principal=principal, id=started.assessment.id, token="")


async def noted(database: Database) -> list[str]:
    """Return what was done, by all lines about the company in their order."""
    rows = await database.rows(
        "SELECT action FROM audit_log WHERE company_id = $1 ORDER BY at, id", COMPANIES[MINE]
    )
    return [row["action"] for row in rows]
