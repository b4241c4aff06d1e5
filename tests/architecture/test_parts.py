"""The part of very many cases that ``make test`` tries."""

from importlib import import_module
from typing import Final

import pytest

from tests.fixtures.parts import Values, chosen, left_out

PRODUCT: list[Values] = [{"a": a, "b": b} for a in range(3) for b in range(4)]

KEPT: Final = {
    "a company's journey": (
        "tests.journeys.test_company_journey",
        "test_a_company_gets_its_result_and_keeps_it",
    ),
    "a start of the embedded database": (
        "tests.api.test_embedded_database",
        "test_a_restart_keeps_the_data",
    ),
    "a migration from nothing": (
        "tests.migrations.test_migrations",
        "test_going_up_in_one_go_is_the_same",
    ),
    "a right that ends": (
        "tests.api.commands.test_database",
        "test_a_revoked_token_ends_at_once_in_a_running_program",
    ),
}
"""Of each kind that is left out, the test that is not: CONTRIBUTING.md names the kinds."""


def test_of_one_parameter_it_is_each_so_manieth() -> None:
    cases: list[Values] = [{"a": a} for a in range(7)]
    assert chosen(cases, 3) == [True, False, False, True, False, False, True]


@pytest.mark.parametrize("each", [1, 2, 5, 100])
def test_of_several_it_has_each_value_of_each(each: int) -> None:
    part = [case for case, is_in in zip(PRODUCT, chosen(PRODUCT, each), strict=True) if is_in]
    assert {case["a"] for case in part} == {0, 1, 2}
    assert {case["b"] for case in part} == {0, 1, 2, 3}
    assert (len(part) == len(PRODUCT)) == (each == 1)


def left_out_of(test: pytest.Item) -> list[int]:
    """Return the positions of the cases that are left out, of all that a test has."""
    assert isinstance(test, pytest.Function)
    assert isinstance(test.parent, pytest.Module)
    collected = [one for one in test.parent.collect() if isinstance(one, pytest.Function)]
    cases: list[pytest.Item] = [o for o in collected if o.originalname == test.originalname]
    return [cases.index(one) for one in left_out(cases)]


@pytest.mark.part(2)
@pytest.mark.parametrize("case", range(5))
def test_a_marked_test_leaves_out_what_is_between(
    request: pytest.FixtureRequest, case: int
) -> None:
    assert left_out_of(request.node) == [1, 3]
    assert case in range(5)


@pytest.mark.part(5)
@pytest.mark.parametrize("a", "xyz")
@pytest.mark.parametrize("b", "stuv")
async def test_a_marked_product_leaves_out_what_has_nothing_new(
    request: pytest.FixtureRequest, a: str, b: str
) -> None:
    assert left_out_of(request.node) == [4, 7, 8, 11]
    assert a in "xyz"
    assert b in "stuv"


@pytest.mark.part(2)
@pytest.mark.parametrize(("a", "b"), [(0, 1), (2, 3), (4, 5)])
def test_what_is_given_together_is_one_parameter(
    request: pytest.FixtureRequest, a: int, b: int
) -> None:
    assert left_out_of(request.node) == [1]
    assert b == a + 1


@pytest.mark.whole
def test_what_is_marked_whole_is_left_out(request: pytest.FixtureRequest) -> None:
    assert left_out([request.node]) == [request.node]


@pytest.mark.parametrize("kind", KEPT)
def test_one_of_each_kind_is_kept(kind: str) -> None:
    module, name = KEPT[kind]
    found = import_module(module)
    test = getattr(found, name)
    for marked in (found, test):
        marks = getattr(marked, "pytestmark", [])
        names = [
            mark.name for mark in ([marks] if isinstance(marks, pytest.MarkDecorator) else marks)
        ]
        assert not {"whole", "part"}.intersection(names), names
