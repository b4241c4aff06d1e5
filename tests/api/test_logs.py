"""What goes wrong outside resolvers is logged by place and kind, and never in its own words."""

import logging
import sys
from collections.abc import Callable

import pytest

from api.logs import LOGGING, PrivateFormatter

SAID = "told-in-confidence"


def first() -> None:
    raise KeyError(SAID)


def nested() -> None:
    try:
        first()
    except KeyError as error:
        raise RuntimeError(SAID) from error


def while_handling() -> None:
    try:
        first()
    finally:
        raise RuntimeError(SAID)


@pytest.mark.parametrize("fails", [nested, while_handling])
def test_an_exception_is_logged_without_its_text(fails: Callable[[], None]) -> None:
    with pytest.raises(RuntimeError) as raised:
        fails()
    error = raised.value
    record = logging.LogRecord(
        "uvicorn.error", logging.ERROR, "", 0, "Failed", None, (type(error), error, raised.tb)
    )
    said = PrivateFormatter("%(levelname)s: %(message)s").format(record)
    assert said.startswith("ERROR: Failed\nTraceback (most recent call last):\n")
    assert [line for line in said.splitlines() if line.endswith("Error")] == [
        "RuntimeError",
        "KeyError",
    ]
    assert f"in {fails.__name__}" in said
    assert SAID not in said


def test_everything_that_is_logged_goes_through_it() -> None:
    assert LOGGING["root"]["handlers"] == list(LOGGING["handlers"])
    assert {one["formatter"] for one in LOGGING["handlers"].values()} == {"private"}
    assert LOGGING["formatters"]["private"]["()"] is PrivateFormatter


def test_nothing_handled_is_nothing_said() -> None:
    assert PrivateFormatter().formatException(sys.exc_info()) == ""
