"""What a brief is built from: told figures, and the names of what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assessments.cohorts.told import Told
from assessments.questionnaire.questions import Question as AuthoredQuestion
from assessments.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is told of a cohort; None where it is of too few, or would tell of somebody.

    Attributes:
        told: The figures.
        released_at: As of when, in Norwegian time.
        release: The number of the release.
    """

    told: Told | None
    released_at: datetime | None
    release: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it is written, and the title of its theme."""

    asked: AuthoredQuestion
    theme: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Names by slug, each in the order of the content.

    Attributes:
        questionnaire: The slug and the title of the questionnaire.
        cluster: Of whose members it is; None for all companies.
        levels: Names by level.
        themes: Titles by slug.
        barriers: Names by slug.
        schemes: Names by slug.
        questions: Questions by slug.
    """

    questionnaire: tuple[str, Text]
    cluster: tuple[str, Text] | None
    levels: Mapping[int, Text]
    themes: Mapping[str, Text]
    barriers: Mapping[str, Text]
    schemes: Mapping[str, Text]
    questions: Mapping[str, Question]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the content rests on.

    Attributes:
        catalogue: What the catalogue is.
        compiled_on: When it was put together.
        how_compiled: From what.
        scoring: What thresholds, weights and caps rest on; None where nothing is said.
        versions: The versions of the questionnaire that were answered, from the first to the last.
    """

    catalogue: Text
    compiled_on: date
    how_compiled: Text
    scoring: Text | None
    versions: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that a brief is built from.

    Attributes:
        named: Names.
        basis: What they rest on.
        minimum: The fewest companies that a figure is about.
        count_margin: How far counts by answer are from the truth in nineteen of twenty cases.
        protection: How figures are protected, in sentences.
        open_schemes: How many schemes that can be applied to today relieve each barrier.
        whole: Figures about all companies together.
        regions: Figures by county or part of the country, each with its code and name.
        quarters: Figures by quarter, each with its name, the first one first.
        members: How many are on the cluster's list; None where there is none.
        invited: How many the cluster invited by number; None likewise.
    """

    named: Named
    basis: Basis
    minimum: int
    count_margin: int | None
    protection: Text
    open_schemes: Mapping[str, int]
    whole: Figures
    regions: Sequence[tuple[str, Text, Figures]]
    quarters: Sequence[tuple[str, Text, Figures]]
    members: int | None
    invited: int | None
