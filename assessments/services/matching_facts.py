"""What is known about a company as one JSON object, in the form in which many are matched at once.

A fact that hangs on the day is left out; the date that it is counted from is there. The form is
what ``assessments.storage.condition_sql`` reads.
"""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assessments.company.derive import TIMED
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Marker, Never, Value
from assessments.services.snapshots import ENGINE_VERSION
from assessments.storage.condition_sql import (
    ABSENT,
    DONT_KNOW,
    NEVER,
    NOT_APPLICABLE,
    SCORES,
    STATES,
)

DECIMALS = 20
_STEPS = 10**DECIMALS

_STATES: Mapping[Marker, str] = {
    Marker.NOT_APPLICABLE: NOT_APPLICABLE,
    Marker.DONT_KNOW: DONT_KNOW,
    Marker.ABSENT: ABSENT,
}
"""What else stands in the place of a value makes every comparison unknown, as if nothing stood."""


def facts_digest(catalogue: CompiledCatalogue) -> str:
    """Return a digest of what facts are worked out by: the content, and the program's rules."""
    return f"{ENGINE_VERSION} {catalogue.derivation_digest}"


def matching_facts(state: State) -> str:
    """Return what is known about a company, as JSON text."""
    found: dict[str, Any] = {}
    states: dict[str, str] = {}
    for slug, value in sorted(state.facts.items()):
        if slug in TIMED:
            continue
        if isinstance(value, Marker):
            if value in _STATES:
                states[slug] = _STATES[value]
        elif isinstance(value, Never):
            states[slug] = NEVER
        else:
            found[slug] = _plain(value)
    scores = {
        theme: _digits(score) for theme, score in sorted(state.scores.items()) if score is not None
    }
    found |= {STATES: states, SCORES: scores}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Value) -> object:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Fraction):
        return _digits(Fraction(value))
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else None


def _digits(number: Fraction) -> str:
    """Return decimals that are on the same side of every constant as `number`.

    A number without an end is cut after twenty decimals, and a last digit of 0 becomes 1. So it
    stays between the two neighbours with nineteen decimals that it was between, and is neither of
    them. A constant has far fewer decimals, so it is one of those or lies beyond them.
    """
    steps, rest = divmod(abs(number.numerator) * _STEPS, number.denominator)
    if rest and steps % 10 == 0:
        steps += 1
    digits = f"{steps:0{DECIMALS + 1}d}"
    whole, decimals = digits[:-DECIMALS], digits[-DECIMALS:].rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
