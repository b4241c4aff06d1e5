"""The delivered files as they stand, read once."""

from pathlib import Path
from typing import Final, cast

import yaml

from tests.reference.catalogue_shapes import CatalogueEntry
from tests.reference.questionnaire_shapes import QuestionnaireEntry

FOLDER: Final = Path(__file__).parents[1] / "delivered"


def _read(name: str) -> object:
    return yaml.load((FOLDER / name).read_text("utf-8"), yaml.CSafeLoader)


QUESTIONNAIRE: Final = cast("QuestionnaireEntry", _read("questions.yaml"))
CATALOGUE: Final = cast("CatalogueEntry", _read("catalogue.yaml"))
REFERENCE: Final = CATALOGUE["reference"]
FIELDS: Final = CATALOGUE["company_profile"]["fields"]
