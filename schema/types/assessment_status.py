"""``enum AssessmentStatus``."""

from enum import StrEnum

from schema.enums import describe_enum


class AssessmentStatus(StrEnum):
    """How far an assessment has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


describe_enum(
    AssessmentStatus,
    "How far an assessment has come.",
    {"DRAFT": "It can change.", "SUBMITTED": "It has a result and does not change any more."},
)
