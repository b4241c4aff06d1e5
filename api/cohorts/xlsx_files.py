"""Writes tables as XLSX: a sheet each, and one that says how to read them.

Texts are written as texts, whatever they begin with; nothing is ever a formula or a link.
"""

import io
from decimal import Decimal
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from assessments.briefs.tables import Cell, Table
from assessments.briefs.words import NOT_SHOWN
from assessments.services.briefs.tables import Tables
from assessments.texts import Language, Text, both

_NOTES: Final = both("Om tallene", "About the figures")
_CODE, _NAME, _FIGURE, _NOTE = 16, 44, 16, 100
"""Widths of columns, in characters."""


def xlsx_file(tables: Tables, language: Language) -> bytes:
    """Return tables as the bytes of a workbook."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Eksportklar", "created": tables.released_at})
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        for table in tables.tables:
            sheet = workbook.add_worksheet(table.title.into(language))
            _write(sheet, table, language)
            sheet.set_row(0, None, head)
            sheet.freeze_panes(1, 2)
        notes = workbook.add_worksheet(_NOTES.into(language))
        notes.set_column(0, 0, _NAME, head)
        notes.set_column(1, 1, _NOTE, text)
        for row, (heading, said) in enumerate(tables.notes):
            notes.write_string(row, 0, heading.into(language))
            notes.write_string(row, 1, said.into(language))
    return written.getvalue()


def _write(sheet: Worksheet, table: Table, language: Language) -> None:
    sheet.set_column(0, 0, _CODE)
    sheet.set_column(1, 1, _NAME)
    sheet.set_column(2, len(table.headings) - 1, _FIGURE)
    for row, cells in enumerate([table.headings, *table.rows]):
        for column, cell in enumerate(cells):
            _put(sheet, row, column, cell, language)


def _put(sheet: Worksheet, row: int, column: int, cell: Cell, language: Language) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(row, column, float(cell))
        return
    said = NOT_SHOWN if cell is None else cell
    sheet.write_string(row, column, said.into(language) if isinstance(said, Text) else said)
