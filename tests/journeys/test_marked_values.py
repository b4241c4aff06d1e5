"""Nothing that people send comes out where it does not belong.

Marked values go into every input, header, path and body, good ones and bad ones, by everybody. Then
they are looked for in the logs of the server and of PostgreSQL, in statements, metrics, response
headers and refusals. What the program repeats on purpose is named in ``outlets.refusals``.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.api.identity.minting import signed
from tests.contract.operations import operation
from tests.fixtures.endpoint import served_schema
from tests.fixtures.marked_requests import (
    OF_SCALARS,
    MarkedRequest,
    in_the_document,
    marked_requests,
    wrong_requests,
)
from tests.fixtures.marks import DAY, NUMBER, STEM
from tests.fixtures.outlets import Outlets, looked_at
from tests.fixtures.own_issuer import (
    ADMINISTRATOR,
    Claims,
    OwnIssuer,
    advisor,
    by_supplier,
    company,
    integration,
    issuing,
)
from tests.fixtures.startup import ANSWERS, PROFILE, Json, answers_input
from tests.schema.reviewing import shared_id

COMPANY: Final = "974760673"
OTHER: Final = "923609016"
CLUSTER: Final = "norway-health-tech"
MARKED_PROFILE: Final[Json] = {
    **PROFILE,
    "name": f"{STEM} AS",
    "annualRevenueNok": NUMBER,
    "foundedOn": DAY,
    "facts": [one for one in PROFILE["facts"] if one["fact"] != "organisation_number"],
}
CONTROLLER: Final = {
    "EKSPORTKLAR_CONTROLLER_NAME": "Klyngen SA",
    "EKSPORTKLAR_CONTROLLER_ORGANISATION_NUMBER": "987654325",
    "EKSPORTKLAR_PRIVACY_CONTACT": "personvern@example.no",
}
LAST: Final = ("renew", "revoke", "withdraw", "erase")
"""How the fields begin that end what the others are about."""
CONTENT: Final[Json] = {
    "questionnaire": "health-export",
    "version": 1,
    "slug": "health-export",
    "question": "S06",
    "recipient": CLUSTER,
    "cluster": CLUSTER,
    "first": 5,
    "fact": "legal_name",
    "expectedRevision": None,
    "scopes": "COMPANY",
    "scope": "ANSWERS",
    "level": 1,
    "organisationNumber": OTHER,
}
"""What must be good for the other inputs to be read."""
DONE: Final = frozenset(
    {
        ("advisor", None, "assessment_read"),
        ("advisor", None, "assessment_reviewed"),
        ("integration", None, "assessment_read"),
        ("integration", OTHER, "assessment_read"),
        ("company_user", OTHER, "consent_withdrawn"),
        ("company_user", None, "consent_withdrawn"),
        ("administrator", None, "key_revoked"),
    }
)
"""What must have been done, by whom on whose behalf, for those marks to have been taken."""
WRITTEN: Final = (
    "assessments",
    "assessment_changes",
    "companies",
    "consents",
    "api_keys",
    "audit_log",
    "reviews",
)
SYNTAX: Final = (
    f'{{ offer("{STEM}") {{ slug }} }}',
    f'{{ offer(slug: "a" {NUMBER}) {{ slug }} }}',
    f'{{ offer(slug: """ {STEM} """ """{STEM}""") }}',
    f'query ($slug: Int = "{STEM}") {{ schemes(first: $slug) {{ totalCount }} }}',
    f'{{ viewer @include(if: "{STEM}") {{ __typename }} }}',
    f"{{ {STEM} ",
    f'"{STEM}"',
    f"# {STEM}",
    f"{{ viewer {{ __typename }} }} {STEM}",
)
BODIES: Final = (
    (f"{STEM}", "application/json"),
    (f'"{STEM}"', "application/json"),
    (f'{{"{STEM}": "{STEM}"}}', "application/json"),
    (f'{{"query": {{"{STEM}": 1}}}}', "application/json"),
    (f'{{"query": "{{ viewer }}", "variables": "{STEM}"}}', "application/json"),
    (f'{{"query": "{{ viewer }}", "operationName": ["{STEM}"]}}', "application/json"),
    (f'{{"query": "{STEM}", "variables": {{"a": NaN}}}}', "application/json"),
    (f'{{"query": "{STEM}\\u0000"}}', "application/json"),
    (
        f'{{"query": "{{ viewer }}", "variables": {{"{STEM} x": "{STEM}\\ud800"}}}}',
        "application/json",
    ),
    ("[" * 100 + f'"{STEM}"', "application/json"),
    (f'{{"query": "{STEM}{"x" * 1_000_000}"}}', "application/json"),
    (f"query={STEM}", "application/x-www-form-urlencoded"),
    (STEM, f"text/{STEM}"),
    (STEM, f"application/json; charset={STEM}"),
)
PATHS: Final = (
    f"/{STEM}",
    f"/{STEM}/?{STEM}={STEM}",
    f"/graphql?query={STEM}",
    f"/graphql/?token={STEM}",
    f"/healthz/?token={STEM}",
    f"/metrics?token={STEM}",
    f"/privacy?token={STEM}",
    f"/privacy/?token={STEM}",
    f"/graphiql?query={STEM}",
    f"/graphiql/{STEM}.js",
    f"/graphiql/static/..%2f{STEM}",
    f"/companies/{STEM}.json?token={STEM}",
    f"/companies/{STEM}.json/?token={STEM}",
)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
NO_HTTP: Final = (
    f"{STEM} / HTTP/1.1\r\n\r\n",
    f"GET /{STEM} {STEM}\r\n{STEM}\r\n\r\n",
    f"POST /graphql HTTP/1.1\r\nhost: {STEM}\r\ncontent-length: {STEM}\r\n\r\n",
    f"POST /graphql HTTP/1.1\r\nhost: {STEM}\r\ntransfer-encoding: chunked\r\n\r\n{STEM}\r\n",
    f"GET / HTTP/1.1\r\nhost: x\r\nupgrade: {STEM}\r\nconnection: upgrade\r\n\r\n",
)


@pytest.mark.whole
def test_no_marked_value_comes_out(tmp_path: Path, environment_name: str) -> None:
    with issuing(tmp_path) as issuer:
        settings = {**issuer.settings, **CONTROLLER, "EKSPORTKLAR_ENVIRONMENT": environment_name}
        with looked_at(settings, tmp_path) as outlets:
            journey = Journey(outlets, issuer)
            accepted = environment_name == "development"  # What is accepted is so in both.
            server, database = journey.everything() if accepted else journey.what_is_refused()
    assert outlets.leaks == []
    assert "Internal error" in server
    assert "set_config('eksportklar.organisations', $3" in database
    assert 'violates check constraint "broken"' in database


@pytest.fixture(params=["development", "production"])
def environment_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Journey:
    """Everybody sends everything."""

    def __init__(self, outlets: Outlets, issuer: OwnIssuer) -> None:
        self._outlets = outlets
        self._issuer = issuer
        outlets.marks.add(COMPANY, OTHER)
        self._company = outlets.hold(issuer.token(company(COMPANY, OTHER), sub=f"{STEM}kari"))

    def everything(self) -> tuple[str, str]:
        """Send it all, while the database works, fails, and is gone; look everywhere.

        Returns the logs of the server and of the database.
        """
        good = self._good()
        self._send_what_is_good(good)
        return self._refused(good)

    def what_is_refused(self) -> tuple[str, str]:
        """Send what is refused, and look everywhere as well; return the same."""
        return self._refused(self._good())

    def _send_what_is_good(self, good: Json) -> None:
        """Send every request, as the company, a respondent and everybody else."""
        for claims in self._known():
            token = self._outlets.hold(self._issuer.token(claims, sub=f"{STEM}-ola"))
            self._ask_once_each(self._good(), token)
        self._ask_once_each(self._good(), self._key)
        for credential in ("", *self._of_no_use()):
            self._ask_once_each(good, credential)
        for request in _in_order(self._begun(good)):
            self._outlets.ask(self._marked(request), holds=self._company)
        own = self._started(good)
        for request in _in_order(own):
            self._outlets.ask(self._marked(request), holds=own["accessToken"])
        self._expect_that_marks_are_kept()

    def _ask_once_each(self, good: Json, credential: str) -> None:
        """Send each request, and before them one for what is shared."""
        shared = _once_each({**good, "id": good["sharedAssessmentId"]})
        nodes = [request for request in shared if request.name == "node"]
        for request in (*nodes, *_once_each(good)):
            self._outlets.ask(self._marked(request), holds=credential)

    def _expect_that_marks_are_kept(self) -> None:
        """See that those who may something have done it: an advisor, a supplier, programs."""
        done = self._outlets.as_operator("SELECT actor_kind, delegate, action FROM audit_log")
        assert {tuple(line) for line in done} >= DONE
        said = self._outlets.as_operator("SELECT DISTINCT comment FROM reviews")
        assert [tuple(review) for review in said] == [(OF_SCALARS["String"],)]

    def _refused(self, good: Json) -> tuple[str, str]:
        for request in wrong_requests(served_schema().core):
            self._outlets.ask(request.body, holds=self._company)
        self._send_what_is_no_request(good["companyId"])
        self._look_at_activity(self._begun(good))
        self._outlets.look_at_everything()
        self._fail()
        return self._outlets.look_at_logs()

    def _look_at_activity(self, good: Json) -> None:
        """Send what reads a table, and look while it waits for it."""
        requests = {request.name: request for request in _once_each(good)}
        for name, table in (("assessment", "assessments"), ("updateCompany", "companies")):
            body = self._marked(requests[name])
            self._outlets.look_at_activity_during(body, holds=self._company, table=table)

    def _marked(self, request: MarkedRequest) -> dict[str, Any]:
        return {**request.body, "extensions": {STEM: STEM}, STEM: STEM}

    def _data(self, name: str, given: Json, holds: str) -> Json:
        answer = self._outlets.ask(
            {"query": operation(name), "variables": {"input": given}}, holds=holds
        )
        (said,) = answer["data"].values()
        assert said["__typename"].endswith("Success"), said
        return dict(said)

    def _good(self) -> Json:
        """Register a company that keeps marks in all that it may keep; return its ids."""
        given = {"organisationNumber": COMPANY, "profile": MARKED_PROFILE}
        company_id = self._data("RegisterCompany", given, self._company)["company"]["id"]
        begun = self._begun({**CONTENT, "companyId": company_id})
        filled = {
            "assessmentId": begun["assessmentId"],
            "answers": answers_input({**ANSWERS, "S06": {"number": NUMBER}}),
            "idempotencyKey": f"{STEM} key",
        }
        stated = {"assessmentId": begun["assessmentId"], "profile": MARKED_PROFILE}
        self._data("SaveProfile", stated, self._company)
        self._data("SaveAnswers", filled, self._company)
        self._data("SubmitAssessment", {"assessmentId": begun["assessmentId"]}, self._company)
        shared = {"recipient": CLUSTER, "purpose": "ADVICE", "contact": f"{STEM}@example.no"}
        shared |= {"assessmentId": begun["assessmentId"], "scope": "ANSWERS"}
        consent = self._data("ShareAssessment", shared, self._company)["consent"]["id"]
        key = {"name": f"{STEM} program", "scopes": ["COMPANY"], "companyId": company_id}
        made = self._data("CreateApiKey", key, self._company)
        self._key = self._outlets.hold(made["secret"])
        ids = {"companyId": company_id, "consentId": consent, "apiKeyId": made["apiKey"]["id"]}
        return {**begun, **ids, "sharedAssessmentId": shared_id(consent)}

    def _begun(self, good: Json) -> Json:
        """Begin another assessment of the company, to be the one that requests are about."""
        given = {"questionnaire": "health-export", "companyId": good["companyId"]}
        begun = self._data("StartAssessment", given, self._company)["assessment"]["id"]
        return {**good, "assessmentId": begun, "id": begun, "from": begun}

    def _started(self, good: Json) -> Json:
        """Begin an assessment without signing in."""
        started = self._data("StartAssessment", {"questionnaire": "health-export"}, "")
        token = self._outlets.hold(started["accessToken"])
        begun = started["assessment"]["id"]
        return {**good, "accessToken": token, "assessmentId": begun, "id": begun, "from": begun}

    def _known(self) -> Iterator[Claims]:
        """Yield what the tokens of everybody else say, those last who end what others use."""
        yield advisor(CLUSTER)
        yield integration(COMPANY, CLUSTER)
        yield by_supplier(integration(COMPANY, CLUSTER), OTHER)
        yield by_supplier(company(COMPANY), OTHER)
        yield ADMINISTRATOR

    def _of_no_use(self) -> Iterator[str]:
        """Yield credentials that open nothing."""
        yield self._outlets.hold(self._issuer.token({STEM: STEM}, sub=f"{STEM}-ola"))
        yield self._outlets.hold(self._issuer.token(company(COMPANY), sub=STEM, ends_in=-5))
        yield signed({"iss": STEM, "aud": STEM, "sub": STEM}, kid=STEM)
        yield from (f"{STEM}.{STEM}.{STEM}", f"ek_{STEM}", f"ekk_{STEM}", STEM)

    def _send_what_is_no_request(self, company_id: str) -> None:
        outlets = self._outlets
        for document in SYNTAX:
            outlets.ask({"query": document, "operationName": STEM}, holds=self._company)
            outlets.ask({"query": document}, holds=self._company)
        for request in _in_order(CONTENT):
            outlets.ask(in_the_document(request).body)
        for body, media_type in BODIES:
            response = outlets.send(
                "POST", "/graphql", content=body, headers={"content-type": media_type}
            )
            outlets.look(f"answer to {body[:60]}", response.text)
        for path in (*PATHS, f"/companies/{company_id}.json?token={STEM}"):
            for method in METHODS:
                response = outlets.send(method, path, content=STEM)
                outlets.look(f"answer to {method} {path}", response.text)
        outlets.send("GET", f"/companies/{company_id}.json", holds=self._company)
        for text in NO_HTTP:
            outlets.look(f"answer to {text}", _raw(outlets.address, text))

    def _fail(self) -> None:
        """Let the database refuse what is written, and then go away."""
        outlets = self._outlets
        good = self._begun(self._good())
        broken = [f"ALTER TABLE {t} ADD CONSTRAINT broken CHECK (false) NOT VALID" for t in WRITTEN]
        outlets.as_operator(*broken)
        self._ask_all(good)
        outlets.stop_database()
        self._ask_all(good)

    def _ask_all(self, good: Json) -> None:
        for request in _once_each(good):
            for credential in (self._company, self._key):
                self._outlets.ask(self._marked(request), holds=credential)
        path = f"/companies/{good['companyId']}.json"
        response = self._outlets.send("GET", path, holds=self._company)
        assert response.status_code == 503
        self._outlets.look("answer to a download", response.text)


def _in_order(good: Json) -> list[MarkedRequest]:
    """Return all requests with good ids, those at the end that end what they are about."""
    requests = marked_requests(served_schema().core, good)
    return sorted(requests, key=lambda request: request.name.startswith(LAST))


def _once_each(good: Json) -> list[MarkedRequest]:
    """Return one request for each root field."""
    return list({request.name: request for request in reversed(_in_order(good))}.values())[::-1]


def _raw(address: tuple[str, int], text: str) -> str:
    """Return the answer to what is no HTTP, or not whole."""
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(text.encode())
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(10_000).decode()
