"""What a new questionnaire version says of the answers to the one before it.

A question that has kept its slug and its kind needs no word. Every other old question is carried to
one or more new ones, or dropped with a reason. What nobody asked before is simply there.
"""

from typing import Annotated

from pydantic import Field

from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Text

CarriedOption = str | bool | None
"""What an old option has become; None where the company must choose again."""


class CarriedQuestion(Authored):
    """The answer to the old question `source` answers the new question `to`.

    `options` says what has become of options whose slugs have changed; those that it does not name
    have kept theirs. The keys for yes and no are ``true`` and ``false``.
    """

    source: Annotated[Slug, Field(alias="from")]
    to: Slug
    options: dict[str, CarriedOption] | None = None


class DroppedQuestion(Authored):
    """The answer to an old question is not carried, and why, for the company to read."""

    question: Slug
    reason: Text


class CarryOver(Authored):
    """How answers to the version before this one carry over; entries for a split share `from`."""

    carried: tuple[CarriedQuestion, ...] = ()
    dropped: tuple[DroppedQuestion, ...] = ()
