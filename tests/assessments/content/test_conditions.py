"""Conditions: operators and constants fit what they compare."""

import pytest

from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    Breach,
    CopiedFolder,
    each,
)

ADVICE = "schemes/open-advice.yaml"
OWN = "{fact: employees, op: lt, value: 50}"

MISFITS = {
    "a choice with an order": "{fact: stage, op: lt, value: idea}",
    "a choice with an option that there is not": "{fact: stage, op: eq, value: ideas}",
    "a choice with a number": "{fact: stage, op: eq, value: 3}",
    "a choice with one option for a list": "{fact: stage, op: in, value: idea}",
    "a choice with an unknown option in a list": "{fact: stage, op: in, value: [idea, ideas]}",
    "a choice with an empty list": "{fact: stage, op: in, value: []}",
    "a choice with an option named twice": "{fact: stage, op: in, value: [idea, idea]}",
    "a list with equality": "{fact: sectors, op: eq, value: medtech}",
    "a list with an unknown option": "{fact: sectors, op: contains_any, value: [metech]}",
    "a list with a group that there is not": (
        "{fact: target_markets, op: contains_outside, value: EEA}"
    ),
    "a list with a group of other options": "{fact: sectors, op: contains_outside, value: HOME}",
    "a list with a count that is no number": "{fact: sectors, op: count_gte, value: many}",
    "a list with a count above all options": "{fact: sectors, op: count_gte, value: 3}",
    "a list with a count of nothing": "{fact: sectors, op: count_gte, value: 0}",
    "a number with a text": "{fact: employees, op: lt, value: many}",
    "a number with true": "{fact: employees, op: lt, value: true}",
    "a number with membership": "{fact: employees, op: in, value: [a]}",
    "a number with an amount": ("{fact: employees, op: lt, value: {amount: 3, currency: EUR}}"),
    "a truth value with a text": "{fact: uses_ai, op: eq, value: 'yes'}",
    "a truth value with a number": "{fact: uses_ai, op: eq, value: 1}",
    "a truth value with an order": "{fact: uses_ai, op: gt, value: false}",
    "a date with equality": "{fact: founded_on, op: eq, value: '2020-01-01'}",
    "a date with a day that there is not": "{fact: founded_on, op: lt, value: '2020-02-30'}",
    "a date with a year": "{fact: founded_on, op: lt, value: 2020}",
    "a text with a number": "{fact: organisation_number, op: eq, value: 3}",
    "a text with an order": "{fact: organisation_number, op: lt, value: '3'}",
    "a value for what takes none": "{fact: uses_ai, op: answered, value: true}",
    "not applicable of what always applies": "{fact: uses_ai, op: not_applicable}",
    "a score with equality": "{score: growth, op: eq, value: 50}",
    "a score above 100": "{score: growth, op: gte, value: 101}",
    "a score with five decimals": "{score: growth, op: gte, value: 43.75001}",
    "a score with a text": "{score: growth, op: gte, value: high}",
    "an answer outside a questionnaire": "{answer: A1, op: eq, value: none}",
    "a number with five decimals": "{fact: employees, op: lt, value: 2.00001}",
    "an amount with five decimals": (
        "{fact: revenue_nok, op: lt, value: {amount: 2.00001, currency: EUR}}"
    ),
    "a fact that nobody can know": "{fact: consent, op: eq, value: true}",
}


@pytest.mark.parametrize("condition", MISFITS.values(), ids=MISFITS)
def test_a_misfit_is_refused(folder: CopiedFolder, condition: str) -> None:
    folder.edit(ADVICE, OWN, condition)
    assert folder.errors() == [("condition", ADVICE, folder.line(ADVICE, condition))]


FITTING = [
    "{fact: stage, op: ne, value: idea}",
    "{fact: stage, op: not_in, value: [idea, scale]}",
    "{fact: sectors, op: contains_all, value: [medtech, other]}",
    "{fact: sectors, op: contains_none, value: [medtech]}",
    "{fact: sectors, op: count_gte, value: 2}",
    "{fact: target_markets, op: contains_outside, value: HOME}",
    "{fact: employees, op: eq, value: 2.5}",
    "{fact: employees, op: gt, value: 2.0001}",
    "{fact: employees, op: gt, value: 2.00010}",
    "{fact: revenue_nok, op: lte, value: {amount: 2.5, currency: USD}}",
    "{fact: founded_on, op: gte, value: '2020-02-29'}",
    "{fact: organisation_number, op: ne, value: '974760673'}",
    "{fact: organisation_number, op: in, value: ['974760673', '923609016']}",
    "{fact: device_class, op: not_applicable}",
    "{fact: device_class, op: answered}",
    "{not: {fact: uses_ai, op: eq, value: true}}",
]


@pytest.mark.parametrize("condition", FITTING)
def test_what_fits_is_accepted(folder: CopiedFolder, condition: str) -> None:
    folder.edit(ADVICE, OWN, condition)
    assert folder.errors() == []


BREACHES = [
    Breach(
        name="a score in a questionnaire",
        path=MARKET,
        old="{fact: uses_ai, op: eq, value: true}",
        new="{score: growth, op: gte, value: 50}",
        rule="condition",
        at="score: growth",
    ),
    Breach(
        name="a score in a requirement",
        path="regulatory_requirements/marking.yaml",
        old="{fact: product_kinds, op: contains_any, value: [hardware]}",
        new="{score: growth, op: gte, value: 50}",
        rule="condition",
        at="score: growth",
    ),
    Breach(
        name="an answer in a requirement",
        path="regulatory_requirements/marking.yaml",
        old="{fact: product_kinds, op: contains_any, value: [hardware]}",
        new="{answer: A1, op: answered}",
        rule="condition",
        at="answer: A1",
    ),
    Breach(
        name="an option of a question that there is not",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new="visible_when: {answer: A1, op: ne, value: nothing}",
        rule="condition",
        at="visible_when",
    ),
    Breach(
        name="not applicable of a question that always applies",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new="visible_when: {not: {answer: A1, op: not_applicable}}",
        rule="condition",
        at="visible_when",
    ),
    Breach(
        name="a misfit deep inside",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new=(
            "visible_when:\n      all:\n        - any:\n            - {answer: A1, op: answered}\n"
            "        - not:\n            answer: A1\n            op: gt\n            value: none"
        ),
        rule="condition",
        at="op: gt",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected
