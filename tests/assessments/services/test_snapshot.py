"""The document of a result, for a company whose figures are worked out by hand."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
import rfc8785

from assessments.assessment import StoredResult
from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.encoding import decode_all
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import (
    ENGINE_VERSION,
    SnapshotMatch,
    as_of,
    matches_of,
    snapshot,
    theme_entry,
)
from tests.assessments.services.caller import CLEAR, Answers, Caller, boolean, number, option
from tests.assessments.services.concept import fill_in
from tests.assessments.services.small_content import ANSWERS, FACTS
from tests.fixtures.engine import DAY, compiled, content, question, theme

Json = dict[str, Any]

AT: Final = "2026-11-22T12:00:00.000Z"

SAID: Final[dict[str, Json]] = {
    "G1": {"option": "b"},
    "G2": {"number": 30.5},
    "G3": {"dontKnow": True},
    "M1": {"option": "c"},
    "M2": {"options": ["x"]},
    "W1": {"text": "«Ord»"},
}
STATED: Final[dict[str, Json]] = {
    "legal_name": {"text": "Nord"},
    "employees": {"number": 12.5},
    "municipality_code": {"text": "4601"},
    "sectors": {"options": ["digital_health", "medtech"]},
    "uses_ai": {"boolean": True},
}

GROWTH: Final[Json] = {
    # 25 x (1.5 x 2 + 1 x 2 + 0.7 x 0) / 3.2 = 39.0625
    "theme": "growth",
    "score": 39.1,
    "level": 1,
    "uncapped": 1,
    "answered": 2,
    "notApplicable": 0,
    "dontKnow": 1,
    "caps": [],
    # 23.4375 and 15.625 of at most 46.875, 31.25 and 21.875: in each column, and in what is
    # left of it, the largest remainder is rounded up.
    "counted": [["G1", 2, 23.5, 46.9], ["G2", 2, 15.6, 31.2], ["G3", 0, 0.0, 21.9]],
}
MARKET: Final[Json] = {
    # 25 x (4 + 2) / 2 = 75, held at level 2 by the answer to G1
    "theme": "market",
    "score": 75,
    "level": 2,
    "uncapped": 3,
    "answered": 2,
    "notApplicable": 0,
    "dontKnow": 0,
    "caps": [["G1", 0]],
    "counted": [["M1", 4, 50.0, 50.0], ["M2", 2, 25.0, 50.0]],
}
WORDS: Final[Json] = {
    "theme": "words",
    "score": None,
    "level": None,
    "uncapped": None,
    "answered": 1,
    "notApplicable": 0,
    "dontKnow": 0,
    "caps": [],
    "counted": [],
}


def _step(question: str, to_level: int, gain: float, theme_gain: float, **more: object) -> Json:
    named: Json = {"level": None, "themeLevel": None, "caps": [], "opens": [], "reveals": []}
    gains = {"themeGain": theme_gain, "gain": gain}
    return {"question": question, "from": 2, "to": to_level, **gains, **named, **more}


STEPS: Final = [
    # 25 x 2 / 2 of the theme, two thirds of it overall; the cap and the other theme hold the levels
    _step("M2", 4, 16.7, 25),
    # 25 x 1.5 x 2 / 3.2 to 62.5, and 70.8 overall; without its cap market is at level 3
    _step("G1", 4, 7.8, 23.4, level=3, themeLevel=2, caps=[["G1", 0]]),
    # 25 x 0.7 x 4 / 3.2 to 60.9, and 70.3 overall
    _step("G3", 4, 7.3, 21.9, level=3, themeLevel=2, **{"from": 0}),
    # 25 x 2 / 3.2 to 54.7, and 68.2 overall, short of 68.75
    _step("G2", 4, 5.2, 15.6, themeLevel=2),
]
DOCUMENT: Final[Json] = {
    "asOf": "2026-11-22",
    "answers": {slug: {**answer, "at": AT} for slug, answer in SAID.items()},
    "facts": STATED,
    "known": {"county_code": {"option": "46"}},
    # (39.0625 + 2 x 75) / 3 = 63.02, level 2
    "score": 63,
    "level": 2,
    "weakest": "growth",
    "themes": [GROWTH, MARKET, WORDS],
    "gaps": {
        "capital_access": ["G1"],
        "competence": ["G3", "M2"],
        "market_insight": ["M2"],
    },
    "matches": [
        # 80 x 2 x 2 / (3 + 2), and no soft criterion met
        ["grant", "ELIGIBLE", 64, 1, "MM?", ["own_ip"]],
        # 80 x 2 x 1 / (3 + 1)
        ["loan", "CANNOT_TELL", 40, 0, "?", ["trl"]],
        ["club", "NOT_ELIGIBLE", 0, 1, "U"],
    ],
    "nextFacts": [["trl", 1]],
    "nextSteps": STEPS,
    "warnings": [],
    "confirmed": [],
}


async def _result(
    caller: Caller, facts: Answers = FACTS, answers: Answers = ANSWERS
) -> StoredResult:
    await caller.state(facts)
    await caller.save(answers)
    result = (await caller.submit()).result
    assert result is not None
    return result


def _parsed(result: StoredResult) -> Json:
    parsed: Json = json.loads(result.document)
    return parsed


def receipt(said: object, stated: object, slug: str = "small") -> bytes:
    """Return the hash of a result, made of what the company said and stated."""
    questionnaire = {"slug": slug, "version": 1}
    written: Any = {"questionnaire": questionnaire, "answers": said, "facts": stated}
    return hashlib.sha256(rfc8785.dumps(written)).digest()


async def test_the_document_says_all_that_follows(small: Caller) -> None:
    result = await _result(small)
    assert _parsed(result) == DOCUMENT


async def test_the_document_is_kept_to_the_letter(small: Caller) -> None:
    result = await _result(small)
    assert result.document == json.dumps(_parsed(result), ensure_ascii=False, separators=(",", ":"))
    assert '"«Ord»"' in result.document
    document = _parsed(result)
    assert list(document["answers"]) == list(ANSWERS)
    assert list(document["facts"]) == sorted(FACTS)
    assert (await small.read()).result == result


async def test_the_result_names_what_it_rests_on(small: Caller) -> None:
    result = await _result(small)
    assert (result.questionnaire_slug, result.questionnaire_version) == ("small", 1)
    assert result.catalogue_version == 1
    assert result.engine_version == ENGINE_VERSION
    assert result.as_of == date(2026, 11, 22) == as_of(_parsed(result))
    assert result.computed_at == small.environment.now()


async def test_the_receipt_is_the_hash_of_the_answers_and_facts(small: Caller) -> None:
    assert (await _result(small)).answers_hash == receipt(SAID, STATED)


def test_the_receipt_is_made_of_canonical_json() -> None:
    text = (
        '{"answers":{"G1":{"option":"b"}},"facts":{"employees":{"number":12.5}},'
        '"questionnaire":{"slug":"small","version":1}}'
    )
    made = receipt({"G1": {"option": "b"}}, {"employees": {"number": 12.5}})
    assert made == hashlib.sha256(text.encode()).digest()


async def test_an_answer_that_is_not_shown_is_left_out(small: Caller) -> None:
    await small.save({"G1": option("b"), "G2": number(80)})
    others = {slug: answer for slug, answer in ANSWERS.items() if slug != "G2"}
    result = await _result(small, answers={**others, "G1": option("a")})
    assert set((await small.read()).answers) == set(ANSWERS)
    said = {slug: answer for slug, answer in SAID.items() if slug != "G2"}
    assert result.answers_hash == receipt({**said, "G1": {"option": "a"}}, STATED)
    document = _parsed(result)
    assert set(document["answers"]) == set(said)
    # hidden by an answer, G2 counts at level 0
    assert document["themes"][0]["counted"] == [
        ["G1", 0, 0.0, 46.9],
        ["G2", 0, 0.0, 31.2],
        ["G3", 0, 0.0, 21.9],
    ]
    assert document["themes"][0]["answered"] == 1


@pytest.mark.parametrize("changed", [{"G2": number("30.6")}, {"W1": CLEAR}])
async def test_another_answer_gives_another_receipt(small: Caller, changed: Answers) -> None:
    result = await _result(small, answers={**ANSWERS, **changed})
    assert result.answers_hash != receipt(SAID, STATED)


async def test_what_a_fact_means_is_told_apart_from_what_was_stated(small: Caller) -> None:
    facts = {**FACTS, "regulatory_status": option("unknown"), "county_code": option("30")}
    document = _parsed(await _result(small, facts={**facts, "municipality_code": CLEAR}))
    assert document["facts"]["regulatory_status"] == {"option": "unknown"}
    assert document["known"] == {"regulatory_status": {"dontKnow": True}, "county_code": None}


async def test_matches_are_read_back_as_they_were(small: Caller) -> None:
    assert matches_of(_parsed(await _result(small))) == [
        SnapshotMatch(
            "grant",
            Outcome.ELIGIBLE,
            64,
            True,
            (Verdict.MET, Verdict.MET, Verdict.UNKNOWN),
            ["own_ip"],
        ),
        SnapshotMatch("loan", Outcome.CANNOT_TELL, 40, False, (Verdict.UNKNOWN,), ["trl"]),
        SnapshotMatch("club", Outcome.NOT_ELIGIBLE, 0, True, (Verdict.UNMET,)),
    ]


async def test_contributions_as_shown_sum_to_the_score_as_shown(caller: Caller) -> None:
    await fill_in(caller)
    result = (await caller.submit()).result
    assert result is not None
    themes = json.loads(result.document, parse_float=Decimal)["themes"]
    assert len(themes) == 4
    for entry in themes:
        points = sum(Decimal(point) for _, _, point, _ in entry["counted"])
        assert points == entry["score"]
        assert sum(Decimal(maximum) for _, _, _, maximum in entry["counted"]) == 100
        assert all(point <= maximum for _, _, point, maximum in entry["counted"])


async def test_a_theme_that_does_not_apply_is_left_out_of_the_overall_score(
    small: Caller,
) -> None:
    facts = {**FACTS, "uses_ai": boolean(False)}
    answers = {slug: ANSWERS[slug] for slug in ("G1", "G2", "G3", "M1")}
    document = _parsed(await _result(small, facts, answers))
    # (39.0625 + 2 x 100) / 3 = 79.6875; the weakest theme is at level 1, so no more than 2
    assert (document["score"], document["level"]) == (79.7, 2)
    assert [theme["score"] for theme in document["themes"]] == [39.1, 100, None]


def test_what_has_no_weight_alone_can_add_nothing(ready_catalogue: Catalogue) -> None:
    evaluation = Evaluation(
        questionnaire=compiled(theme("t", question("zero", weight=0))),
        catalogue=CompiledCatalogue(ready_catalogue, 1),
        answers={"zero": "b"},
        stated={},
        as_of=DAY,
    )
    (found,) = evaluation.score.themes
    entry = theme_entry(found, evaluation)
    assert (entry["score"], entry["counted"]) == (None, [["zero", 2, 0.0, 0.0]])


@pytest.mark.parametrize(
    ("revenue", "missing"),
    [
        # small by its revenue: the balance sheet cannot make it larger, an owner can
        (1_000_000, ["largest_corporate_owner_pct"]),
        # beyond the limit for revenue: small still, if the balance sheet is
        (1_000_000_000, ["balance_nok", "largest_corporate_owner_pct"]),
    ],
)
def test_figures_that_can_settle_nothing_are_not_missing(revenue: int, missing: list[str]) -> None:
    facts: Json = {"employees": {"number": 5}, "revenue_nok": {"number": revenue}}
    delivered = content()
    evaluation = Evaluation(
        questionnaire=delivered.questionnaire,
        catalogue=delivered.catalogue,
        answers={},
        stated=decode_all(facts),
        as_of=DAY,
    )
    matches = {one.offer: one for one in matches_of(json.loads(snapshot(evaluation, {}, facts)))}
    figures = (*facts, "balance_nok", "largest_corporate_owner_pct")
    assert [slug for slug in matches["eurostars"].missing if slug in figures] == missing
