"""Lists of organisation numbers: whatever programs write is read, and each wrong entry is named."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import orgnr

from assessments.company.number_list import (
    NO_HEADING,
    NO_NUMBER_IN_ENTRY,
    NO_NUMBER_ON_LINE,
    NOT_READABLE,
    WRONG_QUOTE,
    in_file,
    listed,
)
from assessments.texts import Text
from tests.fixtures.laws import LAW

ONE: Final = "923609016"
TWO: Final = "974760673"


def _completed(eight: int) -> str:
    """Return the first number that begins with these eight digits or with later ones."""
    beyond = (f"{number}" for number in range(eight * 10, eight * 10 + 100))
    return next(number for number in beyond if orgnr.is_valid(number))


NUMBERS: Final = st.integers(80_000_000, 99_999_900).map(_completed)
BLANKS: Final = st.sampled_from(["", " ", "\u00a0", "\u202f"])
CELLS: Final = st.text("abcÆØÅ .'-", max_size=8)
HEADINGS: Final = st.sampled_from(
    ["organisasjonsnummer", "Organisasjonsnummer", "Organisation number", "ORG.NR", "Orgnr."]
)


@st.composite
def spaced(draw: st.DrawFn, number: str) -> str:
    """Draw a number as people write it."""
    blank = draw(BLANKS)
    return draw(BLANKS) + blank.join((number[:3], number[3:6], number[6:])) + draw(BLANKS)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], str]:
    """Draw numbers, and a table with them under a heading among other columns."""
    numbers = draw(st.lists(NUMBERS, max_size=6))
    separator, end = draw(st.sampled_from(";,\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    column, columns = draw(st.integers(0, 2)), 3
    quote = draw(st.booleans())

    def line(cell: str) -> str:
        others = [draw(CELLS) for _ in range(columns - 1)]
        cells = [*others[:column], cell, *others[column:]]
        return separator.join(f'"{one}"' if quote else one for one in cells)

    lines = [line(draw(HEADINGS)), *(line(draw(spaced(number))) for number in numbers)]
    return numbers, draw(st.sampled_from(["", "\ufeff"])) + end.join(lines) + draw(st.just(end))


@LAW
@given(table=tables())
def test_a_column_under_a_heading_is_read_whatever_stands_between(
    table: tuple[list[str], str],
) -> None:
    numbers, text = table
    read = in_file(text)
    assert (read.numbers, read.wrong) == (numbers, [])


@LAW
@given(numbers=st.lists(NUMBERS, max_size=6), end=st.sampled_from(["\n", "\r\n", "\n\n", ";\n"]))
def test_a_number_on_each_line_is_read(numbers: list[str], end: str) -> None:
    read = in_file("".join(number + end for number in numbers))
    assert (read.numbers, read.wrong) == (numbers, [])
    assert listed(numbers) == read


@LAW
@given(text=st.text(max_size=60))
def test_nothing_is_too_odd_to_be_answered(text: str) -> None:
    read = in_file(text)
    assert all(orgnr.is_valid(number) for number in read.numbers)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= wrong.place <= len(lines) for wrong in read.wrong)


@LAW
@given(
    lines=st.lists(st.tuples(NUMBERS, st.text('A" ;', max_size=6)), max_size=6),
    heading=st.sampled_from(["orgnr;navn", 'orgnr;"navn"']),
)
def test_no_number_is_left_out_unseen_whatever_stands_beside_it(
    lines: list[tuple[str, str]], heading: str
) -> None:
    text = "\n".join([heading, *(f"{number};{name}" for number, name in lines)])
    read = in_file(text)
    assert read.wrong or read.numbers == [number for number, _ in lines]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"{ONE}\n\n12345678\n{TWO}", [3]),
        (f"organisasjonsnummer;navn\n{ONE};A\n;B\n923609017;C", [3, 4]),
        (f"navn,orgnr\nA,{ONE}\nB\n", [3]),
        (f'navn;orgnr\n"A\nAS";{ONE}\nB;{TWO}', [2]),
        (f'orgnr;navn\n{ONE};"Foo AS\n{TWO};Bar AS\n', [2]),
        (f'orgnr;"navn\n{ONE};A\n\n{TWO};"B', [1, 4]),
        (f'orgnr;navn\r\n{ONE};"A" AS\r\n{TWO};B', [2]),
        ("Medlemmer\n" + ONE, [1]),
    ],
)
def test_wrong_lines_are_named_as_an_editor_counts_them(text: str, places: list[int]) -> None:
    assert [wrong.place for wrong in in_file(text).wrong] == places


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"navn;nummer\nA;{ONE}", NO_HEADING),
        (f"orgnr;navn\n{ONE};A\n ;B", NO_NUMBER_ON_LINE),
        ("orgnr\n" + "9" * 200_000, NOT_READABLE),
        (f'orgnr;navn\n{ONE};"A', WRONG_QUOTE),
    ],
)
def test_what_to_do_about_it_is_said(text: str, message: Text) -> None:
    assert [wrong.message for wrong in in_file(text).wrong] == [message]


def test_a_blank_entry_of_a_list_is_no_line() -> None:
    found = [(wrong.place, wrong.message) for wrong in listed([ONE, "", " "]).wrong]
    assert found == [(2, NO_NUMBER_IN_ENTRY), (3, NO_NUMBER_IN_ENTRY)]


def test_what_is_empty_has_no_entries() -> None:
    assert [in_file(text).entries for text in ("", "\ufeff", " \n;;\n", "orgnr\n")] == [0, 0, 0, 0]
    assert in_file(f"{ONE}\nx").entries == 2
