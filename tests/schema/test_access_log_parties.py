"""Who acts on another's behalf, from the token to what the company reads of it."""

import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from api.identity.development import SOURCE, development_issuer, sign
from api.identity.principals import Identity
from api.identity.verifying import TokenVerifier
from assessments.services.environment import Environment
from assessments.storage.database import Database
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER
from tests.fixtures.endpoint import client_of
from tests.fixtures.own_issuer import Claims, company, integration
from tests.schema.matrix import owned
from tests.schema.test_companies import NUMBER, register
from tests.schema.test_erasing import erase_company

ACCOUNTANT: Final = "974760673"
AGENCY: Final = "889640782"
SUPPLIER: Final = "991825827"
RECIPIENT: Final = "eksfin"
LOG: Final = """
query Log($id: ID!, $first: Int!) {
  node(id: $id) {
    ... on Company {
      accessLog(first: $first) { edges { node { actor action delegate onBehalfOf } } }
    }
  }
}
"""


def supplied(claims: Claims, number: str) -> Claims:
    """Return the same claims where `number` acts on behalf of whom they name."""
    return {**claims, "supplier": {"ID": f"0192:{number}"}, "delegation_source": SOURCE}


def token(folder: Path, claims: Claims) -> str:
    return sign(folder, {"sub": "somebody", **claims}, now=int(time.time()), seconds=600)


def believing(folder: Path) -> Identity:
    return Identity(TokenVerifier([development_issuer(folder)], leeway=60))


@pytest.mark.usefixtures("nothing_shared")
async def test_the_company_reads_both_parties_by_number(
    environment: Environment, database: Database, tmp_path: Path
) -> None:
    user = token(tmp_path, supplied(company(NUMBER), ACCOUNTANT))
    reader = {**integration(AGENCY), "name": "Arkiv", "recipients": [RECIPIENT, CLUSTER]}
    own = {**supplied(integration(NUMBER), ACCOUNTANT), "name": "Regnskap"}
    async with client_of(environment, identity=believing(tmp_path)) as client:
        client.token = user
        mine = await owned(client, database, NUMBER)
        wish = {"recipient": RECIPIENT, "purpose": "ADVICE", "scope": "ANSWERS"}
        given = {"input": {"assessmentId": mine.assessment, **wish}}
        await client.data(operation("ShareAssessment"), given)
        for claims in (reader, supplied(reader, SUPPLIER)):
            client.token = token(tmp_path, claims)
            asked = {"cluster": RECIPIENT, "first": 5}
            page = await client.data(operation("SharedAssessments"), asked)
            assert len(page["sharedAssessments"]["edges"]) == 1
        client.token = token(tmp_path, own)
        given = {"input": {"consentId": mine.consent}}
        said = await client.data(operation("WithdrawConsent"), given)
        assert said["withdrawConsent"]["__typename"] == "WithdrawConsentSuccess"
        assert (await client.data(operation("Assessment"), {"id": mine.assessment}))["assessment"]
        client.token = user
        log = (await client.data(LOG, {"id": mine.company, "first": 20}))["node"]["accessLog"]
    eksfin = "Eksfin – Eksportfinansiering Norge"
    program, read = f"Programmet «Arkiv», for {eksfin}", "Leste en egenvurdering som er delt"
    found = [tuple(edge["node"].values()) for edge in log["edges"]]
    assert Counter(line for line in found if " egenvurdering" in line[1]) == Counter(
        [
            (
                "Programmet «Regnskap»",
                "Sluttet å dele en egenvurdering med Norway Health Tech",
                ACCOUNTANT,
                NUMBER,
            ),
            *(
                ("Innlogget for bedriften", work, ACCOUNTANT, NUMBER)
                for work in (
                    "Begynte på en egenvurdering",
                    "Lagret opplysninger om bedriften i en egenvurdering",
                    "Lagret svar i en egenvurdering",
                    "Leverte en egenvurdering",
                    "Leste en egenvurdering",
                )
            ),
            ("Programmet «Regnskap»", "Leste en egenvurdering", ACCOUNTANT, NUMBER),
            (program, read, SUPPLIER, AGENCY),
            (program, read, None, None),
            (
                "Innlogget for bedriften",
                f"Delte en egenvurdering med {eksfin}",
                ACCOUNTANT,
                NUMBER,
            ),
            (
                "Innlogget for bedriften",
                "Delte en egenvurdering med Norway Health Tech",
                ACCOUNTANT,
                NUMBER,
            ),
        ]
    )


@pytest.mark.usefixtures("nothing_shared")
async def test_who_did_it_is_not_said_any_more_when_it_is_erased_but_for_whom_is(
    environment: Environment, database: Database, tmp_path: Path
) -> None:
    user, supplier = (token(tmp_path, company(number)) for number in (NUMBER, SUPPLIER))
    reader = {**integration(AGENCY), "name": "Arkiv", "recipients": [CLUSTER]}
    async with client_of(environment, identity=believing(tmp_path)) as client:
        client.token = supplier
        await register(client, SUPPLIER)
        client.token = user
        mine = await owned(client, database, NUMBER)
        client.token = token(tmp_path, supplied(reader, SUPPLIER))
        await client.data(operation("SharedAssessments"), {"cluster": CLUSTER, "first": 5})
        client.token = supplier
        said = await erase_company(client, None, SUPPLIER)
        assert said["__typename"] == "EraseCompanySuccess"
        client.token = user
        log = (await client.data(LOG, {"id": mine.company, "first": 20}))["node"]["accessLog"]
    read = [tuple(edge["node"].values()) for edge in log["edges"] if "Leste" in str(edge)]
    actor = "Programmet «Arkiv», for Norway Health Tech, via en annen virksomhet"
    actor += " (nummeret er slettet)"
    assert read == [(actor, "Leste en egenvurdering som er delt", None, AGENCY)]
