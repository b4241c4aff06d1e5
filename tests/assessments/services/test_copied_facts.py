"""Copied facts that contradict each other: what is kept, and what is named as left."""

from typing import Final

import pytest

from assessments.content.library import CompiledCatalogue
from assessments.errors import ProfileRejectedError
from assessments.questionnaire.encoding import Encoded
from assessments.services.accepting import accept_facts
from assessments.services.copied_facts import copied_facts, given_again
from assessments.services.given import GivenFact
from tests.fixtures.engine import DAY, content

Facts = dict[str, Encoded]

SIZE: Final[Facts] = {"sme_size": {"option": "small"}, "employees": {"number": 300}}
PLACE: Final[Facts] = {"county_code": {"option": "03"}, "municipality_code": {"text": "4601"}}
ABROAD: Final[Facts] = {
    "registered_in_norway": {"boolean": False},
    "organisation_number": {"text": "974760673"},
}
NAME: Final[Facts] = {"legal_name": {"text": "Nord"}}


@pytest.fixture(name="catalogue")
def delivered() -> CompiledCatalogue:
    """The delivered catalogue, as it is."""
    return content().catalogue


def _stated(catalogue: CompiledCatalogue, facts: Facts) -> Facts:
    given = [GivenFact(slug, slug, given_again(one)) for slug, one in facts.items()]
    return accept_facts(catalogue, facts={}, given=given, today=DAY).document


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        (SIZE, ["sme_size"]),
        (PLACE, ["municipality_code"]),
        (ABROAD, ["registered_in_norway"]),
        ({**ABROAD, **SIZE, **PLACE}, ["municipality_code", "registered_in_norway", "sme_size"]),
        ({**SIZE, "employees": {"number": 30}}, []),
        ({**PLACE, "municipality_code": {"text": "0301"}}, []),
        ({**ABROAD, "registered_in_norway": {"boolean": True}}, []),
    ],
)
def test_of_facts_that_contradict_each_other_one_is_left(
    catalogue: CompiledCatalogue, facts: Facts, left: list[str]
) -> None:
    stated = {**NAME, **facts}
    kept, named = copied_facts(catalogue, stated, DAY)
    assert list(named) == left
    assert kept == {slug: one for slug, one in stated.items() if slug not in left}
    # what is kept can be stated, all of it at once
    assert _stated(catalogue, kept) == kept


def test_what_is_left_says_what_contradicts_what(catalogue: CompiledCatalogue) -> None:
    with pytest.raises(ProfileRejectedError) as refused:
        _stated(catalogue, SIZE)
    _, named = copied_facts(catalogue, SIZE, DAY)
    assert named == {one.fact: one.message for one in refused.value.rejections}


def test_what_may_not_be_stated_by_itself_contradicts_nothing(catalogue: CompiledCatalogue) -> None:
    facts: Facts = {**SIZE, "employees": {"number": -1}}
    kept, named = copied_facts(catalogue, facts, DAY)
    assert (list(kept), list(named)) == (["sme_size"], ["employees"])
