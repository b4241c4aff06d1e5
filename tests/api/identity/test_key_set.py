"""Which of an issuer's keys may sign, and for which algorithm."""

import pytest

from api.identity.issuers import Algorithm
from api.identity.key_set import MAX_KEYS, UnusableKeysError, read_keys
from tests.api.identity.minting import jwk_of, key_for, key_set, rsa_key

ALL = list(Algorithm)
RSA = jwk_of(key_for(Algorithm.RS256), kid="r")
EC = jwk_of(key_for(Algorithm.ES256), kid="e")


def fits(jwk: dict[str, object], *allowed: Algorithm) -> list[str]:
    """Return the algorithms that a key is good for."""
    keys = read_keys(key_set(jwk), allowed or ALL)
    kid = jwk.get("kid")
    key_id = kid if isinstance(kid, str) else None
    return [a.value for a in ALL if keys.find(key_id, a.value) is not None]


def test_each_type_of_key_is_good_for_its_algorithms() -> None:
    assert fits(RSA) == ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    assert fits(EC) == ["ES256"]
    assert fits(jwk_of(key_for(Algorithm.ES384))) == ["ES384"]
    assert fits(jwk_of(key_for(Algorithm.ES512))) == ["ES512"]
    assert fits(jwk_of(key_for(Algorithm.EDDSA))) == ["EdDSA"]


def test_only_what_the_issuer_is_allowed_counts() -> None:
    assert fits(RSA, Algorithm.ES256) == []
    assert fits(RSA, Algorithm.PS256, Algorithm.ES256) == ["PS256"]


def test_a_key_that_names_its_algorithm_is_for_no_other() -> None:
    assert fits({**RSA, "alg": "PS256"}) == ["PS256"]
    assert fits({**RSA, "alg": "HS256"}) == []
    assert fits({**RSA, "alg": None}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"use": "enc"},
        {"use": 5},
        {"key_ops": ["encrypt"]},
        {"key_ops": []},
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "RSA"},
        {"kty": None},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"x": 5},
        {"x": "!"},
        {"x": ""},
        {"y": None},
        {"x": ["a"], "y": {}},
    ],
    ids=str,
)
def test_a_key_for_something_else_or_of_no_sense_is_passed_over(change: dict[str, object]) -> None:
    keys = read_keys(key_set({**EC, **change}, jwk_of(key_for(Algorithm.ES256, 1), kid="o")), ALL)
    assert keys.find("e", "ES256") is None
    assert keys.find("o", "ES256") is not None


def test_a_short_key_of_rsa_is_passed_over() -> None:
    assert fits(jwk_of(rsa_key(1024))) == []


def test_a_key_may_say_that_it_verifies() -> None:
    assert fits({**EC, "use": "sig", "key_ops": ["verify"], "x5c": ["?"]}) == ["ES256"]


def test_a_token_without_a_key_id_gets_the_only_key_that_fits() -> None:
    other = jwk_of(key_for(Algorithm.ES256, 1))
    assert read_keys(key_set(RSA, other), ALL).find(None, "ES256") is not None
    assert read_keys(key_set(RSA, EC, other), ALL).find(None, "ES256") is None
    assert read_keys(key_set({**EC, "kid": 5}), ALL).find("5", "ES256") is None


def test_of_two_keys_of_one_id_the_first_counts_and_of_very_many_the_first_hundred() -> None:
    first = jwk_of(key_for(Algorithm.ES256), kid="same")
    both = key_set(first, jwk_of(key_for(Algorithm.ES256, 1), kid="same"))
    alone = read_keys(key_set(first), ALL).find("same", "ES256")
    found = read_keys(both, ALL).find("same", "ES256")
    assert found is not None
    assert alone is not None
    assert found.key.public_numbers() == alone.key.public_numbers()
    many = read_keys(key_set(*({**EC, "kid": str(n)} for n in range(MAX_KEYS + 1))), ALL)
    assert many.find(str(MAX_KEYS - 1), "ES256") is not None
    assert many.find(str(MAX_KEYS), "ES256") is None


@pytest.mark.parametrize("document", [b"", b"[]", b"{}", b"\xff", b'{"keys": null}', b"[" * 9_999])
def test_what_is_no_set_of_keys_is_refused(document: bytes) -> None:
    with pytest.raises(UnusableKeysError):
        read_keys(document, ALL)


@pytest.mark.parametrize("document", [b'{"keys": []}', b'{"keys": 5}', b'{"keys": [5, [], {}]}'])
def test_a_set_without_keys_has_none(document: bytes) -> None:
    assert read_keys(document, ALL).find(None, "ES256") is None
