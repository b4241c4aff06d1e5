"""``eksportklar content``: check, publish and show."""

from pathlib import Path

import pytest

from api.commands.previews.preview import preview, slugs_in
from assessments.content.loading import load_folder
from scripts import accept_gaps
from tests.fixtures.commands import CommandLine
from tests.fixtures.content import CONTENT
from tests.fixtures.ready_content import edit


def test_a_good_folder_is_good(command_line: CommandLine, copied: Path) -> None:
    ran = command_line.run("content", "check", "--dir", str(copied))
    assert (ran.code, ran.out, ran.err) == (0, ["0 errors, 0 warnings"], [])


def test_the_folder_may_come_from_the_setting(command_line: CommandLine, copied: Path) -> None:
    command_line.set("CONTENT_DIR", copied)
    assert command_line.run("content", "check").out == ["0 errors, 0 warnings"]


def test_a_mistake_is_named_by_file_and_line(command_line: CommandLine, copied: Path) -> None:
    line = edit(copied / "schemes" / "start-grant.yaml", "status: active", "status: sleeping")
    ran = command_line.run("content", "check", "--dir", str(copied))
    assert ran.code == 1
    assert [e for e in ran.err if e.startswith(f"error: schemes/start-grant.yaml:{line}: ")]
    assert ran.out == ["1 error, 0 warnings"]


@pytest.mark.parametrize(
    "command",
    [("check",), ("show", "stage"), ("publish",), ("freshness",), ("verify", "x", "--by", "K")],
)
def test_a_folder_that_is_not_there_is_named(
    command_line: CommandLine, command: tuple[str, ...], tmp_path: Path
) -> None:
    ran = command_line.run("content", *command, "--dir", str(tmp_path / "gone"))
    assert ran.code == 2
    words = " ".join(ran.err).replace("│", " ").split()
    assert "does not exist" in " ".join(words)


def test_warnings_are_counted_by_rule_or_listed(command_line: CommandLine, copied: Path) -> None:
    edit(copied / "sources.yaml", "    dated: '2025'\n", "")
    for entry in ("procurement_rules/threshold", "schemes/old-grant"):
        edit(copied / f"{entry}.yaml", "checked_on: '2026-11-01'\nchecked_by: KN\n", "")
    assert accept_gaps.main(copied, frozenset({"undated-source", "unchecked"})) == 3
    counted = command_line.run("content", "check", "--dir", str(copied))
    assert counted.code == 0
    *rules, total = counted.out
    assert all(line.startswith("warning: ") and " × " in line for line in rules)
    numbers = [int(line.removeprefix("warning: ").partition(" × ")[0]) for line in rules]
    assert sorted(numbers) == [1, 2]
    assert total == "0 errors, 3 warnings"
    listed = command_line.run("content", "check", "--warnings", "--dir", str(copied))
    assert listed.out[-1] == total
    assert len([line for line in listed.out if ".yaml:" in line]) == 3


def test_publishing_twice_publishes_once(on_fresh_database: CommandLine, copied: Path) -> None:
    first = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert (first.code, first.err) == (0, [])
    assert first.out == ["Published questionnaire ready, version 1.", "Published catalogue 1."]
    again = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert (again.code, again.out) == (0, ["Everything is published already."])


def test_a_change_of_the_catalogue_is_a_new_version(
    on_fresh_database: CommandLine, copied: Path
) -> None:
    on_fresh_database.run("content", "publish", "--dir", str(copied))
    edit(copied / "about.yaml", "title:", "# A comment changes nothing.\ntitle:")
    same = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert same.out == ["Everything is published already."]
    edit(copied / "schemes" / "open-advice.yaml", "en: Open advice", "en: Advice")
    changed = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert changed.out == ["Published catalogue 2."]


def test_a_published_questionnaire_cannot_change(
    on_fresh_database: CommandLine, copied: Path
) -> None:
    on_fresh_database.run("content", "publish", "--dir", str(copied))
    edit(copied / "questionnaires" / "ready" / "1" / "growth.yaml", "en: Growth}", "en: More}")
    ran = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert (ran.code, ran.out) == (1, [])
    (words,) = ran.err
    assert "Version 1 of the questionnaire ready" in words
    assert "version 2" in words


def test_broken_content_is_not_published(on_fresh_database: CommandLine, copied: Path) -> None:
    edit(copied / "schemes" / "start-grant.yaml", "status: active", "status: sleeping")
    ran = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert ran.code == 1
    assert ran.out == []
    assert ran.err[0].startswith("error: schemes/start-grant.yaml:")
    assert ran.err[-1].endswith("nothing was published.")
    mended = copied / "schemes" / "start-grant.yaml"
    edit(mended, "status: sleeping", "status: active")
    ran = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert ran.out[-1] == "Published catalogue 1."


SHOWN: dict[str, list[str]] = {
    "skattefunn": [
        "[nb] SkatteFUNN",
        "[en] SkatteFUNN R&D tax deduction",
        "    Must: The company is taxable in Norway. [Taxable in Norway is yes] [Based on sources]",
        "    To be verified: Cap on the hourly rate",
        "    Må bekreftes: Taket på timesatsen",
        "    Status: Active",
        "    Kontrollert: aldri av en person",
    ],
    "norway-health-tech": ["[nb] Norway Health Tech", "[en] Norway Health Tech"],
    "innovasjon-norge": ["[nb] Innovasjon Norge", "[en] Innovation Norway"],
    "S04": [
        "[nb] Hvor lenge rekker pengene dere har sikret?",
        "[en] How long will the money you have secured last?",
        "    - Under 3 months (level 0)",
    ],
    "employees": [
        "[nb] Hvor mange årsverk har dere?",
        "[en] How many full-time equivalents do you have?",
    ],
    "gce-ocean-technology": [
        "    Nivå i klyngeprogrammet: Norwegian Centre of Expertise (NCE) (2006–)",
        "    Level in the cluster programme: Global Centre of Expertise (GCE) (2015-06-12–2025)",
    ],
    "legal_form": [
        "    For redaktører: used_for: IPN and the Akershus R&D grant exclude sole proprietorships",
        "    For editors: used_for: IPN and the Akershus R&D grant exclude sole proprietorships",
    ],
    "capital_access": ["[nb] Tilgang på risikokapital", "[en] Access to risk capital"],
}


@pytest.mark.parametrize("slug", SHOWN)
def test_an_entry_is_shown_in_both_languages(command_line: CommandLine, slug: str) -> None:
    command_line.set("CONTENT_DIR", CONTENT)
    ran = command_line.run("content", "show", slug)
    assert (ran.code, ran.err) == (0, [])
    assert [line for line in SHOWN[slug] if line not in ran.out] == []


WHY_NB = (
    "Uten sikret finansiering for minst 3 måneder er det ikke trygt å vokse. Derfor kan ikke temaet"
    " skalering komme over nivå 2."
)
WHY_EN = (
    "Without secured funding for at least 3 months it is not safe to grow. Scaling therefore cannot"
    " go above level 2."
)


def test_a_cap_is_shown_with_its_reason(command_line: CommandLine) -> None:
    ran = command_line.run("content", "show", "S04", "--dir", str(CONTENT))
    nb, en = [line.strip() for line in ran.out if line.strip().startswith(("Tak: ", "Cap: "))]
    assert nb.startswith("Tak: scaling høyst nivå 2 når S04 er ")
    assert en.startswith("Cap: scaling at most level 2 when S04 is ")
    assert (nb.endswith(WHY_NB), en.endswith(WHY_EN)) == (True, True)


def test_every_entry_question_and_fact_can_be_shown() -> None:
    folder = load_folder(CONTENT)
    assert folder.catalogue is not None
    catalogue = folder.catalogue
    slugs = slugs_in(folder)
    assert {*catalogue.offers_by_slug, "mdr", "dmp", "helse-sosial", "S06", "trl"} <= set(slugs)
    for slug in slugs:
        lines = preview(folder, slug)
        nb = [line for line in lines if line.startswith("[nb] ")]
        en = [line for line in lines if line.startswith("[en] ")]
        assert len(nb) == len(en) >= 1, slug
        assert not [line for line in lines if "{}" in line or ": None" in line], slug


def test_what_does_not_exist_cannot_be_shown(command_line: CommandLine) -> None:
    ran = command_line.run("content", "show", "nothing", "--dir", str(CONTENT))
    assert (ran.code, ran.out) == (1, [])
    assert ran.err == ["There is nothing called nothing in the content."]
    misspelt = command_line.run("content", "show", "eurostar", "--dir", str(CONTENT))
    assert misspelt.code == 1
    assert " Did you mean eurostars" in misspelt.err[0]


@pytest.mark.parametrize("slug", ["start-grant", "open-advice", "nothing"])
def test_nothing_is_shown_of_a_folder_that_cannot_be_read(
    command_line: CommandLine, copied: Path, slug: str
) -> None:
    line = edit(copied / "schemes" / "start-grant.yaml", "status: active", "status: activ")
    ran = command_line.run("content", "show", slug, "--dir", str(copied))
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert ran.err[0].startswith(f"error: schemes/start-grant.yaml:{line}: ")
