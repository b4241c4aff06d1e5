"""The JSON Schemas for editors: every file fits its own, and a broken one does not."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from assessments.content.yaml_reader import read_yaml
from scripts.write_content_schema import files, schemas
from tests.fixtures.content import CONTENT

Json = dict[str, Any]

BESIDE: Final = frozenset({"content/accepted_gaps.yaml"})
"""Files that a script writes have no schema."""
SCHEMAS: Final = schemas()
VALIDATORS: Final[dict[str, Any]] = {
    name: Draft202012Validator(schema) for name, (_, schema) in SCHEMAS.items()
}


def _misfits(name: str, data: Json) -> list[str]:
    return [str(error.message) for error in VALIDATORS[name].iter_errors(data)]


def _schema_of(path: str) -> str | None:
    for name, (pattern, _) in SCHEMAS.items():
        if name == "theme" and path.endswith("/questionnaire.yaml"):
            continue
        if fnmatchcase(path, pattern.replace("!(questionnaire)", "*")):
            return name
    return None


FILES: Final = {
    path: name
    for file in sorted(CONTENT.glob("**/*.yaml"))
    for path in [f"content/{file.relative_to(CONTENT).as_posix()}"]
    if path not in BESIDE
    for name in [_schema_of(path)]
}


def _read(path: str) -> Json:
    name = path.removeprefix("content/")
    found: Json = read_yaml(CONTENT / name, name).data
    return found


def test_every_file_has_a_schema_and_every_schema_a_file() -> None:
    assert [path for path, name in FILES.items() if name is None] == []
    assert set(FILES.values()) == set(VALIDATORS)


@pytest.mark.parametrize("name", sorted(VALIDATORS))
def test_every_file_fits(name: str) -> None:
    for path, schema in FILES.items():
        if schema == name:
            assert _misfits(name, _read(path)) == [], path


Break = Callable[[Json], object]


def _set(key: str, value: object) -> Break:
    return lambda data: data.update({key: value})


BROKEN: Final[dict[str, tuple[str, Break]]] = {
    "an unknown key": ("content/schemes/eurostars.yaml", _set("colour", "red")),
    "an unknown status": ("content/schemes/eurostars.yaml", _set("status", "sleeping")),
    "no name": ("content/schemes/eurostars.yaml", lambda data: data.pop("name")),
    "a text in one language": ("content/clusters/helseinn.yaml", _set("name", {"nb": "A"})),
    "a condition without a key": (
        "content/schemes/eurostars.yaml",
        lambda data: data["criteria"][0].update(condition={"op": "eq", "value": True}),
    ),
    "an unknown operator": (
        "content/schemes/eurostars.yaml",
        lambda data: data["criteria"][0]["condition"].update(op="equals"),
    ),
    "a level above 4": (
        "content/questionnaires/health-export/1/scaling.yaml",
        lambda data: data["questions"][0]["options"][0].update(level=5),
    ),
    "an unknown kind": (
        "content/questionnaires/health-export/1/scaling.yaml",
        lambda data: data["questions"][0].update(kind="slider"),
    ),
    "an unknown key of a fact": ("content/facts.yaml", lambda data: data["facts"][0].update(x=1)),
    "a list that is none": ("content/barriers.yaml", _set("barriers", "many")),
    "a group that is no list": (
        "content/reference/markets.yaml",
        lambda data: data["market_groups"].update(HOME="NO"),
    ),
    "a rate of 0": (
        "content/reference/currencies.yaml",
        lambda data: data["kroner_per"].update(EUR=0),
    ),
    "a country code in small letters": (
        "content/reference/countries.yaml",
        lambda data: data["countries"][0].update(code="no"),
    ),
    "a second list": ("content/sources.yaml", _set("barriers", [])),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_does_not(case: str) -> None:
    path, broken = BROKEN[case]
    data = _read(path)
    name = FILES[path]
    assert name is not None
    assert _misfits(name, data) == []
    broken(data)
    assert _misfits(name, data)


def test_the_files_in_git_are_what_the_code_says() -> None:
    differing = [
        path.name for path, text in files().items() if Path(path).read_text("utf-8") != text
    ]
    assert differing == []
