"""Which facts would settle what cannot be told yet."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.matching.compiled import CompiledCriterion
from assessments.matching.match import Match
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.values import Values, is_known

Needless = Mapping[str, Container[str]]
"""The facts that can no longer settle a derived fact, by that fact."""

NONE_NEEDLESS: Needless = {}


def missing_facts(
    match: Match, facts: Values, stated: Values, needless: Needless = NONE_NEEDLESS
) -> tuple[str, ...]:
    """Return the facts to ask for to settle the unknown criteria of `match`, hard ones first.

    Args:
        match: The match.
        facts: All that is known about the company, derived facts too.
        stated: What the company stated.
        needless: The facts that can no longer settle a derived one, which are not asked for it.
    """
    unknown = [
        criterion
        for criterion, verdict in zip(match.offer.criteria, match.verdicts, strict=True)
        if verdict is Verdict.UNKNOWN
    ]
    unknown.sort(key=lambda criterion: not criterion.criterion.hard)
    return tuple(dict.fromkeys(s for c in unknown for s in missing_of(c, facts, stated, needless)))


def missing_of(
    criterion: CompiledCriterion,
    facts: Values,
    stated: Values,
    needless: Needless = NONE_NEEDLESS,
) -> Iterator[str]:
    """Yield the facts to ask for to settle `criterion`."""
    instead = criterion.instead or ((),) * len(criterion.reads)
    for (fact, behind), others in zip(criterion.reads, instead, strict=True):
        if is_known(facts.get(fact)):
            continue
        moot = needless.get(fact, ())
        waiting = [s for s in behind if s not in moot and not is_known(stated.get(s))]
        if not waiting:
            waiting = [slug for slug in others if not is_known(stated.get(slug))]
        yield from waiting[:1] if fact in waiting else waiting


def missing_among(criterion: CompiledCriterion, missing: Sequence[str]) -> Sequence[str]:
    """Return those of the facts `missing` for an offer that are missing for `criterion`."""
    asked = {fact for fact, _ in criterion.reads}
    asked.update(slug for _, behind in criterion.reads for slug in behind)
    asked.update(slug for others in criterion.instead or () for slug in others)
    return [slug for slug in missing if slug in asked]


@dataclass(frozen=True, slots=True)
class NextFact:
    """A fact that is not known, and how many offers knowing it could decide."""

    fact: str
    decides: int


def next_facts(
    matches: Iterable[Match],
    facts: Values,
    stated: Values,
    order: Mapping[str, int],
    needless: Needless = NONE_NEEDLESS,
) -> Sequence[NextFact]:
    """Return the facts worth asking next, those that could decide most offers first.

    What the company says it does not know is not asked again. Equal ones stand in `order`.
    """
    counts: Counter[str] = Counter()
    for match in matches:
        if match.outcome is Outcome.CANNOT_TELL:
            missing = set(_hard_missing(match, facts, stated, needless))
            counts.update(slug for slug in missing if slug not in stated)
    return [
        NextFact(fact, decides)
        for fact, decides in sorted(counts.items(), key=lambda c: (-c[1], order[c[0]]))
    ]


def _hard_missing(match: Match, facts: Values, stated: Values, needless: Needless) -> Iterator[str]:
    for criterion, verdict in zip(match.offer.criteria, match.verdicts, strict=True):
        if verdict is Verdict.UNKNOWN and criterion.criterion.hard:
            yield from missing_of(criterion, facts, stated, needless)
