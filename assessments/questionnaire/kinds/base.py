"""What every kind of answer has in common."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints

from assessments.questionnaire.given import Given, Shape, Unread
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Plain, Value
from assessments.texts import Text

MAX_LEVEL = 4
MAX_DETAIL = 500

MAX_SLUG = 80

Slug = Annotated[
    str, StringConstraints(pattern=rf"^[A-Za-z0-9][A-Za-z0-9_.\-]{{0,{MAX_SLUG - 1}}}$")
]
YesNo = Annotated[bool, Strict()]
"""What is written as `true` or `false`, and in no other way."""

LevelNumber = Annotated[int, Strict(), Field(ge=0, le=MAX_LEVEL)]

_SHAPE_WORDS: dict[Shape, tuple[str, str]] = {
    Shape.OPTION: ("ett alternativ (`option`)", "one option (`option`)"),
    Shape.OPTIONS: ("en liste av alternativer (`options`)", "a list of options (`options`)"),
    Shape.NUMBER: ("et tall (`number`)", "a number (`number`)"),
    Shape.BOOLEAN: ("ja eller nei (`boolean`)", "yes or no (`boolean`)"),
    Shape.TEXT: ("en tekst (`text`)", "a text (`text`)"),
    Shape.DATE: ("en dato (`date`)", "a date (`date`)"),
}


class Authored(BaseModel):
    """Base of everything that is written in content: immutable, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Detail(Authored):
    """What an option asks of whoever chooses it, in words of their own: "other, please specify"."""

    text: Text
    maximum_length: Annotated[int, Field(ge=1, le=MAX_DETAIL)] = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option as a client sees it."""

    slug: str
    text: Text
    level: int | None = None
    exclusive: bool = False
    dont_know: bool = False
    not_applicable: bool = False
    detail: Detail | None = None


class AnswerKind(Authored, ABC):
    """How an answer looks and what is accepted."""

    shape: ClassVar[Shape]
    """The field of the answer that holds a value of this kind."""

    def accept(self, given: Given, today: date) -> Plain:
        """Return the value that `given` stands for.

        Raises:
            NotAccepted: `given` has another shape, or does not fit.
        """
        if given.shape is not self.shape:
            nb, en = self.wanted
            raise NotAccepted(
                Refusal.WRONG_KIND, f"Svaret skal være {nb}.", f"The answer must be {en}."
            )
        if isinstance(given.payload, Unread):
            raise NotAccepted.because(given.payload.why)
        return self._accept(given, today)

    @property
    def wanted(self) -> tuple[str, str]:
        """What an answer must be, with the field to use, in both languages."""
        return _SHAPE_WORDS[self.shape]

    @abstractmethod
    def _accept(self, given: Given, today: date) -> Plain:
        """Return the value in `given`, whose shape is right."""

    def meaning(self, value: Value) -> Value:
        """Return what `value` says to the engine; some options say *don't know*."""
        return value

    @property
    def choices(self) -> Sequence[Choice]:
        """The options, in order; empty where the kind has none."""
        return ()
