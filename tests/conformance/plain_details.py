"""The second evaluator, on details: which options ask for one, and what is kept of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]
Details = dict[str, str]

LONGEST = 200
"""The characters of a detail whose option names no other limit."""


class RefusedError(Exception):
    """A detail has no place; the reason stands in `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def asking(question: Data, answer: Data) -> dict[str, int]:
    """Return the chosen options that ask for a detail, in order, with the most characters."""
    chosen = answer.get("options", [answer.get("option")])
    return {
        option["slug"]: option["detail"].get("maximum_length", LONGEST)
        for option in question.get("options", ())
        if "detail" in option and option["slug"] in chosen
    }


def kept(question: Data, answer: Data, given: Iterable[tuple[str, str]]) -> Details:
    """Return what is kept of the details `given` with `answer`; raises ``RefusedError``."""
    longest, found = asking(question, answer), Details()
    for option, text in given:
        if option not in longest:
            raise RefusedError("DETAIL_NOT_ASKED")
        if option in found:
            raise RefusedError("GIVEN_TWICE")
        found[option] = text.strip()
        if not 0 < len(found[option]) <= longest[option] or not found[option].isprintable():
            raise RefusedError("INVALID_TEXT")
    return found


def saved(
    questions: Sequence[Data], given: Iterable[Data]
) -> tuple[dict[str, Details], str | None]:
    """Return the details by question after saving each of `given`, and why one is refused.

    An answer takes the place of the one before it, with all that stood beside it.
    """
    document: dict[str, Details] = {}
    for one in given:
        question = next(q for q in questions if q["slug"] == one["question"])
        pairs = [(detail["option"], detail["text"]) for detail in one["details"]]
        try:
            document[one["question"]] = kept(question, one["answer"], pairs)
        except RefusedError as refused:
            return _with_any(document), refused.reason
    return _with_any(document), None


def _with_any(document: Mapping[str, Details]) -> dict[str, Details]:
    return {slug: details for slug, details in document.items() if details}


def carried(question: Data, answer: Data, earlier: Mapping[str, str]) -> Details:
    """Return what of the `earlier` details still has a place beside a carried `answer`."""
    longest = asking(question, answer)
    return {o: text for o, text in earlier.items() if o in longest and len(text) <= longest[o]}
