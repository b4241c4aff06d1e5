"""Records in the content files that a person has checked an entry against its provider.

Only the values for that are written; comments, order, line breaks and permissions stay.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assessments.content.checking import check
from assessments.content.checks.accepted_gaps import FILE as GAPS
from assessments.content.loading import Folder, load_folder
from assessments.content.nearest import did_you_mean

MAX_NAME = 100
AFTER = ("confidence",)
"""The keys after one of which a first check is put; every entry has it."""
MENDED = frozenset({"checked", "unchecked"})
"""The rules of the content check that a check by a person mends."""
VALUE = r"""'(?:[^'\r\n]|'')*'|"(?:[^"\\\r\n]|\\.)*"|[^\s'"#](?:[^\r\n#]|(?<=\S)#)*(?<=\S)"""
"""A value on one line, in quotes or not, without the comment behind it."""


class NotCheckedError(Exception):
    """Nothing was recorded, with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Where a check was recorded."""

    path: str
    on: date
    by: str


def check_off(root: Path, slug: str, *, on: date, by: str, today: date) -> Checked:
    """Record that the person `by` checked the entry `slug` on the day `on`.

    Raises:
        NotCheckedError: There is no such entry, its file cannot be read, the content check finds
            errors in it, the name is unusable, or somebody has checked it since.
    """
    name = " ".join(by.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise NotCheckedError(f"Say who checked it, in 1 to {MAX_NAME} characters.")
    report = check(root, today)
    path = _file_of(report.folder, slug, on)
    for error in report.errors:
        if error.path == path and error.rule not in MENDED:
            raise NotCheckedError(f"{error}; nothing was recorded.")
    file = root / path
    before = _read(file)
    quoted = name.replace("'", "''")
    after = _with_lines(before, {"checked_on": f"'{on.isoformat()}'", "checked_by": f"'{quoted}'"})
    _write(file, after)
    folder = load_folder(root)
    if folder.problems:
        _write(file, before)
        raise NotCheckedError(f"{folder.problems[0]}; nothing was recorded.")
    _take_out_of_gaps(root / GAPS, slug)
    return Checked(path, on, name)


def _file_of(folder: Folder, slug: str, on: date) -> str:
    if folder.problems:
        raise NotCheckedError(f"{folder.problems[0]}; nothing was recorded.")
    listed = (folder.offers, folder.organisations, folder.requirements, folder.procurement_rules)
    entries = {placed.item.slug: placed for entries in listed for placed in entries}
    if slug not in entries:
        what = "Only offers, organisations, requirements and procurement rules are checked off."
        hint = did_you_mean(slug, entries) or f" {what} Name one as its file is named."
        raise NotCheckedError(f"There is no entry {slug}.{hint}")
    last = entries[slug].item.checked_on
    if last is not None and last > on:
        raise NotCheckedError(f"{slug} was checked later, on {last}; nothing was recorded.")
    return entries[slug].document.path


def _with_lines(text: str, lines: dict[str, str]) -> str:
    """Return `text` with the keys of `lines` set at the top level."""
    for key, value in lines.items():
        present = re.search(rf"^{key}:[ \t]*({VALUE}|)", text, re.MULTILINE)
        if present is None:
            text = _put_after(text, f"{key}: {value}", (*lines, *AFTER))
        else:
            behind = text[present.end() :]
            space = " " if behind.startswith("#") else ""
            text = f"{text[: present.start()]}{key}: {value}{space}{behind}"
    return text


def _put_after(text: str, line: str, keys: Iterable[str]) -> str:
    """Return `text` with `line` after the first of `keys` that it has."""
    ending = "\r\n" if "\r\n" in text else "\n"
    for key in keys:
        found = re.search(rf"^{key}:.*\n?", text, re.MULTILINE)
        if found is not None:
            end = found.end()
            joint = "" if text[:end].endswith("\n") else ending
            return f"{text[:end]}{joint}{line}{ending}{text[end:]}"
    return f"{text.rstrip()}{ending}{line}{ending}"


def _take_out_of_gaps(file: Path, slug: str) -> None:
    if not file.is_file():
        return
    text = _read(file)
    line = re.compile(rf"^ *- \{{entry: {re.escape(slug)}, rule: unchecked,.*\n", re.MULTILINE)
    kept = line.sub("", text)
    if kept != text:
        _write(file, kept if "- {" in kept else kept.replace("gaps:", "gaps: []"))


def _read(file: Path) -> str:
    """Return the text of a file, its line breaks as they are."""
    return file.read_bytes().decode("utf-8")


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all, for whom it was for before."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(text.encode("utf-8"))
    shutil.copymode(file, beside)
    beside.replace(file)
