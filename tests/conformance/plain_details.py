"""The second evaluator, on details: which options ask for one, and what is kept of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.conformance.plain_carrying import questions_of, where

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


def carried(
    versions: Sequence[Data],
    becomes: Mapping[str, tuple[str, Data]],
    earlier: Mapping[str, Details],
) -> tuple[dict[str, Details], dict[str, list[str]]]:
    """Return the details that have a place in the newest version, and the options of those lost.

    `becomes` has the old question and the new answer by new question, `earlier` the details by old
    question.
    """
    new = questions_of(versions[-1])
    places = {slug: Details() for slug in becomes}
    lost: dict[str, list[str]] = {}
    for source, details in earlier.items():
        to = [slug for slug, (old, _) in becomes.items() if old == source]
        for option in sorted(details, key=lambda o: not any(_leads(versions, source, o, o, to))):
            text, placed = details[option], False
            for slug in to:
                for now, most in asking(new[slug], becomes[slug][1]).items():
                    free = now not in places[slug] and len(text) <= most
                    if free and any(_leads(versions, source, option, now, [slug])):
                        places[slug][now], placed = text, True
            if to and not placed:
                lost.setdefault(source, []).append(option)
    return {slug: place for slug, place in places.items() if place}, lost


def _leads(
    versions: Sequence[Data], source: str, option: Any, now: str, to: Sequence[str]
) -> Iterator[bool]:
    """Yield for each way of an option whether it ends as `now`, in one of the questions `to`."""
    if len(versions) == 1:
        yield source in to and option == now
        return
    for slug, options in where(source, versions[1]):
        yield from _leads(versions[1:], slug, options.get(option, option), now, to)
