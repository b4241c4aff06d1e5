"""``eksportklar content show``: what hangs together with others is shown where users meet it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.commands.previews.preview import preview
from assessments.content.loading import Folder
from tests.fixtures.commands import CommandLine
from tests.fixtures.ready_content import add_version_2, edit

GRANT, ADVICE = Path("schemes") / "start-grant.yaml", Path("schemes") / "open-advice.yaml"
GROWTH = Path("questionnaires") / "ready" / "1" / "growth.yaml"
QUESTIONNAIRE = GROWTH.with_name("questionnaire.yaml")

Show = Callable[[str], tuple[list[str], list[str]]]
"""From a slug to the lines that show it, in Norwegian and in English, without heads."""


@pytest.fixture
def show(command_line: CommandLine, copied: Path) -> Show:
    def lines(slug: str) -> tuple[list[str], list[str]]:
        ran = command_line.run("content", "show", slug, "--dir", str(copied))
        assert (ran.code, ran.err) == (0, [])
        return in_both(ran.out)

    return lines


@pytest.fixture
def show_delivered(folder: Folder) -> Show:
    """Shows what is delivered, which is read once; the command would read it each time."""
    return lambda slug: in_both(preview(folder, slug))


def in_both(shown: list[str]) -> tuple[list[str], list[str]]:
    middle = next(n for n, line in enumerate(shown) if line.startswith("[en] "))
    return shown[1:middle], shown[middle + 1 :]


def within(lines: list[str], first: str, last: str) -> list[str]:
    """Return the lines after the one that is `first` and before the one that begins with `last`."""
    start = lines.index(f"    {first}")
    end = next(n for n, line in enumerate(lines) if line.startswith(f"    {last}"))
    return [line.removeprefix("    ") for line in lines[start + 1 : end]]


def put(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def add_received_support(root: Path) -> None:
    put(
        root / "facts.yaml",
        "  - {slug: received_support, kind: multiple_choice, name: {nb: Støtte, en: Support},"
        " text: {nb: Hva har dere fått?, en: What have you received?}, options_from: schemes}\n",
    )


def received(operator: str, slug: str, *, hard: bool) -> str:
    """Return a criterion that compares the support received."""
    return (
        "criteria:\n  - slug: had\n    text: {nb: Har hatt., en: Has had.}\n"
        f"    hard: {str(hard).lower()}\n    basis: sourced\n    note: {{nb: Før 2020., en: Before"
        f" 2020.}}\n    condition: {{fact: received_support, op: {operator}, value: [{slug}]}}\n"
    )


def test_a_scheme_says_what_its_support_is_and_what_it_goes_with(show: Show, copied: Path) -> None:
    file = copied / "combining.yaml"
    edit(file, "    article: 25\n", "    article: 25\n    note: {nb: I Norge., en: In Norway.}\n")
    nb, en = show("start-grant")
    assert within(nb, "tilskudd", "Status") == [
        "Statsstøtte: Statsstøtte etter gruppeunntaket (GBER), artikkel 25 [Bygger på kilder]",
        "I Norge.",
        (
            "Høyeste støtteandel: Industriell forskning, Stor: 50 %, i samarbeid 50 %"
            " [Bygger på kilder]"
        ),
        "Kilde: A page (2026-01-15) https://example.org/page",
        "Har felles tak med: Åpen rådgivning. Regnes sammen. [Allmenn kunnskap]",
        "  Kilde: A page (2026-01-15) https://example.org/page",
    ]
    assert within(en, "grant", "Status") == [
        "State aid: State aid under the block exemption (GBER), article 25 [Based on sources]",
        "In Norway.",
        (
            "Highest share of support: Industrial research, Large: 50%, in collaboration 50%"
            " [Based on sources]"
        ),
        "Source: A page (2026-01-15) https://example.org/page",
        "Shares a ceiling with: Open advice. They count together. [General knowledge]",
        "  Source: A page (2026-01-15) https://example.org/page",
    ]


def test_de_minimis_aid_says_its_ceiling(show: Show, copied: Path) -> None:
    aid = "    kind: block_exemption\n    article: 25\n"
    edit(copied / "combining.yaml", aid, "    kind: de_minimis\n")
    _, en = show("start-grant")
    aid, room = within(en, "grant", "Source")
    assert aid == "State aid: De minimis aid [Based on sources]"
    assert room.startswith("The group may have at most EUR 300,000 of de minimis aid over 3 years.")


def test_what_is_not_known_is_said_not_to_be(show: Show) -> None:
    assert within(show("open-advice")[1], "advice", "Last day") == [
        "State aid: We do not know whether the support is state aid. Ask the provider.",
        "Shares a ceiling with: Start grant. They count together. [General knowledge]",
        "  Source: A page (2026-01-15) https://example.org/page",
    ]
    nb, en = show("old-grant")
    assert within(nb, "tilskudd", "Siste dag") == [
        "Vi vet ikke om dette kan kombineres med annen støtte. Spør tilbyderen."
    ]
    assert within(en, "grant", "Last day") == [
        "We do not know whether this can be combined with other support. Ask the provider."
    ]


@pytest.mark.parametrize(
    ("hard", "asks", "first"),
    [
        (True, "You must first have had support from", ["Required first by: Start grant"]),
        (False, "It counts in favour to have had support from", []),
    ],
)
def test_what_must_come_first_is_said_by_both(
    show: Show, copied: Path, asks: str, first: list[str], *, hard: bool
) -> None:
    add_received_support(copied)
    edit(copied / GRANT, "criteria:\n", received("contains_any", "old-grant", hard=hard))
    assert within(show("start-grant")[1], "grant", "Status")[-2:] == [
        f"{asks} Old grant.",
        "Before 2020.",
    ]
    lines = show("old-grant")[1]
    assert [line.strip() for line in lines if "Required" in line] == first


def test_what_excludes_says_so(show: Show, copied: Path) -> None:
    add_received_support(copied)
    edit(copied / GRANT, "criteria:\n", received("contains_none", "old-grant", hard=True))
    expected = "    Cannot be combined with: {}. Has had. [Based on sources]"
    assert expected.format("Old grant") in show("start-grant")[1]
    assert expected.format("Start grant") in show("old-grant")[1]


def test_options_say_what_they_mean_and_ask_for(show: Show, copied: Path) -> None:
    asked = "detail: {text: {nb: Hva slags?, en: What kind?}, maximum_length: 40}"
    edit(copied / GROWTH, "text: {nb: Salg, en: Sales}", f"text: {{nb: Salg, en: Sales}}, {asked}")
    nb, en = show("A3")
    assert nb[:4] == [
        "    - Salg",
        "      Bes utdypet: Hva slags? (høyst 40 tegn)",
        "    - Rettigheter",
        "    - Ingenting (kan ikke velges sammen med andre)",
    ]
    assert en[:4] == [
        "    - Sales",
        "      Asks for a detail: What kind? (at most 40 characters)",
        "    - Rights",
        "    - Nothing (cannot be chosen with others)",
    ]
    nb, en = show("device_class")
    assert nb[2:4] == [
        "    - Vet ikke (teller som vet ikke)",
        "    - Ingen (teller som gjelder ikke)",
    ]
    assert en[2:4] == [
        "    - Not known (counts as don't know)",
        "    - None (counts as does not apply)",
    ]


GIVING: dict[str, tuple[list[str], list[str]]] = {
    "A1": (
        [
            "    Svaret gir faktumet: stage (Fase)",
            "    - «Ikke begynt» → Idé",
            "    - «Litt» → Første salg",
            "    - «Mye» → Skalering",
        ],
        [
            "    The answer gives the fact: stage (Stage)",
            "    - 'Not begun' → Idea",
            "    - 'Some' → First sales",
            "    - 'Much' → Scaling",
        ],
    ),
    "stage": (
        ["    Gis av svaret på: A1 (ready, versjon 1): Hvor langt er dere kommet?"],
        ["    Given by the answer to: A1 (ready, version 1): How far have you got?"],
    ),
    "A2": ([], []),
    "employees": ([], []),
}
"""By question and fact: what is said of the fact that answers give."""

GIVING_NB = ("gir faktumet", " → ", "Gis av", "ingenting om")
GIVING_EN = ("gives the fact", " → ", "Given by", "nothing about")


@pytest.mark.parametrize("slug", GIVING)
def test_which_fact_an_answer_gives_is_shown_beside_both(show: Show, slug: str) -> None:
    nb, en = show(slug)
    assert [line for line in nb if any(word in line for word in GIVING_NB)] == GIVING[slug][0]
    assert [line for line in en if any(word in line for word in GIVING_EN)] == GIVING[slug][1]


def test_options_that_say_nothing_of_the_fact_are_shown_beside_both(
    show: Show, copied: Path
) -> None:
    edit(copied / GROWTH, "{none: idea, some: first_sales, much: scale}", "{much: scale}")
    edit(copied / GROWTH, "      fact: stage\n", "      fact: stage\n      silent: [none, some]\n")
    silent_nb = "      Sier ingenting om faktumet: «Ikke begynt», «Litt», vet ikke"
    silent_en = "      Says nothing about the fact: 'Not begun', 'Some', not known"
    for slug, before in (("A1", "    - «Mye» → Skalering"), ("stage", "    Gis av svaret på: A1 ")):
        nb, en = show(slug)
        at = nb.index(silent_nb)
        assert nb[at - 1].startswith(before)
        assert en.index(silent_en) == at


def test_what_does_not_apply_makes_of_the_fact_is_shown(show_delivered: Show) -> None:
    nb, en = show_delivered("P04")
    assert "    - gjelder ikke → nei" in nb
    assert "    - does not apply → no" in en


CHECKS = """checks:
  - slug: old-idea
    severity: error
    when: {all: [{fact: company_age_years, op: gt, value: 9}, {answer: A1, op: eq, value: none}]}
    message: {nb: Rett alderen., en: Correct the age.}
  - slug: early-scale
    severity: warning
    when: {fact: stage, op: eq, value: scale}
    message: {nb: Er det riktig?, en: Is that right?}
"""
BLOCKS_NB = "Hindrer innsending når Alder er over 9 år og A1 er «Ikke begynt». Rett alderen."
BLOCKS_EN = "Blocks submitting when Age is above 9 years and A1 is 'Not begun'. Correct the age."
CONFIRM_NB = "Må bekreftes når Fase er «Skalering». Er det riktig?"
CONFIRM_EN = "Must be confirmed when Stage is 'Scaling'. Is that right?"
CHECKED: dict[str, tuple[list[str], list[str]]] = {
    "A1": ([BLOCKS_NB, CONFIRM_NB], [BLOCKS_EN, CONFIRM_EN]),
    "stage": ([CONFIRM_NB], [CONFIRM_EN]),
    "company_age_years": ([BLOCKS_NB], [BLOCKS_EN]),
    "founded_on": ([BLOCKS_NB], [BLOCKS_EN]),
    "A2": ([], []),
    "employees": ([], []),
}
"""By question and fact: the checks that it is read by, through another fact or not."""


@pytest.mark.parametrize("slug", CHECKED)
def test_checks_are_shown_beside_what_they_read(show: Show, copied: Path, slug: str) -> None:
    put(copied / QUESTIONNAIRE, CHECKS)
    starts = ("    Hindrer", "    Må bekreftes", "    Blocks", "    Must be")
    found = tuple([x.strip() for x in lines if x.startswith(starts)] for lines in show(slug))
    assert found == CHECKED[slug]


def test_a_check_is_shown_by_its_own_name(command_line: CommandLine, copied: Path) -> None:
    put(copied / QUESTIONNAIRE, CHECKS)
    ran = command_line.run("content", "show", "old-idea", "--dir", str(copied))
    assert ran.out == [
        "[nb] Rett alderen.",
        "    Hindrer innsending når: Alder er over 9 år og A1 er «Ikke begynt»",
        "[en] Correct the age.",
        "    Blocks submitting when: Age is above 9 years and A1 is 'Not begun'",
    ]
    misspelt = command_line.run("content", "show", "old-ideas", "--dir", str(copied))
    assert misspelt.err[0].endswith(" Did you mean old-idea?")


def test_a_question_of_several_versions_names_each(command_line: CommandLine, copied: Path) -> None:
    add_version_2(copied)
    heads = {
        "A2": [
            "[nb] ready, versjon 1",
            "[nb] Hvor mange kunder?",
            "[nb] ready, versjon 2",
            "[nb] Hvor mange kunder?",
            "[en] ready, version 1",
            "[en] How many customers?",
            "[en] ready, version 2",
            "[en] How many customers?",
        ],
        "A1": ["[nb] Hvor langt er dere kommet?", "[en] How far have you got?"],
    }
    for slug, expected in heads.items():
        ran = command_line.run("content", "show", slug, "--dir", str(copied))
        assert [line for line in ran.out if line.startswith("[")] == expected


@pytest.mark.parametrize(
    ("slug", "nb", "en"),
    [
        (
            "export_share_by_figures",
            "Eksportomsetning siste regnskapsår i prosent av Omsetning siste regnskapsår",
            "Export revenue, last financial year as a percentage of Revenue, last financial year",
        ),
        (
            "home_revenue_nok",
            "Omsetning siste regnskapsår − Eksportomsetning siste regnskapsår",
            "Revenue, last financial year − Export revenue, last financial year",
        ),
    ],
)
def test_a_computed_fact_says_how_it_is_worked_out(
    show_delivered: Show, slug: str, nb: str, en: str
) -> None:
    norwegian, english = show_delivered(slug)
    assert f"    Regnes ut: {nb}" in norwegian
    assert f"    Worked out: {en}" in english


def test_a_condition_on_a_fact_that_is_not_there_is_shown(show: Show, copied: Path) -> None:
    edit(copied / GRANT, "fact: uses_ai", "fact: uses_al")
    assert (
        "    Should: The company uses AI. [uses_al is yes] [Based on sources]"
        in show("start-grant")[1]
    )


def test_amounts_are_shown_in_kroner_and_with_how_sure_they_are(show_delivered: Show) -> None:
    nb, en = show_delivered("nfr-ipn")
    start = en.index("    grant")
    assert en[start + 1 : start + 6] == [
        "    Least amount: NOK 2,000,000",
        "    Largest amount: NOK 16,000,000",
        "    Covers at most: 70%",
        "    Amount and share: General knowledge, to be confirmed",
        "    Half is the rule, up to 70% for some (2021); the amount range varies by call.",
    ]
    assert "    Minste beløp: 2\u00a0000\u00a0000 kroner" in nb
    assert "    Largest amount: NOK 29,250,000" in show_delivered("eic-accelerator")[1]


def test_rules_and_organisations_show_their_dates_and_how_sure_they_are(
    show_delivered: Show,
) -> None:
    _, en = show_delivered("viken")
    assert {
        "    Kind: County authority",
        "    Began: 2020-01-01",
        "    Last day: 2023-12-31",
        "    Status: Ended on 1 January 2024",
    } <= set(en)
    assert "    Became: Innovation Norway (innovasjon-norge)" in show_delivered("drommeloftet")[1]
    _, en = show_delivered("innslagspunkt")
    proposed = "Prop. 147 L (2024–2025), presented on 15 May 2025"
    assert f"    Proposed amount: NOK 300,000 without VAT. {proposed}" in en
    assert "    Amount: NOK 100,000 without VAT" in en
    _, en = show_delivered("eos-andre")
    assert {"    Holds from: 2024-03-14", "    Holds until: 2026-03-31"} <= set(en)
    _, en = show_delivered("mdr-overgang")
    assert [line for line in en if line.startswith("    Date: 2027-12-31: ")]


@pytest.mark.parametrize(
    ("status", "since", "said"),
    [
        ("ended", "2024", ("Avsluttet i 2024", "Ended in 2024")),
        ("renamed", "2024-03", ("Nytt navn i mars 2024", "Renamed in March 2024")),
        ("ended", "2024-01-31", ("Avsluttet 31. januar 2024", "Ended on 31 January 2024")),
        ("active", "2024-01-31", ("Aktiv siden 31. januar 2024", "Active since 31 January 2024")),
    ],
)
def test_what_happened_once_is_said_so(
    show: Show, copied: Path, status: str, since: str, said: tuple[str, str]
) -> None:
    edit(copied / GRANT, "status: active", f"status: {status}\nstatus_since: '{since}'")
    norwegian, english = show("start-grant")
    assert f"    Status: {said[0]}" in norwegian
    assert f"    Status: {said[1]}" in english


def test_a_proposed_amount_says_from_when(show: Show, copied: Path) -> None:
    rule = copied / "procurement_rules" / "threshold.yaml"
    put(
        rule,
        "proposed: {amount_nok: 300000, instrument: {nb: Forslag, en: A bill}, in_force:"
        " '2027-01-01'}\n",
    )
    line = "    Proposed amount: NOK 300,000 without VAT. A bill, from 2027-01-01"
    assert line in show("threshold")[1]
