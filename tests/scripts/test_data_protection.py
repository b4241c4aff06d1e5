"""docs/data-protection.md: nothing is left out of it, and what it names is there."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from api.commands import COMMANDS
from api.settings import PREFIX, Settings
from assessments.storage.downloading import LEFT_OUT
from assessments.storage.protection import PROTECTION
from assessments.storage.protection.entries import (
    AboutNobody,
    Entry,
    Holds,
    Otherwise,
    Protected,
    holding,
)
from assessments.storage.protection.rights import RIGHTS
from assessments.storage.tables import metadata
from migrations.grants import FUNCTIONS, TABLES
from schema.permissions import Caller, declared
from scripts import write_data_protection
from scripts.write_data_protection import FILE, document, gaps
from tests.schema.matrix import root_fields

NAMED: Final = re.compile(r"`([^`]+)`")


@pytest.fixture
def copy() -> MetaData:
    """The tables, to be changed."""
    tables = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(tables)
    return tables


def entries() -> dict[str, Protected]:
    return {name: one for name, one in PROTECTION.items() if isinstance(one, Protected)}


def changed(table: str, **other: Any) -> Mapping[str, Entry]:
    return {**PROTECTION, table: replace(entries()[table], **other)}


def test_every_table_and_every_column_says_what_it_holds() -> None:
    assert gaps(metadata, PROTECTION) == []
    assert {name for name, one in PROTECTION.items() if isinstance(one, AboutNobody)} == {
        "content_versions",
        "measures",
        "cohort_releases",
        "cohort_figures",
    }


def test_the_page_in_git_is_what_the_tables_say() -> None:
    assert FILE.read_text("utf-8") == document(metadata, PROTECTION)


def test_a_new_table_says_nothing_yet(copy: MetaData) -> None:
    Table("visits", copy, Column("id", Text))
    (gap,) = gaps(copy, PROTECTION)
    assert "visits" in gap


def test_a_new_column_says_nothing_yet(copy: MetaData) -> None:
    copy.tables["companies"].append_column(Column("phone", Text))
    (gap,) = gaps(copy, PROTECTION)
    assert "companies.phone" in gap


def test_what_is_no_more_is_not_spoken_of(copy: MetaData) -> None:
    copy.remove(copy.tables["consents"])
    (gap,) = gaps(copy, PROTECTION)
    assert "consents" in gap


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (changed("result_scores", columns={}), 5),
        (changed("results", otherwise={"phone": Otherwise(note="x")}), 1),
        (
            changed(
                "companies",
                columns={**entries()["companies"].columns, Holds.PERSON: ("facts",)},
            ),
            1,
        ),
    ],
    ids=["columns left out", "a column that is not there", "a column twice"],
)
def test_what_is_wrong_in_an_entry_is_named(said: Mapping[str, Entry], named: int) -> None:
    assert len(gaps(metadata, said)) == named


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the page that the script works on."""
    page = tmp_path / "page.md"
    page.write_text(FILE.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(write_data_protection, "FILE", page)
    monkeypatch.setattr(sys, "argv", ["write_data_protection", "--check"])
    return page


def test_the_check_passes_on_what_was_written(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write_data_protection.main() == 0
    written.unlink()
    assert write_data_protection.main() == 1
    monkeypatch.setattr(sys, "argv", ["write_data_protection"])
    assert write_data_protection.main() == 0
    assert written.read_text("utf-8") == FILE.read_text("utf-8")


def test_the_check_fails_where_the_page_was_changed_by_hand(written: Path) -> None:
    text = written.read_text("utf-8")
    written.write_text(text.replace("nine digits", "ten digits"), "utf-8")
    assert write_data_protection.main() == 1


@pytest.mark.parametrize("arguments", [[], ["--check"]])
def test_with_a_gap_nothing_is_written_and_the_check_fails(
    written: Path,
    copy: MetaData,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    Table("visits", copy, Column("id", Text))
    monkeypatch.setattr(write_data_protection, "metadata", copy)
    monkeypatch.setattr(sys, "argv", ["write_data_protection", *arguments])
    before = written.read_text("utf-8")
    assert write_data_protection.main() == 1
    assert capsys.readouterr().out.count("visits") == 1
    assert written.read_text("utf-8") == before


def known() -> set[str]:
    """Return what a page may name as code: fields, settings, tables, columns and functions."""
    settings = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    functions = {function.partition("(")[0] for function in FUNCTIONS}
    commands = {"results", "matches", "content"} & set(COMMANDS)
    return settings | columns | functions | commands | set(TABLES) | set(root_fields())


def test_what_the_page_names_is_there() -> None:
    text = " ".join(FILE.read_text("utf-8").split())
    names = set(NAMED.findall(text))
    others = {
        name
        for name in names - known()
        if name.partition(" ")[0] not in {"GET", "make", "eksportklar"} and "/" not in name
    }
    assert others == {"Company.accessLog", "COMPANY", "from"}
    commands = {name.split()[1] for name in names if name.startswith("eksportklar ")}
    assert commands == {"erase", "erasures", "retention", "tokens"} == commands & set(COMMANDS)


def test_every_setting_about_time_and_responsibility_is_named() -> None:
    text = FILE.read_text("utf-8")
    about = ("retention", "controller", "privacy", "access_token")
    names = [name for name in Settings.model_fields if any(one in name for one in about)]
    assert len(names) == 7
    assert [name for name in names if f"{PREFIX}{name.upper()}" not in text] == []


def test_what_erases_and_withdraws_is_open_to_whose_it_is() -> None:
    fields = root_fields()
    assert "privacy" in fields
    for name in ("eraseAssessment", "withdrawConsent"):
        assert {Caller.RESPONDENT, Caller.COMPANY_USER} <= (fields[name] or set())
    for name in ("eraseCompany", "updateCompany"):
        assert Caller.COMPANY_USER in (fields[name] or set())
    assert declared({}) is None


def test_columns_that_name_persons_are_few_and_known() -> None:
    found = {
        (table, column)
        for table, entry in entries().items()
        for column, holds in holding(entry)
        if holds is Holds.PERSON
    }
    assert found == {
        ("api_keys", "created_by"),
        ("api_keys", "name"),
        ("audit_log", "actor"),
        ("audit_log", "subject"),
        ("company_groups", "verified_by"),
        ("consents", "contact"),
        ("invitations", "created_by"),
        ("invitations", "note"),
        ("memberships", "confirmed_by"),
        ("reviews", "comment"),
    }


def test_secrets_and_codes_of_people_stay_out_of_the_download() -> None:
    hashes = {
        column
        for entry in entries().values()
        for column, holds in holding(entry)
        if holds is Holds.HASH
    }
    assert hashes - {"payload_hash"} < set(LEFT_OUT)
    assert set(LEFT_OUT) - hashes == {
        *("subject", "created_by", "confirmed_by", "verified_by", "record_key", "atom"),
    }


def test_rights_are_named_once_each_with_an_article() -> None:
    assert len({right.name for right in RIGHTS}) == len(RIGHTS) == 10
    assert [right.name for right in RIGHTS if not right.article[0].isdigit()] == []
