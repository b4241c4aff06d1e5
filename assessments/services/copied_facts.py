"""Which stated facts a new assessment takes over, and why others are left, or a part of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.content.library import CompiledCatalogue
from assessments.errors import ProfileRejectedError
from assessments.questionnaire.encoding import Encoded, said
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import Given, Payload, Shape
from assessments.services.accepting import accept_facts
from assessments.services.given import GivenFact
from assessments.texts import Text, both

Json = Mapping[str, Any]

_NOT_ASKED = both("Vi spør ikke lenger om dette.", "We no longer ask about this.")
_REST = both("Resten er med.", "The rest is kept.")
_CHOOSE = both("Velg på nytt.", "Choose again.")


def copied_facts(
    catalogue: CompiledCatalogue, facts: Json, today: date
) -> tuple[dict[str, Encoded], dict[str, Text]]:
    """Return the facts that may be stated today, and why others may not, or only in part.

    Of facts that cannot be true together, the one that would be refused beside the others is left.
    """
    kept: dict[str, Encoded] = {}
    left: dict[str, Text] = {}
    for slug, encoded in facts.items():
        fact = catalogue.facts.get(slug)
        if fact is None or not fact.asked:
            left[slug] = _NOT_ASKED
            continue
        still, gone = _still_listed(fact, encoded)
        if gone:
            left[slug] = _not_listed(gone, some_are=still is not None)
        if still is None:
            continue
        given = GivenFact(slug, slug, given_again(still))
        try:
            kept |= accept_facts(catalogue, facts={}, given=[given], today=today).document
        except ProfileRejectedError as refused:
            left[slug] = refused.rejections[0].message
    for slug, message in _contradicting(catalogue, kept, today):
        kept.pop(slug, None)
        left[slug] = message
    return kept, left


def filled(
    catalogue: CompiledCatalogue, facts: Json, more: Json, today: date
) -> dict[str, Encoded]:
    """Return `facts` with those of `more` that they lack and that may stand beside them."""
    whole: dict[str, Encoded] = dict(facts)
    for slug, encoded in more.items():
        if slug in whole:
            continue
        given = [GivenFact(slug, slug, given_again(encoded))]
        try:
            whole = accept_facts(catalogue, facts=whole, given=given, today=today).document
        except ProfileRejectedError:
            continue  # What is stated already says otherwise, and stands.
    return whole


def _contradicting(
    catalogue: CompiledCatalogue, facts: Json, today: date
) -> Sequence[tuple[str, Text]]:
    """Return which of `facts`, each fine by itself, are refused when all are stated, and why."""
    given = [GivenFact(slug, slug, given_again(one)) for slug, one in facts.items()]
    try:
        accept_facts(catalogue, facts={}, given=given, today=today)
    except ProfileRejectedError as refused:
        return [(one.fact, one.message) for one in refused.rejections]
    return ()


def _still_listed(fact: Fact, encoded: Json) -> tuple[Json | None, Sequence[str]]:
    """Return what of a choice can still be chosen, None where nothing can, and what cannot."""
    listed = {choice.slug for choice in fact.choices}
    shape, stored = said(encoded)
    if shape == Shape.OPTION and stored not in listed:
        return None, [stored]
    if shape == Shape.OPTIONS and fact.shape is Shape.OPTIONS:
        gone = [slug for slug in stored if slug not in listed]
        still = [slug for slug in stored if slug in listed]
        return ({**encoded, Shape.OPTIONS: still} if still or not gone else None), gone
    return encoded, []


def _not_listed(gone: Sequence[str], *, some_are: bool) -> Text:
    named = ", ".join(gone)
    rest = _REST if some_are else _CHOOSE
    return both(
        f"Står ikke lenger på listen: {named}. {rest.nb}",
        f"No longer on the list: {named}. {rest.en}",
    )


def given_again(encoded: Json) -> Given:
    """Return a stored value as a client would give it."""
    shape, payload = said(encoded)
    return Given(Shape(shape), _payload(Shape(shape), payload))


def _payload(shape: Shape, stored: Any) -> Payload:
    if shape is Shape.OPTIONS:
        return tuple(stored)
    if shape is Shape.NUMBER:
        return Decimal(str(stored))
    if shape is Shape.DATE:
        return date.fromisoformat(stored)
    payload: str | bool = stored
    return payload
