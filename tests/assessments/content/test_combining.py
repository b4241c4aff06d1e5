"""Schemes together: what the check refuses, in ``combining.yaml`` and in criteria."""

import pytest

from assessments.content.loading import load_folder
from assessments.matching.combining_terms import CombiningTerms
from tests.assessments.content.copied_folder import Breach, CopiedFolder, each

COMBINING = "combining.yaml"
GRANT, ADVICE = "schemes/start-grant.yaml", "schemes/open-advice.yaml"
OTHERS = "others: [open-advice]"
AGAIN = """
  - scheme: open-advice
    others: [start-grant]
    how: excluded
    basis: sourced
    note: {nb: Nei., en: No.}
"""
FACT = """facts:
  - slug: received_support
    kind: multiple_choice
    name: {nb: Mottatt støtte, en: Support received}
    text: {nb: Hva har dere fått?, en: What have you received?}
    may_be_empty: true
    options_from: schemes
"""
SOFT = "    hard: false\n    basis: sourced\n    condition: {fact: %s}\n"
USES_AI = SOFT % "uses_ai, op: eq, value: true"
EMPLOYEES = SOFT % "employees, op: lt, value: 50"

BREACHES = [
    Breach(
        name="a kind that is not there",
        path=COMBINING,
        old="money_kinds: [grant]",
        new="money_kinds: [grunt]",
        rule="reference",
        at="grunt",
    ),
    Breach(
        name="a scheme that is not there",
        path=COMBINING,
        old="schemes: [start-grant]",
        new="schemes: [strat-grant]",
        rule="reference",
        at="strat-grant",
    ),
    Breach(
        name="a cluster where a scheme must be",
        path=COMBINING,
        old=OTHERS,
        new="others: [tech-cluster]",
        rule="reference",
        at="tech-cluster",
    ),
    Breach(
        name="a first scheme that is not there",
        path=COMBINING,
        old="scheme: start-grant",
        new="scheme: strat-grant",
        rule="reference",
        at="strat-grant",
    ),
    Breach(
        name="a source that is not there",
        path=COMBINING,
        old="    sources: [page]\ncombinations",
        new="    sources: [nowhere]\ncombinations",
        rule="reference",
        at="nowhere",
    ),
    Breach(
        name="a language that is missing",
        path=COMBINING,
        old="note: {nb: Regnes sammen., en: They count together.}",
        new="note: {nb: Regnes sammen.}",
        rule="text",
        at="note: {nb: Regnes sammen.}",
    ),
    Breach(
        name="a way that nobody can state",
        path=COMBINING,
        old="how: within_ceiling",
        new="how: not_known",
        rule="format",
        at="not_known",
    ),
    Breach(
        name="a scheme with itself",
        path=COMBINING,
        old=OTHERS,
        new="others: [start-grant]",
        rule="combining",
        at="others: [start-grant]",
    ),
    Breach(
        name="the same two again, the other way round",
        path=COMBINING,
        old="sources: [page]\ncombinations:",
        new="sources: [page]\ncombinations:" + AGAIN.rstrip(),
        rule="combining",
        at=OTHERS,
    ),
    Breach(
        name="what support is, twice",
        path=COMBINING,
        old="schemes: [start-grant]",
        new="schemes: [start-grant, start-grant]",
        rule="combining",
        at="start-grant, start-grant",
    ),
    Breach(
        name="an article of no act",
        path=COMBINING,
        old="kind: block_exemption",
        new="kind: de_minimis",
        rule="combining",
        at="article: 25",
    ),
]


@each(BREACHES)
def test_a_breach_is_found_at_its_line(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_content_without_the_file_knows_nothing(folder: CopiedFolder) -> None:
    (folder.root / COMBINING).unlink()
    assert folder.errors() == []
    catalogue = load_folder(folder.root).catalogue
    assert catalogue is not None
    assert catalogue.combining == CombiningTerms()


def _ask(folder: CopiedFolder, path: str, old: str, comparison: str, *, hard: str) -> None:
    condition = f"    hard: {hard}\n    basis: sourced\n    condition: {comparison}\n"
    folder.edit(path, old, condition)


def _received(op: str, named: str) -> str:
    return f"{{fact: received_support, op: {op}, value: {named}}}"


def _combining_errors(folder: CopiedFolder) -> list[tuple[str, int]]:
    return [(path, line) for rule, path, line in folder.errors() if rule == "combining"]


def _condition_line(folder: CopiedFolder, path: str) -> int:
    return folder.line(path, "received_support")


@pytest.fixture
def with_fact(folder: CopiedFolder) -> CopiedFolder:
    folder.edit("facts.yaml", "facts:\n", FACT)
    assert folder.errors() == []
    return folder


def test_one_scheme_may_ask_for_another_first(with_fact: CopiedFolder) -> None:
    _ask(with_fact, ADVICE, EMPLOYEES, _received("contains_any", "[start-grant]"), hard="false")
    assert with_fact.errors() == []


@pytest.mark.parametrize("op", ["contains_any", "contains_none"])
def test_a_scheme_names_itself_in_no_criterion(with_fact: CopiedFolder, op: str) -> None:
    _ask(with_fact, GRANT, USES_AI, _received(op, "[start-grant]"), hard="false")
    assert _combining_errors(with_fact) == [(GRANT, _condition_line(with_fact, GRANT))]


@pytest.mark.parametrize(
    "comparison",
    [
        _received("count_gte", "1"),
        f"{{not: {_received('contains_any', '[open-advice]')}}}",
    ],
)
def test_the_support_received_is_compared_plainly(with_fact: CopiedFolder, comparison: str) -> None:
    _ask(with_fact, GRANT, USES_AI, comparison, hard="false")
    assert _combining_errors(with_fact) == [(GRANT, _condition_line(with_fact, GRANT))]


def test_two_schemes_that_wait_for_each_other_are_both_named(with_fact: CopiedFolder) -> None:
    with_fact.edit(ADVICE, "open_to_all: true\n", "")
    _ask(with_fact, GRANT, USES_AI, _received("contains_any", "[open-advice]"), hard="true")
    _ask(with_fact, ADVICE, EMPLOYEES, _received("contains_all", "[start-grant]"), hard="true")
    assert _combining_errors(with_fact) == [
        (ADVICE, with_fact.line(ADVICE, "criteria:")),
        (GRANT, with_fact.line(GRANT, "criteria:")),
    ]


def test_a_criterion_that_excludes_and_a_line_that_combines_contradict(
    with_fact: CopiedFolder,
) -> None:
    _ask(with_fact, GRANT, USES_AI, _received("contains_none", "[open-advice]"), hard="true")
    assert _combining_errors(with_fact) == [(COMBINING, with_fact.line(COMBINING, OTHERS))]
