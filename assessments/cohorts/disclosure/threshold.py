"""How many companies must stand behind a figure."""

from dataclasses import dataclass
from typing import Final

LEAST_K: Final = 5
"""The threshold where nothing else is set; it can be set higher, never lower."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What nobody may be told: a figure about fewer than `k` companies.

    Somebody may know the answers of `k - 1` companies, and take them out of any figure. What is
    left must still be `k` or more, so a set is told of when it holds `minimum` or more.

    Raises:
        ValueError: `k` is below what the product promises.
    """

    k: int = LEAST_K

    def __post_init__(self) -> None:
        """Refuse to promise less."""
        if self.k < LEAST_K:
            msg = f"k is at least {LEAST_K}"
            raise ValueError(msg)

    @property
    def minimum(self) -> int:
        """The fewest companies that a figure is about: `>=`, here and everywhere."""
        return 2 * self.k - 1

    @property
    def for_median(self) -> int:
        """The fewest for a median: `k` or more have room on either side of it."""
        return 2 * self.k + 1

    @property
    def for_quartiles(self) -> int:
        """The fewest for quartiles: `k` or more have room below the lower and above the upper."""
        return 4 * self.k + 1
