"""Every way in which an answer is refused: why, in words that help, and with nothing saved."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import pytest

from assessments.errors import AnswersRejectedError
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.refusals import Refusal
from assessments.services.given import GivenAnswer
from tests.assessments.services.caller import (
    DONT_KNOW,
    NEVER,
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
    text,
)
from tests.assessments.services.test_refused_facts import REFUSED as REFUSED_FACTS
from tests.assessments.services.wording import helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An answer, and what its refusal says; the words name each of `names` in both languages."""

    question: str
    given: Given
    code: Refusal
    names: tuple[str, ...] = ()
    after: Answers = field(default_factory=dict[str, Given])


REFUSED: Final[dict[str, Refused]] = {
    "an unknown question": Refused(
        question="S99",
        given=boolean(True),
        code=Refusal.UNKNOWN_QUESTION,
        names=("`questionnaire { themes { questions { slug } } }`",),
    ),
    "a question's slug in other letters": Refused(
        question="s01", given=option("concept"), code=Refusal.UNKNOWN_QUESTION, names=("S01",)
    ),
    "hidden by an answer": Refused(
        question="S08",
        given=option("3"),
        code=Refusal.NOT_SHOWN,
        after={"S01": option("concept")},
    ),
    "hidden by not knowing": Refused(
        question="S02", given=number(1), code=Refusal.NOT_SHOWN, after={"S01": DONT_KNOW}
    ),
    "not yet decided whether shown": Refused(
        question="I05", given=option("payer"), code=Refusal.NOT_SHOWN
    ),
    "not knowing, of a hidden question": Refused(
        question="I05", given=DONT_KNOW, code=Refusal.NOT_SHOWN
    ),
    "not applicable, of a hidden question": Refused(
        question="I05", given=NOT_APPLICABLE, code=Refusal.NOT_SHOWN
    ),
    "a number for a choice": Refused(
        question="S04", given=number(1), code=Refusal.WRONG_KIND, names=("`option`",)
    ),
    "an option for several": Refused(
        question="S07", given=option("export"), code=Refusal.WRONG_KIND, names=("`options`",)
    ),
    "a text for a number": Refused(
        question="S06", given=text("7"), code=Refusal.WRONG_KIND, names=("`number`",)
    ),
    "an option for yes or no": Refused(
        question="P09", given=option("true"), code=Refusal.WRONG_KIND, names=("`boolean`",)
    ),
    "a text for a date": Refused(
        question="P03",
        given=text("2026-01-01"),
        code=Refusal.WRONG_KIND,
        names=("`date`", "`never`"),
    ),
    "never, of what is no date": Refused(question="S04", given=NEVER, code=Refusal.WRONG_KIND),
    "an unknown option": Refused(
        question="S04",
        given=option("forever"),
        code=Refusal.UNKNOWN_OPTION,
        names=("lt3", "3to6", "6to12", "12to24", "gt24"),
    ),
    "an unknown one of several": Refused(
        question="S07",
        given=options("export", "cooking"),
        code=Refusal.UNKNOWN_OPTION,
        names=("export", "tender"),
    ),
    "none together with others": Refused(
        question="S07",
        given=options("export", "none"),
        code=Refusal.EXCLUSIVE_OPTION,
    ),
    "nothing chosen": Refused(
        question="S07", given=options(), code=Refusal.NOTHING_CHOSEN, names=("`clear`",)
    ),
    "one chosen twice": Refused(
        question="S07", given=options("export", "export"), code=Refusal.TOO_MANY
    ),
    "too little": Refused(
        question="I02", given=number("-0.1"), code=Refusal.OUT_OF_RANGE, names=("0", "100")
    ),
    "too much": Refused(
        question="S02",
        given=number(100_001),
        code=Refusal.OUT_OF_RANGE,
        names=("0", "100", "000"),
        after={"S01": option("repeat")},
    ),
    "a date in the future": Refused(
        question="P03",
        given=day("2026-11-23"),
        code=Refusal.OUT_OF_RANGE,
        names=("1", "2000", "22", "2026"),
    ),
    "half a krone": Refused(question="S06", given=number("0.5"), code=Refusal.NOT_WHOLE),
    "five decimals": Refused(
        question="I02", given=number("0.12345"), code=Refusal.TOO_PRECISE, names=("4",)
    ),
    "no number": Refused(
        question="S06", given=Given(Shape.NUMBER, Decimal("NaN")), code=Refusal.INVALID_NUMBER
    ),
    "no date": Refused(question="P03", given=Given(Shape.DATE, "soon"), code=Refusal.INVALID_DATE),
    "not applicable where everybody answers": Refused(
        question="S04", given=NOT_APPLICABLE, code=Refusal.NOT_APPLICABLE_NOT_ALLOWED
    ),
    "not applicable before it is known to be allowed": Refused(
        question="R05", given=NOT_APPLICABLE, code=Refusal.NOT_APPLICABLE_NOT_ALLOWED
    ),
}


def rejected(error: AnswersRejectedError) -> list[tuple[str, str]]:
    return [(one.question, one.code) for one in error.rejections]


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
async def test_is_refused_and_saves_nothing(caller: Caller, case: Refused) -> None:
    await caller.save({"S10": option("none"), **case.after})
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save({case.question: case.given}, key="k")
    (rejection,) = refused.value.rejections
    assert (rejection.question, rejection.code) == (case.question, case.code)
    assert helps(rejection.message, case.names)


def test_every_reason_is_tried() -> None:
    tried = {case.code for case in REFUSED.values()} | {
        case.code for case in REFUSED_FACTS.values()
    }
    elsewhere = {
        Refusal.GIVEN_TWICE,
        Refusal.CONTRADICTS,
        Refusal.DETAIL_NOT_ASKED,
        Refusal.NOT_ANSWERED,
        Refusal.NOT_SCORED,
        Refusal.PROVEN,
    }
    assert tried | elsewhere == set(Refusal)


async def test_one_that_is_refused_stops_all_and_every_one_is_named(caller: Caller) -> None:
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save(
            {
                "S01": option("repeat"),
                "S02": number(-1),
                "S04": option("forever"),
                "S05": option("rough"),
                "X": boolean(True),
                "I05": DONT_KNOW,
            },
            key="k",
        )
    assert sorted(rejected(refused.value)) == [
        ("I05", "NOT_SHOWN"),
        ("S02", "OUT_OF_RANGE"),
        ("S04", "UNKNOWN_OPTION"),
        ("X", "UNKNOWN_QUESTION"),
    ]


@pytest.mark.parametrize("second", [option("gt24"), option("lt3")])
async def test_a_question_answered_twice_is_refused(caller: Caller, second: Given) -> None:
    given = [
        GivenAnswer("S04", option("lt3")),
        GivenAnswer("S05", option("rough")),
        GivenAnswer("S04", second),
    ]
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save_listed(given)
    assert rejected(refused.value) == [("S04", "GIVEN_TWICE")]
    assert helps(refused.value.rejections[0].message)


async def test_what_an_answer_of_the_same_batch_hides_is_refused(caller: Caller) -> None:
    await caller.save({"S01": option("repeat")})
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save({"S02": number(3), "S01": option("concept")})
    assert rejected(refused.value) == [("S02", "NOT_SHOWN")]


async def test_the_words_for_all_are_in_both_languages(caller: Caller) -> None:
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save({"S04": number(1)})
    assert refused.value.code == "ANSWERS_REJECTED"
    assert helps(refused.value.message)
