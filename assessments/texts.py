"""Texts for people, in every language of the product.

A text carries all its languages, so that nothing below the API needs to know who is reading.
"""

from enum import StrEnum
from typing import Annotated

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


def counted(*kinds: tuple[int, Text, Text]) -> Text:
    """Return how many of each kind there are, in words: number, one, several; none is not said."""
    said = [(n, one if n == 1 else several) for n, one, several in kinds if n]
    return both(
        " og ".join(f"{n} {words.nb}" for n, words in said),
        " and ".join(f"{n} {words.en}" for n, words in said),
    )
