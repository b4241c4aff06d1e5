"""The shape of the delivered questionnaire; it names only what the evaluator uses."""

from typing import NotRequired, TypedDict


class MoneyEntry(TypedDict):
    """An amount in another currency than NOK."""

    amount: int
    currency: str


class ConditionEntry(TypedDict, total=False):
    """A leaf (one of answer, profile and field, with op and value) or a group of them."""

    any: "list[ConditionEntry]"
    all: "list[ConditionEntry]"
    answer: str
    profile: str
    field: str
    op: str
    value: str | int | float | list[str] | MoneyEntry


class BandEntry(TypedDict):
    """The level of a range of numbers."""

    min: int
    below: int | None
    level: int


class ScoringEntry(TypedDict):
    """How a number, a date or a number of ticks becomes a level."""

    method: str
    bands: list[BandEntry]
    never_level: NotRequired[int]
    exclusive_option: NotRequired[str]


class OptionEntry(TypedDict):
    """An option; the value is an integer for a likert question, a boolean for a boolean one."""

    value: str | int
    level: NotRequired[int | None]
    exclusive: NotRequired[bool]


class NotApplicableEntry(TypedDict):
    """Whether "does not apply" is an answer."""

    allowed: bool
    allowed_when: NotRequired[ConditionEntry]


class BlockerEntry(TypedDict):
    """A cap."""

    when: ConditionEntry
    theme: str
    cap_level: int


class WritesEntry(TypedDict):
    """The fact that an answer fills, with a mapping where the words differ."""

    field: str
    map: NotRequired[dict[str, str | bool]]


class ValidationEntry(TypedDict, total=False):
    """The numbers that may be answered."""

    min: int
    max: int


class QuestionEntry(TypedDict):
    """A question."""

    id: str
    theme: str
    type: str
    barriers: list[str]
    required: bool
    scored: bool
    weight: float
    options: NotRequired[list[OptionEntry]]
    scoring: NotRequired[ScoringEntry]
    validation: NotRequired[ValidationEntry]
    not_applicable: NotApplicableEntry
    visible_when: NotRequired[ConditionEntry]
    level_when_not_shown: NotRequired[int]
    blockers: NotRequired[list[BlockerEntry]]
    writes_profile: NotRequired[WritesEntry]


class ThemeEntry(TypedDict):
    """A theme with its weight in the overall score."""

    id: str
    weight: float


class LevelEntry(TypedDict):
    """A level with the least score, on the scale 0 to 4, that reaches it."""

    level: int
    min_score: float


class MetaEntry(TypedDict):
    """Themes and levels."""

    themes: list[ThemeEntry]
    levels: list[LevelEntry]


class QuestionnaireEntry(TypedDict):
    """``questions.yaml``."""

    meta: MetaEntry
    questions: list[QuestionEntry]
