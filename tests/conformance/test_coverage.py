"""The files cover every feature, and say of themselves what is true."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest

from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.definition import rules_of
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.scales import whole_months
from tests.conformance.building import accepted, compiled
from tests.conformance.catalogues import catalogues
from tests.conformance.reading import Conformance, features, files

EVALUATED = {name: file for name, file in files().items() if file.cases}
AT_LEAST = 100
EDGES = "band edges"
NEAR = 1
"""How near below an edge a case must be."""

Data = dict[str, Any]


def questions(file: Conformance) -> Iterator[Data]:
    for theme in file.questionnaire["themes"]:
        yield from theme["questions"]


def leaves(tree: object) -> Iterator[Data]:
    """Yield every comparison in plain data, left to right."""
    if isinstance(tree, dict):
        node = cast("Data", tree)
        if "op" in node:
            yield node
        for child in node.values():
            yield from leaves(child)
    elif isinstance(tree, list):
        for child in cast("list[object]", tree):
            yield from leaves(child)


def test_there_are_enough() -> None:
    assert len(files()) >= AT_LEAST


def test_every_feature_is_covered_and_every_claim_is_a_feature() -> None:
    assert len(set(features())) == len(features())
    covered = {claim for file in files().values() for claim in file.covers}
    covered |= {claim for file in catalogues().values() for claim in file.covers}
    assert covered == set(features())


def test_every_file_has_something_to_hold_to() -> None:
    for name, file in files().items():
        assert file.cases or file.refused_for or file.carries or file.changes, name
        assert name.startswith("refused-") == bool(file.refused_for), name
        names = [case.name for case in file.cases]
        assert len(set(names)) == len(names), name


def test_a_file_covers_the_rules_that_it_is_refused_for() -> None:
    for name, file in files().items():
        claimed = {claim for claim in file.covers if claim.startswith("refused for")}
        assert claimed == {f"refused for {rule}" for rule in file.refused_for}, name


def test_features_are_told_apart() -> None:
    told = Counter(file.feature for file in files().values())
    assert [feature for feature, times in told.items() if times > 1] == []


def test_every_kind_of_question_and_fact_is_evaluated() -> None:
    kinds = {question["kind"] for file in EVALUATED.values() for question in questions(file)}
    assert kinds == set(QuestionKind)
    stated = {
        fact["kind"]
        for file in EVALUATED.values()
        for fact in file.questionnaire.get("facts", ())
        if any(fact["slug"] in case.facts for case in file.cases)
    }
    assert stated == set(QuestionKind) - {QuestionKind.LIKERT}


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_is_met_unmet_not_known_and_open(operator: Operator) -> None:
    """Each has a file in which it alone shows the question b."""
    seen: set[str] = set()
    for file in EVALUATED.values():
        used = [leaf["op"] for leaf in leaves(file.questionnaire)]
        if f"operator {operator}" in file.covers and used == [operator]:
            seen |= {case.hidden.get("b", "shown") for case in file.cases}
    assert seen == {"shown", "unmet", "dontKnow", "open"}


def measured(file: Conformance, question: Data) -> Iterator[Fraction]:
    """Yield what the bands of `question` are compared with, in each case."""
    of = compiled(file).definition.questions_by_slug[question["slug"]]
    for case in file.cases:
        as_of = case.today or file.today
        given = case.answers.get(question["slug"], {"dontKnow": True})
        value = accepted(of, given, as_of)
        if "number" in given:
            yield Fraction(given["number"])
        elif "options" in given:
            yield Fraction(len(given["options"]))
        elif isinstance(value, date):
            yield Fraction(whole_months(value, as_of))


def test_cases_stand_on_both_sides_of_every_edge_of_bands() -> None:
    tried = 0
    for name, file in EVALUATED.items():
        for question in questions(file) if EDGES in file.covers else ():
            found = set(measured(file, question))
            for band in question["bands"][1:]:
                edge = Fraction(str(band["from"]))
                assert edge in found, (name, edge)
                assert any(edge - NEAR <= number < edge for number in found), (name, edge)
                tried += 1
    assert tried >= 13


def as_numbers(written: object) -> object:
    """Return what a file writes with its decimals as clients get them."""
    if isinstance(written, dict):
        node = cast("Data", written)
        return {key: as_numbers(value) for key, value in node.items()}
    return float(written) if isinstance(written, Decimal) else written


def test_conditions_are_what_clients_are_given() -> None:
    """The form of the files is that of docs/conditions.md, so both say the same of each leaf."""
    compared = 0
    for file in EVALUATED.values():
        of = compiled(file)
        served = [
            leaf
            for rule in (*rules_of(of.definition), *(check.check.when for check in of.checks))
            for leaf in leaves(as_json(rule, of.constants))
        ]
        written = list(leaves(file.questionnaire))
        assert len(served) == len(written)
        for one, other in zip(served, written, strict=True):
            assert as_numbers({"id": one["id"], **other}) == one
            compared += 1
    assert compared >= 60
