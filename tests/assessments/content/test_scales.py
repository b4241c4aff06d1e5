"""Scales: bands, levels, weights, and what is scored."""

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    QUESTIONNAIRE,
    Breach,
    CopiedFolder,
    each,
)

LAST = "      - {from: 10, level: 4}"

BREACHES = [
    Breach(
        name="bands that start above the minimum",
        path=GROWTH,
        old="    minimum: 0\n",
        new="    minimum: -5\n",
        rule="bands",
        at="from: 0, below: 1,",
    ),
    Breach(
        name="bands of ticks that start above 0",
        path=GROWTH,
        old="{from: 0, below: 2, level: 0}",
        new="{from: 1, below: 2, level: 0}",
        rule="bands",
        at="from: 1, below: 2",
    ),
    Breach(
        name="bands of months that start above 0",
        path=MARKET,
        old="{from: 0, below: 12, level: 4}",
        new="{from: 1, below: 12, level: 4}",
        rule="bands",
        at="from: 1, below: 12",
    ),
    Breach(
        name="a hole",
        path=GROWTH,
        old="{from: 1, below: 10, level: 2}",
        new="{from: 1, below: 9, level: 2}",
        rule="bands",
        at="from: 10,",
    ),
    Breach(
        name="an overlap",
        path=GROWTH,
        old="{from: 1, below: 10, level: 2}",
        new="{from: 1, below: 11, level: 2}",
        rule="bands",
        at="from: 10,",
    ),
    Breach(
        name="an empty band",
        path=GROWTH,
        old="{from: 0, below: 1, level: 0}\n      - {from: 1, below: 10, level: 2}",
        new="{from: 0, below: 0, level: 0}\n      - {from: 0, below: 10, level: 2}",
        rule="bands",
        at="below: 0,",
    ),
    Breach(
        name="a band in the middle that is open above",
        path=GROWTH,
        old="{from: 1, below: 10, level: 2}",
        new="{from: 1, level: 2}",
        rule="bands",
        at="{from: 1, level: 2}",
    ),
    Breach(
        name="a last band that is not open above",
        path=GROWTH,
        old=LAST,
        new="      - {from: 10, below: 100, level: 4}",
        rule="bands",
        at="below: 100",
    ),
    Breach(
        name="a band above the maximum",
        path=GROWTH,
        old=LAST,
        new="      - {from: 10, below: 101, level: 3}\n      - {from: 101, level: 4}",
        rule="bands",
        at="from: 101",
    ),
    Breach(
        name="a band above all ticks",
        path=GROWTH,
        old="      - {from: 2, level: 4}",
        new="      - {from: 2, below: 3, level: 3}\n      - {from: 3, level: 4}",
        rule="bands",
        at="from: 3",
    ),
    Breach(
        name="a band between whole numbers",
        path=GROWTH,
        old=LAST,
        new="      - {from: 10, below: 10.5, level: 3}\n      - {from: 10.5, level: 4}",
        rule="bands",
        at="from: 10.5",
    ),
    Breach(
        name="levels out of order",
        path=QUESTIONNAIRE,
        old="number: 2",
        new="number: 4",
        rule="levels",
        at="number: 4",
    ),
    Breach(
        name="a lowest level that needs something",
        path=QUESTIONNAIRE,
        old="minimum_score: 0\n",
        new="minimum_score: 5\n",
        rule="levels",
        at="minimum_score: 5",
    ),
    Breach(
        name="a level that needs no more than the one before",
        path=QUESTIONNAIRE,
        old="minimum_score: 40",
        new="minimum_score: 20 # broken",
        rule="levels",
        at="broken",
    ),
    Breach(
        name="themes without weight",
        path=MARKET,
        old="weight: 2\n",
        new="weight: 0\n",
        rule="weights",
        at="themes:",
        at_path=QUESTIONNAIRE,
    ),
    Breach(
        name="a cap at the top level",
        path=MARKET,
        old="maximum_level: 2",
        new="maximum_level: 3",
        rule="cap",
        at="maximum_level: 3",
    ),
    Breach(
        name="a scored question that need not be answered",
        path=GROWTH,
        old="    kind: multiple_choice\n",
        new="    kind: multiple_choice\n    required: false # broken\n",
        rule="scored",
        at="broken",
    ),
    Breach(
        name="a scored question without levels",
        path=GROWTH,
        old="    bands:\n      - {from: 0, below: 2, level: 0}\n      - {from: 2, level: 4}\n",
        new="",
        rule="scored",
        at="slug: A3",
    ),
    Breach(
        name="a scored question with an option without a level",
        path=GROWTH,
        old="en: Some}, level: 2}",
        new="en: Some}}",
        rule="scored",
        at="slug: A1",
    ),
    Breach(
        name="a scored question without a weight",
        path=GROWTH,
        old="    weight: 1.5\n",
        new="",
        rule="scored",
        at="slug: A1",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    without_weight = breach.name == "themes without weight"
    if without_weight:
        folder.edit(GROWTH, "About growth.}\nweight: 1\n", "About growth.}\nweight: 0\n")
    expected = breach.put(folder)
    errors = [error for error in folder.errors() if error[0] not in {"case", "advice"}]
    assert errors == expected


def test_a_theme_whose_questions_weigh_nothing_is_refused(folder: CopiedFolder) -> None:
    folder.edit(MARKET, "    weight: 1\n    yes_level: 4", "    weight: 0\n    yes_level: 4")
    folder.edit(MARKET, "    weight: 1\n    allow_never", "    weight: 0\n    allow_never")
    errors = [error for error in folder.errors() if error[0] != "case"]
    assert errors == [("weights", MARKET, folder.line(MARKET, "questions:"))]


def test_an_unscored_question_may_have_levels(folder: CopiedFolder) -> None:
    folder.edit(MARKET, "en: Class I}}\n", "en: Class I}, level: 1}\n")
    assert folder.errors() == []
