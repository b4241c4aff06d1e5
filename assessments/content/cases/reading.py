"""Reads the worked cases of a content folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assessments.content.cases.models import OfferCases, QuestionnaireCases
from assessments.content.files import Placed, Reader
from assessments.content.problems import Problem

OFFERS = "cases/offers"
QUESTIONNAIRES = "cases/questionnaires"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases by the name of their file, and what is wrong with single files.

    `files` has the path of every file, also of those that cannot be used.
    """

    offers: Mapping[str, Placed[OfferCases]]
    questionnaires: Mapping[str, Placed[QuestionnaireCases]]
    files: frozenset[str]
    problems: tuple[Problem, ...]


def load_cases(root: Path) -> Cases:
    """Return the cases of the content folder at `root`."""
    reader = Reader(root)
    offers = reader.each(OFFERS, TypeAdapter(OfferCases))
    questionnaires = reader.each(QUESTIONNAIRES, TypeAdapter(QuestionnaireCases))
    return Cases(
        offers={Path(placed.document.path).stem: placed for placed in offers},
        questionnaires={Path(placed.document.path).stem: placed for placed in questionnaires},
        files=frozenset(
            file.relative_to(root).as_posix()
            for folder in (OFFERS, QUESTIONNAIRES)
            for file in (root / folder).glob("*.yaml")
        ),
        problems=tuple(reader.problems),
    )


def offer_file(slug: str) -> str:
    """Return the path of the cases of the offer `slug`."""
    return f"{OFFERS}/{slug}.yaml"


def questionnaire_file(slug: str, version: int) -> str:
    """Return the path of the cases of a questionnaire version."""
    return f"{QUESTIONNAIRES}/{slug}-{version}.yaml"
