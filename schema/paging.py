"""Pages of what is in memory: how many at once, and cursors that say nothing.

For what the database cuts there is ``keyset``.
"""

import base64
from collections.abc import Sequence
from typing import Annotated, TypeVar

import strawberry

from schema.refusing import SaidError, bad_input
from schema.types.node import Page, page_of

T = TypeVar("T")

MAX_PAGE = 200

First = Annotated[int, strawberry.argument(description="How many, 1 to 200.")]
After = Annotated[
    str | None, strawberry.argument(description="A cursor; the page begins after it.")
]


def page(
    items: Sequence[tuple[str, T]], first: int, after: str | None = None, *, of: str | None = None
) -> Page[T]:
    """Return a page of `items`, pairs of key and item, in their order.

    `of` names the list, so that the cursors of others, which may have the same keys, are refused.
    One kind of list has no name: the matches of results, whose cursors stay as they are for ever.

    Raises:
        SaidError: `first` is out of range, or `after` is no cursor of this list.
    """
    if not 1 <= first <= MAX_PAGE:
        raise _too_many()
    keyed = [(_cursor(of, key), item) for key, item in items]
    if after is not None and after not in {cursor for cursor, _ in keyed}:
        raise _no_cursor()
    return page_of(keyed, first=first, after=after)


def capped(first: int) -> int:
    """Return `first` where it is in range.

    Raises:
        SaidError: It is not.
    """
    if not 1 <= first <= MAX_PAGE:
        raise _too_many()
    return first


def _no_cursor() -> SaidError:
    return bad_input(
        "`after` er ingen markør i denne listen. Bruk en som listen selv har gitt.",
        "`after` is no cursor of this list. Use one that the list itself gave.",
    )


def _too_many() -> SaidError:
    return bad_input(
        f"Be om 1 til {MAX_PAGE} om gangen med `first`.",
        f"Ask for 1 to {MAX_PAGE} at once with `first`.",
    )


def _cursor(of: str | None, key: str) -> str:
    said = key if of is None else f"{of}:{key}"
    return base64.urlsafe_b64encode(said.encode()).rstrip(b"=").decode()
