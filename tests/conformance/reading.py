"""The files of this folder: their form, and reading them. ``README.md`` says what they mean."""

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assessments.content.yaml_reader import read_yaml

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "questionnaires"
DAY: Final = date(2026, 11, 26)
"""The day of a file that names none."""

Given = dict[str, Any]
"""An answer in the form of ``AnswerValueInput``."""


Exact = Annotated[str, AfterValidator(lambda written: str(Fraction(written)))]
"""An exact number, written as a decimal number or a fraction; read as a fraction."""


def _exactly(known: dict[str, Given]) -> dict[str, Given]:
    return {
        slug: {"number": str(Fraction(said["number"]))} if "number" in said else said
        for slug, said in known.items()
    }


Known = Annotated[dict[str, Given], AfterValidator(_exactly)]
"""Facts by slug; numbers are written and read as exact ones are."""


class Form(BaseModel):
    """What every part of a file is: nothing may stand in it that has no place."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Range(Form):
    """What the bounds of a theme, or overall, are expected to be."""

    score: tuple[Exact | None, Exact | None] = Field(strict=False)
    level: tuple[int | None, int | None] = Field(strict=False)
    decided: bool = False
    exact: bool = True
    may_be_null: bool = False


class Step(Form):
    """One expected next step."""

    question: str
    levels: tuple[int, int] = Field(strict=False)
    theme_gain: Exact
    gain: Exact
    reveals: list[str] = []
    caps_lifted: list[str] = []
    level_reached: int | None = None
    theme_level_reached: int | None = None


class RefusedAnswer(Form):
    """An answer that is not accepted, and why."""

    question: str
    answer: Given
    reason: str


class OptionDetail(Form):
    """What is said of a chosen option."""

    option: str
    text: str


class Save(Form):
    """One answer that is saved, with details of the options that it chooses."""

    question: str
    answer: Given
    details: list[OptionDetail] = []


class Saving(Form):
    """Answers that are saved one after the other, and the details that stand beside them then.

    `refused` is why the last one is not accepted.
    """

    name: str
    given: list[Save] = Field(min_length=1)
    asks: dict[str, list[str]] = {}
    kept: dict[str, dict[str, str]] = {}
    refused: str | None = None


class Became(Form):
    """An answer in the newest version: what it was an answer to, and whether it reads otherwise."""

    source: str = Field(alias="from")
    answer: Given
    mapped: bool = False
    details: dict[str, str] = {}


class Carry(Form):
    """Answers to the oldest version, and what they become in the newest."""

    name: str
    today: date | None = Field(default=None, strict=False)
    answers: dict[str, Given]
    details: dict[str, dict[str, str]] = {}
    becomes: dict[str, Became] = {}
    left: dict[str, str] = {}
    lost: dict[str, list[str]] = {}


class Moment(Form):
    """What one result rests on; answers and facts are those of its version."""

    today: date | None = Field(default=None, strict=False)
    answers: dict[str, Given] = {}
    facts: dict[str, Given] = {}


LevelChange = Annotated[tuple[int, int, Exact], Field(strict=False)]
"""The level before, the level after, and the points that this makes."""


class Changed(Form):
    """Two results of a company, and why the scores of the second are others."""

    name: str
    before: Moment
    after: Moment
    scores: dict[str, list[Exact | None]]
    parts: dict[str, list[Exact] | None]
    levels: dict[str, LevelChange] = {}
    newly_counted: list[str] = []
    no_longer_counted: list[str] = []
    displayed: dict[str, list[str]] = {}


class Case(Form):
    """What one company answers and states, and all that must follow from it."""

    name: str
    today: date | None = Field(default=None, strict=False)
    answers: dict[str, Given] = {}
    facts: dict[str, Given] = {}
    shown: list[str]
    hidden: dict[str, str] = {}
    levels_counted: dict[str, int] | None = None
    points: dict[str, Exact] | None = None
    scores: dict[str, Exact | None]
    levels: dict[str, int | None]
    uncapped_levels: dict[str, int | None] = {}
    caps: dict[str, list[str]] = {}
    weakest: str | None = None
    missing: list[str] = []
    missing_facts: list[str] = []
    gaps: dict[str, list[str]] = {}
    checks: list[str] = []
    progress: tuple[int, int, int] | None = Field(default=None, strict=False)
    facts_known: Known | None = None
    displayed: dict[str, str] = {}
    displayed_points: dict[str, dict[str, str]] = {}
    bounds: dict[str, Range] = {}
    next_steps: list[Step] | None = None


class Conformance(Form):
    """One file."""

    feature: str
    covers: list[str] = Field(min_length=1)
    today: date = Field(default=DAY, strict=False)
    earlier: list[dict[str, Any]] = []
    questionnaire: dict[str, Any]
    cases: list[Case] = []
    refuses: list[RefusedAnswer] = []
    saves: list[Saving] = []
    carries: list[Carry] = []
    changes: list[Changed] = []
    refused_for: list[str] = []

    @property
    def versions(self) -> list[dict[str, Any]]:
        """The versions of the questionnaire, the oldest first."""
        return [*self.earlier, self.questionnaire]


@cache
def files() -> dict[str, Conformance]:
    """Return the files by name, in the order of their names."""
    paths = sorted(FOLDER.glob("*.yaml"))
    documents = {path.stem: read_yaml(path, path.name).data for path in paths}
    return {name: Conformance.model_validate(data) for name, data in documents.items()}


def features() -> list[str]:
    """Return the closed list of features."""
    listed: list[str] = read_yaml(HERE / "features.yaml", "features.yaml").data
    return listed
