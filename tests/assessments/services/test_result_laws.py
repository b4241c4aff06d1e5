"""Results of any company: trying on one is as on a draft, and each comes out the same later on."""

from dataclasses import dataclass
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library
from assessments.errors import (
    AnswersRejectedError,
    AssessmentIncompleteError,
    ProfileRejectedError,
)
from assessments.services.assessing import evaluate
from assessments.services.environment import Environment
from assessments.services.publishing import publish
from assessments.services.shelf import Shelf
from assessments.services.verifying import verify_all
from assessments.storage.database import Database
from tests.assessments.services.caller import Caller, start
from tests.assessments.services.random_companies import (
    catalogues,
    changes,
    everything,
    libraries,
)
from tests.assessments.services.what_if import Changes, assert_alike, really_made, tried
from tests.fixtures.database import connected, new_database
from tests.fixtures.environment import NOON, Clock, environment_on
from tests.fixtures.laws import at_least, examples
from tests.fixtures.looping import Looping

EXAMPLES: Final = 150
WITH_A_DATABASE: Final = 60
"""Examples that each need a database of their own, since what is published stays."""
SUBMITTED_AT_LEAST: Final = at_least(5)
"""How many of the companies must get to a result. Nearly all do; what is drawn hangs on what else
the process has imported, so that no law can count on more.
"""


async def _filled(environment: Environment, slug: str, had: Changes) -> Caller:
    caller = await start(environment, slug)
    for one in (Changes(had.facts, []), *(Changes([], [answer]) for answer in had.answers)):
        refused = await really_made(caller, one)  # What is refused is left out.
        assert not isinstance(refused, Exception) or isinstance(
            refused, ProfileRejectedError | AnswersRejectedError
        )
    return caller


async def _submitted(caller: Caller) -> bool:
    try:
        await caller.submit()
    except AssessmentIncompleteError:
        return False
    return True


async def _tried_on_both(
    database: Database, library: Library, had: Changes, tries: Changes
) -> bool:
    environment = Environment(database=database, shelf=Shelf(database, library), now=Clock())
    ((slug, _),) = library.questionnaires
    result, draft = [await _filled(environment, slug, had) for _ in range(2)]
    if not await _submitted(result):
        return False
    rows, before = await result.rows(), evaluate(environment, await draft.read())
    simulated = await tried(result, tries)
    assert await result.rows() == rows
    assert_alike(simulated, before, await really_made(draft, tries))
    return True


def test_what_if_on_a_result_is_what_saving_would_have_made(
    looping: Looping, catalogue_definition: Catalogue
) -> None:
    submitted: list[bool] = []

    @examples(EXAMPLES)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        library = data.draw(libraries(catalogue_definition))
        had, tries = data.draw(everything(library)), data.draw(changes(library, 5))
        done = looping.runner.run(_tried_on_both(looping.database, library, had, tries))
        submitted.append(done)

    law()
    assert sum(submitted) >= SUBMITTED_AT_LEAST


@dataclass(frozen=True, slots=True)
class Published:
    """Where new databases come from."""

    server: str
    empty: str

    async def comes_out_the_same(self, library: Library, later: Catalogue, had: Changes) -> bool:
        """Submit to one catalogue, publish another, and compute the result anew."""
        (compiled,) = library.questionnaires.values()
        asked = [compiled.definition]
        async with new_database(self.server, self.empty) as dsn, connected(dsn, size=1) as database:
            await publish(database, library.catalogue.definition, asked, NOON)
            environment = await environment_on(database)
            caller = await _filled(environment, compiled.definition.slug, had)
            if not await _submitted(caller):
                return False
            await publish(database, later, asked, NOON)
            await environment.shelf.refresh()
            (verification,) = [v async for v in verify_all(environment)]
            assert verification.holds, verification
        return True


def test_a_result_comes_out_the_same_after_the_catalogue_has_changed(
    server: str, empty_database_dsn: str, looping: Looping, catalogue_definition: Catalogue
) -> None:
    submitted: list[bool] = []
    published = Published(server, empty_database_dsn)

    @examples(WITH_A_DATABASE)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        library = data.draw(libraries(catalogue_definition))
        (compiled,) = library.questionnaires.values()
        later = data.draw(catalogues(catalogue_definition, compiled.definition))
        had = data.draw(everything(library))
        done = looping.runner.run(published.comes_out_the_same(library, later, had))
        submitted.append(done)

    law()
    assert sum(submitted) >= SUBMITTED_AT_LEAST
