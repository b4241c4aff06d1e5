"""What is counted most often, the most first; of equals the first in the order of the content."""

from collections.abc import Iterable, Sequence

from assessments.cohorts.told import Told


def most_first(names: Iterable[str], told: Told, keys: Sequence[str]) -> Sequence[str]:
    """Return names by what is counted under their keys, by the first key, then by the second.

    Left out is what is newer than the figures: nothing is known of it yet.

    Args:
        names: What is ranked, in the order of the content.
        told: The figures.
        keys: Measures with ``{}`` for the name, such as ``barrier:{}``.
    """
    known = [name for name in names if all(key.format(name) in told.counts for key in keys)]
    return sorted(known, key=lambda name: [-told.counts[key.format(name)] for key in keys])
