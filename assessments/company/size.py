"""How large a company is: by headcount, and by the EU definition of an SME.

The EU definition counts owners' and subsidiaries' figures in. From its own figures alone a company
is therefore certainly large, or certainly no SME, but an SME only where no established company
owns much of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import product

from assessments.company.reference import SizeLimit, Sizes
from assessments.questionnaire.values import Number, Values, exact


class SizeBand(StrEnum):
    """Size by headcount alone, as statistics use it: below 10, 50, 250, and above."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


KEPT = 1024
"""For how many companies' figures it is kept which of them are needless."""

SIZES = ("micro", "small", "medium", "small_midcap", "large")
"""By the EU definition, the least first."""

SME_SIZES = frozenset({"micro", "small", "medium"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A company's own figures; None is not known."""

    employees: Number | None
    revenue_nok: Number | None
    balance_nok: Number | None
    largest_owner_percent: Number | None


FIGURES: Mapping[str, str] = {
    "employees": "employees",
    "revenue_nok": "revenue_nok",
    "balance_nok": "balance_nok",
    "largest_owner_percent": "largest_corporate_owner_pct",
}
"""The facts that say how large a company is, by the figure of the EU definition."""


def figures_of(facts: Values) -> Figures:
    """Return the figures that are stated in `facts`."""
    return Figures(**{name: number_in(facts, slug) for name, slug in FIGURES.items()})


def number_in(facts: Values, slug: str) -> Number | None:
    """Return the number stated under `slug`."""
    value = facts.get(slug)
    return None if isinstance(value, bool) or not isinstance(value, Number) else value


def size_band(sizes: Sizes, employees: Number | None) -> SizeBand | None:
    """Return the band by headcount; None where that is not known."""
    if employees is None:
        return None
    for band, limit in (
        (SizeBand.MICRO, sizes.micro),
        (SizeBand.SMALL, sizes.small),
        (SizeBand.MEDIUM, sizes.medium),
    ):
        if employees < limit.employees_below:
            return band
    return SizeBand.LARGE


class SizeRules:
    """The EU definition over a company's own figures."""

    def __init__(self, sizes: Sizes, kroner_per_euro: Decimal) -> None:
        self._sizes = sizes
        limits = (sizes.micro, sizes.small, sizes.medium)
        euros = (euro for limit in limits for euro in (limit.turnover_eur, limit.balance_eur))
        self._kroner = {euro: exact(euro * kroner_per_euro) for euro in euros if euro is not None}
        self._needless = lru_cache(maxsize=KEPT)(self._find_needless)

    def too_small(self, size: str, figures: Figures) -> str | None:
        """Return the least size by a company's own figures where `size` cannot be right beside it.

        Whoever grows keeps the smaller size until a limit has been passed two years in a row, so
        one size apart may be right.
        """
        least = self._least(figures)
        apart = SIZES.index(least) - SIZES.index(size)
        return least if apart > 1 else None

    def _least(self, figures: Figures) -> str:
        """Return the least size that is possible, whatever else is counted in."""
        for name in ("micro", "small", "medium"):
            if self._fits(getattr(self._sizes, name), figures) is not False:
                return name
        employees, limit = figures.employees, self._sizes.small_midcap.employees_below
        return "large" if employees is not None and employees >= limit else "small_midcap"

    def sme_size(self, figures: Figures) -> str | None:
        """Return micro, small, medium, small_midcap or large; None where figures do not settle."""
        size = self._by_own_figures(figures)
        if size == "large" or size is None:
            return size
        return size if self._stands_alone(figures) else None

    def is_sme(self, figures: Figures) -> bool | None:
        """Return whether the company is an SME; None where figures do not settle it."""
        fits = self._fits(self._sizes.medium, figures)
        if fits and not self._stands_alone(figures):
            return None
        return fits

    def needless_for_size(self, figures: Figures) -> frozenset[str]:
        """Return the unknown figures that make no difference to ``sme_size``, whatever they are."""
        return self._needless(figures, self.sme_size)

    def needless_for_sme(self, figures: Figures) -> frozenset[str]:
        """Return the unknown figures that make no difference to ``is_sme``, whatever they are."""
        return self._needless(figures, self.is_sme)

    @staticmethod
    def _find_needless(
        figures: Figures, settled: Callable[[Figures], str | bool | None]
    ) -> frozenset[str]:
        """Try the ends, which show whether a figure matters, since what it settles goes one way."""
        unknown = [name for name in _ENDS if getattr(figures, name) is None]
        return frozenset(
            name
            for name in unknown
            if all(
                settled(replace(around, **{name: end})) == settled(around)
                for around in _completed(figures, [other for other in unknown if other != name])
                for end in _ENDS[name]
            )
        )

    def _stands_alone(self, figures: Figures) -> bool:
        share = figures.largest_owner_percent
        return share is not None and share < self._sizes.owner_counts_from_percent

    def _by_own_figures(self, figures: Figures) -> str | None:
        for name in ("micro", "small", "medium"):
            fits = self._fits(getattr(self._sizes, name), figures)
            if fits is None or fits:
                return name if fits else None
        if figures.employees is None:
            return None
        midcap = figures.employees < self._sizes.small_midcap.employees_below
        return "small_midcap" if midcap else "large"

    def _fits(self, limit: SizeLimit, figures: Figures) -> bool | None:
        few = None if figures.employees is None else figures.employees < limit.employees_below
        turnover = self._at_most(figures.revenue_nok, limit.turnover_eur)
        balance = self._at_most(figures.balance_nok, limit.balance_eur)
        return _all((few, _any((turnover, balance))))

    def _at_most(self, kroner: Number | None, euro: int | None) -> bool | None:
        return None if kroner is None or euro is None else kroner <= self._kroner[euro]


_FEW, _MANY = 0, 10**15
_ENDS: Mapping[str, tuple[Number, Number]] = {
    "employees": (_FEW, _MANY),
    "revenue_nok": (_FEW, _MANY),
    "balance_nok": (_FEW, _MANY),
    "largest_owner_percent": (0, 100),
}


def _completed(figures: Figures, unknown: Sequence[str]) -> Iterator[Figures]:
    """Yield `figures` with those that are `unknown` at one end or the other, in every way."""
    for ends in product(*(_ENDS[name] for name in unknown)):
        yield replace(figures, **dict(zip(unknown, ends, strict=True)))


def _any(values: Iterable[bool | None]) -> bool | None:
    values = tuple(values)
    if True in values:
        return True
    return None if None in values else False


def _all(values: Iterable[bool | None]) -> bool | None:
    values = tuple(values)
    if False in values:
        return False
    return None if None in values else True
