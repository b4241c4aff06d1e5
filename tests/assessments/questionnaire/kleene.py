"""Conditions in Kleene's logic with None for unknown: what they mean, in as few words as can be."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assessments.questionnaire.values import NEVER, Marker, Value
from tests.fixtures.engine import GROUP, Data

UNKNOWN = {Marker.DONT_KNOW, Marker.ABSENT, Marker.HIDDEN_BY_DONT_KNOW, Marker.UNDECIDED, None}


def truth(tree: Data, answers: Mapping[str, Value], facts: Mapping[str, Value]) -> bool | None:
    """Return whether the condition `tree`, as rules read it, is met; None if that is unknown."""
    if "all" in tree:
        return _least(truth(child, answers, facts) for child in tree["all"])
    if "any" in tree:
        return _opposite(_least(_opposite(truth(c, answers, facts)) for c in tree["any"]))
    if "not" in tree:
        return _opposite(truth(tree["not"], answers, facts))
    value = answers.get(tree["answer"]) if "answer" in tree else facts.get(tree["fact"])
    return _compared(tree["op"], tree.get("value"), value)


def _least(truths: Iterable[bool | None]) -> bool | None:
    known = set(truths)
    return False if False in known else None if None in known else True


def _opposite(one: bool | None) -> bool | None:
    return None if one is None else not one


def _compared(op: str, constant: Any, value: Any) -> bool | None:
    if value in UNKNOWN:
        return None
    if value is Marker.NOT_APPLICABLE:
        return op == "not_applicable"
    return _test(op, constant, value)


def _test(op: str, constant: Any, value: Any) -> bool:  # noqa: PLR0911 - a line per operator
    match op:
        case "eq" | "in" | "ne" | "not_in":
            named = value == constant if op in {"eq", "ne"} else value in constant
            return bool(named) is (op in {"eq", "in"})
        case "contains_any" | "contains_none":
            return any(c in value for c in constant) is (op == "contains_any")
        case "contains_all":
            return all(c in value for c in constant)
        case "contains_outside":
            return any(v not in GROUP for v in value)
        case "count_gte":
            return bool(len(value) >= constant)
        case "answered" | "not_applicable":
            return op == "answered"
        case _:
            return value is not NEVER and _is_in_order(op, value, constant)


def _is_in_order(op: str, value: Any, constant: Any) -> bool:
    if isinstance(value, date):
        constant = date.fromisoformat(constant)
    if op in {"lt", "gte"}:
        return bool(value < constant) is (op == "lt")
    return bool(value > constant) is (op == "gt")
