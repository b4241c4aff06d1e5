"""Conditions as SQL: the fourth reader, for many companies in one statement.

Kleene logic is SQL's logic of nulls, so a condition that cannot be told is null. What companies
state stands in one JSON object per company, made by ``matching_facts`` in the services: values by
the slug of the fact, under ``~`` why a fact has none, under ``~scores`` the scores. Slugs and
constants are parameters; no text of content or people becomes part of a statement.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import cast

from assessments.company.age import years_between
from assessments.company.derive import TIMED
from assessments.questionnaire.conditions.evaluate import Constants, constant_of, when_not_known
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnyOf,
    Condition,
    FactLeaf,
    Leaf,
    Negation,
    ScoreLeaf,
)
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.boolean import BooleanAnswer
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import Numeric

STATES = "~"
SCORES = "~scores"
NOT_APPLICABLE, DONT_KNOW, ABSENT, NEVER = "na", "dk", "absent", "never"

_EXACTLY = Context(prec=200)
_PLAIN: Mapping[Operator, str] = {
    Operator.EQ: "{value} = {constant}",
    Operator.NE: "{value} <> {constant}",
    Operator.LT: "{value} < {constant}",
    Operator.LTE: "{value} <= {constant}",
    Operator.GT: "{value} > {constant}",
    Operator.GTE: "{value} >= {constant}",
    Operator.IN: "{value} = ANY ({constant})",
    Operator.NOT_IN: "NOT {value} = ANY ({constant})",
    Operator.CONTAINS_ANY: "{value} ?| {constant}",
    Operator.CONTAINS_ALL: "{value} ?& {constant}",
    Operator.CONTAINS_NONE: "NOT {value} ?| {constant}",
    Operator.CONTAINS_OUTSIDE: "NOT {value} <@ to_jsonb({constant})",
    Operator.COUNT_GTE: "jsonb_array_length({value}) >= {constant}",
}
_ORDERED = frozenset({Operator.LT, Operator.LTE, Operator.GT, Operator.GTE})


class Writer:
    """Writes conditions as expressions over columns, which it collects with their parameters."""

    def __init__(self, facts: Mapping[str, Fact], constants: Constants, as_of: date) -> None:
        self._facts = facts
        self._constants = constants
        self._as_of = as_of
        self._columns: dict[tuple[str, str], str] = {}
        self.parameters: list[object] = []

    @property
    def columns(self) -> str:
        """The columns that the expressions read, as a list to select from ``r.facts``."""
        named = [f"{sql} AS f{number}" for number, sql in enumerate(self._columns.values())]
        return ", ".join(named) or "1 AS nothing"

    def condition(self, condition: Condition) -> str:
        """Return `condition` as an expression: true, false, or null where it cannot be told."""
        if isinstance(condition, AllOf | AnyOf):
            word = " AND " if isinstance(condition, AllOf) else " OR "
            return f"({word.join(self.condition(child) for child in condition.children)})"
        if isinstance(condition, Negation):
            return f"(NOT {self.condition(condition.child)})"
        return f"({self._leaf(condition)})"

    def _leaf(self, leaf: Leaf) -> str:
        if isinstance(leaf, ScoreLeaf):
            return self._compared(leaf, self._column("score", leaf.score))
        if not isinstance(leaf, FactLeaf):
            raise TypeError(f"{leaf.clause} compares an answer, which only a questionnaire does")
        if leaf.fact in TIMED:
            return self._timed(leaf)
        value = self._column("value", leaf.fact)
        if leaf.op in {Operator.ANSWERED, Operator.NOT_APPLICABLE}:
            return self._given(leaf, value)
        compared = self._compared(leaf, value)
        if leaf.op in _ORDERED and isinstance(self._facts[leaf.fact], DateAnswer):
            compared = f"CASE WHEN {self._state(leaf)} = '{NEVER}' THEN false ELSE {compared} END"
        settled = when_not_known(leaf, self._constants)
        if settled is None:
            return compared
        said = "true" if settled else "false"
        return f"CASE WHEN {self._state(leaf)} = '{DONT_KNOW}' THEN {said} ELSE {compared} END"

    def _given(self, leaf: FactLeaf, value: str) -> str:
        """Whether something has been stated, or that the fact does not apply."""
        stated, state = leaf.op is Operator.ANSWERED, self._state(leaf)
        known = f"{value} IS NOT NULL OR {state} = '{NEVER}'"
        return (
            f"CASE WHEN {known} THEN {_TRUTH[stated]}"
            f" WHEN {state} = '{NOT_APPLICABLE}' THEN {_TRUTH[not stated]} END"
        )

    def _compared(self, leaf: Leaf, value: str) -> str:
        constant = constant_of(leaf, self._constants)
        return _PLAIN[leaf.op].format(value=value, constant=self._constant(constant))

    def _timed(self, leaf: FactLeaf) -> str:
        """Compare an age by the dates from which on it is low enough; before its first day, not."""
        since = self._column("value", TIMED[leaf.fact])
        begun = f"{since} <= {self._parameter(self._as_of, 'date')}"
        return f"CASE WHEN {begun} THEN {self._aged(leaf, since)} END"

    def _aged(self, leaf: FactLeaf, since: str) -> str:
        if leaf.op in {Operator.ANSWERED, Operator.NOT_APPLICABLE}:
            return _TRUTH[leaf.op is Operator.ANSWERED]
        limit = Fraction(str(constant_of(leaf, self._constants)))

        def at_most() -> str:
            return f"{since} >= {self._since(lambda age: age <= limit)}"

        def below() -> str:
            return f"{since} >= {self._since(lambda age: age < limit)}"

        written: Mapping[Operator, Callable[[], str]] = {
            Operator.LT: below,
            Operator.LTE: at_most,
            Operator.GT: lambda: f"NOT {at_most()}",
            Operator.GTE: lambda: f"NOT {below()}",
            Operator.EQ: lambda: f"{at_most()} AND NOT {below()}",
            Operator.NE: lambda: f"NOT ({at_most()} AND NOT {below()})",
        }
        return written[leaf.op]()

    def _since(self, holds: Callable[[Fraction], bool]) -> str:
        """Return the first date from which on `holds` is true of the age; it stays so."""
        low, high = date.min.toordinal(), self._as_of.toordinal()
        if not holds(years_between(self._as_of, self._as_of)):
            return "'infinity'::date"
        while low < high:
            middle = (low + high) // 2
            if holds(years_between(date.fromordinal(middle), self._as_of)):
                high = middle
            else:
                low = middle + 1
        return self._parameter(date.fromordinal(low), "date")

    def _state(self, leaf: FactLeaf) -> str:
        return self._column("state", leaf.fact)

    def _column(self, what: str, slug: str) -> str:
        """Return the name of a column, which is read once however often it is compared."""
        if (what, slug) not in self._columns:
            key = self._parameter(slug, "text")
            self._columns[what, slug] = {
                "value": self._value(slug, key) if what == "value" else "",
                "state": f"r.facts -> '{STATES}' ->> {key}",
                "score": f"(r.facts -> '{SCORES}' ->> {key})::numeric",
            }[what]
        return f"f.f{list(self._columns).index((what, slug))}"

    def _value(self, slug: str, key: str) -> str:
        fact = self._facts[slug]
        if isinstance(fact, MultipleChoice):
            return f"r.facts -> {key}"
        as_type = "text"
        for kind, name in ((BooleanAnswer, "boolean"), (Numeric, "numeric"), (DateAnswer, "date")):
            if isinstance(fact, kind):
                as_type = name
        return f"(r.facts ->> {key})::{as_type}"

    def _constant(self, value: object) -> str:
        if isinstance(value, bool):
            return self._parameter(value, "boolean")
        if isinstance(value, int | Fraction):
            exact = Fraction(value)
            number = _EXACTLY.divide(Decimal(exact.numerator), Decimal(exact.denominator))
            return self._parameter(number, "numeric")
        if isinstance(value, frozenset):
            members = cast("frozenset[object]", value)
            return self._parameter(sorted(map(str, members)), "text[]")
        if isinstance(value, date):
            return self._parameter(value, "date")
        return self._parameter(str(value), "text")

    def _parameter(self, value: object, as_type: str) -> str:
        self.parameters.append(value)
        return f"${len(self.parameters)}::{as_type}"


_TRUTH = {True: "true", False: "false"}
