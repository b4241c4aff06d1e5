"""Whatever is sent, somebody is shown or the request is refused: nothing raises anything else."""

import asyncio
import base64
import json
import logging
from contextlib import suppress
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.identity.claims import principal_in
from api.identity.issuers import Algorithm
from api.identity.jwt_reading import read_jwt
from api.identity.key_set import read_keys
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.principals import (
    Administrator,
    Advisor,
    Anonymous,
    CompanyUser,
    Integration,
    Respondent,
)
from tests.api.identity import minting
from tests.api.identity.documented import reading, token
from tests.api.identity.minting import Wall, signed, with_changes
from tests.fixtures.laws import examples

PROVIDERS = ("id-porten", "ansattporten", "maskinporten", "system-user", "roles")
READINGS = {name: reading(name.replace("system-user", "maskinporten")) for name in PROVIDERS}
TOKENS = {name: token(name) for name in PROVIDERS if name != "roles"}
TOKENS["roles"] = {"sub": "a", "realm_access": {"roles": ["eksportklar-admin"]}}
PID = "20914695016"
KINDS = (Administrator, Advisor, Integration, CompanyUser)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["ID", "id", "orgno", "type", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def claims(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A documented token in which something, anywhere, is anything."""
    name = draw(st.sampled_from(PROVIDERS))
    found: dict[str, Any] = json.loads(json.dumps(TOKENS[name]))
    for _ in range(draw(st.integers(0, 3))):
        _put(found, draw)
    return name, found


def _put(where: Any, draw: st.DrawFn) -> None:
    """Put anything somewhere within an object or a list."""
    names = cast("dict[str, Any]", where) if isinstance(where, dict) else range(len(where))
    places: list[Any] = list(names)
    if not places:
        return
    place = draw(st.sampled_from(places))
    if isinstance(where[place], dict | list) and draw(st.booleans()):
        _put(where[place], draw)
    else:
        where[place] = draw(JSON)


@given(claims())
@examples(300)
@pytest.mark.law
def test_any_claims_show_one_of_four_or_nobody(made: tuple[str, dict[str, Any]]) -> None:
    name, found = made
    shown = principal_in(found, READINGS[name], "https://issuer.example.no")
    assert shown is None or isinstance(shown, KINDS)
    if shown is not None:
        assert shown.subject.startswith("https://issuer.example.no#")
        assert len(shown.subject) <= 25 + 1 + 255
        assert shown.subject.isprintable()


PARTS = st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode())
SENT = st.lists(
    PARTS.map(lambda raw: base64.urlsafe_b64encode(raw).rstrip(b"=").decode())
    | st.text(max_size=20),
    max_size=5,
).map(".".join)


@given(SENT, st.sampled_from(["Bearer ", "bearer", "Basic ", "Bearer ek_", ""]))
@example(".".join(["e30"] * 3), "Bearer ")
@examples(300)
@pytest.mark.law
def test_any_header_is_somebody_nobody_or_refused(credential: str, scheme: str) -> None:
    trusted = Trusted(issuer=minting.issuer(), keys=minting.known_keys())
    who = Identity(TokenVerifier([trusted], leeway=0, clock=Wall()))
    with suppress(RefusedCredentialsError):
        found = asyncio.run(who.identify(scheme + credential))
        assert isinstance(found, Anonymous | Respondent)


MEMBERS = st.dictionaries(
    st.sampled_from(["x", "y", "n", "e", "crv", "kid", "use"]),
    st.text("AQab_-=.", max_size=12) | st.sampled_from(["P-256", "Ed25519", "sig"]) | JSON,
)


@given(st.sampled_from(["RSA", "EC", "OKP"]), MEMBERS)
@examples(150)
@pytest.mark.law
def test_any_key_is_read_or_passed_over(kind: str, members: dict[str, Any]) -> None:
    document = minting.key_set({"crv": "P-256", **members, "kty": kind})
    assert read_keys(document, list(Algorithm)).find("nobody's", "ES256") is None


@given(claims())
@examples(60)
@pytest.mark.law
def test_a_national_identity_number_is_nowhere(made: tuple[str, dict[str, Any]]) -> None:
    name, found = made
    marked = {**found, "pid": PID, "sub": PID, "act": {"pid": PID}, "x": [{"pid": {"a": PID}}]}
    unverified = read_jwt(signed(marked))
    assert unverified is not None
    del marked["sub"]
    without_subject = read_jwt(signed(marked))
    assert without_subject is not None
    assert PID not in repr(without_subject.claims)
    shown = principal_in(unverified.claims, READINGS[name], "https://issuer.example.no")
    assert PID not in repr(shown)
    assert PID not in repr(unverified)


async def test_no_log_has_a_token_or_a_national_identity_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    keys = minting.known_keys()
    trusted = Trusted(issuer=minting.issuer(), keys=keys)
    who = Identity(TokenVerifier([trusted], leeway=0, clock=Wall()))
    said: list[str] = []
    with caplog.at_level(logging.DEBUG):
        for changes in ({}, {"exp": 1}, {"aud": "x"}, {"sub": PID}, {"iss": "https://x.no"}):
            sent = signed(with_changes(pid=PID, **changes))
            try:
                said.append(repr(await who.identify(f"Bearer {sent}")))
            except RefusedCredentialsError as refused:
                said += [str(refused), repr(refused), repr(refused.text), repr(refused.headers)]
            assert sent not in caplog.text
    assert PID not in caplog.text + "".join(said)
