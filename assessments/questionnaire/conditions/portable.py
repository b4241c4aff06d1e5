"""Conditions as JSON that a client evaluates with nothing else at hand; see ``docs/conditions.md``.

Groups are spelled out and amounts are in kroner, so that a tree reads the same wherever it is read.
"""

from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from assessments.questionnaire.conditions.evaluate import Constants, constant_of, when_not_known
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Money,
    Negation,
)
from assessments.questionnaire.conditions.operators import Operator

Json = dict[str, Any]


def as_json(condition: Condition, constants: Constants) -> Json:
    """Return `condition` as the JSON tree that clients interpret.

    A leaf has `id`, one of `answer`, `fact` and `score` with a slug, `op`, and `value` as it is
    compared: a truth value, a number, a text, a day as a text, or a list of slugs. `group` names
    where a sorted list comes from, `amount` what a number of kroner was converted from, and
    `dontKnow` is what the leaf says of a don't know, where it settles that itself.
    """
    if isinstance(condition, AllOf):
        return {"all": [as_json(child, constants) for child in condition.children]}
    if isinstance(condition, AnyOf):
        return {"any": [as_json(child, constants) for child in condition.children]}
    if isinstance(condition, Negation):
        return {"not": as_json(condition.child, constants)}
    return _leaf(condition, constants)


def _leaf(leaf: Leaf, constants: Constants) -> Json:
    tree: Json = {"id": leaf.clause, leaf.tag: leaf.slug, "op": str(leaf.op)}
    if leaf.value is not None:
        tree["value"] = _plain(leaf, constants)
    if leaf.op is Operator.CONTAINS_OUTSIDE:
        tree["group"] = leaf.value
    if isinstance(leaf.value, Money):
        tree["amount"] = {
            "number": _number(leaf.value.amount),
            "currency": leaf.value.currency,
            "rate": _number(constants.rates[leaf.value.currency]),
        }
    settled = when_not_known(leaf, constants)
    if settled is not None:
        tree["dontKnow"] = settled
    return tree


def _plain(leaf: Leaf, constants: Constants) -> object:
    if isinstance(leaf.value, tuple):
        return list(leaf.value)
    constant = constant_of(leaf, constants)
    if isinstance(constant, frozenset):
        return sorted(cast("AbstractSet[str]", constant))
    if isinstance(constant, date):
        return constant.isoformat()
    return _number(constant) if isinstance(constant, Fraction) else constant


def _number(value: Decimal | Fraction) -> int | float:
    return int(value) if value == int(value) else float(value)
