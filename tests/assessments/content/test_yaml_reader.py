"""The reader of content files: YAML 1.2 without its surprises."""

from decimal import Decimal
from pathlib import Path

import pytest

from assessments.content.problems import ContentError
from assessments.content.yaml_reader import MAX_DEPTH, Document, read_yaml


def _read(tmp_path: Path, text: str | bytes) -> Document:
    file = tmp_path / "file.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(file, "file.yaml")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("''", ""),
        ("3", 3),
        ("9" * 40, int("9" * 40)),
        pytest.param("9" * 5000, "9" * 5000, id="a number that nobody means is text"),
        ("-3", -3),
        ("'03'", "03"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2026-01-31", "2026-01-31"),
        ("3.0", Decimal("3.0")),
        ("0.1", Decimal("0.1")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("1.2.3", "1.2.3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
    ],
)
def test_scalars(tmp_path: Path, written: str, value: object) -> None:
    found = _read(tmp_path, f"key: {written}\n").data["key"]
    assert (found, type(found)) == (value, type(value))


def test_decimals_are_exact(tmp_path: Path) -> None:
    found = _read(tmp_path, "key: 0.10000000000000000001\n").data["key"]
    assert str(found) == "0.10000000000000000001"


@pytest.mark.parametrize("style", ["|", ">"])
def test_blocks_are_texts(tmp_path: Path, style: str) -> None:
    assert _read(tmp_path, f"key: {style}\n  3\n").data == {"key": "3\n"}


def test_every_place_has_its_line(tmp_path: Path) -> None:
    document = _read(tmp_path, "a:\n  - b: 1\n    c:\n      d: [1, 2]\n  - e\n")
    assert document.data == {"a": [{"b": 1, "c": {"d": [1, 2]}}, "e"]}
    assert document.line_of(("a",)) == 1
    assert document.line_of(("a", 0, "c")) == 3
    assert document.line_of(("a", 0, "c", "d", 1)) == 4
    assert document.line_of(("a", 1)) == 5
    assert document.line_of(("a", 0, "missing", "deeper")) == 2
    assert document.line_of(("missing",)) == 1


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    document = _read(tmp_path, "# only a remark\n")
    assert document.data is None
    assert document.line_of(("a",)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", 3, id="a key given twice"),
        pytest.param("a:\n  b: 1\n  b: 1\n", 3, id="a key given twice inside"),
        pytest.param("a: &x [1]\nb: *x\n", 2, id="an alias"),
        pytest.param("a: &x\n  b: *x\n", 2, id="an alias to what it stands in"),
        pytest.param("a: 1\nb: !!int 3\n", 2, id="a tag"),
        pytest.param("a: !python/name:os.system x\n", 1, id="a tag of one's own"),
        pytest.param("a: 1\n? [b]\n: 2\n", 2, id="a key that is a list"),
        pytest.param("a: 1\nb: [1\n", 3, id="a list without an end"),
        pytest.param("a: 1\n\tb: 2\n", 2, id="a tab"),
        pytest.param("a: 1\n---\nb: 2\n", 2, id="two documents"),
        pytest.param("a: \x01\n", 1, id="a character that is not allowed"),
        pytest.param(b"a: \xe6\n", 1, id="not UTF-8"),
        pytest.param("a:\n  " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, 2, id="too deep"),
        pytest.param("[" * 5_000 + "]" * 5_000, 1, id="much too deep"),
        pytest.param("- " * 5_000 + "a", 1, id="too deep without brackets"),
    ],
)
def test_is_refused(tmp_path: Path, text: str | bytes, line: int) -> None:
    with pytest.raises(ContentError) as refused:
        _read(tmp_path, text)
    assert (refused.value.path, refused.value.line) == ("file.yaml", line)
    assert refused.value.problem.strip()


def test_forty_levels_are_not_too_deep(tmp_path: Path) -> None:
    assert _read(tmp_path, "[" * MAX_DEPTH + "]" * MAX_DEPTH).data is not None
