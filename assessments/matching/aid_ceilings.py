"""What ceilings of state aid leave to one company; exact, and unknown where a fact is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.matching.outcome import Verdict
from assessments.questionnaire.values import Number, Value

DE_MINIMIS_RECEIVED = "de_minimis_3y_eur"
"""The fact that says in euro how much de minimis aid the group has had over the period."""

SIZE = "sme_size"
RD_ARTICLE = 25
"""The article of Regulation (EU) No 651/2014 about research and development."""

COUNTS_AS: Mapping[str, str] = {
    "micro": "small",
    "small": "small",
    "medium": "medium",
    "small_midcap": "large",
    "large": "large",
}
"""The size by which a ceiling goes: a micro company is a small one, a small mid-cap a large one."""

SIZES = ("small", "medium", "large")
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeMinimisRoom:
    """How much more de minimis aid a group may have, in euro; None while nobody knows.

    `fits` says whether the most that a scheme gives has room.
    """

    ceiling: int
    received: Number | None
    room: Number | None
    fits: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AidCeiling:
    """The most public support for the cost of an activity in a company of a size, in percent."""

    activity: str
    size: str
    percent: int
    in_collaboration: int


def de_minimis_room(ceiling: int, received: Value | None, most: Number | None) -> DeMinimisRoom:
    """Return what is left under `ceiling`; `most` is what a scheme gives at most. All in euro."""
    if isinstance(received, bool) or not isinstance(received, int | Fraction):
        return DeMinimisRoom(ceiling=ceiling, received=None, room=None, fits=Verdict.UNKNOWN)
    room = max(ceiling - received, 0)
    fits = Verdict.UNKNOWN
    if most is not None:
        fits = Verdict.MET if most <= room else Verdict.UNMET
    return DeMinimisRoom(ceiling=ceiling, received=received, room=room, fits=fits)


def rd_ceilings(table: Mapping[str, Mapping[str, int]]) -> Iterator[AidCeiling]:
    """Yield the ceilings for research and development, by activity, small companies first."""
    for activity, row in sorted(table.items()):
        bonus, most = row.get("collaboration_bonus", 0), row.get("max", WHOLE)
        for size in SIZES:
            percent = row.get(size)
            if percent is not None:
                raised = min(percent + bonus, most)
                yield AidCeiling(
                    activity=activity, size=size, percent=percent, in_collaboration=raised
                )


def rd_ceilings_of(table: Mapping[str, Mapping[str, int]], size: Value | None) -> list[AidCeiling]:
    """Return the ceilings for a company of `size`; none while its size is not known."""
    counted = COUNTS_AS.get(size) if isinstance(size, str) else None
    return [ceiling for ceiling in rd_ceilings(table) if ceiling.size == counted]
