"""Words of the company's own beside a copied answer: kept with their option, or named as lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from assessments.content.library import build_library
from assessments.questionnaire.encoding import Encoded
from assessments.services.copying import Copy, copy_of
from tests.fixtures.engine import DAY, Data, compiled, content, options, question, theme, words

THEN: Final = "2026-01-01T00:00:00.000Z"
SAID: Final = {"text": "Insekter"}
ASKS: Final = {"detail": {"text": words("which?"), "maximum_length": 8}}
NO_ROOM: Final = {"detail": {"text": words("which?"), "maximum_length": 7}}
OTHER: Final = options({"x": 0, "other": 4}, other=ASKS)


@dataclass(frozen=True)
class _Earlier:
    answers: Mapping[str, Encoded]
    facts: Mapping[str, Encoded] = field(default_factory=dict[str, Encoded])


def _copied(*questions: Data, carried: list[Data] | None = None) -> Copy:
    """Return what becomes of an answer with a detail in a version that asks `questions`."""
    before = compiled(theme("t", question("Z", required=False), question("Q", options=OTHER)))
    declared = {"carried": carried or []}
    after = compiled(theme("t", *questions), version=2, carry_over=declared)
    catalogue = (1, content().catalogue.definition)
    library = build_library(1, catalogue, [before.definition, after.definition])
    answer: Encoded = {"option": "other", "details": {"other": SAID}, "at": THEN}
    earlier = _Earlier({"Q": answer, "Z": {"option": "a", "at": THEN}})
    return copy_of(library, earlier, before, after, DAY)


def _left(copied: Copy) -> list[tuple[str, str]]:
    return [(question, reason) for question, reason, _ in copied.carried_over["left"]]


def test_a_text_follows_its_option_under_another_name() -> None:
    asked = options({"x": 0, "else": 4}, **{"else": ASKS})
    copied = _copied(
        question("Z"),
        question("Q", options=asked),
        carried=[{"from": "Q", "to": "Q", "options": {"other": "else"}}],
    )
    assert copied.answers["Q"] == {"option": "else", "details": {"else": SAID}, "at": THEN}
    assert copied.carried_over["left"] == []


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (
            {},
            {
                "nb": "Det spørres ikke lenger etter tekst til dette svaret.",
                "en": "The new version asks for no text beside this answer.",
            },
        ),
        (
            NO_ROOM,
            {
                "nb": "Den nye versjonen har plass til 7 tegn. Skriv den kortere.",
                "en": "The new version has room for 7 characters. Write it shorter.",
            },
        ),
    ],
)
def test_a_text_that_has_no_place_is_named_beside_the_answer_that_is_kept(
    other: dict[str, Any], why: dict[str, str]
) -> None:
    asked = options({"x": 0, "other": 4}, other=other)
    copied = _copied(question("Z"), question("Q", options=asked))
    assert copied.answers["Q"] == {"option": "other", "at": THEN}
    assert set(copied.carried_over["answers"]) == {"Q", "Z"}
    assert copied.carried_over["left"] == [
        [
            "Q",
            "DETAIL_NOT_CARRIED",
            {
                "nb": f"Svaret er med, men ikke teksten deres til «other». {why['nb']}",
                "en": f"The answer is kept, but your text to 'other' is not. {why['en']}",
            },
        ]
    ]


def test_what_is_left_stands_in_the_order_of_the_questions() -> None:
    plain = options({"x": 0, "other": 4})
    carried: list[Data] = [
        {"from": "Q", "to": "P", "options": {"other": None}},
        {"from": "Q", "to": "Q"},
    ]
    copied = _copied(question("P"), question("Q", options=plain), carried=carried)
    assert set(copied.answers) == {"Q"}
    assert _left(copied) == [
        ("Z", "DROPPED"),
        ("Q", "OPTION_CHANGED"),
        ("Q", "DETAIL_NOT_CARRIED"),
    ]


def test_an_answer_that_is_left_takes_its_text_along() -> None:
    copied = _copied(question("Z"), question("P"))
    assert _left(copied) == [("Q", "DROPPED")]


def test_the_same_version_keeps_every_text() -> None:
    before = compiled(theme("t", question("Q", options=OTHER)))
    library = build_library(1, (1, content().catalogue.definition), [before.definition])
    answer: Encoded = {"option": "other", "details": {"other": SAID}, "at": THEN}
    copied = copy_of(library, _Earlier({"Q": answer}), before, before, DAY)
    assert (copied.answers, copied.carried_over["left"]) == ({"Q": answer}, [])
