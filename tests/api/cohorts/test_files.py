"""Files hold what is told, whatever it is called, and neither run nor read any of it."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from api.cohorts.csv_files import csv_file
from api.cohorts.pdf_files import pdf_file
from api.cohorts.xlsx_files import xlsx_file
from assessments.briefs.brief import Brief
from assessments.briefs.building import build_brief
from assessments.briefs.gathered import Gathered
from assessments.briefs.tables import Cell, Table
from assessments.content.library import Library
from assessments.services.briefs.tables import Tables
from assessments.texts import Language, Text, both
from tests.assessments.briefs.made import made_gathered

LANGUAGES = (Language.NB, Language.EN)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x.example")')
MARKUP = (
    '#read("/etc/passwd")',
    "#pagebreak() #panic()",
    "*fet* _kursiv_ $x$ @ref <a> \\ `kode` [ ] { }",
    '"); #set page(fill: red)',
    "https://x.example",
    "= Overskrift",
    "日本 😀 \u202e",
)


def made_table(*cells: Cell) -> Table:
    headings = tuple(both(f"=h{at}", f"=h{at}") for at in range(len(cells)))
    return Table(title=both("Tabell", "Table"), headings=headings, rows=[cells])


def made_tables(*cells: Cell) -> Tables:
    released_at = datetime(2026, 11, 20, tzinfo=UTC)
    notes = [(both("=a", "=a"), both("=b", "=b"))]
    return Tables(tables=[made_table(*cells)], released_at=released_at, notes=notes)


def read_csv(table: Table, language: Language) -> list[list[str]]:
    text = csv_file(table, language).decode("utf-8")
    assert text.startswith("\ufeff")
    delimiter = "," if language is Language.EN else ";"
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def read_pdf(brief: Brief) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf_file(brief)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.replace("\u00a0", " ").split())


def test_csv_has_the_separators_of_its_language() -> None:
    table = made_table(both("Østfold", "East"), 12, Decimal("41.5"), None)
    assert read_csv(table, Language.NB)[1] == ["Østfold", "12", "41,5", "vises ikke (for få)"]
    assert read_csv(table, Language.EN)[1] == ["East", "12", "41.5", "not shown (too few)"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str, language: Language) -> None:
    cells = (formula, Text.model_construct(nb=formula, en=formula, nn=None))
    rows = read_csv(made_table(*cells), language)
    assert rows == [["'=h0", "'=h1"], [f"'{formula}"] * 2]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(made_tables(*cells), language)))
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert book.worksheets[0]["A1"].value == "=h0"
    found = str(book.worksheets[0]["A2"].value).replace("_x000D_", "\r")
    assert found == formula


def test_xlsx_has_numbers_as_numbers() -> None:
    written = xlsx_file(made_tables(12, Decimal("41.5"), None), Language.NB)
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [12, 41.5, "vises ikke (for få)"]
    assert written == xlsx_file(made_tables(12, Decimal("41.5"), None), Language.NB)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1)
)
def test_csv_is_read_back_as_it_was_but_for_an_apostrophe(texts: list[str]) -> None:
    _, found = read_csv(made_table(*texts), Language.NB)
    assert [one.removeprefix("'") for one in found] == [one.removeprefix("'") for one in texts]
    assert not any(one.startswith(("=", "+", "-", "@", "\t", "\r")) for one in found)


SIZES: dict[str, dict[str, Any]] = {
    "full": {"regions": (38, None, *range(20, 34)), "quarters": tuple(range(20, 31))},
    "all": {"cluster": None},
    "sparse": {"companies": 14, "regions": (None,) * 17, "quarters": (14,)},
    "empty": {"companies": None, "regions": (None,) * 17, "quarters": ()},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_pdf_is_of_two_to_four_pages_and_can_be_read_aloud(
    library: Library, size: str, language: Language
) -> None:
    brief = build_brief(made_gathered(library, **SIZES[size]), language)
    reader, text = read_pdf(brief)
    assert 2 <= len(reader.pages) <= 4
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"].startswith(language.value)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == brief.title.into(language)
    for said in (brief.coverage.words, *brief.findings, brief.cases):
        words = said.into(language).replace("\u00a0", " ")
        assert words.split()[0] in text
    if size == "sparse":
        assert {"nb": "Vises ikke (for få)", "en": "Not shown (too few)"}[language.value] in text


def test_the_same_brief_gives_the_same_bytes(library: Library) -> None:
    brief = build_brief(made_gathered(library), Language.NB)
    assert pdf_file(brief) == pdf_file(brief)


def renamed(gathered: Gathered, name: str) -> Gathered:
    text = Text.model_construct(nb=name, en=name, nn=None)
    named = replace(
        gathered.named,
        questionnaire=("health-export", text),
        cluster=("c", text),
        levels=dict.fromkeys(gathered.named.levels, text),
        themes=dict.fromkeys(gathered.named.themes, text),
        barriers=dict.fromkeys(gathered.named.barriers, text),
        schemes=dict.fromkeys(gathered.named.schemes, text),
    )
    regions = [(code, text, figures) for code, _, figures in gathered.regions]
    return replace(gathered, named=named, regions=regions)


@pytest.mark.parametrize("markup", MARKUP)
def test_no_name_is_read_as_markup(library: Library, markup: str) -> None:
    plain = build_brief(renamed(made_gathered(library), "Navn"), Language.EN)
    brief = build_brief(renamed(made_gathered(library), markup), Language.EN)
    reader, text = read_pdf(brief)
    shown = "".join(c if c.isascii() else "?" for c in markup).replace("\u00a0", " ")
    assert "".join(shown.split()).replace('"', "") in "".join(text.split()).replace(
        '"', ""
    ).replace("“", "").replace("”", "")
    assert len(reader.pages) <= len(read_pdf(plain)[0].pages) + 1
    assert not any("/Annots" in page for page in reader.pages)


@settings(max_examples=25, deadline=None)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_every_name_can_be_set(library: Library, name: str) -> None:
    brief = build_brief(renamed(made_gathered(library), name), Language.NB)
    assert pdf_file(brief).startswith(b"%PDF-")


def test_json_of_hostile_names_is_json(library: Library) -> None:
    brief = build_brief(renamed(made_gathered(library), '"}],\n</script>'), Language.NB)
    found = json.loads(brief.model_dump_json(by_alias=True, context=Language.NB))
    assert found["barriers"][0]["entry"]["name"] == '"}],\n</script>'
