"""What a catalogue says about itself, as authored."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assessments.questionnaire.kinds.base import Authored
from assessments.texts import Text


class About(Authored):
    """What the catalogue is, and how it was made.

    An entry that a person checked longer than `fresh_for_days` ago, a year unless given, is stale.
    `scoring_basis` says what the questionnaires' thresholds, weights and caps rest on.
    """

    title: Text
    compiled_on: date
    languages: tuple[Literal["nb", "en", "nn"], ...]
    how_compiled: Text
    confidence_means: dict[str, Text]
    freshness: Text
    scoring_basis: Text | None = None
    fresh_for_days: Annotated[int, Field(ge=1)] | None = None
    seeds: dict[str, str]
