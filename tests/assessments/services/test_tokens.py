"""The form of access tokens."""

from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.principals import Anonymous, Respondent, hash_secret
from assessments.services.tokens import make_token, principal_of
from tests.fixtures.laws import LAW

ID: Final = UUID("01a20320-a200-7121-bf55-6e95471e0223")
TOKEN: Final = make_token(ID, 7)


def test_a_token_is_a_prefix_an_id_and_a_secret() -> None:
    assert TOKEN == "ek_AaIDIKIAcSG_VW6VRx4CIw_" + "A" * 41 + "Ac"


@LAW
@given(st.uuids(), st.integers(0, 2**256 - 1))
def test_a_token_names_its_assessment_and_hides_its_secret(of: UUID, random: int) -> None:
    token = make_token(of, random)
    assert len(token) == 69
    assert principal_of(token) == Respondent(of, hash_secret(token))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "ek_",
        TOKEN.removeprefix("ek_"),
        "EK_" + TOKEN[3:],
        "ek_" + TOKEN,
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN[:25] + "-" + TOKEN[26:],
        "ek_" + "!" * 22 + TOKEN[25:],
        "ek_" + "A" * 21 + "=" + TOKEN[25:],
        TOKEN[:-1] + "ø",
        " " + TOKEN[:-1],
    ],
)
def test_what_is_no_token_proves_nothing(token: str) -> None:
    assert principal_of(token) == Anonymous()


@LAW
@given(st.text(min_size=66, max_size=66))
def test_no_text_is_too_much_for_it(text: str) -> None:
    assert principal_of("ek_" + text) == Anonymous()


def test_secrets_are_stored_as_sha_256() -> None:
    assert hash_secret("abc").hex() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
