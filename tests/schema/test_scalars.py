"""Numbers, dates and times: what is read, what is written, and that neither takes for ever."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from graphql import GraphQLError, GraphQLScalarType, parse_value
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.given import Unread
from assessments.questionnaire.refusals import Refusal
from tests.fixtures.endpoint import served_schema
from tests.fixtures.http import GraphQLClient
from tests.fixtures.laws import LAW

TOO_LONG = ["1e30", "-1e30", "1e99999999", "1e-99999999", "0e99999999", "9" * 31, "1e" + "9" * 27]


def scalar(name: str) -> GraphQLScalarType:
    found = served_schema().core.type_map[name]
    assert isinstance(found, GraphQLScalarType)
    return found


def reason(found: object) -> Refusal:
    assert isinstance(found, Unread)
    return found.why.code


def literal(name: str, text: str) -> object:
    return scalar(name).parse_literal(parse_value(text))


@pytest.mark.parametrize("text", ["0", "-1", "2.50", "1e3", "-0.0", "9" * 29, "0." + "1" * 25])
def test_a_number_is_read_exactly(text: str) -> None:
    assert literal("Decimal", text) == Decimal(text)
    assert scalar("Decimal").parse_value(Decimal(text)) == Decimal(text)


@pytest.mark.parametrize("name", ["Decimal", "BigInt"])
@pytest.mark.parametrize("text", TOO_LONG)
def test_an_absurd_number_is_refused_at_once(name: str, text: str) -> None:
    assert reason(literal(name, text)) is Refusal.INVALID_NUMBER


@pytest.mark.parametrize("name", ["Decimal", "BigInt"])
@pytest.mark.parametrize(
    "value",
    [
        True,
        "5",
        None,
        [5],
        {"x": 5},
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("-Infinity"),
    ],
    ids=lambda value: str(type(value).__name__),
)
def test_what_is_no_number_is_refused(name: str, value: object) -> None:
    with pytest.raises(GraphQLError):
        scalar(name).parse_value(value)


@pytest.mark.parametrize("name", ["Decimal", "BigInt"])
@pytest.mark.parametrize(
    "value",
    [10**30, -(10**30), 10**5_000, 1e300, Decimal("1e99"), Decimal("1e-99")],
    ids=lambda value: str(type(value).__name__),
)
def test_a_number_of_too_many_digits_is_left_to_the_field(name: str, value: object) -> None:
    assert reason(scalar(name).parse_value(value)) is Refusal.INVALID_NUMBER


@pytest.mark.parametrize("text", ['"5"', "true", "FIVE", "[5]", "{x: 5}", "null"])
def test_a_literal_that_is_no_number_is_refused(text: str) -> None:
    for name in ("Decimal", "BigInt"):
        with pytest.raises(GraphQLError):
            literal(name, text)


def test_a_big_number_is_whole() -> None:
    assert literal("BigInt", "1e11") == 10**11
    assert scalar("BigInt").parse_value(5.0) == 5
    for value in (5.5, Decimal("0.1")):
        assert reason(scalar("BigInt").parse_value(value)) is Refusal.NOT_WHOLE
    assert reason(literal("BigInt", "5.5")) is Refusal.NOT_WHOLE


@LAW
@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_a_number_with_four_decimals_survives_the_way_out(number: Decimal) -> None:
    written = scalar("Decimal").serialize(number)
    assert isinstance(written, int | float)
    assert Decimal(str(written)) == number
    assert isinstance(written, int) is (number == int(number))


@pytest.mark.parametrize("text", ["2026-11-22", "0001-01-01", "9999-12-31", "2024-02-29"])
def test_a_date_is_read_and_written_alike(text: str) -> None:
    day = date.fromisoformat(text)
    assert literal("Date", f'"{text}"') == day
    assert scalar("Date").parse_value(text) == day
    assert scalar("Date").serialize(day) == text


@pytest.mark.parametrize(
    "value",
    [
        "",
        "20261122",
        "2026-W47-7",
        "2026-11-22T00:00:00",
        "2026-11-22 ",
        "2026-1-2",
        "22.11.2026",
        "2026-02-29",
        "2026-13-01",
        "0000-01-01",
        "2026-11-3١",
    ],
)
def test_another_way_to_write_a_date_is_left_to_the_field(value: str) -> None:
    assert reason(scalar("Date").parse_value(value)) is Refusal.INVALID_DATE


@pytest.mark.parametrize("value", [20261122, True, None, date(2026, 11, 22)])
def test_what_is_no_string_is_no_date(value: object) -> None:
    with pytest.raises(GraphQLError):
        scalar("Date").parse_value(value)


def test_a_time_is_written_in_utc_with_milliseconds() -> None:
    write = scalar("DateTime").serialize
    noon = datetime(2026, 11, 22, 12, 0, 0, 123_456, tzinfo=UTC)
    assert write(noon) == "2026-11-22T12:00:00.123Z"
    oslo = noon.astimezone(timezone(timedelta(hours=1)))
    assert write(oslo) == "2026-11-22T12:00:00.123Z"
    with pytest.raises(GraphQLError):
        write("2026-11-22")


@pytest.mark.parametrize("text", TOO_LONG)
@pytest.mark.parametrize("field", ["annualRevenueNok", "employees"])
async def test_an_absurd_number_in_a_document_is_a_mistake_of_the_client(
    api: GraphQLClient, field: str, text: str
) -> None:
    asked = "{ nextFacts(first: 1) { decides } }"
    query = f"{{ matchProfile(profile: {{ {field}: {text} }}) {asked} }}"
    body = (await api.send(query)).json()
    assert [e["extensions"]["code"] for e in body["errors"]] == ["BAD_USER_INPUT"]
