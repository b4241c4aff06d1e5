"""The files of the project as git would list them: all but what ``.gitignore`` names."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ("api", "schema", "assessments", "migrations", "scripts", "bench")


@cache
def _patterns() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = (ROOT / ".gitignore").read_text("utf-8").split()
    left_out = tuple(line.rstrip("/") for line in lines if not line.startswith("!"))
    kept = tuple(line[1:].rstrip("/") for line in lines if line.startswith("!"))
    return (".git", *left_out), kept


def _is_ignored(path: Path) -> bool:
    left_out, kept = _patterns()
    if str(path.relative_to(ROOT)) in kept:
        return False
    return any(fnmatch(path.name, pattern) for pattern in left_out)


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if _is_ignored(path):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project."""
    return tuple(_walk(ROOT))


def name_of(path: Path) -> str:
    """Return how a file is called in messages and lists of exceptions."""
    return path.relative_to(ROOT).as_posix()


def modules(*folders: str) -> list[Path]:
    """Return the Python modules in `folders`, at any depth."""
    return [
        path for path in files() if path.suffix == ".py" and name_of(path).split("/")[0] in folders
    ]


def text_of(path: Path) -> str | None:
    """Return the text of a file; None for one that is none."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))
