"""What one answer becomes in the next version of its question.

The version may say what has become of options; everything else stays as it is, or is refused.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessments.questionnaire.carry_over import CarriedOption
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.questions import Question
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Marker, Never, Plain, Value
from assessments.texts import Text, both

Became = str | bool


class LeftReason(StrEnum):
    """Why an answer was not carried, or what stands beside it."""

    DROPPED = "DROPPED"
    OPTION_CHANGED = "OPTION_CHANGED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    OTHER_QUESTIONNAIRE = "OTHER_QUESTIONNAIRE"
    DETAIL_NOT_CARRIED = "DETAIL_NOT_CARRIED"


_CHOOSE_AGAIN = both(
    "Svaralternativet dere valgte, er endret. Velg på nytt.",
    "The option that you chose has changed. Choose again.",
)
_OTHER_KIND = both(
    "Spørsmålet besvares på en annen måte enn før. Svar på nytt.",
    "The question is answered in another way than before. Answer again.",
)
_APPLIES = both(
    "Spørsmålet kan ikke lenger besvares med «gjelder ikke». Svar på nytt.",
    "The question can no longer be answered with 'does not apply'. Answer again.",
)


def _again(why: Text) -> Text:
    return both(
        f"Svaret passer ikke lenger og er ikke tatt med. {why.nb} Svar på nytt.",
        f"The answer no longer fits and was left behind. {why.en} Answer again.",
    )


class NotCarried(Exception):  # noqa: N818 - raised and caught inside the engine, no failure of its own
    """An answer has no counterpart; carries the reason, and the words for it."""

    def __init__(self, reason: LeftReason, message: Text) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = message


_ONE_OPTION = frozenset({"single_choice", "likert"})
_MAPPED = frozenset(
    {
        (Shape.OPTION, Shape.OPTIONS),
        (Shape.OPTION, Shape.BOOLEAN),
        (Shape.BOOLEAN, Shape.OPTION),
        (Shape.OPTIONS, Shape.BOOLEAN),
    }
)
"""Kinds between which options lead."""


def kinds_fit(old: Question, new: Question) -> bool:
    """Tell whether an answer to `old` can be an answer to `new`, with what becomes of options."""
    same = old.kind == new.kind or {old.kind, new.kind} <= _ONE_OPTION
    return same or (old.shape, new.shape) in _MAPPED


def carried_value(
    old: Question,
    new: Question,
    value: Value,
    options: Mapping[str, CarriedOption],
    today: date,
) -> Value:
    """Return the answer to `new` that an answer to `old` is.

    Args:
        old: The question that was answered.
        new: The question that is asked instead.
        value: The answer.
        options: What has become of options, by their old slugs.
        today: The day on which `new` must accept it.

    Raises:
        NotCarried: It is none.
    """
    if value is Marker.DONT_KNOW:
        return value
    if isinstance(value, Marker):
        if new.not_applicable is None:
            raise NotCarried(LeftReason.NOT_ACCEPTED, _APPLIES)
        return value
    if not kinds_fit(old, new):
        raise NotCarried(LeftReason.NOT_ACCEPTED, _OTHER_KIND)
    return _accepted(new, _mapped(new, value, options), today)


def _mapped(question: Question, value: Plain, options: Mapping[str, CarriedOption]) -> Plain:
    """Return what `value` has become, in the shape of the new `question`."""
    if not isinstance(value, str | bool | frozenset):
        return value
    if isinstance(value, frozenset):
        chosen = [_option(slug, options) for slug in sorted(value)]
        if question.shape is Shape.BOOLEAN:
            return any(one is True for one in chosen)
        return frozenset(str(one) for one in chosen)
    became = value if question.shape is Shape.TEXT else _became(value, options)
    if question.shape is Shape.OPTIONS:
        return frozenset({str(became)})
    return became


def _became(value: Became, options: Mapping[str, CarriedOption]) -> Became:
    if isinstance(value, str):
        return _option(value, options)
    key = "true" if value else "false"
    return _option(key, options) if key in options else value


def _option(slug: str, options: Mapping[str, CarriedOption]) -> Became:
    became = options.get(slug, slug)
    if became is None:
        raise NotCarried(LeftReason.OPTION_CHANGED, _CHOOSE_AGAIN)
    return became


def _accepted(question: Question, value: Plain, today: date) -> Plain:
    """Return `value` if the new `question` accepts it."""
    try:
        return question.accept(_given(question, value), today)
    except NotAccepted as refused:
        changed = refused.rejected.code is Refusal.UNKNOWN_OPTION
        reason = LeftReason.OPTION_CHANGED if changed else LeftReason.NOT_ACCEPTED
        message = _CHOOSE_AGAIN if changed else _again(refused.rejected.message)
        raise NotCarried(reason, message) from None


def _given(question: Question, value: Plain) -> Given:
    """Return `value` as a client would give it."""
    if isinstance(value, Never):
        return Given(Shape.NEVER)
    if isinstance(value, bool):
        return Given(Shape.BOOLEAN, value)
    if isinstance(value, int | Fraction):
        exact = Fraction(value)
        return Given(Shape.NUMBER, Decimal(exact.numerator) / Decimal(exact.denominator))
    if isinstance(value, frozenset):
        return Given(Shape.OPTIONS, tuple(sorted(value)))
    if isinstance(value, date):
        return Given(Shape.DATE, value)
    text = question.shape is Shape.TEXT
    return Given(Shape.TEXT if text else Shape.OPTION, str(value))
