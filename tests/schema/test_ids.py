"""Global ids: what they look like, and that nothing else is taken for one."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.ids import content_id, global_id, parse_id, parse_id_of
from tests.fixtures.laws import LAW

ONE = UUID("01920000-0000-7000-8000-000000000001")
ID = "QXNzZXNzbWVudDowMTkyMDAwMDAwMDA3MDAwODAwMDAwMDAwMDAwMDAwMQ"


def letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_an_id_is_the_type_and_the_uuid() -> None:
    assert global_id("Assessment", ONE) == ID
    assert parse_id(ID) == ("Assessment", ONE)
    assert parse_id_of("Assessment", ID) == ONE


def test_an_id_of_content_is_the_same_for_ever() -> None:
    given_id = content_id("Scheme", "skattefunn")
    assert given_id == "U2NoZW1lOjlhMWI4ZTU3ODA3MzUwM2M5ZTExNWMwZTEyYTMyZTdi"
    assert content_id("Cluster", "skattefunn") != given_id


@LAW
@given(st.uuids(), st.sampled_from(["Assessment", "Result", "Scheme", "Question"]))
def test_what_is_given_is_read_back(uuid: UUID, type_name: str) -> None:
    given_id = global_id(type_name, uuid)
    assert parse_id(given_id) == (type_name, uuid)
    assert parse_id_of("Company", given_id) is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        " ",
        "x",
        "Assessment",
        ID + "=",
        ID + "==",
        ID[:-1],
        ID + "A",
        " " + ID,
        ID.replace("Q", "Ø", 1),
        letters(b"Assessment"),
        letters(b"Assessment:"),
        letters(b"Assessment:1"),
        letters(b"Assessment:" + b"0" * 31),
        letters(f"Assessment:{ONE}".encode()),
        letters(f"Assessment:{{{ONE.hex}}}".encode()),
        letters(f"Assessment:{'A' * 32}".encode()),
        letters(b"Assessment:\xff\xfe"),
        "A" * 100_000,
    ],
)
def test_what_never_was_an_id_is_none(forged: str) -> None:
    assert parse_id(forged) is None
    assert parse_id_of("Assessment", forged) is None


@LAW
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    parsed = parse_id(text)
    assert parsed is None or global_id(*parsed) == text
