"""Writes a table as CSV that spreadsheets open by a double click, and that runs no formulas.

UTF-8 with a byte order mark, without which Excel takes it for another encoding. Norwegian Excel
wants semicolons and decimal commas, English Excel commas and points; the language decides.
"""

import csv
import io
from decimal import Decimal
from typing import Final

from assessments.briefs.tables import Cell, Table
from assessments.briefs.words import NOT_SHOWN
from assessments.texts import Language, Text

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet may take for a formula (OWASP, CSV injection)."""


def csv_file(table: Table, language: Language) -> bytes:
    """Return a table as the bytes of a file."""
    written = io.StringIO()
    delimiter = "," if language is Language.EN else ";"
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(harmless(heading.into(language)) for heading in table.headings)
    for row in table.rows:
        writer.writerow(_written(cell, language) for cell in row)
    return written.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return a text with an apostrophe in front where it could be taken for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _written(cell: Cell, language: Language) -> str:
    match cell:
        case None:
            return NOT_SHOWN.into(language)
        case Text():
            return harmless(cell.into(language))
        case str():
            return harmless(cell)
        case Decimal():
            return str(cell) if language is Language.EN else str(cell).replace(".", ",")
        case int():
            return str(cell)
