"""A date, or "never" where the question allows it."""

from datetime import date
from typing import ClassVar, Literal

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind, YesNo
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import NEVER, Plain
from assessments.texts import Language, say_day


class DateAnswer(AnswerKind):
    """A date from `not_before` until today."""

    shape: ClassVar[Shape] = Shape.DATE

    kind: Literal["date"]
    not_before: date = date(1800, 1, 1)
    allow_future: YesNo = False
    allow_never: YesNo = False

    def accept(self, given: Given, today: date) -> Plain:
        """Return the date, or ``NEVER``.

        Raises:
            NotAccepted: `given` has another shape, or does not fit.
        """
        if given.shape is not Shape.NEVER:
            return super().accept(given, today)
        if not self.allow_never or given.payload is not True:
            raise NotAccepted(
                Refusal.NEVER_NOT_ALLOWED,
                "«Aldri» er ikke et svar her. Oppgi en dato.",
                "'Never' is no answer here. Give a date.",
            )
        return NEVER

    @property
    def wanted(self) -> tuple[str, str]:
        """What an answer must be, with the fields to use, in both languages."""
        nb, en = super().wanted
        if not self.allow_never:
            return nb, en
        return f"{nb} eller aldri (`never`)", f"{en} or never (`never`)"

    def _accept(self, given: Given, today: date) -> Plain:
        given_on = given.payload
        if not isinstance(given_on, date):
            raise NotAccepted(
                Refusal.INVALID_DATE,
                "Skriv datoen som ÅÅÅÅ-MM-DD.",
                "Write the date as YYYY-MM-DD.",
            )
        if given_on < self.not_before or (given_on > today and not self.allow_future):
            raise NotAccepted(Refusal.OUT_OF_RANGE, *self._limits(today))
        return given_on

    def _limits(self, today: date) -> tuple[str, str]:
        """Say in both languages between which days the date must lie."""
        nb, en = Language.NB, Language.EN
        last_nb = "" if self.allow_future else f" og senest {say_day(today, nb)}"
        last_en = "" if self.allow_future else f" and {say_day(today, en)} at the latest"
        return (
            f"Datoen må være tidligst {say_day(self.not_before, nb)}{last_nb}.",
            f"The date must be {say_day(self.not_before, en)} at the earliest{last_en}.",
        )
