"""Cursors of lists that grow: each names the row that it stands at, and whose list that is in.

A cursor says nothing that its list does not show anyway. Whether its row has ever been in that
list, the service that reads the next page asks the database, so that no cursor can be made up.
"""

import base64
import binascii
from collections.abc import Awaitable, Sequence
from typing import TypeVar
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.texts import Text
from schema.refusing import SaidError, bad_input
from schema.types.node import PageInfo

MAX_LENGTH = 200

T = TypeVar("T")


def cursor_at(named: str, row: UUID) -> str:
    """Return the cursor of a row in the list `named`."""
    said = f"{named}:{row.hex}".encode()
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def position_of(named: str, after: str | None) -> UUID | None:
    """Return the row at which a cursor of the list `named` stands; None without a cursor.

    Raises:
        SaidError: It is no cursor of this list.
    """
    if after is None:
        return None
    row = _row_in(after)
    if row is None or cursor_at(named, row) != after:
        raise no_such_cursor()
    return row


def no_such_cursor() -> SaidError:
    """Return the error for a cursor that this list has not given, or whose row is erased."""
    return bad_input(
        "`after` er ingen markør i denne listen. Bruk en som listen selv har gitt, eller begynn"
        " forfra uten `after`.",
        "`after` is no cursor of this list. Use one that the list itself gave, or begin again"
        " without `after`.",
    )


async def page_read(reading: Awaitable[T | None], missing: Text) -> T:
    """Return the page that a service reads.

    Args:
        reading: The reading; it returns None where there is no such cursor.
        missing: What is said to whom the list is not found.

    Raises:
        SaidError: The list is not found, or the cursor is not of it.
    """
    try:
        page = await reading
    except NotFoundError as error:
        raise SaidError(missing, code=error.code) from error
    if page is None:
        raise no_such_cursor()
    return page


def page_info(cursors: Sequence[str], after: str | None, *, has_more: bool) -> PageInfo:
    """Return where a page with these cursors lies."""
    return PageInfo(
        has_next_page=has_more,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def _row_in(cursor: str) -> UUID | None:
    if len(cursor) > MAX_LENGTH or not cursor.isascii():
        return None
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return UUID(hex=said.rpartition(":")[2])
    except (binascii.Error, ValueError):
        return None
