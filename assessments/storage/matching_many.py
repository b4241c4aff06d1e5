"""Matches every company to an offer, or to all of them, in one statement."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from assessments.matching.compiled import CompiledOffer
from assessments.matching.outcome import PLACES, Outcome, outcome_by_date
from assessments.questionnaire.conditions.evaluate import Constants
from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.facts import Fact
from assessments.storage.condition_sql import Writer
from assessments.storage.database import Database

_COUNTED = """
    SELECT u.place, u.outcome, count(*) AS companies
    FROM {each} CROSS JOIN LATERAL unnest(o.outcomes) WITH ORDINALITY AS u (outcome, place)
    GROUP BY u.place, u.outcome
"""
_OUTCOMES = tuple(Outcome)


class Many:
    """Statements about one catalogue version on one day."""

    def __init__(
        self,
        offers: Sequence[CompiledOffer],
        facts: Mapping[str, Fact],
        constants: Constants,
        as_of: date,
    ) -> None:
        self._offers = offers
        self._as_of = as_of
        self._writer = Writer(facts, constants, as_of)
        self._criteria: dict[str, tuple[str, str]] = {}
        self._cases = [self._case(offer) for offer in offers]

    async def outcomes(self, database: Database) -> Mapping[UUID, Sequence[Outcome]]:
        """Return what the company of each result can make of each offer, in the offers' order."""
        rows = await database.rows(
            f"SELECT r.id, {self._outcomes} AS outcomes {self._from}",
            *self._writer.parameters,
        )
        found: dict[UUID, Sequence[Outcome]] = {}
        for row in rows:
            numbers: Sequence[int] = row["outcomes"]
            found[row["id"]] = [_OUTCOMES[number] for number in numbers]
        return found

    async def counts(self, database: Database) -> Sequence[Mapping[Outcome, int]]:
        """Return for each offer, in order, how many companies have which outcome."""
        each = f"(SELECT {self._outcomes} AS outcomes {self._from}) o"
        rows = await database.rows(_COUNTED.format(each=each), *self._writer.parameters)
        found: list[dict[Outcome, int]] = [{} for _ in self._offers]
        for row in rows:
            found[row["place"] - 1][_OUTCOMES[row["outcome"]]] = row["companies"]
        return found

    @property
    def _outcomes(self) -> str:
        return f"ARRAY[{', '.join(self._cases)}]::smallint[]"

    @property
    def _from(self) -> str:
        """The companies, what is known of each, and what each criterion says; nothing twice."""
        criteria = ", ".join(f"{sql} AS {name}" for name, sql in self._criteria.values())
        return (
            "FROM results r"
            f" CROSS JOIN LATERAL (SELECT {self._writer.columns} OFFSET 0) f"
            f" CROSS JOIN LATERAL (SELECT {criteria or '1 AS nothing'} OFFSET 0) c"
            " WHERE r.facts IS NOT NULL"
        )

    def _case(self, offer: CompiledOffer) -> str:
        closed = outcome_by_date(offer.offer, self._as_of)
        if closed is not None:
            return _number(closed)
        hard = [(c.criterion, self._criterion(c.criterion.condition)) for c in offer.hard]
        unmet = " OR ".join(f"{name} IS FALSE" for _, name in hard) or "false"
        unknown = " OR ".join(f"{name} IS NULL" for _, name in hard) or "false"
        actionable = [name for criterion, name in hard if criterion.actionable]
        near = "false"
        if actionable and offer.is_for_companies:
            count = " + ".join(f"({name} IS FALSE)::int" for _, name in hard)
            acted_on = " OR ".join(f"{name} IS FALSE" for name in actionable)
            near = f"{count} = 1 AND ({acted_on}) AND NOT ({unknown})"
        otherwise = _number(Outcome.REACHED_THROUGH)
        if offer.is_for_companies:
            otherwise = _number(Outcome.CANNOT_TELL)
            if offer.can_be_checked:
                eligible = _number(Outcome.ELIGIBLE)
                otherwise = f"CASE WHEN {unknown} THEN {otherwise} ELSE {eligible} END"
        return (
            f"CASE WHEN {near} THEN {_number(Outcome.NEAR_MISS)}"
            f" WHEN {unmet} THEN {_number(Outcome.NOT_ELIGIBLE)} ELSE {otherwise} END"
        )

    def _criterion(self, condition: Condition) -> str:
        """Return the column of a criterion; equal ones are worked out once."""
        key = repr(condition)
        if key not in self._criteria:
            name = f"c{len(self._criteria)}"
            self._criteria[key] = (name, self._writer.condition(condition))
        return f"c.{self._criteria[key][0]}"


def _number(outcome: Outcome) -> str:
    return str(PLACES[outcome])
