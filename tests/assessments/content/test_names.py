"""Names: nothing is called the same twice."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    QUESTIONNAIRE,
    Breach,
    CopiedFolder,
    each,
)

BREACHES = [
    Breach(
        name="two sources",
        path="sources.yaml",
        old="  - slug: report\n",
        new=(
            "  - slug: page # again\n    title: Again\n    url: https://example.org\n"
            "    dated: '2026'\n  - slug: report\n"
        ),
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="two barriers",
        path="barriers.yaml",
        old="  - slug: buyers",
        new=(
            "  - slug: capital # again\n    name: {nb: A, en: B}\n    theme: growth\n"
            "  - slug: buyers"
        ),
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="two options of a fact",
        path="facts.yaml",
        old="{slug: software, text",
        new="{slug: hardware, text",
        rule="duplicate",
        at="nb: Programvare",
    ),
    Breach(
        name="two criteria of an offer",
        path="schemes/start-grant.yaml",
        old="slug: uses-ai",
        new="slug: young # again",
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="two services of a test facility",
        path="test_facilities/lab.yaml",
        old="slug: oven",
        new="slug: bench # again",
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="two questions",
        path=MARKET,
        old="slug: B2",
        new="slug: A2 # again",
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="two options of a question",
        path=GROWTH,
        old="{slug: rights, text",
        new="{slug: sales, text",
        rule="duplicate",
        at="nb: Rettigheter",
    ),
    Breach(
        name="a theme listed twice",
        path=QUESTIONNAIRE,
        old="themes: [growth, market]",
        new="themes: [growth, market, growth]",
        rule="duplicate",
        at="themes:",
    ),
    Breach(
        name="two comparisons of a condition",
        path=MARKET,
        old="            - {fact: uses_ai, op: eq, value: true}",
        new="            - {answer: B3, op: eq, value: I} # again",
        rule="duplicate",
        at="again",
    ),
    Breach(
        name="a theme that is not the file's name",
        path=GROWTH,
        old="slug: growth",
        new="slug: scaling",
        rule="slug",
        at="slug: scaling",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_two_entries_of_different_folders_are_refused(folder: CopiedFolder) -> None:
    other = folder.root / "clusters" / "agency.yaml"
    text = (folder.root / "clusters/tech-cluster.yaml").read_text("utf-8")
    other.write_text(text.replace("slug: tech-cluster", "slug: agency"), "utf-8")
    assert folder.errors() == [("duplicate", "organisations/agency.yaml", 1)]
    (problem,) = folder.check().errors
    assert problem.message == (
        "the entry `agency` is also at clusters/agency.yaml:1; rename one of them"
    )


def test_two_comparisons_may_have_ids_of_their_own(folder: CopiedFolder) -> None:
    folder.edit(
        MARKET,
        "            - {fact: uses_ai, op: eq, value: true}",
        "            - any:\n"
        "                - {fact: uses_ai, op: eq, value: true}\n"
        "                - {id: other, fact: uses_ai, op: eq, value: false}",
    )
    assert folder.errors() == []


def test_two_facts_are_refused(folder: CopiedFolder) -> None:
    text = "    name: {nb: A, en: A}\n    text: {nb: A?, en: A?}\n"
    consent = "  - slug: consent\n"
    again = f"  - slug: uses_ai # again\n    kind: boolean\n{text}"
    folder.edit("facts.yaml", consent, again + consent)
    assert folder.errors() == [("duplicate", "facts.yaml", folder.line("facts.yaml", "again"))]


def test_two_countries_are_refused_also_as_options(folder: CopiedFolder) -> None:
    path = "reference/countries.yaml"
    folder.edit(path, "  - {code: GB,", "  - {code: GB, name: {nb: A, en: A}}\n  - {code: GB,")
    assert folder.errors() == [
        ("duplicate", "facts.yaml", folder.line("facts.yaml", "slug: target_markets")),
        ("duplicate", path, 6),
    ]


def test_two_regions_are_refused_also_as_options(folder: CopiedFolder) -> None:
    path = "reference/regions.yaml"
    folder.edit(path, "{code: '21'", "{code: '46'")
    assert folder.errors() == [
        ("duplicate", "facts.yaml", folder.line("facts.yaml", "slug: county_code")),
        ("duplicate", path, folder.line(path, "Svalbard")),
    ]


def test_a_version_that_is_not_the_folders_name_is_refused(folder: CopiedFolder) -> None:
    folder.edit(QUESTIONNAIRE, "version: 1", "version: 2")
    assert folder.errors() == [("no-cases", QUESTIONNAIRE, 1), ("slug", QUESTIONNAIRE, 2)]
