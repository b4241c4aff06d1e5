"""Texts for people, in every language of the product.

A text carries all its languages, so that nothing below the API needs to know who is reading.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import Annotated, Final
from unicodedata import category

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Language(StrEnum):
    """A language of the product; the value is the BCP 47 tag."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class Text(BaseModel):
    """A text in bokmål and English, and in nynorsk where somebody has written it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nb: Words
    en: Words
    nn: Words | None = None

    def into(self, language: Language) -> str:
        """Return the text in `language`; nynorsk falls back to bokmål."""
        if language is Language.EN:
            return self.en
        if language is Language.NN and self.nn is not None:
            return self.nn
        return self.nb


def both(nb: str, en: str) -> Text:
    """Return the text with these two languages."""
    return Text(nb=nb, en=en)


AND, OR = both("og", "and"), both("eller", "or")


def counted(*kinds: tuple[int, Text, Text]) -> Text:
    """Return how many of each kind there are, in words: number, one, several; none is not said."""
    said = [(n, one if n == 1 else several) for n, one, several in kinds if n]
    return both(
        " og ".join(f"{n} {words.nb}" for n, words in said),
        " and ".join(f"{n} {words.en}" for n, words in said),
    )


def listed(said: Sequence[str]) -> str:
    """Return what is `said` in a row, told apart also where there are commas within."""
    return ("; " if any("," in one for one in said) else ", ").join(said)


_MARKS: Final = frozenset('"″‶„‚〝〞〟＂《》≪≫❝❞')
"""What looks like a quotation mark beside those of the Unicode categories Pi and Pf."""


def quoted(name: str) -> Text:
    """Return a name that somebody chose, in quotation marks, so that nobody takes it for our words.

    Marks within it become apostrophes, so that none of them seems to end it.
    """
    within = "".join("'" if _is_mark(one) else one for one in name)
    return both(f"«{within}»", f"“{within}”")


def _is_mark(character: str) -> bool:
    return character in _MARKS or category(character) in {"Pi", "Pf"}


MAX_DECIMALS = 4
"""What a company states has no more."""

_MONTHS: Mapping[Language, Sequence[str]] = {
    Language.NB: (
        *("januar", "februar", "mars", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "desember"),
    ),
    Language.EN: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def say_number(number: Fraction | int, language: Language, most: int = MAX_DECIMALS) -> str:
    """Return `number` grouped and pointed as the language does.

    What a company states has at most four decimals, and all are said, so that no number seems to
    stand on the other side of a limit. What is worked out, such as a share, is rounded down to
    two, and so is what has at `most` two.
    """
    places = most if 10**most % Fraction(number).denominator == 0 else 2
    scaled = floor(abs(Fraction(number)) * 10**places)
    whole, part = divmod(scaled, 10**places)
    sign = "−" if number < 0 and scaled else ""
    english = language is Language.EN
    digits = f"{whole:,}" if english else f"{whole:,}".replace(",", "\u00a0")
    decimals = f"{part:0{places}d}".rstrip("0")
    return f"{sign}{digits}{'.' if english else ','}{decimals}" if decimals else f"{sign}{digits}"


def say_day(day: date, language: Language) -> str:
    """Return `day` as people write it: 31. desember 2026, 31 December 2026."""
    stop = "" if language is Language.EN else "."
    return f"{day.day}{stop} {_say_month(day, language)}"


def say_period(written: str, language: Language) -> str:
    """Return a day, a month or a year as people write it, from 2026-12-31, 2026-12 or 2026."""
    if len(written) == len("2026"):
        return written
    if len(written) == len("2026-12"):
        return _say_month(date.fromisoformat(f"{written}-01"), language)
    return say_day(date.fromisoformat(written), language)


def _say_month(day: date, language: Language) -> str:
    months = _MONTHS[Language.EN if language is Language.EN else Language.NB]
    return f"{months[day.month - 1]} {day.year}"
