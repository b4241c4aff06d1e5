"""From ``Authorization`` to a principal: which kind of credential it is, or none."""

from uuid import UUID

import pytest

from api.identity.principals import READERS, Identity
from api.identity.refusals import RefusedCredentialsError
from api.identity.verifying import TokenVerifier
from assessments.services.principals import (
    Administrator,
    Anonymous,
    Principal,
    Respondent,
    hash_secret,
)
from assessments.services.tokens import make_token
from tests.schema.refusals import says_what_to_do

ONE = UUID("01920000-0000-7000-8000-000000000001")
NOBODY_TRUSTED = Identity(TokenVerifier([], leeway=0))
TOKEN = make_token(ONE, 2**255 + 12345)


@pytest.mark.parametrize(
    "header",
    [
        f"Bearer {TOKEN}",
        f"bearer {TOKEN}",
        f"BEARER {TOKEN}",
        f"Bearer   {TOKEN}",
        f"Bearer {TOKEN}  ",
        f"Bearer {' ' * 8_000}{TOKEN}",
    ],
)
async def test_a_token_names_its_assessment_and_is_hashed(header: str) -> None:
    assert await NOBODY_TRUSTED.identify(header) == Respondent(ONE, hash_secret(TOKEN))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        " ",
        "Bearer",
        "Bearer ",
        TOKEN,
        f"Basic {TOKEN}",
        f"Bearer{TOKEN}",
        f"Token {TOKEN}",
        f"Bearer {TOKEN}, Bearer {TOKEN}",
        f"Bearer {TOKEN} {TOKEN}",
        f"Bearer {TOKEN.upper()}",
        f"Bearer {TOKEN[:-1]}\u00e6",
        f"Bearer {TOKEN[:10]}!{TOKEN[11:]}",
        f"Bearer ek_{'=' * 22}_{'A' * 43}",
        f"Bearer ek_{'!' * 22}_{'A' * 43}",
        "Bearer \x00",
        "Bearer \t",
        f"Bearer {TOKEN}{'A' * 100_000}",
        "Bearer " + "A" * 100_000,
    ],
)
async def test_anything_else_proves_nothing(header: str | None) -> None:
    assert await NOBODY_TRUSTED.identify(header) == Anonymous()


@pytest.mark.parametrize("blank", ["\t", " \t", "\t ", "\x0b", "\xa0"])
@pytest.mark.parametrize("credential", [TOKEN, "ekk_key", "a.b.c", "x"])
async def test_other_blanks_than_spaces_are_refused(blank: str, credential: str) -> None:
    with pytest.raises(RefusedCredentialsError) as refused:
        await NOBODY_TRUSTED.identify(f"Bearer{blank}{credential}")
    assert (refused.value.status, refused.value.code) == (400, "BAD_USER_INPUT")
    says_what_to_do(refused.value.text.nb, refused.value.text.en)


async def test_another_kind_of_credential_is_a_beginning_and_a_reader() -> None:
    async def read(credential: str) -> Principal:
        return Administrator(subject=credential, name="read")

    who = Identity(TokenVerifier([], leeway=0), readers={**READERS, "ekk_": read})
    assert await who.identify("Bearer ekk_key") == Administrator(subject="ekk_key", name="read")
    assert await who.identify(f"Bearer {TOKEN}") == Respondent(ONE, hash_secret(TOKEN))
    assert await NOBODY_TRUSTED.identify("Bearer ekk_key") == Anonymous()
