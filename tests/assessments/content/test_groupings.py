"""What figures are told by: what the check refuses in ``cohorts.yaml``."""

from assessments.content.loading import load_folder
from tests.assessments.content.copied_folder import Breach, CopiedFolder, each

COHORTS = "cohorts.yaml"
BREACHES = [
    Breach(
        name="a county that is not there",
        path=COHORTS,
        old="values: ['46']",
        new="values: ['99']",
        rule="reference",
        at="values: ['99']",
    ),
    Breach(
        name="a size band that is not there",
        path=COHORTS,
        old="values: [micro, small]",
        new="values: [micro, tiny]",
        rule="reference",
        at="values: [micro, tiny]",
    ),
    Breach(
        name="a county in two parts of the country",
        path=COHORTS,
        old="values: ['46']",
        new="values: ['46', '03']",
        rule="groupings",
        at="values: ['46', '03']",
    ),
    Breach(
        name="a union called like a value",
        path=COHORTS,
        old="slug: under_50",
        new="slug: small",
        rule="groupings",
        at="  - slug: small",
    ),
    Breach(
        name="a union called like everything",
        path=COHORTS,
        old="slug: west",
        new="slug: all",
        rule="groupings",
        at="slug: all",
    ),
]


@each(BREACHES)
def test_each_breach_is_named(folder: CopiedFolder, breach: Breach) -> None:
    assert folder.errors() == []
    expected = breach.put(folder)

    assert folder.errors() == expected


def test_each_size_band_has_a_name(folder: CopiedFolder) -> None:
    large = "  - {slug: large, name: {nb: 250 ansatte eller flere, en: 250 employees or more}}\n"
    folder.edit(COHORTS, large, "")

    assert folder.errors() == [("groupings", COHORTS, 1)]


def test_unions_are_read_by_name(folder: CopiedFolder) -> None:
    catalogue = load_folder(folder.root).catalogue

    assert catalogue is not None
    unions = catalogue.groupings.unions
    assert unions.regions == {"east": {"03"}, "west": {"46"}}
    assert unions.size_bands == {"under_50": {"micro", "small"}}


def test_without_the_file_there_are_no_unions(folder: CopiedFolder) -> None:
    (folder.root / COHORTS).unlink()
    catalogue = load_folder(folder.root).catalogue

    assert folder.errors() == []
    assert catalogue is not None
    assert catalogue.groupings.unions.regions == {}
