"""The greatest weighted mean that choices can give.

Each group of choices adds one pair of a weight and a sum, and the mean is all sums over all
weights. Dinkelbach's method (1967): as long as some choice beats the mean found so far, take it.
Each round is exact, in whole numbers, and there are few rounds.
"""

from collections.abc import Sequence

Pair = tuple[int, int]
"""A weight, and the sum that comes with it."""

Group = Sequence[Pair]


def greatest_mean(groups: Sequence[Group]) -> Pair | None:
    """Return weight and sum of the choices with the greatest mean; None where none has a weight."""
    open_groups: list[Group] = []
    sure_weight, sure_total, weight, total = 0, 0, 0, 0
    for group in groups:
        heaviest = group[0] if len(group) == 1 else max(group)
        weight += heaviest[0]
        total += heaviest[1]
        if len(group) == 1:
            sure_weight += heaviest[0]
            sure_total += heaviest[1]
        else:
            open_groups.append(group)
    if not weight:
        return None
    while open_groups:
        better_weight, better_total = sure_weight, sure_total
        for group in open_groups:
            most, best = None, group[0]
            for pair in group:
                gain = weight * pair[1] - total * pair[0]
                if most is None or gain > most:
                    most, best = gain, pair
            better_weight += best[0]
            better_total += best[1]
        if weight * better_total <= total * better_weight:
            break
        weight, total = better_weight, better_total
    return weight, total
