"""The content check against every file: it refuses what it should, and nothing else."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assessments.content.checking import check
from assessments.content.yaml_reader import read_yaml
from tests.assessments.content.copied_folder import FOLDER
from tests.conformance.building import definition_data
from tests.conformance.reading import Conformance, files

PLACE = "questionnaires/q/1"
ASIDE = {"no-cases", "advice"}
"""What the check asks of content beside the questionnaire itself."""

Data = dict[str, Any]


def content_folder(root: Path, file: Conformance) -> Path:
    """Return a content folder that is right, and has the questionnaire of `file` beside its own."""
    folder = Path(shutil.copytree(FOLDER, root / "content"))
    data = definition_data(file.questionnaire)
    themes, facts = data.pop("themes"), data.pop("facts")
    barriers = data.pop("barriers")
    left_out = {"groups", "rates"}
    head = {key: value for key, value in data.items() if key not in left_out}
    write(folder / PLACE / "questionnaire.yaml", {**head, "themes": [t["slug"] for t in themes]})
    for theme in themes:
        write(folder / PLACE / f"{theme['slug']}.yaml", theme)
    add(folder / "facts.yaml", "facts", facts)
    add(folder / "barriers.yaml", "barriers", barriers)
    return folder


def add(file: Path, key: str, more: list[Data]) -> None:
    write(file, {key: [*read_yaml(file, file.name).data[key], *more]})


def write(file: Path, data: Data) -> None:
    """Write `data` as JSON, which is YAML too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, default=plainly, ensure_ascii=False), "utf-8")


def plainly(number: Decimal) -> float:
    return float(number)


@pytest.mark.parametrize("name", files())
def test_the_check_refuses_what_it_should(tmp_path: Path, name: str) -> None:
    file = files()[name]
    report = check(content_folder(tmp_path, file), file.today)
    elsewhere = [problem for problem in report.errors if not problem.path.startswith(PLACE)]
    found = {p.rule for p in report.errors if p.path.startswith(PLACE)} - ASIDE
    assert elsewhere == []
    assert found == set(file.refused_for), [str(problem) for problem in report.errors]
