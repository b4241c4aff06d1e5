"""What if: for any company and any changes the same as saving them and looking, refusals too."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library
from assessments.errors import AnswersRejectedError, ProfileRejectedError
from assessments.services.assessing import evaluate
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.database import Database
from tests.assessments.services.caller import start
from tests.assessments.services.random_companies import changes, libraries
from tests.assessments.services.what_if import (
    Changes,
    assert_alike,
    really_made,
    tried,
)
from tests.fixtures.environment import Clock
from tests.fixtures.laws import examples
from tests.fixtures.looping import Looping


async def _holds(database: Database, library: Library, had: Changes, tries: Changes) -> None:
    environment = Environment(database=database, shelf=Shelf(database, library), now=Clock())
    ((slug, _),) = library.questionnaires
    caller = await start(environment, slug)
    for one in (Changes(had.facts, []), *(Changes([], [answer]) for answer in had.answers)):
        refused = await really_made(caller, one)  # What is refused is left out.
        assert not isinstance(refused, Exception) or isinstance(
            refused, ProfileRejectedError | AnswersRejectedError
        )
    before, rows = evaluate(environment, await caller.read()), await caller.rows()
    simulated = await tried(caller, tries)
    assert await caller.rows() == rows
    assert_alike(simulated, before, await really_made(caller, tries))


def test_what_if_is_what_saving_makes_of_any_questionnaire(
    looping: Looping, catalogue_definition: Catalogue
) -> None:
    random = libraries(catalogue_definition)

    @examples(100)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        library = data.draw(random)
        had, tries = data.draw(changes(library, 8)), data.draw(changes(library, 5))
        looping.runner.run(_holds(looping.database, library, had, tries))

    law()


def test_what_if_is_what_saving_makes_of_the_delivered_one(looping: Looping, shelf: Shelf) -> None:
    delivered = shelf.library

    @examples(100)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        had, tries = data.draw(changes(delivered, 12)), data.draw(changes(delivered, 6))
        looping.runner.run(_holds(looping.database, delivered, had, tries))

    law()
