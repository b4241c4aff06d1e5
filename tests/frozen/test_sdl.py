"""What clients of the last release send is still understood, and answered as it was.

``tests/fixtures/frozen/schema.graphql`` is the schema as it was last released; ``UPDATE`` says when
it is written anew.
"""

from pathlib import Path
from typing import Final

import pytest
from graphql import BreakingChange, BreakingChangeType, build_schema, find_breaking_changes

from schema.build import sdl_of
from tests.fixtures.endpoint import served_schema
from tests.frozen.written import FOLDER

RELEASED: Final = FOLDER / "schema.graphql"
OF_TODAY: Final = Path(__file__).parents[2] / "schema" / "schema.graphql"
UPDATE: Final = (
    "clients of the released schema would break. Keep what they use and deprecate it, beside what"
    " is new. Only where the break is intended and nothing has been released yet: copy"
    " schema/schema.graphql to tests/fixtures/frozen/schema.graphql, and say so in CHANGELOG.md"
)


def breaking(sdl: str) -> list[BreakingChange]:
    """Return what the schema in `sdl` breaks for clients of the released one."""
    released = build_schema(RELEASED.read_text("utf-8"))
    return find_breaking_changes(released, build_schema(sdl))


def test_nothing_breaks_for_clients_of_the_last_release() -> None:
    found = [change.description for change in breaking(sdl_of(served_schema()))]
    assert found == [], UPDATE


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("  viewer: Viewer\n", "  asking: Viewer\n", BreakingChangeType.FIELD_REMOVED),
        ("  viewer: Viewer\n", "  viewer: String\n", BreakingChangeType.FIELD_CHANGED_KIND),
        ("  matchesNow(", "  matchedNow(", BreakingChangeType.FIELD_REMOVED),
        ("  UNMET\n", "  NOT_MET\n", BreakingChangeType.VALUE_REMOVED_FROM_ENUM),
        ("= Administrator | ", "= ", BreakingChangeType.TYPE_REMOVED_FROM_UNION),
        (
            "input SaveAnswersInput {\n",
            "input SaveAnswersInput {\n  reason: String!\n",
            BreakingChangeType.REQUIRED_INPUT_FIELD_ADDED,
        ),
    ],
)
def test_a_break_is_seen(old: str, new: str, change: BreakingChangeType) -> None:
    sdl = RELEASED.read_text("utf-8")
    assert sdl.count(old) == 1
    assert [found.type for found in breaking(sdl.replace(old, new))] == [change]


def test_what_is_added_breaks_nothing() -> None:
    sdl = RELEASED.read_text("utf-8")
    old = "  viewer: Viewer\n"
    assert breaking(sdl.replace(old, f"{old}  seen(by: String): Viewer\n")) == []
