"""What has opened, closed and turned since a result, and why."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assessment import StoredAssessment
from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.matching.outcome import Outcome
from assessments.matching.turning import (
    CriterionTurned,
    OfferAdded,
    OfferRemoved,
    Opening,
    RulesChanged,
    StatusChanged,
)
from assessments.services.assessing import evaluate
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import matches_of
from assessments.services.turned import Turned, turned_since
from assessments.storage.database import Database
from tests.assessments.matching.made_offers import criterion, offer
from tests.assessments.services.caller import Caller, start
from tests.assessments.services.conftest import publish_small
from tests.assessments.services.small_content import (
    ANSWERS,
    FACTS,
    OFFERS,
    SLUG,
    small_catalogue,
)
from tests.fixtures.database import connected, new_database
from tests.fixtures.engine import Data
from tests.fixtures.environment import NOON, environment_on
from tests.fixtures.laws import LAW

GRANT, LOAN, CLUB = OFFERS
TODAY: Final = NOON.date()
LATER: Final = date(2027, 3, 1)


@pytest.fixture
async def submitted(small: Caller) -> StoredAssessment:
    """The small company with a result of 22 November 2026: grant eligible, club not."""
    await small.state(FACTS)
    await small.save(ANSWERS)
    return await small.submit()


def _catalogue(small: Caller, version: int, *offers: Data) -> CompiledCatalogue:
    definition = small.environment.library.catalogue.definition
    return CompiledCatalogue(small_catalogue(definition, *offers), version)


def _since(
    small: Caller, stored: StoredAssessment, now: CompiledCatalogue, day: date = TODAY
) -> dict[str, Turned]:
    assert stored.result is not None
    evaluation = replace(evaluate(small.environment, stored), catalogue=now, as_of=day)
    document = json.loads(stored.result.document)
    old = small.environment.library.catalogue
    return {t.slug: t for t in turned_since(stored.result, document, old, evaluation)}


def _before(stored: StoredAssessment) -> dict[str, Outcome]:
    assert stored.result is not None
    return {m.offer: m.outcome for m in matches_of(json.loads(stored.result.document))}


async def test_nothing_turns_while_nothing_changes(
    small: Caller, submitted: StoredAssessment
) -> None:
    assert _before(submitted)["grant"] is Outcome.ELIGIBLE
    assert _since(small, submitted, small.environment.library.catalogue) == {}
    assert _since(small, submitted, _catalogue(small, 2, *OFFERS)) == {}


async def test_offers_come_and_go(small: Caller, submitted: StoredAssessment) -> None:
    new = offer("new", open_to_all=True)
    found = _since(small, submitted, _catalogue(small, 2, GRANT, LOAN, new))
    assert list(found) == ["new", "club"]
    assert (found["new"].before, found["new"].after) == (None, Outcome.ELIGIBLE)
    assert found["new"].reasons == (OfferAdded(),)
    assert (found["club"].after, found["club"].reasons) == (None, (OfferRemoved(),))
    assert found["club"].catalogue.version == 1
    assert found["new"].catalogue.version == 2


async def test_an_entry_changes(small: Caller, submitted: StoredAssessment) -> None:
    ended = {**GRANT, "status": "ended"}
    open_club = {**CLUB, "criteria": [criterion("uses_ai")]}
    found = _since(small, submitted, _catalogue(small, 2, ended, LOAN, open_club))
    assert list(found) == ["club", "grant"]
    assert [type(why) for why in found["grant"].reasons] == [StatusChanged]
    turned = found["club"].reasons
    assert {w.criterion.slug for w in turned if isinstance(w, CriterionTurned)} == {
        "uses_ai",
        "in_oslo",
    }


async def test_time_passes(small: Caller, submitted: StoredAssessment) -> None:
    coming = {**GRANT, "valid_from": "2027-01-01"}
    shut = _since(small, submitted, _catalogue(small, 2, coming, LOAN, CLUB))
    assert shut["grant"].after is Outcome.NOT_YET_OPEN
    assert _since(small, submitted, _catalogue(small, 2, coming, LOAN, CLUB), LATER) == {}


async def test_every_step_on_the_way_is_told(small: Caller, submitted: StoredAssessment) -> None:
    """The club asks for AI from now on, and opens in January."""
    club = {**CLUB, "criteria": [criterion("uses_ai")], "valid_from": "2027-01-01"}
    found = _since(small, submitted, _catalogue(small, 2, GRANT, LOAN, club), LATER)["club"]
    assert (found.before, found.after) == (Outcome.NOT_ELIGIBLE, Outcome.ELIGIBLE)
    assert found.reasons[-1] == Opening(date(2027, 1, 1), opened=True)
    assert len(found.reasons) > 1


async def test_what_the_program_decides_otherwise_is_said_to_be_its(
    small: Caller, submitted: StoredAssessment
) -> None:
    assert submitted.result is not None
    document = json.loads(submitted.result.document)
    grant = next(match for match in document["matches"] if match[0] == "grant")
    grant[1] = Outcome.NOT_ELIGIBLE.value
    older = replace(
        submitted,
        result=replace(submitted.result, engine_version="1.0.0", document=json.dumps(document)),
    )
    found = _since(small, older, small.environment.library.catalogue)
    assert found["grant"].reasons == (RulesChanged(),)
    assert (found["grant"].before, found["grant"].after) == (
        Outcome.NOT_ELIGIBLE,
        Outcome.ELIGIBLE,
    )


@pytest.fixture(scope="module")
async def shared(
    server: str, empty_database_dsn: str, catalogue_definition: Catalogue
) -> AsyncIterator[tuple[Caller, StoredAssessment]]:
    """A submitted assessment that a law may look at as often as it likes."""
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        yield await _submit_small(database, catalogue_definition)


async def _submit_small(
    database: Database, delivered: Catalogue
) -> tuple[Caller, StoredAssessment]:
    await publish_small(database, delivered)
    caller = await start(await environment_on(database), SLUG)
    await caller.state(FACTS)
    await caller.save(ANSWERS)
    return caller, await caller.submit()


DATES = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat)
CRITERIA = st.lists(
    st.sampled_from(
        [
            *GRANT["criteria"],
            *LOAN["criteria"],
            *CLUB["criteria"],
            criterion("own_ip", hard=True),
        ]
    ),
    unique_by=lambda c: str(c["slug"]),
)


@st.composite
def entries(draw: st.DrawFn, slug: str) -> Data:
    return offer(
        slug,
        status=draw(st.sampled_from(["active", "ended", "calls_between"])),
        valid_from=draw(DATES),
        valid_to=draw(DATES),
        criteria=draw(CRITERIA),
    )


OFFER_LISTS = st.lists(
    st.sampled_from(["grant", "loan", "club", "new"]), unique=True, min_size=1
).flatmap(lambda slugs: st.tuples(*(entries(slug) for slug in slugs)))


@LAW
@given(
    offers=OFFER_LISTS,
    day=st.dates(date(2025, 1, 1), date(2028, 1, 1)),
)
def test_what_turned_leads_from_the_result_to_now(
    shared: tuple[Caller, StoredAssessment], offers: Sequence[Data], day: date
) -> None:
    caller, stored = shared
    now = _catalogue(caller, 2, *offers)
    evaluation: Evaluation = replace(evaluate(caller.environment, stored), catalogue=now, as_of=day)
    today = {m.offer.slug: m.outcome for m in evaluation.matches}
    found = _since(caller, stored, now, day)
    assert all(t.before is not t.after and t.reasons for t in found.values())
    replayed: dict[str, Outcome | None] = dict(_before(stored))
    for slug, turned in found.items():
        assert replayed.get(slug) is turned.before
        replayed[slug] = turned.after
    assert {s: outcome for s, outcome in replayed.items() if outcome is not None} == today
