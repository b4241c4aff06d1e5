"""Lists of organisation numbers: as people paste them, and as other programs export them.

A file is text with a number on each line, or a table with a heading over the column of numbers.
What spreadsheets and registers in Norway write is read: commas, semicolons or tabs between columns,
a byte order mark, quotes, and blanks inside numbers. A cell ends on the line on which it begins:
a quote that is left open would otherwise take in the numbers of the lines after it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.company.checks import nine_digits
from assessments.questionnaire.refusals import NotAccepted
from assessments.texts import Text, both

HEADINGS: Final = frozenset(
    {
        *("organisasjonsnummer", "organisasjonsnr", "orgnummer", "orgnr"),
        *("organisationnumber", "organizationnumber"),
    }
)
"""What the column of numbers may be called, in small letters and nothing else."""

SEPARATORS: Final = ";\t,"
MARK: Final = "\ufeff"

NO_NUMBER_ON_LINE: Final = both(
    "Det står ikke noe organisasjonsnummer på denne linjen. Fyll det inn, eller slett linjen.",
    "There is no organisation number on this line. Fill it in, or delete the line.",
)
NO_NUMBER_IN_ENTRY: Final = both(
    "Det står ikke noe organisasjonsnummer i denne oppføringen. Fyll det inn, eller utelat"
    " oppføringen.",
    "There is no organisation number in this entry. Fill it in, or leave the entry out.",
)
NO_HEADING: Final = both(
    "Det er flere kolonner, og ingen heter `organisasjonsnummer`. Gi kolonnen med numrene det"
    " navnet, eller send bare den kolonnen.",
    "There are several columns, and none is called `organisation number`. Name the column with the"
    " numbers so, or send that column only.",
)
NOT_READABLE: Final = both(
    "Denne linjen kan ikke leses som en tabell. Lagre listen på nytt som CSV, og send den.",
    "This line cannot be read as a table. Save the list as CSV again, and send it.",
)
WRONG_QUOTE: Final = both(
    "Anførselstegnene på denne linjen passer ikke sammen: Et av dem er ikke avsluttet, eller det"
    " står noe etter det som avslutter. Rett dem, ta bort linjeskift inne i celler, og send listen"
    " på nytt.",
    "The quotation marks on this line do not match: one is not closed, or something stands after"
    " the one that closes. Correct them, take out line breaks inside cells, and send the list"
    " again.",
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an entry; `place` is its line in a file or its place in a list, from 1."""

    place: int
    message: Text


@dataclass(frozen=True, slots=True)
class NumberList:
    """The numbers of a list, nine digits each and in its order, and every entry that is none."""

    numbers: Sequence[str]
    wrong: Sequence[Wrong]

    @property
    def entries(self) -> int:
        """How many entries it has."""
        return len(self.numbers) + len(self.wrong)


def listed(given: Sequence[str]) -> NumberList:
    """Return the numbers in a list."""
    return _read(enumerate(given, 1), NO_NUMBER_IN_ENTRY)


def in_file(text: str) -> NumberList:
    """Return the numbers in the text of a file; blank lines are passed over."""
    rows, unreadable = _rows(text.removeprefix(MARK))
    if unreadable or not rows:
        return NumberList([], unreadable)
    first, cells = rows[0]
    column = next((place for place, cell in enumerate(cells) if _is_heading(cell)), None)
    if column is not None:
        rows = rows[1:]
        found = ((line, row[column] if column < len(row) else "") for line, row in rows)
        return _read(found, NO_NUMBER_ON_LINE)
    if any(sum(map(bool, row)) > 1 for _, row in rows):
        return NumberList([], [Wrong(first, NO_HEADING)])
    return _read(((line, "".join(row)) for line, row in rows), NO_NUMBER_ON_LINE)


def _read(entries: Iterator[tuple[int, str]], if_blank: Text) -> NumberList:
    numbers: list[str] = []
    wrong: list[Wrong] = []
    for place, entry in entries:
        digits = "".join(entry.split())
        try:
            numbers.append(nine_digits(digits))
        except NotAccepted as refused:
            wrong.append(Wrong(place, refused.rejected.message if digits else if_blank))
    return NumberList(numbers, wrong)


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], list[Wrong]]:
    """Return each line that is not blank, by its number, with its cells, and what is no line."""
    separator = _separator(text)
    rows: list[tuple[int, list[str]]] = []
    unreadable: list[Wrong] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place, line in enumerate(lines, 1):
        try:
            cells = [cell.strip() for cell in _cells(line, separator)]
        except csv.Error:
            unreadable.append(Wrong(place, WRONG_QUOTE if '"' in line else NOT_READABLE))
            continue
        if any(cells):
            rows.append((place, cells))
    return rows, unreadable


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator, strict=True))


def _separator(text: str) -> str:
    """Return what stands between columns: of those in the first line the one most often there."""
    first = text.lstrip().splitlines()[:1]
    return max(SEPARATORS, key=lambda mark: "".join(first).count(mark))


def _is_heading(cell: str) -> bool:
    return "".join(filter(str.isalpha, cell.casefold())) in HEADINGS
