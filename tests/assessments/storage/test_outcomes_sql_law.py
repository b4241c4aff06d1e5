"""The law that one statement finds the outcome of any offer for any company on any day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, cast
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.matching.compiled import CompiledOffer, compile_offers
from assessments.matching.match import match_offer
from assessments.matching.outcome import Outcome
from assessments.questionnaire.conditions.evaluate import State
from assessments.services.matching_facts import matching_facts
from assessments.storage.database import Database
from assessments.storage.matching_many import Many
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.storage.made_companies import FACTS, STATED_LEAVES, TODAY
from tests.assessments.storage.states import STATES
from tests.conditions.random_conditions import CONSTANTS, trees
from tests.fixtures.engine import Data
from tests.fixtures.laws import at_least, examples
from tests.fixtures.looping import Looping

EXAMPLES: Final = 120
SEEN_AT_LEAST: Final = at_least(5)
DAYS: Final = st.sampled_from([None, None, None, *(TODAY + timedelta(days=n) for n in (-1, 0, 1))])

INSTEAD_OF_RESULTS: Final = """
    WITH results AS (SELECT * FROM unnest(${first}::uuid[], ${second}::jsonb[]) AS r (id, facts))
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A database in which statements read these companies for the stored results."""

    database: Database
    companies: Sequence[State]

    async def rows(self, statement: str, *parameters: Any) -> Any:
        """Return the rows of a statement about results."""
        ids = [UUID(int=number) for number in range(len(self.companies))]
        facts = [matching_facts(state) for state in self.companies]
        places = {"first": len(parameters) + 1, "second": len(parameters) + 2}
        whole = INSTEAD_OF_RESULTS.format_map(places) + statement
        return await self.database.rows(whole, *parameters, ids, facts)


@st.composite
def _criteria(draw: st.DrawFn, slug: str) -> Data:
    leaf = st.sampled_from(STATED_LEAVES)
    return criterion(
        slug,
        draw(st.one_of(leaf, leaf, trees(STATED_LEAVES))),
        hard=draw(st.sampled_from([True, True, True, False])),
        actionable=draw(st.booleans()),
    )


@st.composite
def _offers(draw: st.DrawFn, number: int) -> Data:
    """Return an offer of any kind, more or less open."""
    kind = draw(st.sampled_from(["scheme", "scheme", "cluster"]))
    fields: Data = {
        "criteria": [draw(_criteria(f"c{n}")) for n in range(draw(st.integers(0, 3)))],
        "open_to_all": draw(st.booleans()),
        "status": draw(st.sampled_from([*["active"] * 7, "uncertain", "ended", "calls_between"])),
        "valid_from": draw(DAYS),
        "valid_to": draw(DAYS),
    }
    if kind == "scheme":
        fields["applicant"] = draw(st.sampled_from(["company", "company", "cluster"]))
        fields["application"] = {"mode": draw(st.sampled_from([*["open"] * 5, "not_open"]))}
    return offer(f"offer-{number}", kind, **fields)


@st.composite
def _compiled(draw: st.DrawFn) -> tuple[CompiledOffer, ...]:
    made = [draw(_offers(number)) for number in range(draw(st.integers(4, 8)))]
    return compile_offers(map(OFFER.validate_python, made), CONSTANTS, lambda slug: (slug,))


async def _agree(
    database: Database, offers: tuple[CompiledOffer, ...], companies: list[State]
) -> Counter[Outcome]:
    """Hold SQL to matching each company by itself; return the outcomes that there were."""
    many = Many(offers, FACTS, CONSTANTS, TODAY)
    made = cast("Database", Made(database, companies))
    found = await many.outcomes(made)
    expected = [
        [match_offer(one, state, frozenset(), TODAY).outcome for one in offers]
        for state in companies
    ]
    assert [found[UUID(int=n)] for n in range(len(companies))] == expected
    for place, counted in enumerate(await many.counts(made)):
        assert counted == Counter(outcomes[place] for outcomes in expected)
    return Counter(outcome for outcomes in expected for outcome in outcomes)


@pytest.mark.law
def test_sql_finds_the_outcomes_that_matching_finds(looping: Looping) -> None:
    seen: Counter[Outcome] = Counter()

    @examples(EXAMPLES)
    @given(offers=_compiled(), companies=st.lists(STATES, min_size=6, max_size=12))
    def law(offers: tuple[CompiledOffer, ...], companies: list[State]) -> None:
        seen.update(looping.runner.run(_agree(looping.database, offers, companies)))

    law()
    assert seen.keys() == set(Outcome)
    assert min(seen.values()) >= SEEN_AT_LEAST, seen
