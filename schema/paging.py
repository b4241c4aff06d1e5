"""Pages: how many at once, and cursors that say nothing."""

import base64
from collections.abc import Sequence
from typing import Annotated, TypeVar

import strawberry
from graphql import GraphQLError

from schema.types.node import Page, page_of

T = TypeVar("T")

MAX_PAGE = 200
BAD_USER_INPUT = "BAD_USER_INPUT"

First = Annotated[int, strawberry.argument(description="How many, 1 to 200.")]
After = Annotated[
    str | None, strawberry.argument(description="A cursor; the page begins after it.")
]


def bad_input(message: str) -> GraphQLError:
    """Return the error for an argument that cannot be used."""
    return GraphQLError(message, extensions={"code": BAD_USER_INPUT})


def page(items: Sequence[tuple[str, T]], first: int, after: str | None = None) -> Page[T]:
    """Return a page of `items`, pairs of key and item, in their order.

    Raises:
        GraphQLError: `first` is out of range, or `after` is no cursor of this list.
    """
    if not 1 <= first <= MAX_PAGE:
        raise bad_input(f"Ask for 1 to {MAX_PAGE} at once with `first`.")
    keyed = [(_cursor(key), item) for key, item in items]
    if after is not None and after not in {cursor for cursor, _ in keyed}:
        raise bad_input("`after` is no cursor of this list. Use one that the list itself gave.")
    return page_of(keyed, first=first, after=after)


def capped(first: int) -> int:
    """Return `first` where it is in range.

    Raises:
        GraphQLError: It is not.
    """
    if not 1 <= first <= MAX_PAGE:
        raise bad_input(f"Ask for 1 to {MAX_PAGE} at once with `first`.")
    return first


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).rstrip(b"=").decode()
