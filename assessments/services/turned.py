"""Offers whose outcome has turned: since a result, or by what a company might answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assessments.assessment import StoredResult
from assessments.content.library import CompiledCatalogue
from assessments.matching.outcome import PLACES, Outcome
from assessments.matching.turning import BY_DATE, RulesChanged, Stand, Why, reasons
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import (
    ENGINE_VERSION,
    Json,
    as_of,
    evaluated_again,
    matches_of,
)

Stands = Mapping[str, Stand]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """An offer with another outcome, and why; None before or after where there was no such offer.

    `catalogue` is the version to show the offer from.
    """

    slug: str
    catalogue: CompiledCatalogue
    before: Outcome | None
    after: Outcome | None
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """What a company could make of the offers at one point on the way from then to now.

    It is `by_rules` where nothing but the program's rules led here from the point before.
    """

    stands: Stands
    day: date
    by_rules: bool = False


def turned_between(before: Evaluation, after: Evaluation) -> tuple[Turned, ...]:
    """Return the offers of one catalogue whose outcome differs between two states of a company."""
    stages = [_Stage(_stands(e), e.as_of) for e in (before, after)]
    return _turned(stages, after.catalogue, after)


def turned_since(
    result: StoredResult, document: Json, catalogue: CompiledCatalogue, now: Evaluation
) -> tuple[Turned, ...]:
    """Return the offers whose outcome differs between a result and `now`.

    The way from then to now is walked in steps: the rules of the program, then the catalogue, then
    the time; each that turns an outcome gives its reasons.

    Args:
        result: The result.
        document: Its document.
        catalogue: The catalogue that it was matched to.
        now: What follows today from the same answers and facts.
    """
    then, here = matches_of(document), now.matches
    if {m.offer: m.outcome for m in then} == {m.offer.slug: m.outcome for m in here}:
        return ()
    day = as_of(document)
    again = evaluated_again(document, now.questionnaire, catalogue)
    stored: Stands = {
        m.offer: Stand(catalogue.offers_by_slug[m.offer], m.outcome, m.verdicts, again.state)
        for m in then
    }
    by_rules = stored
    if result.engine_version != ENGINE_VERSION:
        by_rules = _stands(again)
    by_content = by_rules
    if catalogue.version != now.catalogue.version:
        by_content = _stands(evaluated_again(document, now.questionnaire, now.catalogue))
    stages = [
        _Stage(stored, day),
        _Stage(by_rules, day, by_rules=True),
        _Stage(by_content, day),
        _Stage(_stands(now), now.as_of),
    ]
    return _turned(stages, catalogue, now)


def _stands(evaluation: Evaluation) -> Stands:
    state = evaluation.state
    return {m.offer.slug: Stand(m.offer, m.outcome, m.verdicts, state) for m in evaluation.matches}


def _turned(
    stages: Sequence[_Stage], old: CompiledCatalogue, now: Evaluation
) -> tuple[Turned, ...]:
    first, last = stages[0].stands, stages[-1].stands
    found = [
        Turned(
            slug=slug,
            catalogue=now.catalogue if slug in last else old,
            before=_outcome(first.get(slug)),
            after=_outcome(last.get(slug)),
            reasons=_reasons(slug, stages),
        )
        for slug in {**first, **last}
        if _outcome(first.get(slug)) is not _outcome(last.get(slug))
    ]
    return tuple(sorted(found, key=_place))


def _reasons(slug: str, stages: Sequence[_Stage]) -> tuple[Why, ...]:
    """Return why the outcome of an offer turned, for each step on the way that turned it."""
    found: list[Why] = []
    for earlier, later in pairwise(stages):
        before, after = earlier.stands.get(slug), later.stands.get(slug)
        if _outcome(before) is _outcome(after):
            continue
        if later.by_rules:
            found.append(RulesChanged())
        else:
            found.extend(reasons(before, after, (earlier.day, later.day)))
    return tuple(found)


def _outcome(stand: Stand | None) -> Outcome | None:
    return None if stand is None else stand.outcome


def _place(turned: Turned) -> tuple[int, int, str]:
    """Put what has opened first and what has closed last."""
    if turned.after is None or turned.after in BY_DATE:
        return (2, 0, turned.slug)
    return (int(turned.after is not Outcome.ELIGIBLE), PLACES[turned.after], turned.slug)
