"""How facts follow from others: it stays as long as a published questionnaire version reads it.

A version keeps what its facts follow from, and bounds and what is asked first rest on that, while
the facts themselves are worked out as the catalogue in use says. The two must say the same.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.questionnaire.facts import Fact

Plain = Mapping[str, Any]
"""A fact as it stands in a document."""

FIELDS = {"slug", "asked", "derived_from", "computed"}


def facts_in(document: str) -> tuple[Plain, ...]:
    """Return the facts of a questionnaire's or catalogue's document, of whatever release."""
    return tuple(json.loads(document).get("facts", ()))


def plain_facts(facts: Iterable[Fact]) -> tuple[Plain, ...]:
    """Return of `facts` what says how they follow, as in a document."""
    return tuple(fact.model_dump(mode="json", include=FIELDS, exclude_none=True) for fact in facts)


def changed_derivations(ours: Iterable[Plain], theirs: Iterable[Plain]) -> tuple[str, ...]:
    """Return the facts among `ours` that follow otherwise among `theirs`, or not at all."""
    there = {fact["slug"]: _following(fact) for fact in theirs}
    return tuple(f["slug"] for f in ours if _following(f) != there.get(f["slug"]))


def _following(fact: Plain) -> object:
    """Return how `fact` follows; None where it is only stated."""
    bases = fact.get("derived_from")
    if not bases:
        return None
    computed = fact.get("computed")
    how = sorted(bases) if computed is None else [computed["operation"], *computed["of"]]
    return fact.get("asked", True), computed is None, how
