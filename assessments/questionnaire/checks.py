"""Checks across questions: what is said in one place that does not fit what is said in another."""

from enum import StrEnum

from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Text


class Severity(StrEnum):
    """What a check does while it stands."""

    ERROR = "error"
    """It cannot be true: submitting is refused."""
    WARNING = "warning"
    """It is unlikely: the company is asked to confirm it."""


class Check(Authored):
    """While `when` is met, something does not fit, and `message` says what and what to do."""

    slug: Slug
    severity: Severity
    when: Condition
    message: Text
