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
from tests.conformance.building import versions_data
from tests.conformance.reading import Conformance, files

PLACE = "questionnaires/q"
ASIDE = {"no-cases", "advice"}
"""What the check asks of content beside the questionnaire itself."""

Data = dict[str, Any]


def content_folder(root: Path, file: Conformance) -> Path:
    """Return a content folder that is right, and has the questionnaire of `file` beside its own."""
    folder = Path(shutil.copytree(FOLDER, root / "content"))
    versions = versions_data(file)
    for data in versions:
        add_version(folder / PLACE / str(data["version"]), data)
    for name in ("facts", "barriers"):
        listed = {item["slug"]: item for data in versions for item in data[name]}
        add(folder / f"{name}.yaml", name, list(listed.values()))
    return folder


def add_version(folder: Path, data: Data) -> None:
    """Write one version of the questionnaire, without what stands elsewhere."""
    elsewhere = {"groups", "rates", "facts", "barriers"}
    head = {key: value for key, value in data.items() if key not in elsewhere}
    themes = data["themes"]
    write(folder / "questionnaire.yaml", {**head, "themes": [theme["slug"] for theme in themes]})
    for theme in themes:
        write(folder / f"{theme['slug']}.yaml", theme)


def add(file: Path, key: str, more: list[Data]) -> None:
    write(file, {key: [*read_yaml(file, file.name).data[key], *more]})


def write(file: Path, data: Data) -> None:
    """Write `data` as JSON, which is YAML too."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(data, default=plainly, ensure_ascii=False), "utf-8")


def plainly(number: Decimal) -> float:
    return float(number)


@pytest.mark.part(4)
@pytest.mark.parametrize("name", files())
def test_the_check_refuses_what_it_should(tmp_path: Path, name: str) -> None:
    file = files()[name]
    report = check(content_folder(tmp_path, file), file.today)
    elsewhere = [problem for problem in report.errors if not problem.path.startswith(PLACE)]
    found = {p.rule for p in report.errors if p.path.startswith(PLACE)} - ASIDE
    assert elsewhere == []
    assert found == set(file.refused_for), [str(problem) for problem in report.errors]
