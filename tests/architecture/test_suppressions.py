"""Where ruff or a type checker is told to look away, the reason stands beside it."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import ROOT, SOURCES, modules, name_of

SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|(?:pyright|mypy|ruff):\s*\w|pragma:)[^#]*?"
    r"(?P<reason>(?:\s-\s|\s\s#\s).*)?$",
    re.MULTILINE,
)
BLANKET = re.compile(r"#\s*(?:noqa(?!:)|type:\s*ignore(?!\[)|pyright:\s*ignore(?!\[))")
FEWEST_WORDS = 2
LISTS = re.compile(r"^\"[^\"]+\" = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)


def unexplained(text: str) -> Iterator[str]:
    """Yield the suppressions without a reason of two words, and those of everything at once."""
    for line in text.splitlines():
        found = SUPPRESSION.search(line)
        reason = (found["reason"] or "") if found else ""
        if found and (BLANKET.search(line) or len(reason.strip(" -#").split()) < FEWEST_WORDS):
            yield line.strip()


def per_file() -> list[str]:
    """Return the lines of ruff's exceptions per file in ``pyproject.toml``."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    start = text.index("[tool.ruff.lint.per-file-ignores]")
    table = text[start : text.index("\n[", start)]
    return [line for block in LISTS.findall(table) for line in block.splitlines()]


def test_every_suppression_has_its_reason() -> None:
    own = "tests/architecture/test_suppressions.py"
    texts = {name_of(p): p.read_text("utf-8") for p in modules(*SOURCES, "tests")}
    found = [(name, line) for name, text in texts.items() for line in unexplained(text)]
    assert [one for one in found if one[0] != own] == []


def test_every_exception_per_file_has_its_reason() -> None:
    lines = per_file()
    assert len(lines) >= 15
    for line in lines:
        assert re.fullmatch(r'  "[A-Z]+\d*", *# (\S+ )+\S+', line), line


@pytest.mark.parametrize(
    ("line", "explained"),
    [
        ("x = 1  # noqa: S608", False),
        ("x = 1  # noqa: S608 - constant", False),
        ("x = 1  # noqa: S608 - a constant", True),
        ("x = 1  # noqa", False),
        ("x = 1  # noqa - whatever there is", False),
        ("x = 1  # type: ignore[override]", False),
        ("x = 1  # type: ignore[override]  # models yield fields", True),
        ("x = 1  # pyright: ignore[reportCallIssue]", False),
        ("x = 1  # pragma: no cover", False),
        ("x = 1  # of no use", True),
    ],
)
def test_a_suppression_without_a_reason_is_seen(line: str, *, explained: bool) -> None:
    assert list(unexplained(line)) == ([] if explained else [line])
