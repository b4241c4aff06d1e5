"""``eksportklar token``: whom each token shows to a development server."""

from pathlib import Path

import pytest

from api.identity.building import identity_of
from api.settings import Settings
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Scope,
)
from tests.fixtures.commands import CommandLine

BY = "https://development.eksportklar.invalid#"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (
            ("company", "123456785"),
            CompanyUser(subject=f"{BY}company-user", organisations=("123456785",)),
        ),
        (
            ("company", "0192:123456785", "987 654 325", "--delegate", "991825827", "--name", "me"),
            CompanyUser(
                subject=f"{BY}me",
                organisations=("123456785", "987654325"),
                delegate="991825827",
            ),
        ),
        (
            ("company", "123456785", "--delegate", "123456785"),
            CompanyUser(subject=f"{BY}company-user", organisations=("123456785",)),
        ),
        (
            ("company", "123456785", "987654325", "--delegate", "123456785"),
            CompanyUser(
                subject=f"{BY}company-user",
                organisations=("123456785", "987654325"),
                delegate="123456785",
            ),
        ),
        (
            ("advisor", "norway-health-tech", "norwep", "--hours", "1"),
            Advisor(subject=f"{BY}advisor", recipients=("norway-health-tech", "norwep")),
        ),
        (
            ("company", "123456785", "--subject", "kari"),
            CompanyUser(subject=f"{BY}kari", organisations=("123456785",)),
        ),
        (
            ("advisor", "norway-health-tech", "--subject", "liv"),
            Advisor(subject=f"{BY}liv", recipients=("norway-health-tech",)),
        ),
        (
            ("administrator", "--subject", "drift-2"),
            Administrator(subject=f"{BY}drift-2", name="administrator"),
        ),
        (
            ("integration", "--scope", "matching", "--name", "Robot", "--subject", "robot-2"),
            Integration(subject=f"{BY}robot-2", name="Robot", scopes=frozenset({Scope.MATCHING})),
        ),
        (("administrator",), Administrator(subject=f"{BY}administrator", name="administrator")),
        (
            ("integration", "--scope", "shared_assessments", "--scope", "matching"),
            Integration(
                subject=f"{BY}integration",
                name="integration",
                scopes=frozenset({Scope.SHARED_ASSESSMENTS, Scope.MATCHING}),
            ),
        ),
        (
            (
                *("integration", "--scope", "shared_assessments"),
                *("--recipient", "norway-health-tech", "--recipient", "eksfin"),
            ),
            Integration(
                subject=f"{BY}integration",
                name="integration",
                scopes=frozenset({Scope.SHARED_ASSESSMENTS}),
                recipients=("norway-health-tech", "eksfin"),
            ),
        ),
        (
            (
                *("integration", "--scope", "company", "--name", "Robot"),
                *("--organisation", "123456785", "--delegate", "991825827"),
            ),
            Integration(
                subject=f"{BY}Robot",
                name="Robot",
                scopes=frozenset({Scope.COMPANY}),
                organisation="123456785",
                delegate="991825827",
            ),
        ),
    ],
)
async def test_a_printed_token_shows_who_was_asked_for(
    command_line: CommandLine, tmp_path: Path, arguments: tuple[str, ...], shown: object
) -> None:
    command_line.set("DATA_DIR", tmp_path)
    ran = command_line.run("token", *arguments)
    assert (ran.code, ran.err, len(ran.out)) == (0, [], 1)
    who = identity_of(Settings.model_validate({"data_dir": tmp_path}))
    assert await who.identify(f"Bearer {ran.out[0]}") == shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("company",),
        ("company", "123456789"),
        ("company", "123456785", "--delegate", "1"),
        ("advisor", "No Slug"),
        ("integration",),
        ("integration", "--scope", "everything"),
        ("integration", "--scope", "shared_assessments", "--recipient", "No Slug"),
        ("administrator", "--hours", "0"),
        ("administrator", "--subject", ""),
        ("administrator", "--subject", "01010112345"),
    ],
)
def test_what_would_show_nobody_is_refused(
    command_line: CommandLine, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    command_line.set("DATA_DIR", tmp_path)
    ran = command_line.run("token", *arguments)
    assert (ran.code, ran.out) == (2, [])
    assert list(tmp_path.iterdir()) == []


def test_production_prints_no_token(command_line: CommandLine, tmp_path: Path) -> None:
    command_line.set("DATA_DIR", tmp_path)
    command_line.set("ENVIRONMENT", "production")
    ran = command_line.run("token", "administrator")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_said_in_one_line(
    command_line: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    command_line.set("DATA_DIR", tmp_path / "file")
    ran = command_line.run("token", "administrator")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
