"""Expected failures around members, groups and invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.errors import AssessmentsError
from assessments.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRejection:
    """Why something in a list was not accepted.

    `path` names the field of the input, and `place` the line of a file or the entry of a list, from
    1; None where it is about the whole field.
    """

    path: str
    place: int | None
    message: Text


class NumbersRejectedError(AssessmentsError):
    """At least one number was not accepted, so nothing has changed.

    `more` is how many further ones are not named.
    """

    code = "NUMBERS_REJECTED"

    def __init__(self, rejections: Sequence[NumberRejection], more: int = 0) -> None:
        super().__init__(
            "Ingenting er endret. Rett det som er nevnt, og send alt på nytt.",
            "Nothing has changed. Correct what is listed, and send all of it again.",
        )
        self.rejections = tuple(rejections)
        self.more = more


class InvitationRejectedError(AssessmentsError):
    """A field of the request was not accepted, so none was made; `path` names it."""

    code = "INVITATION_REJECTED"

    def __init__(self, path: str, nb: str, en: str) -> None:
        super().__init__(nb, en)
        self.path = path


class TooManyInvitationsError(AssessmentsError):
    """So many invitations of a cluster were made in a day that the next one has to wait.

    `retry_at` is when the next one may be made, shown as `clock` in Norway.
    """

    code = "TOO_MANY_INVITATIONS"

    def __init__(self, most: int, retry_at: datetime, clock: Text) -> None:
        super().__init__(
            f"Klyngen har laget {most} invitasjoner på et døgn, og denne ble ikke laget. Bruk en av"
            f" dem. Dere kan lage en ny fra {clock.nb}.",
            f"The cluster has made {most} invitations in a day, so this one was not made. Use one"
            f" of them, or make a new one {clock.en} or later.",
        )
        self.retry_at = retry_at


class UnknownInvitationError(AssessmentsError):
    """There is no such invitation, or it has expired or been revoked; nobody learns which."""

    code = "UNKNOWN_INVITATION"

    def __init__(self) -> None:
        super().__init__(
            "Invitasjonen gjelder ikke lenger, eller lenken er ikke hel. Be klyngen om en ny, eller"
            " start uten `invitation`.",
            "The invitation has ended, or the link is not complete. Ask the cluster for a new one,"
            " or start without `invitation`.",
        )
