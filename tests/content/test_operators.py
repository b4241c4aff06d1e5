"""`is_true` and `is_false` were delivered as operators; now they compare with true and false."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.conditions.nodes import Condition, Constant, Money, leaves
from assessments.questionnaire.definition import Questionnaire
from tests.content.as_delivered import CATALOGUE, OFFER_SECTIONS, QUESTIONS

TRUTH = {"is_true": True, "is_false": False}


def _delivered(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the operator and constant of every leaf in `node`, left to right."""
    if "op" in node:
        op = node["op"]
        yield ("eq", TRUTH[op]) if op in TRUTH else (op, node["value"])
        return
    for child in node.get("all") or node["any"]:
        yield from _delivered(child)


def _published(condition: Condition) -> list[tuple[str, Any]]:
    return [(str(leaf.op), _constant(leaf.value)) for leaf in leaves(condition)]


def _constant(value: Constant) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.model_dump() if isinstance(value, Money) else value


def test_criteria_of_offers(catalogue_definition: Catalogue) -> None:
    for section in OFFER_SECTIONS:
        for entry in CATALOGUE[section]:
            delivered = [list(_delivered(x)) for x in entry.get("eligibility", ())]
            criteria = catalogue_definition.offers_by_slug[entry["id"]].criteria
            assert [_published(c.condition) for c in criteria[: len(delivered)]] == delivered


def test_conditions_of_requirements(catalogue_definition: Catalogue) -> None:
    found = {r.slug: r for r in catalogue_definition.requirements}
    for entry in CATALOGUE["regulatory_requirements"]:
        delivered = [list(_delivered(x)) for x in entry["applies_when"]]
        applies_when = found[entry["id"]].applies_when
        assert [_published(x.condition) for x in applies_when] == delivered


def test_visibility_of_questions(questionnaire_definitions: list[Questionnaire]) -> None:
    [questionnaire] = questionnaire_definitions
    delivered = {
        q["id"]: list(_delivered(q["visible_when"]))
        for q in QUESTIONS["questions"]
        if "visible_when" in q
    }
    assert {
        slug: _published(question.visible_when)
        for slug, question in questionnaire.questions_by_slug.items()
        if question.visible_when is not None
    } == delivered
