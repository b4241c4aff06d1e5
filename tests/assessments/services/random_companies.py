"""Strategies for companies that use the services: what they say, and the content they meet."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library, build_library
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import Marker
from assessments.services.given import GivenAnswer, GivenFact
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    FACTS,
    leaves,
    questionnaires,
    trees,
)
from tests.assessments.services.caller import CLEAR
from tests.assessments.services.what_if import Changes, given_of
from tests.fixtures.engine import DAY, FACT, RATES, critical_values

WRONG: Final = (
    CLEAR,
    Given(Shape.OPTION, "no_such"),
    Given(Shape.OPTIONS, ("a", "no_such")),
    Given(Shape.NUMBER, Decimal("-0.5")),
    Given(Shape.TEXT, "x" * 5001),
    Given(Shape.NEVER),
)
"""What hardly any question takes; clearing any of them is fine."""

MARKETS: Final = ("NO", "SE")
"""What groups hold in a catalogue, which takes none but codes of countries."""

MADE_UP: Final = tuple(FACT.validate_python(data) for data in FACTS)


def fitting(item: Question | Fact) -> st.SearchStrategy[Given]:
    """Return what may be said to `item`."""
    may_not_apply = getattr(item, "allows_not_applicable", getattr(item, "not_applicable", None))
    markers = (Marker.DONT_KNOW, *((Marker.NOT_APPLICABLE,) if may_not_apply else ()))
    values = (*critical_values(item), *markers)
    return st.sampled_from([given_of(item.kind, value) for value in values])


def certain(item: Question | Fact) -> st.SearchStrategy[Given]:
    """Return what is accepted of `item` whatever else is said."""
    past = [v for v in critical_values(item) if not (isinstance(v, date) and v > DAY)]
    return st.sampled_from([given_of(item.kind, value) for value in (*past, Marker.DONT_KNOW)])


def _values(item: Question | Fact) -> st.SearchStrategy[Given]:
    """Return what may be said to `item`: most often what fits."""
    wrong = st.sampled_from((*WRONG, given_of(item.kind, Marker.NOT_APPLICABLE)))
    return st.integers(0, 19).flatmap(lambda n: fitting(item) if n else wrong)


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
def libraries(draw: st.DrawFn, delivered: Catalogue) -> Library:
    """Return a random questionnaire, and a catalogue of random offers that read its facts."""
    questionnaire = Questionnaire.model_validate({"rates": RATES, **draw(questionnaires())})
    catalogue = draw(catalogues(delivered, questionnaire))
    return build_library(1, (1, catalogue), [questionnaire])


@st.composite
def catalogues(draw: st.DrawFn, delivered: Catalogue, questionnaire: Questionnaire) -> Catalogue:
    """Return the delivered catalogue with random offers in place of its own."""
    conditions = trees(st.sampled_from(ASKED).flatmap(leaves))
    offers = [
        OFFER.validate_python(
            offer(f"offer_{n}", criteria=[criterion(f"c{n}", draw(conditions), hard=n < 2)])
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    reference = delivered.reference
    groups = {**reference.market_groups, **dict.fromkeys(questionnaire.groups, MARKETS)}
    return delivered.model_copy(
        update={
            "facts": (*delivered.facts, *MADE_UP),
            "offers": tuple(offers),
            "reference": reference.model_copy(update={"market_groups": groups}),
        }
    )


@st.composite
def everything(draw: st.DrawFn, library: Library) -> Changes:
    """Return something that is accepted for every fact and every question of `library`."""
    (questionnaire,) = library.questionnaires.values()
    facts = [f for f in questionnaire.definition.facts if f.asked]
    stated = [draw(st.tuples(st.just(f.slug), certain(f))) for f in facts]
    asked = [compiled.question for compiled in questionnaire.questions]
    answered = [draw(st.tuples(st.just(q.slug), certain(q))) for q in asked]
    return Changes(
        [GivenFact(f"facts.{i}", slug, said) for i, (slug, said) in enumerate(stated)],
        [GivenAnswer(slug, said) for slug, said in answered],
    )
