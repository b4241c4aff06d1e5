"""``interface Node`` and the page information of connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import strawberry

T = TypeVar("T")


@strawberry.interface(description="Something that can be fetched again by its id.")
class Node:
    """The fields of every node."""

    id: strawberry.ID = strawberry.field(
        description="The id, the same for ever; opaque to clients."
    )


@strawberry.type(description="Where a page of a connection lies among all pages.")
class PageInfo:
    """GraphQL's cursor connections specification."""

    has_next_page: bool = strawberry.field(description="Whether there is more after this page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before it.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge.")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A slice of a list with cursors, one per item."""

    items: Sequence[tuple[str, T]]
    total: int
    info: PageInfo


def page_of(items: Sequence[tuple[str, T]], *, first: int, after: str | None) -> Page[T]:
    """Return the `first` of `items`, pairs of cursor and item, that come after a cursor.

    A cursor that is none of theirs gives an empty page.
    """
    start = 0
    if after is not None:
        cursors = [cursor for cursor, _ in items]
        start = cursors.index(after) + 1 if after in cursors else len(items)
    chosen = items[start : start + first]
    return Page(
        chosen,
        len(items),
        PageInfo(
            has_next_page=start + first < len(items),
            has_previous_page=start > 0,
            start_cursor=chosen[0][0] if chosen else None,
            end_cursor=chosen[-1][0] if chosen else None,
        ),
    )
