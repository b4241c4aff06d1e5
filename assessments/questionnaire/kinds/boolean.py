"""Yes or no."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind, Choice
from assessments.questionnaire.values import Plain
from assessments.texts import Text, both


class BooleanAnswer(AnswerKind):
    """Yes or no, in words of its own where those read better."""

    shape: ClassVar[Shape] = Shape.BOOLEAN

    kind: Literal["boolean"]
    yes: Text = both("Ja", "Yes")
    no: Text = both("Nei", "No")

    def _accept(self, given: Given, today: date) -> Plain:
        del today
        return bool(given.payload)

    @property
    def choices(self) -> Sequence[Choice]:
        """The two answers, yes first."""
        return (Choice(slug="true", text=self.yes), Choice(slug="false", text=self.no))
