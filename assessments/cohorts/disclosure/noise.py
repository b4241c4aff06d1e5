"""Noise that is the same whenever the same companies are asked about (the cell-key method).

Every counted result has a random key of 64 bits, and a set of results the exclusive or of their
keys. What is drawn from the set's key and the name of the figure is therefore the same on every way
to the set, so asking again tells nothing, and another set by one company has noise of its own.
Fraser and Wooton, 2005, A proposed method for confidentialising tabular output to protect against
differencing; Thompson, Broadfoot and Elazar, 2013, for the Australian census.

The distribution is the two-sided geometric one (Ghosh, Roughgarden and Sundararajan, 2009): without
bounds, so that no answer can be excluded for certain, and of a variance that is known and told. It
is drawn with whole numbers only, so that every machine draws the same.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from math import isqrt
from typing import Final

_BITS: Final = 64
_BYTES: Final = _BITS // 8


@dataclass(frozen=True)
class Noise:
    """A two-sided geometric distribution: each step further out is `ratio` times as likely.

    The ratio is ``(steps - 1) / steps``.
    """

    steps: int

    @property
    def variance(self) -> int:
        """Twice the ratio by the square of what it lacks to one."""
        return 2 * (self.steps - 1) * self.steps

    @property
    def margin(self) -> int:
        """Twice the standard deviation, rounded up: about nineteen draws of twenty lie within."""
        return isqrt(4 * self.variance - 1) + 1

    @cached_property
    def _reaching(self) -> Sequence[int]:
        """How many of 2^64 draws come to 1 or more in size, to 2 or more, and so on, growing."""
        found = list[int]()
        at = 2 * (self.steps - 1) * (1 << _BITS) // (2 * self.steps - 1)
        while at:
            found.append(at)
            at = at * (self.steps - 1) // self.steps
        return tuple(reversed(found))

    def drawn(self, key: int, name: str) -> int:
        """Return the noise of the figure `name` for the set of results with this `key`."""
        digest = blake2b(
            key.to_bytes(_BYTES) + name.encode(), digest_size=_BYTES + 1, person=b"figures"
        ).digest()
        chance = int.from_bytes(digest[:_BYTES])
        size = len(self._reaching) - bisect_right(self._reaching, chance)
        return size if digest[_BYTES] & 1 else -size


OF_COUNTS: Final = Noise(steps=2)
"""Of counts of companies: a standard deviation of 2."""

OF_SUMS: Final = Noise(steps=320)
"""Of sums of scores in tenths: a standard deviation of 45 points, about half the scale."""
