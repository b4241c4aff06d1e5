"""What a result is counted under: the same when it is submitted and from what it keeps."""

import json
from typing import Final

import pytest

from assessments.cohorts.measures import Measures, bin_of
from assessments.content.library import Library
from assessments.questionnaire.definition import Questionnaire
from assessments.services.assessing import evaluate
from assessments.services.cells.rebuilding import measure_rest
from assessments.services.demonstration import many
from assessments.services.demonstration.creating import build_rows
from assessments.services.measuring import keys_of, measured, measured_again, numbered
from assessments.services.snapshots import evaluated_again
from assessments.storage.assessments import Measured
from assessments.storage.bulk import RESULTS
from assessments.storage.measures import numbers_of_measures
from tests.assessments.services.caller import (
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    number,
    option,
)
from tests.assessments.services.small_content import ANSWERS, FACTS

EXPECTED: Final = Measures(
    amounts={"score:growth": 391, "score:market": 750, "score:overall": 630},
    counts=(
        *("answer_level:G1:2", "answer_level:G2:2", "answer_level:G3:0", "answer_level:M1:4"),
        *("answer_level:M2:2", "barrier:capital_access", "barrier:competence"),
        *("barrier:market_insight", "bin:growth:39", "bin:market:75", "bin:overall:63"),
        *("dont_know:G3", "level:growth:1", "level:market:2", "level:overall:2", "lever:G1"),
        *("lever:G3", "option:G1:b", "option:M1:c", "option:M2:x", "scheme:grant:ELIGIBLE"),
        "scheme:loan:CANNOT_TELL",
    ),
)
"""Free text is not counted, and a cluster is no scheme; each barrier is relieved by one of both."""


async def _submitted(caller: Caller) -> Caller:
    await caller.state(FACTS)
    await caller.save(ANSWERS)
    await caller.submit(include=True)
    return caller


async def test_a_small_result_is_counted_under_what_can_be_worked_out_by_hand(
    small: Caller,
) -> None:
    await _submitted(small)
    stored = await small.read()
    assert measured(evaluate(small.environment, stored)) == EXPECTED


async def test_it_comes_out_the_same_from_what_is_kept(small: Caller) -> None:
    await _submitted(small)
    stored = await small.read()
    assert stored.result is not None
    environment = small.environment
    questionnaire = environment.shelf.questionnaire("small", 1)
    catalogue = environment.library.catalogue
    again = measured_again(stored.result.document, questionnaire, catalogue)
    assert again == measured(evaluate(environment, stored))
    older = json.loads(stored.result.document)
    del older["nextSteps"]
    assert measured_again(json.dumps(older), questionnaire, catalogue) == again


def test_made_up_companies_are_counted_alike_both_ways(library: Library) -> None:
    rows = build_rows(many.environment_without_database(library), 3, range(40))
    possible = set(keys_of(library.catalogue.definition, _definitions(library)))
    kinds: set[str] = set()
    for record in rows.results:
        document = str(record[RESULTS.index("document")])
        questionnaire = library.questionnaire(str(record[RESULTS.index("questionnaire_slug")]))
        assert questionnaire is not None
        again = measured_again(document, questionnaire, library.catalogue)
        anew = evaluated_again(json.loads(document), questionnaire, library.catalogue)
        assert again == measured(anew)
        assert set(again.keys) <= possible
        kinds |= {key.partition(":")[0] for key in again.keys}
    assert kinds == {key.partition(":")[0] for key in possible}


def _definitions(library: Library) -> list[Questionnaire]:
    return [q.definition for q in library.questionnaires.values()]


@pytest.mark.parametrize(
    ("tenths", "place"), [(0, 0), (4, 0), (5, 1), (624, 62), (625, 63), (994, 99), (1000, 100)]
)
def test_scores_fall_in_bins_half_up(tenths: int, place: int) -> None:
    assert bin_of(tenths) == place


def test_measures_without_a_number_are_left_for_later() -> None:
    measures = Measures(amounts={"score:overall": 625}, counts=("bin:overall:63", "lever:S01"))
    numbers = {"score:overall": 1, "lever:S01": 2, "bin:overall:63": 3}
    found = Measured(measures=(1, 2, 3), amounts=(625,), record_key=-(2**63))
    assert numbered(measures, numbers, 0) == found
    assert numbered(measures, {"score:overall": 1}, 0) is None


async def test_a_result_keeps_what_it_is_counted_under(small: Caller) -> None:
    await _submitted(small)
    (row,) = (await small.rows())["results"]
    numbers = await numbers_of_measures(small.database)
    names = {number: key for key, number in numbers.items()}
    (stored,) = [await small.read()]
    expected = measured(evaluate(small.environment, stored))
    assert {names[number] for number in row["measures"]} == set(expected.keys)
    assert row["amounts"] == list(expected.amounts.values())


async def test_what_older_results_are_counted_under_is_worked_out(own: Caller) -> None:
    await _submitted(own)
    (before,) = (await own.rows())["results"]
    await own.database.run("UPDATE results SET measures = NULL, amounts = NULL, record_key = NULL")
    assert [page async for page in measure_rest(own.environment)] == [1]
    (after,) = (await own.rows())["results"]
    assert {**after, "record_key": 0} == {**before, "record_key": 0}
    assert [page async for page in measure_rest(own.environment)] == []


async def test_nobody_without_a_company_is_marked(own: Caller) -> None:
    await _submitted(own)
    assert await own.database.rows("SELECT * FROM cell_outbox") == []


async def _counts_of(caller: Caller, facts: Answers, *saves: Answers) -> set[str]:
    await caller.state({**FACTS, **facts})
    for answers in saves:
        await caller.save(answers)
    return {*measured(evaluate(caller.environment, await caller.read())).counts}


async def test_a_barrier_that_no_scheme_relieves_is_unmet(small: Caller) -> None:
    found = await _counts_of(small, {"employees": number(60)}, ANSWERS)
    assert {key for key in found if key.startswith(("scheme", "unmet"))} == {
        "scheme:grant:NOT_ELIGIBLE",
        "scheme:loan:CANNOT_TELL",
        "unmet:capital_access",
        "unmet:competence",
    }


async def test_hidden_answers_are_not_counted(small: Caller) -> None:
    found = await _counts_of(small, {}, ANSWERS, {"G1": option("a"), "G3": boolean(True)})
    assert {key for key in found if ":G" in key and not key.startswith("lever")} == {
        "answer_level:G1:0",
        "option:G1:a",
        "answer_level:G3:4",
        "option:G3:true",
    }


async def test_what_does_not_apply_is_counted_as_such(small: Caller) -> None:
    answers = {slug: said for slug, said in ANSWERS.items() if slug != "M2"}
    found = await _counts_of(small, {"uses_ai": boolean(False)}, {**answers, "G3": NOT_APPLICABLE})
    assert {key for key in found if key.endswith(":G3")} == {"not_applicable:G3"}
