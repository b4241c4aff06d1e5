"""Worked cases as they are written under ``content/cases``.

A case starts from the company of its file, replaces what it says itself, and takes away what it
sets to null.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, cast

from pydantic import Field, PlainValidator

from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Words

Spoken = bool | int | Decimal | str | tuple[str, ...] | Shape | None
"""A value as a case gives it; a ``Shape`` says that there is none, None takes one away."""

_SAID: Mapping[str, Shape] = {
    "dont_know": Shape.DONT_KNOW,
    "not_applicable": Shape.NOT_APPLICABLE,
    "never": Shape.NEVER,
}


def _spoken(given: object) -> Spoken:
    if isinstance(given, dict):
        said = [_SAID.get(key) for key, value in cast("dict[str, object]", given).items() if value]
        if len(said) == 1 and said[0] is not None:
            return said[0]
    elif isinstance(given, list):
        items = cast("list[object]", given)
        if all(isinstance(item, str) for item in items):
            return tuple(str(item) for item in items)
    elif given is None or isinstance(given, bool | int | Decimal | str):
        return given
    known = ", ".join(f"{{{key}: true}}" for key in _SAID)
    raise ValueError(
        "this is no value; write an option, a list of options, a number, true, false, a date or a"
        f" text, or {known}"
    )


Company = dict[str, Annotated[Spoken, PlainValidator(_spoken)]]
"""Facts or answers by slug."""


class Case(Authored):
    """What every case has: a sentence that says what it shows, and the date it speaks of."""

    says: Words
    as_of: date | None = None


class OfferCase(Case):
    """What one company can make of one offer.

    `gaps` are the company's barriers. `outcome`, `verdicts` by criterion, `missing` (the facts to
    ask for to settle the hard criteria, in order) and `relevance` with one decimal are expected,
    each where it is given.
    """

    company: Company = Field(default_factory=dict)
    gaps: tuple[Slug, ...] = ()
    outcome: Outcome | None = None
    verdicts: dict[str, Verdict] = Field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    relevance: Decimal | None = None

    @property
    def expects(self) -> bool:
        """Whether there is anything that must come out."""
        return bool(
            self.outcome or self.verdicts or self.missing is not None or self.relevance is not None
        )


class OfferCases(Authored):
    """The cases of an offer; `company` meets every hard criterion."""

    offer: Slug
    as_of: date
    company: Company
    cases: Annotated[tuple[OfferCase, ...], Field(min_length=1)]


class QuestionnaireCase(Case):
    """What comes out of one set of facts and answers.

    `shown` and `hidden` name some questions. `scores` and `levels` are by theme and ``overall``,
    null for none. `caps` names by theme exactly the questions whose caps hold; `missing`,
    `missing_facts`, `gaps` and `checks`, those across questions that stand, are complete as well.
    """

    facts: Company = Field(default_factory=dict)
    answers: Company = Field(default_factory=dict)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    scores: dict[str, Decimal | None] = Field(default_factory=dict)
    levels: dict[str, int | None] = Field(default_factory=dict)
    caps: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    missing_facts: tuple[str, ...] | None = None
    gaps: tuple[str, ...] | None = None
    checks: tuple[str, ...] | None = None

    @property
    def expects(self) -> bool:
        """Whether there is anything that must come out."""
        some = (self.shown, self.hidden, self.scores, self.levels, self.caps)
        complete = (self.missing, self.missing_facts, self.gaps, self.checks)
        return any(some) or any(names is not None for names in complete)


class QuestionnaireCases(Authored):
    """The cases of a questionnaire version; `facts` and `answers` are complete."""

    questionnaire: Slug
    version: int
    as_of: date
    facts: Company
    answers: Company
    cases: Annotated[tuple[QuestionnaireCase, ...], Field(min_length=1)]
