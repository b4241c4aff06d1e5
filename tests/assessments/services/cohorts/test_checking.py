"""What figures are asked about is checked by value, and refused by field with what may be given."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import Library
from assessments.services.cohorts.checking import checked
from assessments.services.cohorts.periods import PeriodNotToldError
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.services.environment import Environment
from assessments.texts import Language, Text
from schema.context import Context
from schema.refusing import SaidError
from schema.types.cohorts.filter import CohortFilterInput, asked_by
from tests.fixtures.asker import CLUSTER, advisor_of
from tests.schema.refusals import says_what_to_do

EVERYBODY: Final = AskedCohort(questionnaire="health-export")
SHAPE: Final = r"[0-9]{1,5}-?[QK]?[0-9]?"


def refused(catalogue: Catalogue, asked: AskedCohort) -> tuple[list[str], Text]:
    with pytest.raises(FilterRejectedError) as caught:
        checked(catalogue, asked)
    error = caught.value
    for text in error.fields.values():
        says_what_to_do(text.nb, text.en)
    return list(error.fields), error.message


def test_what_exists_is_asked_about_as_it_was_given(catalogue_definition: Catalogue) -> None:
    for asked in (
        EVERYBODY,
        replace(
            EVERYBODY,
            cluster=CLUSTER,
            regions=frozenset({"03", "21"}),
            size_bands=frozenset({"micro", "large"}),
            sectors=frozenset({"medtech", "other"}),
            submitted_from="2025-Q1",
            submitted_to="2026-Q4",
        ),
        replace(EVERYBODY, submitted_from="2026-Q3", submitted_to="2026-Q3"),
        replace(EVERYBODY, questionnaire="nothing", cluster="nothing"),
    ):
        assert checked(catalogue_definition, asked) == asked


def test_a_part_of_the_country_is_its_counties(catalogue_definition: Catalogue) -> None:
    asked = replace(EVERYBODY, regions=frozenset({"vestlandet", "46", "03"}))
    assert checked(catalogue_definition, asked).regions == frozenset({"11", "15", "46", "03"})


@pytest.mark.parametrize(
    ("narrowed", "field", "may_be_given"),
    [
        ({"regions": frozenset({"03", "99"})}, "regions", "46 (Vestland)"),
        ({"regions": frozenset({"30"})}, "regions", "vestlandet (Western Norway)"),
        ({"regions": frozenset[str]()}, "regions", "03 (Oslo)"),
        ({"size_bands": frozenset({"MICRO"})}, "sizeBands", "micro (Fewer than 10 employees)"),
        ({"size_bands": frozenset({"under_50"})}, "sizeBands", "small"),
        ({"size_bands": frozenset[str]()}, "sizeBands", "medium"),
        ({"sectors": frozenset({"fish"})}, "sectors", "medtech (Medical technology)"),
        ({"sectors": frozenset[str]()}, "sectors", "other"),
        ({"submitted_from": "2026-Q5"}, "submittedFrom", "2026-Q3"),
        ({"submitted_from": ""}, "submittedFrom", "2026-Q3"),
        ({"submitted_to": "2026-Q3\n"}, "submittedTo", "2026-Q3"),
        ({"submitted_to": "٢٠٢٦-Q3"}, "submittedTo", "2026-Q3"),
        ({"submitted_from": "2026-Q3", "submitted_to": "2026-Q2"}, "submittedTo", "submittedFrom"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field_with_what_may_be_given(
    catalogue_definition: Catalogue, narrowed: dict[str, object], field: str, may_be_given: str
) -> None:
    asked = replace(EVERYBODY, **narrowed)  # type: ignore[arg-type]  # of several kinds
    fields, message = refused(catalogue_definition, asked)
    assert fields == [field]
    for text in (message.nb, message.en):
        assert text.startswith(f"`{field}`: ")
    assert may_be_given in message.en


def test_all_that_is_wrong_is_named_at_once(catalogue_definition: Catalogue) -> None:
    asked = AskedCohort(
        questionnaire="health-export",
        regions=frozenset({"99"}),
        size_bands=frozenset({"huge"}),
        sectors=frozenset({"fish"}),
        submitted_from="then",
        submitted_to="now",
    )
    fields, message = refused(catalogue_definition, asked)
    assert fields == ["regions", "sizeBands", "sectors", "submittedFrom", "submittedTo"]
    assert not any(given in message.en for given in ("99", "huge", "fish", "then"))


def test_a_period_that_is_not_told_of_is_refused_as_a_filter_is() -> None:
    error = PeriodNotToldError()
    assert list(error.fields) == ["submittedFrom"]
    says_what_to_do(error.message.nb[len("`submittedFrom`: ") :], error.fields["submittedFrom"].en)


@given(quarter=st.from_regex(SHAPE, fullmatch=True))
def test_only_quarters_pass_as_quarters(catalogue_definition: Catalogue, quarter: str) -> None:
    year, _, number = quarter.partition("-Q")
    asked = replace(EVERYBODY, submitted_from=quarter, submitted_to=quarter)
    if len(year) == 4 and year.isdigit() and number in {"1", "2", "3", "4"}:
        assert checked(catalogue_definition, asked) == asked
    else:
        assert refused(catalogue_definition, asked)[0] == ["submittedFrom", "submittedTo"]


def test_the_input_of_the_api_says_the_same(environment: Environment, library: Library) -> None:
    context = Context(
        environment=environment,
        library=library,
        principal=advisor_of(CLUSTER),
        language=Language.EN,
    )
    read = asked_by(CohortFilterInput(questionnaire="health-export", regions=["46", "46"]), context)
    assert read == replace(EVERYBODY, regions=frozenset({"46"}))
    with pytest.raises(SaidError) as caught:
        asked_by(CohortFilterInput(questionnaire="health-export", size_bands=[]), context)
    assert caught.value.extensions == {"code": "BAD_USER_INPUT"}
