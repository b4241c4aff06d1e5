"""What if: for any company and any changes the same as saving them and looking, refusals too."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library, build_library
from assessments.errors import AnswersRejectedError, ProfileRejectedError
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import Marker
from assessments.services.environment import Environment
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.shelf import Shelf
from assessments.storage.database import Database
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    FACTS,
    leaves,
    questionnaires,
    trees,
)
from tests.assessments.services.caller import CLEAR, start
from tests.assessments.services.what_if import (
    Changes,
    assert_alike,
    given_of,
    really_made,
    tried,
)
from tests.fixtures.engine import FACT, LAW, RATES, critical_values
from tests.fixtures.environment import Clock
from tests.fixtures.looping import Looping

WRONG: Final = (
    CLEAR,
    Given(Shape.OPTION, "no_such"),
    Given(Shape.OPTIONS, ("a", "no_such")),
    Given(Shape.NUMBER, Decimal("-0.5")),
    Given(Shape.TEXT, "x" * 5001),
    Given(Shape.NEVER),
)
"""What hardly any question takes; clearing any of them is fine."""

MADE_UP: Final = tuple(FACT.validate_python(data) for data in FACTS)


def _values(item: Question | Fact) -> st.SearchStrategy[Given]:
    """Return what may be said to `item`: most often what fits."""
    may_not_apply = getattr(item, "allows_not_applicable", getattr(item, "not_applicable", None))
    markers = (Marker.DONT_KNOW, *((Marker.NOT_APPLICABLE,) if may_not_apply else ()))
    fitting = [given_of(item.kind, value) for value in (*critical_values(item), *markers)]
    wrong = st.sampled_from((*WRONG, given_of(item.kind, Marker.NOT_APPLICABLE)))
    return st.integers(0, 19).flatmap(lambda n: st.sampled_from(fitting) if n else wrong)


def _some(
    items: Sequence[Question | Fact], most: int
) -> st.SearchStrategy[list[tuple[str, Given]]]:
    """Return up to `most` of the items with something said to each, in any order."""
    said = st.sampled_from(items).flatmap(lambda item: st.tuples(st.just(item.slug), _values(item)))
    return st.lists(said, max_size=most, unique_by=lambda pair: pair[0])


@st.composite
def changes(draw: st.DrawFn, library: Library, most: int) -> Changes:
    """Return facts and answers about the questionnaire of `library`."""
    (questionnaire,) = library.questionnaires.values()
    definition = questionnaire.definition
    questions = [compiled.question for compiled in questionnaire.questions]
    facts = [f for f in definition.facts if f.asked]
    stated, answered = draw(_some(facts, most)), draw(_some(questions, most))
    return Changes(
        [GivenFact(f"facts.{i}", slug, said) for i, (slug, said) in enumerate(stated)],
        [GivenAnswer(slug, said) for slug, said in answered],
    )


@st.composite
def _libraries(draw: st.DrawFn, delivered: Catalogue) -> Library:
    """Return a random questionnaire, and a catalogue of random offers that read its facts."""
    questionnaire = Questionnaire.model_validate({"rates": RATES, **draw(questionnaires())})
    conditions = trees(st.sampled_from(ASKED).flatmap(leaves))
    offers = [
        OFFER.validate_python(
            offer(f"offer_{n}", criteria=[criterion(f"c{n}", draw(conditions), hard=n < 2)])
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    reference = delivered.reference
    groups = {**reference.market_groups, **questionnaire.groups}
    catalogue = delivered.model_copy(
        update={
            "facts": (*delivered.facts, *MADE_UP),
            "offers": tuple(offers),
            "reference": reference.model_copy(update={"market_groups": groups}),
        }
    )
    return build_library(1, (1, catalogue), [questionnaire])


async def _holds(database: Database, library: Library, had: Changes, tries: Changes) -> None:
    environment = Environment(database=database, shelf=Shelf(database, library), now=Clock())
    ((slug, _),) = library.questionnaires
    caller = await start(environment, slug)
    for one in (Changes(had.facts, []), *(Changes([], [answer]) for answer in had.answers)):
        refused = await really_made(caller, one)  # What is refused is left out.
        assert not isinstance(refused, Exception) or isinstance(
            refused, ProfileRejectedError | AnswersRejectedError
        )
    before = await caller.rows()
    simulated = await tried(caller, tries)
    assert await caller.rows() == before
    assert_alike(simulated, await really_made(caller, tries))


def test_what_if_is_what_saving_makes_of_any_questionnaire(
    looping: Looping, catalogue_definition: Catalogue
) -> None:
    random = _libraries(catalogue_definition)

    @settings(LAW, max_examples=100)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        library = data.draw(random)
        had, tries = data.draw(changes(library, 8)), data.draw(changes(library, 5))
        looping.runner.run(_holds(looping.database, library, had, tries))

    law()


def test_what_if_is_what_saving_makes_of_the_delivered_one(looping: Looping, shelf: Shelf) -> None:
    delivered = shelf.library

    @settings(LAW, max_examples=100)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        had, tries = data.draw(changes(delivered, 12)), data.draw(changes(delivered, 6))
        looping.runner.run(_holds(looping.database, delivered, had, tries))

    law()
