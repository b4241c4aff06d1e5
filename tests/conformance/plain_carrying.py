"""The second evaluator, on carrying over: what an answer becomes in a later version.

Nothing is guessed: what a version does not say of a question holds as it was, if it is still there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.conformance.plain import DONT_KNOW, NOT_APPLICABLE, Given

Data = Mapping[str, Any]
Options = Mapping[str, str | bool | None]

ONE_OPTION = ("single_choice", "likert")
BETWEEN = (
    *((one, other) for one in ONE_OPTION for other in (*ONE_OPTION, "multiple_choice", "boolean")),
    *(("boolean", one) for one in ONE_OPTION),
    ("multiple_choice", "boolean"),
)
"""Kinds between which answers carry, beside each kind and itself."""

PAST = "1800-01-01"
LARGEST = {"percent": 100}
LEAST = {"percent": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An answer in the newest version, and the question of the oldest that it was given to."""

    source: str
    answer: Given
    mapped: bool


class LeftError(Exception):
    """An answer is not carried; the reason stands in `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def questions_of(version: Data) -> dict[str, Data]:
    """Return the questions of a version by slug, in order."""
    return {q["slug"]: q for theme in version["themes"] for q in theme["questions"]}


def carried(
    versions: Sequence[Data], answers: Mapping[str, Given], today: date
) -> tuple[dict[str, Carried], dict[str, str]]:
    """Return answers by question of the newest version, and by old question why one is left."""
    in_order, left, _ = moved(versions, answers, today)
    return in_order, left


def moved(
    versions: Sequence[Data], answers: Mapping[str, Given], today: date
) -> tuple[dict[str, Carried], dict[str, str], dict[str, str]]:
    """Return the same, and the new questions that do not take the answer to an old one, with it."""
    asked = [slug for slug in questions_of(versions[0]) if slug in answers]
    now = {slug: Carried(source=slug, answer=answers[slug], mapped=False) for slug in asked}
    left: dict[str, str] = {}
    refused: dict[str, str] = {}
    for before, after in pairwise(versions):
        refused = {to: one for slug, one in refused.items() for to, _ in where(slug, after)}
        old, new = questions_of(before), questions_of(after)
        then: dict[str, Carried] = {}
        for slug, one in now.items():
            ways = list(where(slug, after))
            if not ways:
                left.setdefault(one.source, "DROPPED")
            for to, options in ways:
                try:
                    answer = became(old[slug], new[to], one.answer, options)
                    accept(new[to], answer, today)
                except LeftError as why:
                    left.setdefault(one.source, why.reason)
                    refused[to] = one.source
                else:
                    mapped = one.mapped or not _same(answer, one.answer)
                    then[to] = Carried(source=one.source, answer=answer, mapped=mapped)
        now = then
    in_order = {slug: now[slug] for slug in questions_of(versions[-1]) if slug in now}
    return (
        in_order,
        {slug: left[slug] for slug in asked if slug in left},
        {to: source for to, source in refused.items() if to not in in_order},
    )


def asked_before(versions: Sequence[Data]) -> dict[str, str]:
    """Return by question of the newest version the one of the oldest that asked the same."""
    found = {slug: slug for slug in questions_of(versions[0])}
    for version in versions[1:]:
        found = {to: first for slug, first in found.items() for to, _ in where(slug, version)}
    return found


def where(slug: str, version: Data) -> Iterator[tuple[str, Options]]:
    """Yield the questions of `version` that the answer to `slug` answers, with their options."""
    declared = version.get("carry_over", {})
    entries = declared.get("carried", ())
    own = [(one["to"], one.get("options", {})) for one in entries if one["from"] == slug]
    yield from own
    dropped = any(one["question"] == slug for one in declared.get("dropped", ()))
    taken = any(one["to"] == slug for one in entries)
    if not own and not dropped and not taken and slug in questions_of(version):
        yield slug, {}


def became(old: Data, new: Data, answer: Given, options: Options) -> Given:
    """Return what `answer` to `old` is as one to `new`; raises ``LeftError``."""
    if answer == DONT_KNOW:
        return answer
    if answer == NOT_APPLICABLE:
        if "not_applicable" not in new:
            raise LeftError("NOT_ACCEPTED")
        return answer
    if old["kind"] != new["kind"] and (old["kind"], new["kind"]) not in BETWEEN:
        raise LeftError("NOT_ACCEPTED")
    ((shape, value),) = answer.items()
    if shape == "options":
        chosen = [_option(slug, options) for slug in value]
        if new["kind"] == "boolean":
            return {"boolean": True in chosen}
        return {"options": sorted({str(one) for one in chosen})}
    if shape == "option" or (shape == "boolean" and options):
        return _answer_to(new, _option(value if shape == "option" else str(value).lower(), options))
    return answer


def _option(slug: str, options: Options) -> str | bool:
    found = options.get(slug, slug)
    if found is None:
        raise LeftError("OPTION_CHANGED")
    return found


def _answer_to(new: Data, value: str | bool) -> Given:
    if isinstance(value, bool):
        return {"boolean": value}
    return {"options": [value]} if new["kind"] == "multiple_choice" else {"option": value}


def _same(one: Given, other: Given) -> bool:
    if "options" in one and "options" in other:
        return set(one["options"]) == set(other["options"])
    return one == other


def accept(question: Data, answer: Given, today: date) -> None:
    """Raise ``LeftError`` unless `question` takes `answer`."""
    ((shape, value),) = answer.items()
    if shape in {"option", "options"}:
        _accept_options(question, [value] if shape == "option" else value)
    fits = {"number": _takes_number, "date": _takes_date, "text": _takes_text}
    if shape in fits and not fits[shape](question, value, today):
        raise LeftError("NOT_ACCEPTED")
    if shape == "never" and not question.get("allow_never"):
        raise LeftError("NOT_ACCEPTED")


def _accept_options(question: Data, chosen: Sequence[str]) -> None:
    options = {option["slug"]: option for option in question["options"]}
    if any(slug not in options for slug in chosen):
        raise LeftError("OPTION_CHANGED")
    alone = any(options[slug].get("exclusive") for slug in chosen)
    if (alone and len(chosen) > 1) or not (chosen or question.get("may_be_empty")):
        raise LeftError("NOT_ACCEPTED")


def _takes_number(question: Data, value: str, _: date) -> bool:
    number, kind = Fraction(value), question["kind"]
    least = question.get("minimum", LEAST.get(kind))
    most = question.get("maximum", LARGEST.get(kind))
    whole = question.get("integer") or kind == "money"
    return (
        (least is None or number >= Fraction(str(least)))
        and (most is None or number <= Fraction(str(most)))
        and (not whole or number.denominator == 1)
    )


def _takes_date(question: Data, value: str, today: date) -> bool:
    early = value < str(question.get("not_before", PAST))
    return not early and (value <= str(today) or bool(question.get("allow_future")))


def _takes_text(question: Data, value: str, _: date) -> bool:
    return len(value) <= int(question.get("maximum_length", 200))
