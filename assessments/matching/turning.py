"""Why the outcome of an offer is another one: by its entry, by the time, or by the company."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.matching.compiled import CompiledCriterion, CompiledOffer, asks_something
from assessments.matching.offers import GONE, BaseOffer, Criterion, Status
from assessments.matching.outcome import Outcome, Verdict, outcome_by_date, outcome_by_verdicts
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.nodes import Leaf
from assessments.questionnaire.values import Value, Values

BY_DATE = frozenset({Outcome.CLOSED, Outcome.NOT_YET_OPEN})


@dataclass(frozen=True, slots=True)
class Stand:
    """What a company could make of an offer; `verdicts` are in the order of its criteria.

    `state` is what was known of the company.
    """

    offer: CompiledOffer
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    state: State

    def blamed(self, criterion: CompiledCriterion, verdict: Verdict) -> tuple[Leaf, ...]:
        """Return the comparisons that make `criterion` unmet; none where it is not."""
        if verdict is not Verdict.UNMET:
            return ()
        return tuple(clause.leaf for clause in criterion.remedies(self.state).clauses)


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """The program decides otherwise than it did."""


@dataclass(frozen=True, slots=True)
class OfferAdded:
    """The catalogue did not have the offer."""


@dataclass(frozen=True, slots=True)
class OfferRemoved:
    """The catalogue has the offer no more."""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The entry has another status."""

    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class DatesChanged:
    """The entry has other dates."""

    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Opening:
    """The first day lies between the two times: has `opened`, or is still to come."""

    on: date
    opened: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day lies between the two times: has passed and `closed`, or is still to come."""

    on: date
    closed: bool


@dataclass(frozen=True, slots=True)
class CriterionTurned:
    """A hard criterion has another verdict; None is one that is not asked.

    It is `changed` where it asks for something else than before. `blamed` are the comparisons that
    make it unmet now or, where it still asks for the same, made it unmet before. One that is not
    asked any more is `soft` where it stands there all the same, as a soft one.
    `known` is what was known of the company when it had turned.
    """

    criterion: Criterion
    before: Verdict | None
    after: Verdict | None
    changed: bool
    blamed: tuple[Leaf, ...] = ()
    soft: bool = False
    known: Values = field(default_factory=dict[str, Value], compare=False)


@dataclass(frozen=True, slots=True)
class EntryChanged:
    """The entry has changed in another way.

    Where it has been opened to companies or closed to them, `for_companies` tells which.
    """

    for_companies: bool | None = None


Why = (
    RulesChanged
    | OfferAdded
    | OfferRemoved
    | StatusChanged
    | DatesChanged
    | Opening
    | Closing
    | CriterionTurned
    | EntryChanged
)


Judged = tuple[CompiledCriterion, Verdict]


def reasons(before: Stand | None, after: Stand | None, days: tuple[date, date]) -> tuple[Why, ...]:
    """Return why an outcome differs, on the first and the second of `days`; never nothing.

    Of an offer that is or was shut no criterion is named; elsewhere every hard criterion with
    another verdict is. What dates or criteria do not explain is put to the rest of the entry.
    """
    if before is None:
        return (OfferAdded(),)
    if after is None:
        return (OfferRemoved(),)
    by_dates = before.outcome in BY_DATE or after.outcome in BY_DATE
    of_dates = _of_dates(before.offer.offer, after.offer.offer, days)
    found: list[Why] = [*(of_dates if by_dates else _of_criteria(before, after))]
    if not found or not _is_enough(before, after, days[1], by_dates=by_dates):
        found.append(_of_the_rest(before, after))
    return tuple(found)


def _of_the_rest(before: Stand, after: Stand) -> EntryChanged:
    """Return that the entry changed; that others apply now only where that is what came of it."""
    itself = after.offer.is_for_companies
    led = after.outcome not in BY_DATE if itself else after.outcome is Outcome.REACHED_THROUGH
    return EntryChanged(itself if led and before.offer.is_for_companies is not itself else None)


def _is_enough(before: Stand, after: Stand, day: date, *, by_dates: bool) -> bool:
    """Tell whether other dates or criteria alone, the rest as `before`, lead to where `after` is.

    For dates it is enough to be as open, or as shut, as after.
    """
    old, new = before.offer.offer, after.offer.offer
    dates = {"status": new.status, "valid_from": new.valid_from, "valid_to": new.valid_to}
    shut = outcome_by_date(old.model_copy(update=dates), day)
    if by_dates:
        return shut is after.outcome or not {shut, after.outcome} & BY_DATE
    return (shut or _by_criteria(before, after)) is after.outcome


def _by_criteria(before: Stand, after: Stand) -> Outcome:
    """Return what the criteria of `after` come to if the rest of the entry is as `before`."""
    old, new, earlier = before.offer, after.offer, _hard(before)
    supposed = replace(
        new,
        hard=tuple(_as_actionable(one, earlier) for one in _hard(after).values()),
        is_for_companies=old.is_for_companies,
        can_be_checked=old.offer.open_to_all or asks_something(new.hard),
    )
    return outcome_by_verdicts(supposed, [verdict for _, verdict in _hard(after).values()])


def _as_actionable(now: Judged, earlier: Mapping[str, Judged]) -> CompiledCriterion:
    """Return a criterion that can be acted on as it could before, where its verdict is the same."""
    compiled, verdict = now
    old, said = earlier.get(compiled.criterion.slug, now)
    if said is not verdict or old.criterion.actionable is compiled.criterion.actionable:
        return compiled
    update = {"actionable": old.criterion.actionable}
    return replace(compiled, criterion=compiled.criterion.model_copy(update=update))


def _of_dates(old: BaseOffer, new: BaseOffer, days: tuple[date, date]) -> Iterator[Why]:
    if _shuts(old.status) is not _shuts(new.status):
        yield StatusChanged(old.status, new.status)
    if _lies(days[0], old) == _lies(days[1], new):
        return
    if (old.valid_from, old.valid_to) != (new.valid_from, new.valid_to):
        yield DatesChanged(new.valid_from, new.valid_to)
        return
    earlier, later = sorted(days)
    forward = days[0] <= days[1]
    if new.valid_from is not None and earlier < new.valid_from <= later:
        yield Opening(new.valid_from, opened=forward)
    if new.valid_to is not None and earlier <= new.valid_to < later:
        yield Closing(new.valid_to, closed=forward)


def _lies(day: date, offer: BaseOffer) -> int:
    """Tell whether `day` lies before (-1), within (0) or after (1) the days of an entry."""
    if offer.valid_from is not None and day < offer.valid_from:
        return -1
    return int(offer.valid_to is not None and day > offer.valid_to)


def _shuts(status: Status) -> bool:
    return status in GONE or status is Status.CALLS_BETWEEN


def _of_criteria(before: Stand, after: Stand) -> Iterator[Why]:
    old, new = _hard(before), _hard(after)
    now_soft = _soft(after)
    for slug, (compiled, verdict) in new.items():
        criterion = compiled.criterion
        earlier, said = old.get(slug, (None, None))
        if said is verdict:
            continue
        changed = earlier is not None and earlier.criterion.condition != criterion.condition
        blamed = after.blamed(compiled, verdict)
        if earlier is not None and said is not None and not changed:
            blamed = blamed or before.blamed(earlier, said)
        known = after.state.facts
        yield CriterionTurned(criterion, said, verdict, changed, blamed, known=known)
    for slug, (compiled, verdict) in old.items():
        if slug not in new:
            soft = slug in now_soft
            yield CriterionTurned(compiled.criterion, verdict, None, changed=False, soft=soft)


def _soft(stand: Stand) -> frozenset[str]:
    criteria = (compiled.criterion for compiled in stand.offer.criteria)
    return frozenset(criterion.slug for criterion in criteria if not criterion.hard)


def _hard(stand: Stand) -> Mapping[str, Judged]:
    return {
        compiled.criterion.slug: (compiled, verdict)
        for compiled, verdict in zip(stand.offer.criteria, stand.verdicts, strict=True)
        if compiled.criterion.hard
    }
