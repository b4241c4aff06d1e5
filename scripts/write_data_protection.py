"""Writes docs/data-protection.md from the tables and what is said of them, or checks it.

A table or column of which nothing is said is named, and nothing is written.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Column, MetaData, Table

from assessments.storage.downloading import LEFT_OUT, OF_COMPANY
from assessments.storage.protection import PROTECTION
from assessments.storage.protection.entries import Entry, Otherwise, Protected, holding
from assessments.storage.protection.grounds import Ground
from assessments.storage.protection.rights import RIGHTS
from assessments.storage.tables import metadata

FILE: Final = Path(__file__).parents[1] / "docs" / "data-protection.md"
TEMPLATE: Final = Path(__file__).parent / "data_protection.md"
WHERE: Final = "assessments/storage/protection"


Lines = Iterator[str]


def gaps(tables: MetaData, said: Mapping[str, Entry]) -> list[str]:
    """Return what is missing or too much, each with where to mend it; none where all is said."""
    found = [
        f"Nothing is said of the table {name}: add an entry in {WHERE}."
        for name in sorted(set(tables.tables) - set(said))
    ]
    for name, entry in said.items():
        if name not in tables.tables:
            found.append(f"There is no table {name}: take its entry out of {WHERE}.")
        elif isinstance(entry, Protected):
            found += _gaps_of_columns(tables.tables[name], entry)
    return found


def _gaps_of_columns(table: Table, entry: Protected) -> Lines:
    there = {column.name for column in table.columns}
    named = [name for name, _ in holding(entry)]
    for name in sorted(there - set(named)):
        yield f"Nothing is said of {table.name}.{name}: name it in the table's entry in {WHERE}."
    for name in sorted({*named, *entry.otherwise} - there):
        yield f"There is no {table.name}.{name}: take it out of the table's entry in {WHERE}."
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"{table.name}.{name} is named twice in the table's entry in {WHERE}."


def document(tables: MetaData, said: Mapping[str, Entry]) -> str:
    """Return the page: the template with rights, grounds and tables in their places."""
    rights = [f"| {one.name} | {one.article} | {one.served} |" for one in RIGHTS]
    grounds = [f"- **{g.name}**: {_ground(g)} {g.because}" for g in _grounds(said)]
    parts = ["\n".join(_of_table(tables.tables[name], entry)) for name, entry in said.items()]
    return TEMPLATE.read_text("utf-8").format(
        rights="\n".join(rights), grounds="\n".join(grounds), tables="\n\n".join(parts)
    )


def _grounds(said: Mapping[str, Entry]) -> Sequence[Ground]:
    """Return every ground that something rests on, once, in the order of the tables."""
    found: dict[Ground, None] = {}
    for entry in said.values():
        if isinstance(entry, Protected):
            found.update(dict.fromkeys(entry.grounds))
            for other in entry.otherwise.values():
                found.update(dict.fromkeys(other.grounds))
    return list(found)


def _of_table(table: Table, entry: Entry) -> Lines:
    yield f"### `{table.name}`"
    yield ""
    yield f"{table.comment}"
    yield ""
    if not isinstance(entry, Protected):
        yield f"Nothing about companies or people. {entry.because}"
        return
    yield f"- **Purpose**: {entry.purpose}"
    yield "- **Legal basis**:"
    yield from (f"  - *{ground.name}*: {_ground(ground)}" for ground in entry.grounds)
    yield f"- **Kept**: {entry.kept}"
    yield f"- **Erased**: {entry.erased}{_cascades(table)}"
    yield f"- **Backups**: {entry.backups}"
    yield f"- **Read by**: {entry.readers}"
    yield ""
    yield "| Column | What it is | Holds | In the download |"
    yield "|---|---|---|---|"
    holds = dict(holding(entry))
    for column in table.columns:
        kind = holds[column.name].value
        yield f"| `{column.name}` | {_comment(column)} | {kind} | {_is_downloaded(column)} |"
    if entry.otherwise:
        yield ""
    for name, other in entry.otherwise.items():
        yield f"- `{name}`: {' '.join(_differing(other))}"


def _ground(ground: Ground) -> str:
    return f"{ground.basis.value}, for {ground.people}."


def _differing(other: Otherwise) -> Lines:
    """Yield what is otherwise for a column, in sentences."""
    if other.note is not None:
        yield other.note
    if other.purpose is not None:
        yield f"Purpose: {other.purpose}"
    yield from (f"Legal basis: *{ground.name}*, {_ground(ground)}" for ground in other.grounds)
    if other.kept is not None:
        yield f"Kept: {other.kept}"
    if other.erased is not None:
        yield f"Erased: {other.erased}"


def _cascades(table: Table) -> str:
    """Return, as a sentence, with whose rows those of `table` are deleted by foreign key."""
    parents = [
        f"`{key.column.table.name}` (by `{key.parent.name}`)"
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.ondelete == "CASCADE"
    ]
    return f" Goes by foreign key with its row in {', '.join(parents)}." if parents else ""


def _comment(column: Column[object]) -> str:
    return (column.comment or "").replace("|", "\\|")


def _is_downloaded(column: Column[object]) -> str:
    if column.table.name not in OF_COMPANY:
        return "no"
    if column.name in LEFT_OUT:
        return f"no: {LEFT_OUT[column.name][0].lower()}{LEFT_OUT[column.name][1:].rstrip('.')}"
    return "yes"


def main() -> int:
    """Write the page; with ``--check`` compare it. Return 1 on a difference or a gap."""
    missing = gaps(metadata, PROTECTION)
    for gap in missing:
        print(gap)
    if missing:
        return 1
    text = document(metadata, PROTECTION)
    if "--check" not in sys.argv:
        FILE.write_text(text, "utf-8")
        return 0
    if FILE.is_file() and FILE.read_text("utf-8") == text:
        return 0
    print("docs/data-protection.md differs from the tables: run `make protection` and read it.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
