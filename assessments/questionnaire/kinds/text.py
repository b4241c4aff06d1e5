"""A short text."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Plain
from assessments.texts import Text, both

MAX_LENGTH = 2_000


class TextAnswer(AnswerKind):
    """One to `maximum_length` characters, of the form `pattern` where one is given."""

    shape: ClassVar[Shape] = Shape.TEXT

    kind: Literal["text"]
    maximum_length: Annotated[int, Field(ge=1, le=MAX_LENGTH)] = 200
    pattern: str | None = None
    pattern_help: Text = both("Teksten har ikke riktig form.", "The text has not the right form.")

    @cached_property
    def _form(self) -> re.Pattern[str] | None:
        return None if self.pattern is None else re.compile(self.pattern)

    def _accept(self, given: Given, today: date) -> Plain:
        del today
        text = cleaned(str(given.payload), self.maximum_length)
        if self._form is not None and not self._form.fullmatch(text):
            raise NotAccepted(Refusal.INVALID_TEXT, self.pattern_help.nb, self.pattern_help.en)
        return text


def cleaned(given: str, maximum_length: int) -> str:
    """Return a text that people wrote without blanks around it.

    Raises:
        NotAccepted: It is empty, too long, or has characters that cannot be seen.
    """
    text = given.strip()
    if not 1 <= len(text) <= maximum_length:
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            f"Skriv fra 1 til {maximum_length} tegn.",
            f"Write from 1 to {maximum_length} characters.",
        )
    if not text.isprintable():
        raise NotAccepted(
            Refusal.INVALID_TEXT,
            "Ta bort linjeskift og andre usynlige tegn.",
            "Take out line breaks and other invisible characters.",
        )
    return text
