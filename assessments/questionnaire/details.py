"""Details of chosen options, in words of the company's own: no part of a value, kept beside it."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.questionnaire.encoding import DETAILS, Encoded, encode_text, said
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.base import AnswerKind, Detail
from assessments.questionnaire.kinds.text import cleaned
from assessments.questionnaire.refusals import NotAccepted, Refusal


def asked_of(kind: AnswerKind, answer: Mapping[str, Any]) -> Mapping[str, Detail]:
    """Return the details that the options chosen in a stored `answer` ask for, in order."""
    shape, payload = said(answer)
    chosen = payload if shape == Shape.OPTIONS else [payload] if shape == Shape.OPTION else ()
    return {c.slug: c.detail for c in kind.choices if c.detail is not None and c.slug in chosen}


def with_details(kind: AnswerKind, answer: Encoded, given: Iterable[tuple[str, str]]) -> Encoded:
    """Return a stored `answer` with the `given` details beside the value; itself without any.

    Raises:
        NotAccepted: An option is not chosen, asks for none, is named twice, or its text is no text.
    """
    asked = asked_of(kind, answer)
    found: dict[str, Encoded] = {}
    for option, text in given:
        if option not in asked:
            raise NotAccepted(
                Refusal.DETAIL_NOT_ASKED,
                "Utdyp bare alternativer som er valgt og ber om det. Ta bort teksten, eller velg"
                " alternativet.",
                "Give details only of options that are chosen and ask for one. Take the text out,"
                " or choose the option.",
            )
        if option in found:
            raise NotAccepted(
                Refusal.GIVEN_TWICE,
                "Utdyp hvert alternativ bare én gang.",
                "Give the detail of each option only once.",
            )
        found[option] = encode_text(cleaned(text, asked[option].maximum_length))
    return {**answer, DETAILS: found} if found else answer
