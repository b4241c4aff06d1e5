"""What in a catalogue has to be looked at again: unchecked, checked long ago, undated, past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.content.catalogue import Catalogue, Entry
from assessments.matching.freshness import DAYS_A_YEAR
from assessments.matching.offers import GONE, BaseOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """The slugs of what to look at again, by reason, with the date where there is one."""

    unchecked: tuple[str, ...]
    """Entries that no person has checked."""
    outdated: Mapping[str, date]
    """Entries whose last check is older than the limit, and when that was."""
    undated: tuple[str, ...]
    """Sources of which nobody knows what time they speak of."""
    resting_on_undated: Mapping[str, tuple[str, ...]]
    """Entries that rest on such sources, and which."""
    past: Mapping[str, date]
    """Entries whose last day has passed and that are not said to have ended, and the day.

    Those are offers and organisations: requirements and procurement rules have no status.
    """

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each."""
        return {
            "unchecked": len(self.unchecked),
            "outdated": len(self.outdated),
            "undated": len(self.undated),
            "resting_on_undated": len(self.resting_on_undated),
            "past": len(self.past),
        }

    def resting_on(self, source: str) -> tuple[str, ...]:
        """Return the entries that rest on an undated `source`."""
        return tuple(slug for slug, on in self.resting_on_undated.items() if source in on)


def ageing(catalogue: Catalogue, today: date) -> Ageing:
    """Return what in `catalogue` has to be looked at again on the day `today`."""
    limit = timedelta(days=catalogue.about.fresh_for_days or DAYS_A_YEAR)
    entries: tuple[BaseOffer | Entry, ...] = (
        *catalogue.offers,
        *catalogue.organisations,
        *catalogue.requirements,
        *catalogue.procurement_rules,
    )
    undated = tuple(source.slug for source in catalogue.sources if source.dated is None)
    resting = ((e.slug, tuple(s for s in undated if s in e.sources)) for e in entries)
    checked = {e.slug: e.checked_on for e in entries if e.checked_on is not None}
    return Ageing(
        unchecked=tuple(e.slug for e in entries if e.checked_on is None),
        outdated={slug: on for slug, on in checked.items() if today - on > limit},
        undated=undated,
        resting_on_undated={slug: sources for slug, sources in resting if sources},
        past={
            e.slug: e.valid_to
            for e in (*catalogue.offers, *catalogue.organisations)
            if e.valid_to is not None and e.valid_to < today and e.status not in GONE
        },
    )
