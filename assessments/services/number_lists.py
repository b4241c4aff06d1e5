"""Lists of organisation numbers in a request: all that are in them, or what is wrong with which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.company.number_list import NumberList, in_file, listed
from assessments.services.member_errors import NumberRejection, NumbersRejectedError
from assessments.texts import Language, Text, both, say_number

MAX_NUMBERS: Final = 5_000
"""How many numbers one request may have, each counted as often as it stands there."""

MAX_FILE: Final = 500_000
"""How many characters a file may have."""

MAX_NAMED: Final = 20
"""How many of what is wrong are named."""

NO_NUMBERS: Final = both(
    "Det er ingen organisasjonsnumre i filen, og da ville listen blitt tom. Send en fil med minst"
    " ett, eller ta bort medlemmer med `remove`.",
    "There are no organisation numbers in the file, so the list would become empty. Send a file"
    " with at least one, or take members off with `remove`.",
)
REPLACES: Final = both(
    "Med `replace` blir listen nøyaktig det som står i `file`. Send `file`, og utelat `add` og"
    " `remove`.",
    "With `replace` the list becomes exactly what `file` has. Send `file`, and leave out `add` and"
    " `remove`.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersWanted:
    """How a list is to change.

    Attributes:
        add: Numbers to put on it.
        remove: Numbers to take off it.
        file: The text of a file with numbers to put on it.
        replace: Whether the list becomes exactly what the file has.
    """

    add: Sequence[str] = ()
    remove: Sequence[str] = ()
    file: str | None = None
    replace: bool = False


def accepted_numbers(path: str, given: Sequence[str]) -> frozenset[str]:
    """Return the numbers in the one list of a request, each once.

    Raises:
        NumbersRejectedError: There are too many, or at least one is no number.
    """
    _refuse_long({path: len(given)})
    read = listed(given)
    _refuse_wrong({path: read})
    return frozenset(read.numbers)


def accepted_members(wanted: MembersWanted) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers to put on a list, and those to take off it.

    Raises:
        NumbersRejectedError: There are too many, at least one is no number or is in both, or the
            fields do not go together.
    """
    if wanted.replace and (wanted.file is None or wanted.add or wanted.remove):
        raise NumbersRejectedError([_about("replace", REPLACES)])
    if wanted.file is not None and len(wanted.file) > MAX_FILE:
        raise NumbersRejectedError([_too_many("file")])
    lengths = {"add": len(wanted.add), "remove": len(wanted.remove)}
    _refuse_long(lengths)
    file = in_file(wanted.file or "")
    _refuse_long({**lengths, "file": file.entries})
    if wanted.replace and file.entries == 0:
        raise NumbersRejectedError([_about("file", NO_NUMBERS)])
    add, remove = listed(wanted.add), listed(wanted.remove)
    _refuse_wrong({"add": add, "remove": remove, "file": file})
    adding = frozenset((*add.numbers, *file.numbers))
    _refuse_both(adding, remove)
    return adding, frozenset(remove.numbers)


def _refuse_long(lengths: Mapping[str, int]) -> None:
    if sum(lengths.values()) > MAX_NUMBERS:
        raise NumbersRejectedError([_too_many(max(lengths, key=lengths.__getitem__))])


def _refuse_wrong(lists: Mapping[str, NumberList]) -> None:
    _refuse(
        [
            NumberRejection(path=path, place=one.place, message=one.message)
            for path, read in lists.items()
            for one in read.wrong
        ]
    )


def _refuse_both(adding: frozenset[str], removing: NumberList) -> None:
    _refuse(list(_in_both(adding, removing)))


def _in_both(adding: frozenset[str], removing: NumberList) -> Iterator[NumberRejection]:
    for place, number in enumerate(removing.numbers, 1):
        if number in adding:
            message = both(
                "Nummeret skal både inn på listen og ut av den. Oppgi det bare ett av stedene.",
                "The number is to go on the list and off it. Give it in only one of the places.",
            )
            yield NumberRejection(path="remove", place=place, message=message)


def _refuse(rejections: Sequence[NumberRejection]) -> None:
    if rejections:
        more = max(len(rejections) - MAX_NAMED, 0)
        raise NumbersRejectedError(rejections[:MAX_NAMED], more)


def _about(path: str, message: Text) -> NumberRejection:
    return NumberRejection(path=path, place=None, message=message)


def _too_many(path: str) -> NumberRejection:
    nb, en = (say_number(MAX_NUMBERS, language) for language in (Language.NB, Language.EN))
    message = both(
        f"Send høyst {nb} organisasjonsnumre om gangen. Del listen i flere.",
        f"Send at most {en} organisation numbers at once. Split the list.",
    )
    return _about(path, message)
