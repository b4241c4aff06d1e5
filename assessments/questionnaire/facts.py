"""Facts: what visibility, caps or matching need to know and no question gives."""

from typing import Annotated

from pydantic import Field

from assessments.questionnaire.computing import Computed
from assessments.questionnaire.kinds.base import Authored, Slug, YesNo
from assessments.questionnaire.kinds.boolean import BooleanAnswer
from assessments.questionnaire.kinds.choice import SingleChoice
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import MoneyAnswer, NumberAnswer, PercentAnswer
from assessments.questionnaire.kinds.text import TextAnswer
from assessments.texts import Text


class BaseFact(Authored):
    """The fields of every fact.

    A fact that is not `asked` cannot be stated; it follows from others: by arithmetic where it is
    `computed`, else as the program knows. `check` names a test beyond
    the kind's own that the program supplies.
    """

    slug: Slug
    name: Text
    text: Text
    help: Text | None = None
    asked: YesNo = True
    sensitive: YesNo = False
    allows_not_applicable: YesNo = False
    derived_from: tuple[Slug, ...] = ()
    computed: Computed | None = None
    check: str | None = None
    editor_note: str | None = None


class SingleChoiceFact(BaseFact, SingleChoice):
    """One option."""


class MultipleChoiceFact(BaseFact, MultipleChoice):
    """Any number of options."""


class NumberFact(BaseFact, NumberAnswer):
    """A number."""


class PercentFact(BaseFact, PercentAnswer):
    """A percentage."""


class MoneyFact(BaseFact, MoneyAnswer):
    """Whole kroner."""


class BooleanFact(BaseFact, BooleanAnswer):
    """Yes or no."""


class DateFact(BaseFact, DateAnswer):
    """A date."""


class TextFact(BaseFact, TextAnswer):
    """A text."""


Fact = Annotated[
    SingleChoiceFact
    | MultipleChoiceFact
    | NumberFact
    | PercentFact
    | MoneyFact
    | BooleanFact
    | DateFact
    | TextFact,
    Field(discriminator="kind"),
]
