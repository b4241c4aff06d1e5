"""What stands out in a brief, in sentences to quote; a new one is a function and its place."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assessments.briefs.brief import Brief, Readiness
from assessments.briefs.parts import Counted
from assessments.briefs.words import points
from assessments.texts import AND, Text, both

MOST_NAMED: Final = 3


def findings(brief: Brief) -> tuple[Text, ...]:
    """Return the sentences, without those that the figures do not bear."""
    found = (_ready(brief), _weakest(brief), _barriers(brief), _unmet(brief), _trend(brief))
    return tuple(one for one in found if one is not None)


def _ready(brief: Brief) -> Text | None:
    """Return how many are on the level from which most is in place, and the mean."""
    if brief.ready is None or brief.overall is None:
        return None
    percent, name, mean = brief.ready.share.percent, brief.ready.name, points(brief.overall.mean)
    return both(
        f"Omtrent {percent} prosent av bedriftene er på nivået «{name.nb}» eller høyere."
        f" Gjennomsnittet er {mean.nb} av 100 poeng.",
        f"About {percent} per cent of the companies are on the level “{name.en}” or higher. The"
        f" mean is {mean.en} of 100 points.",
    )


def _weakest(brief: Brief) -> Text | None:
    """Return which theme has the lowest mean, and which the highest."""
    told = [(t.theme.name, t.readiness) for t in brief.themes if t.readiness is not None]
    if len(told) <= 1:
        return None
    (low_name, low), (high_name, high) = min(told, key=_mean), max(told, key=_mean)
    if low.mean == high.mean:
        return None
    return both(
        f"Svakest står «{low_name.nb}» med {points(low.mean).nb} poeng i snitt, sterkest"
        f" «{high_name.nb}» med {points(high.mean).nb}.",
        f"The weakest theme is “{low_name.en}” with a mean of {points(low.mean).en} points, the"
        f" strongest “{high_name.en}” with {points(high.mean).en}.",
    )


def _mean(theme: tuple[Text, Readiness]) -> Decimal:
    return theme[1].mean


def _barriers(brief: Brief) -> Text | None:
    """Return the most common barriers."""
    top = _above_margin(brief, brief.barriers)
    if not top:
        return None
    nb, en = _in_a_row(top)
    return both(
        f"De vanligste hindrene er {nb} (andel av bedriftene).",
        f"The most common barriers are {en} (share of the companies).",
    )


def _unmet(brief: Brief) -> Text | None:
    """Return for which barriers most companies find no scheme."""
    top = _above_margin(brief, brief.unmet_barriers)
    if not top:
        return None
    nb, en = _in_a_row(top)
    return both(
        f"Virkemidlene mangler oftest for {nb}: disse bedriftene har hinderet, og ingen ordning"
        " som avhjelper det, er åpen for dem.",
        f"Schemes are most often missing for {en}: these companies have the barrier, and no scheme"
        " that relieves it is open to them.",
    )


def _trend(brief: Brief) -> Text | None:
    """Return how the mean went from the first quarter that is told of to the last."""
    told = [(row.label, row.overall) for row in brief.quarters if row.overall is not None]
    if len(told) <= 1:
        return None
    (first_name, first), (last_name, last) = told[0], told[-1]
    return both(
        f"Gjennomsnittet gikk fra {points(first.mean).nb} poeng i {first_name.nb} til"
        f" {points(last.mean).nb} i {last_name.nb}; det er ikke nødvendigvis de samme bedriftene.",
        f"The mean went from {points(first.mean).en} points in {first_name.en} to"
        f" {points(last.mean).en} in {last_name.en}; these need not be the same companies.",
    )


def _above_margin(brief: Brief, counted: Sequence[Counted]) -> Sequence[Counted]:
    """Return the most common, without counts that noise alone may have made."""
    return [one for one in counted if one.share.companies > (brief.count_margin or 0)][:MOST_NAMED]


def _in_a_row(counted: Sequence[Counted]) -> tuple[str, str]:
    nb = [f"«{one.entry.name.nb}» ({one.share.percent}\u00a0%)" for one in counted]
    en = [f"“{one.entry.name.en}” ({one.share.percent}%)" for one in counted]
    return _joined(nb, AND.nb), _joined(en, AND.en)


def _joined(items: Sequence[str], last: str) -> str:
    *others, end = items
    return f"{', '.join(others)} {last} {end}" if others else end
