"""Every way in which something authored can have the wrong form is told with what to do."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, cast

import pytest
from pydantic import BaseModel, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from assessments.content.cases.models import OfferCase
from assessments.content.format_words import OWN_WORDS, WORDS, format_words
from assessments.content.problems import Problem
from assessments.matching.offers import Status
from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import Authored, LevelNumber, Slug, YesNo
from assessments.questionnaire.questions import Weight
from assessments.texts import Text, Words
from tests.assessments.content.copied_folder import CopiedFolder, is_helpful

OF_KIND: Final[Mapping[str, frozenset[str]]] = {
    "any": frozenset(),
    "bool": frozenset({"bool_type", "bool_parsing"}),
    "date": frozenset(
        {"date_type", "date_from_datetime_inexact", "date_from_datetime_parsing"},
    ),
    "decimal": frozenset({"decimal_type", "decimal_parsing", "finite_number"}),
    "default": frozenset(),
    "definition-ref": frozenset(),
    "definitions": frozenset(),
    "dict": frozenset({"dict_type"}),
    "enum": frozenset({"enum"}),
    "function-after": frozenset({"value_error"}),
    "function-plain": frozenset({"value_error"}),
    "int": frozenset({"int_type", "int_parsing", "int_from_float", "int_parsing_size"}),
    "literal": frozenset({"literal_error"}),
    "model": frozenset({"model_type"}),
    "model-field": frozenset({"missing"}),
    "model-fields": frozenset({"extra_forbidden"}),
    "no-info": frozenset(),
    "nullable": frozenset(),
    "str": frozenset({"string_type"}),
    "tagged-union": frozenset({"union_tag_invalid", "union_tag_not_found"}),
    "tuple": frozenset({"tuple_type"}),
    "union": frozenset(),
}
"""What can be wrong, by the kind of a node in a schema of pydantic."""

OF_LIMIT: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("decimal", "decimal_places"): frozenset({"decimal_max_places", "decimal_whole_digits"}),
    ("decimal", "max_digits"): frozenset({"decimal_max_digits", "decimal_whole_digits"}),
    ("str", "max_length"): frozenset({"string_too_long"}),
    ("str", "min_length"): frozenset({"string_too_short"}),
    ("str", "pattern"): frozenset({"string_pattern_mismatch"}),
    ("tuple", "max_length"): frozenset({"too_long"}),
    ("tuple", "min_length"): frozenset({"too_short"}),
    **{(kind, "ge"): frozenset({"greater_than_equal"}) for kind in ("int", "decimal")},
    **{(kind, "gt"): frozenset({"greater_than"}) for kind in ("int", "decimal")},
    **{(kind, "le"): frozenset({"less_than_equal"}) for kind in ("int", "decimal")},
}
"""What can be wrong besides, by a limit that a node has."""

NO_LIMITS: Final = frozenset(
    {
        *("type", "metadata", "serialization", "ref", "strict", "strip_whitespace"),
        *("variadic_item_index", "items_schema"),
    }
)
"""What nodes with limits have that limits nothing."""


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _errors_of(schema: object) -> Iterator[str]:
    """Yield the types of the errors that a value of `schema` can have."""
    if isinstance(schema, list | tuple):
        for part in cast("list[object]", schema):
            yield from _errors_of(part)
    if not isinstance(schema, dict):
        return
    node = cast("dict[str, Any]", schema)
    kind = node.get("type")
    if "custom_error_type" in node:
        yield node["custom_error_type"]
    elif isinstance(kind, str):
        yield from OF_KIND[kind]
        if kind in {of for of, _ in OF_LIMIT}:
            for limit in node.keys() - NO_LIMITS:
                yield from OF_LIMIT[kind, limit]
    for name, part in node.items():
        if name not in {"metadata", "serialization"}:
            yield from _errors_of(part)


def test_all_that_can_be_wrong_with_what_is_authored_has_words() -> None:
    models = [m for m in _below(Authored) if m.__module__.startswith("assessments.")]
    found = {error for m in models for error in _errors_of(m.__pydantic_core_schema__)}
    assert found == WORDS.keys() | OWN_WORDS


_Short = Annotated[str, StringConstraints(max_length=3)]
_Pair = Annotated[tuple[int, ...], Field(min_length=1, max_length=2)]

WRONG: Final[Mapping[str, tuple[Any, object]]] = {
    "bool_parsing": (bool, "perhaps"),
    "bool_type": (YesNo, 1),
    "condition": (Condition, {"op": "eq"}),
    "date_from_datetime_inexact": (date, 5),
    "date_from_datetime_parsing": (date, "31.12.2026"),
    "date_type": (date, []),
    "decimal_max_digits": (Weight, Decimal("12345.6789")),
    "decimal_max_places": (Weight, Decimal("1.23456")),
    "decimal_parsing": (Weight, "much"),
    "decimal_type": (Weight, []),
    "decimal_whole_digits": (Weight, Decimal(12345)),
    "dict_type": (dict[str, int], []),
    "enum": (Status, "lively"),
    "extra_forbidden": (Text, {"nb": "Ja", "en": "Yes", "fr": "Oui"}),
    "finite_number": (Decimal, "NaN"),
    "greater_than": (Annotated[int, Field(gt=0)], 0),
    "greater_than_equal": (LevelNumber, -1),
    "int_from_float": (int, Decimal("2.5")),
    "int_parsing": (int, "two"),
    "int_parsing_size": (int, "9" * 5000),
    "int_type": (int, []),
    "less_than_equal": (LevelNumber, 5),
    "literal_error": (Literal["x"], "y"),
    "missing": (Text, {"nb": "Ja"}),
    "model_type": (Text, []),
    "string_pattern_mismatch": (Slug, "a b"),
    "string_too_long": (_Short, "abcd"),
    "string_too_short": (Words, " "),
    "string_type": (Words, 5),
    "too_long": (_Pair, [1, 2, 3]),
    "too_short": (_Pair, []),
    "tuple_type": (_Pair, 1),
    "union_tag_invalid": (Fact, {"kind": "day"}),
    "union_tag_not_found": (Fact, {"slug": "founded_on"}),
    "value_error": (OfferCase, {"says": "Nothing.", "company": {"stage": {"a": 1}}}),
}
"""Something that is wrong in each way."""


def _only_error(form: Any, wrong: object) -> ErrorDetails:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter[Any](form).validate_python(wrong)
    (detail,) = caught.value.errors(include_url=False)
    return detail


def test_there_is_something_wrong_for_each_way() -> None:
    assert WRONG.keys() == WORDS.keys() | OWN_WORDS


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_told_with_what_to_do(kind: str) -> None:
    detail = _only_error(*WRONG[kind])
    assert detail["type"] == kind
    told = Problem(path="a.yaml", line=1, rule="format", message=format_words(detail))
    assert is_helpful(told)


def test_what_has_no_words_is_no_help() -> None:
    detail = _only_error(frozenset[str], 5)
    told = Problem(path="a.yaml", line=1, rule="format", message=format_words(detail))
    assert not is_helpful(told)


def test_a_fact_without_its_kind_is_told_to_have_one(folder: CopiedFolder) -> None:
    folder.edit("facts.yaml", "    kind: date\n", "")
    (problem,) = [p for p in folder.check().errors if p.rule == "format"]
    assert "`kind`" in problem.message
    assert problem.line == folder.line("facts.yaml", "slug: founded_on")
