"""Rights that end, end at once in every process: two servers work on one database.

What is ended on one is tried on the other right afterwards, and is there as little as what never
was. Nothing is waited for but the times of tokens; a second is what the program promises.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from assessments.services.tokens import make_key, make_token, principal_of
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.database import as_program
from tests.fixtures.own_issuer import OwnIssuer, advisor, company, issuing
from tests.fixtures.server_process import WITHOUT_CERTIFICATES, ServerProcess
from tests.fixtures.startup import ANSWERS, PROFILE, Json, answers_input

pytestmark = pytest.mark.whole

NUMBER: Final = "979312253"
CLUSTER: Final = "norway-health-tech"
SECOND: Final = 1.0
PATIENCE: Final = 5.0
"""For how many seconds a token is good that is to be used once before it ends."""
MISSING: Final = UUID(int=7)
STATED: Final = {name: value for name, value in PROFILE.items() if name != "facts"} | {
    "facts": [one for one in PROFILE["facts"] if one["fact"] != "organisation_number"]
}
RENEW: Final = """
mutation ($input: RenewAccessTokenInput!) {
  renewAccessToken(input: $input) { ... on RenewAccessTokenSuccess { accessToken } }
}
"""
ROTATE: Final = """
mutation ($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) { ... on RotateApiKeySuccess { secret } }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One of the servers, as a client reaches it."""

    http: httpx.Client

    def ask(self, query: str, holds: str, **variables: object) -> Json:
        """Return the body of an answer."""
        headers = {"authorization": f"Bearer {holds}"} if holds else {}
        body = {"query": query, "variables": variables}
        answer: Json = self.http.post("/graphql", json=body, headers=headers).json()
        return answer

    def do(self, name: str, holds: str, query: str | None = None, /, **given: object) -> Json:
        """Do what must succeed, and return what comes of it."""
        body = self.ask(query or operation(name), holds, input=given)
        assert "errors" not in body, body
        (said,) = body["data"].values()
        assert said.get("__typename", "Success").endswith("Success"), said
        return dict(said)

    def node(self, of: str, holds: str) -> Json:
        """Return the answer about anything with an id."""
        return self.ask(operation("Refetch"), holds, id=of)

    def download(self, of: str, holds: str) -> tuple[int, str]:
        """Return the status and the body of a company's data."""
        headers = {"authorization": f"Bearer {holds}"}
        response = self.http.get(f"/companies/{of}.json", headers=headers)
        return response.status_code, response.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Two servers; rights are used on `there` and ended on `here`."""

    here: Process
    there: Process
    issuer: OwnIssuer

    @property
    def kari(self) -> str:
        """A token of somebody who is signed in for the company."""
        return self.issuer.token(company(NUMBER))

    def ended(self, use: Callable[[], Any], end: Callable[[], Any], gone: Any) -> None:
        """Assert that a right works there until it is ended here, and is `gone` at once."""
        assert use() != gone
        end()
        assert use() == gone


@pytest.fixture(scope="module")
def two(database_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder: Path = tmp_path_factory.mktemp("rights")
    with issuing(folder) as issuer:
        settings = {
            **issuer.settings,
            "EKSPORTKLAR_PROGRAM_DATABASE_URL": as_program(database_dsn),
            "EKSPORTKLAR_DATA_DIR": str(folder),
        }
        servers = [ServerProcess(settings, folder / name) for name in ("here", "there")]
        clients = [
            httpx.Client(base_url=server.url, timeout=30, verify=WITHOUT_CERTIFICATES)
            for server in servers
        ]
        try:
            for server in servers:
                server.start()
            here, there = (Process(http=http) for http in clients)
            yield Two(here=here, there=there, issuer=issuer)
        finally:
            for client in clients:
                client.close()
            for server in servers:
                server.clean_up()


@pytest.fixture
def registered(two: Two) -> str:
    """The id of the company."""
    given = {"organisationNumber": NUMBER}
    return str(two.here.do("RegisterCompany", two.kari, **given)["company"]["id"])


@pytest.fixture
def begun(two: Two) -> tuple[str, str]:
    """The id of an assessment of nobody who is signed in, and its access token."""
    said = two.here.do("StartAssessment", "", questionnaire="health-export")
    return said["assessment"]["id"], said["accessToken"]


@pytest.fixture
def submitted(two: Two, registered: str) -> str:
    """The id of a submitted assessment of the company."""
    given = {"questionnaire": "health-export", "companyId": registered}
    of: str = two.here.do("StartAssessment", two.kari, **given)["assessment"]["id"]
    two.here.do("SaveProfile", two.kari, assessmentId=of, profile=STATED)
    two.here.do("SaveAnswers", two.kari, assessmentId=of, answers=answers_input(ANSWERS))
    two.here.do("SubmitAssessment", two.kari, assessmentId=of)
    return of


def made_key(two: Two, of: str) -> tuple[str, str]:
    """Return the id and the secret of a new key of the company."""
    made = two.here.do("CreateApiKey", two.kari, name="k", scopes=["COMPANY"], companyId=of)
    return made["apiKey"]["id"], made["secret"]


def uses(two: Two, of: str, holds: str) -> Callable[[], tuple[Json, tuple[int, str]]]:
    """Return what reads a company there."""
    return lambda: (two.there.node(of, holds), two.there.download(of, holds))


def nothing(two: Two, holds: str) -> tuple[Json, tuple[int, str]]:
    """Return what is said of a company that does not exist."""
    return uses(two, global_id("Company", MISSING), holds)()


def no_key(two: Two) -> tuple[Json, tuple[int, str]]:
    """Return what is said to a key that does not exist, whatever it asks for."""
    said = nothing(two, make_key(MISSING, 7))
    assert [one["extensions"] for one in said[0]["errors"]] == [{"code": "INVALID_TOKEN"}]
    assert said[1][0] == 401
    return said


def test_a_revoked_key(two: Two, registered: str) -> None:
    key, secret = made_key(two, registered)
    unknown = no_key(two)
    two.ended(
        uses(two, registered, secret),
        lambda: two.here.do("RevokeApiKey", two.kari, apiKeyId=key),
        unknown,
    )


def test_a_key_that_is_rotated_without_an_overlap(two: Two, registered: str) -> None:
    key, secret = made_key(two, registered)
    unknown = no_key(two)
    new: list[str] = []

    def rotate() -> None:
        given = {"apiKeyId": key, "overlapHours": 0}
        new.append(two.here.do("", two.kari, ROTATE, **given)["secret"])

    two.ended(uses(two, registered, secret), rotate, unknown)
    assert uses(two, registered, new[0])() != unknown


def test_a_withdrawn_consent(two: Two, submitted: str) -> None:
    ola = two.issuer.token(advisor(CLUSTER))
    given = {"assessmentId": submitted, "recipient": CLUSTER, "purpose": "ADVICE"}
    consent: str = two.here.do("ShareAssessment", two.kari, **given)["consent"]["id"]
    uuid = parse_id_of("Consent", consent)
    assert uuid is not None
    shared = global_id("SharedAssessment", uuid)

    def sees() -> tuple[Json, bool]:
        listed = two.there.ask(operation("SharedAssessments"), ola, cluster=CLUSTER, first=200)
        return two.there.node(shared, ola), shared in str(listed["data"])

    two.ended(
        sees,
        lambda: two.here.do("WithdrawConsent", two.kari, consentId=consent),
        (two.there.node(global_id("SharedAssessment", MISSING), ola), False),
    )


def reads(two: Two, begun: tuple[str, str]) -> Callable[[], Json]:
    """Return what reads an assessment there with its token."""
    return lambda: two.there.node(*begun)


def test_a_renewed_access_token(two: Two, begun: tuple[str, str]) -> None:
    of, token = begun
    unknown = two.there.node(of, make_token(MISSING, 7))
    new: list[str] = []

    def renew() -> None:
        new.append(two.here.do("", token, RENEW, assessmentId=of)["accessToken"])

    two.ended(reads(two, begun), renew, unknown)
    assert two.there.node(of, new[0]) != unknown


def test_the_access_token_of_an_assessment_that_is_claimed(
    two: Two, registered: str, begun: tuple[str, str]
) -> None:
    of, token = begun
    given = {"assessmentId": of, "accessToken": token, "companyId": registered}
    unknown = two.there.node(of, make_token(MISSING, 7))
    two.ended(reads(two, begun), lambda: two.here.do("ClaimAssessment", two.kari, **given), unknown)
    assert two.there.node(of, two.kari) != unknown


@pytest.mark.parametrize("column", ["token_revoked_at", "token_expires_at"])
async def test_an_access_token_that_has_expired_or_been_revoked(
    two: Two, database: Database, begun: tuple[str, str], column: str
) -> None:
    secret_hash = getattr(principal_of(begun[1]), "secret_hash", b"")
    assert two.there.node(*begun)["data"]["node"] is not None
    await database.run(
        f"UPDATE assessments SET {column} = now() WHERE token_hash = $1",  # noqa: S608 - one of two
        secret_hash,
    )
    (error,) = two.there.node(*begun)["errors"]
    assert error["extensions"] == {"code": "UNAUTHENTICATED", "reason": "ACCESS_EXPIRED"}


def test_a_token_of_an_identity_provider_whose_time_is_over(two: Two, registered: str) -> None:
    ends = time.time() + PATIENCE
    token = two.issuer.token(company(NUMBER), ends_in=PATIENCE)
    refused = two.there.ask("{ viewer { __typename } }", two.issuer.token({}, ends_in=-2))
    assert [one["extensions"]["code"] for one in refused["errors"]] == ["TOKEN_EXPIRED"]
    two.ended(
        lambda: two.there.node(registered, token),
        lambda: time.sleep(max(0, ends - time.time()) + SECOND / 2),
        refused,
    )
    assert two.there.download(registered, token)[0] == 401


def test_an_erased_assessment(two: Two, submitted: str, begun: tuple[str, str]) -> None:
    missing = global_id("Assessment", MISSING)
    for of, holds in ((submitted, two.kari), begun):
        two.ended(
            reads(two, (of, holds)),
            partial(two.here.do, "EraseAssessment", holds, assessmentId=of),
            two.there.node(missing, holds),
        )


def test_an_erased_company_and_its_keys(two: Two, registered: str, submitted: str) -> None:
    kari = two.kari
    _, secret = made_key(two, registered)
    unknown = [nothing(two, kari), no_key(two)]
    given = {"companyId": registered, "organisationNumber": NUMBER}
    two.ended(
        lambda: [uses(two, registered, holds)() for holds in (kari, secret)],
        lambda: two.here.do("EraseCompany", kari, **given),
        unknown,
    )
    assert two.there.node(submitted, kari) == two.there.node(global_id("Assessment", MISSING), kari)
