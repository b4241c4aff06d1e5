"""The closed set of kinds that a question or a fact can have.

To add one: write a module beside this file with a class that extends ``base.AnswerKind``, pair it
with the fields of a question in ``questions.py`` and of a fact in ``facts.py``, and name it in
``QuestionKind``. The tests' table of kinds fails until it is there too.
"""

from enum import StrEnum


class QuestionKind(StrEnum):
    """A kind of answer; the value is what content files say."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    BOOLEAN = "boolean"
    LIKERT = "likert"
    DATE = "date"
    TEXT = "text"
