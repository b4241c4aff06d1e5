"""Questions: a kind of answer, with a place in a theme and a way to score it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field

from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.kinds.base import Authored, Choice, LevelNumber, Slug, YesNo
from assessments.questionnaire.kinds.boolean import BooleanAnswer
from assessments.questionnaire.kinds.choice import Likert, OneOfOptions, SingleChoice
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import (
    MoneyAnswer,
    NumberAnswer,
    PercentAnswer,
)
from assessments.questionnaire.kinds.text import TextAnswer
from assessments.questionnaire.scales import Bands, Levelling, by_band, months_since
from assessments.questionnaire.values import Number
from assessments.texts import Text

Weight = Annotated[Decimal, Field(ge=0, le=1000, max_digits=8, decimal_places=4)]


class NotApplicable(Authored):
    """That the question does not apply: the words for it, and when it may be said."""

    text: Text
    allowed_when: Condition | None = None


class Cap(Authored):
    """While `when` holds, `theme` is at most at `maximum_level`, however high the score."""

    theme: Slug
    maximum_level: LevelNumber
    when: Condition
    reason: Text


class WritesFact(Authored):
    """The answer also gives a fact, option by option where there is a `map`.

    Where some answers are `silent`, they and *don't know* say nothing of the fact, and what was
    stated of it stands. `not_applicable` is what *does not apply* makes of the fact, if not that.
    """

    fact: Slug
    map: dict[str, str | bool] | None = None
    silent: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = None
    not_applicable: str | bool | None = None


class BaseQuestion(Authored, ABC):
    """The fields of every question."""

    slug: Slug
    text: Text
    help: Text | None = None
    barriers: tuple[Slug, ...] = ()
    rationale: str | None = None
    required: YesNo = True
    scored: YesNo = True
    weight: Weight = Decimal(1)
    visible_when: Condition | None = None
    level_when_not_shown: LevelNumber | None = None
    not_applicable: NotApplicable | None = None
    caps: tuple[Cap, ...] = ()
    writes_fact: WritesFact | None = None

    @property
    def may_leave_fact_not_applicable(self) -> bool:
        """Whether *does not apply* makes the fact that it gives not apply either."""
        writes = self.writes_fact
        return writes is not None and writes.not_applicable is None and bool(self.not_applicable)

    @abstractmethod
    def levelling(self) -> Levelling | None:
        """Return the way from a value to a level; None where answers have no level."""


class _WithOptionLevels(BaseQuestion, OneOfOptions):
    def levelling(self) -> Levelling | None:
        """Return the level of the chosen option."""
        levels = {o.slug: o.level for o in self.options if o.level is not None}
        if len(levels) < len(self.options):
            return None
        return lambda value, _: levels[value] if isinstance(value, str) else 0


class SingleChoiceQuestion(_WithOptionLevels, SingleChoice):
    """One of two or more options."""


class LikertQuestion(_WithOptionLevels, Likert):
    """How far one agrees."""


class MultipleChoiceQuestion(BaseQuestion, MultipleChoice):
    """Any number of options; the level follows the number of ticks, exclusive ones not counted."""

    bands: Bands | None = None

    def levelling(self) -> Levelling | None:
        """Return the level by the number of ticks."""
        if self.bands is None:
            return None
        level_of = by_band(self.bands)
        counted = frozenset(o.slug for o in self.options if not o.exclusive)
        return lambda value, _: (
            level_of(len(counted & value)) if isinstance(value, frozenset) else 0
        )


class _WithBands(BaseQuestion):
    """No ``Numeric`` itself, whose bounds would stand before those of a percentage or an amount."""

    bands: Bands | None = None

    def levelling(self) -> Levelling | None:
        """Return the level of the band that the number falls in."""
        if self.bands is None:
            return None
        level_of = by_band(self.bands)
        return lambda value, _: level_of(value) if isinstance(value, Number) else 0


class NumberQuestion(_WithBands, NumberAnswer):
    """A count or a measure."""


class PercentQuestion(_WithBands, PercentAnswer):
    """A percentage."""


class MoneyQuestion(_WithBands, MoneyAnswer):
    """Whole kroner."""


class BooleanQuestion(BaseQuestion, BooleanAnswer):
    """Yes or no, each with a level."""

    yes_level: LevelNumber | None = None
    no_level: LevelNumber | None = None

    def levelling(self) -> Levelling | None:
        """Return the level of yes or no."""
        yes, no = self.yes_level, self.no_level
        if yes is None or no is None:
            return None
        return lambda value, _: yes if value else no

    @cached_property
    def _choices_with_levels(self) -> Sequence[Choice]:
        yes, no = super().choices
        return replace(yes, level=self.yes_level), replace(no, level=self.no_level)

    @property
    def choices(self) -> Sequence[Choice]:
        """The two answers with their levels, yes first."""
        return self._choices_with_levels


class DateQuestion(BaseQuestion, DateAnswer):
    """A date; the level follows the whole months since."""

    bands: Bands | None = None
    never_level: LevelNumber = 0

    def levelling(self) -> Levelling | None:
        """Return the level by whole months since the date."""
        return None if self.bands is None else months_since(self.bands, self.never_level)


class TextQuestion(BaseQuestion, TextAnswer):
    """A text, which has no level."""

    def levelling(self) -> Levelling | None:
        """Return None: a text is not scored."""
        return None


Question = Annotated[
    SingleChoiceQuestion
    | LikertQuestion
    | MultipleChoiceQuestion
    | NumberQuestion
    | PercentQuestion
    | MoneyQuestion
    | BooleanQuestion
    | DateQuestion
    | TextQuestion,
    Field(discriminator="kind"),
]
