"""What everybody but a cohort comes to, from what is told of everybody and of the cohort.

It is worked out from these figures alone and so tells nothing beyond them. Quantiles and deviations
cannot be taken apart, and are not told.
"""

from collections.abc import Mapping, Sequence

from assessments.cohorts.told import NO_QUANTILES, POINTS, Scores, Told

_FULL_TENTHS = 10 * POINTS


def rest_of(whole: Told, part: Told, minimum: int) -> Told | None:
    """Return the figures of those in `whole` and not in `part`; None of fewer than `minimum`.

    Noise can make the rest of a count less than none; it is then none. Themes that fewer than
    `minimum` of the rest have a score in are left out, and so are measures of only one of the two.
    """
    companies = whole.companies - part.companies
    if companies < minimum:
        return None
    return Told(
        companies=companies,
        is_exact=whole.is_exact and part.is_exact,
        scores=_scores(whole.scores, part.scores, minimum),
        counts={
            measure: max(0, count - part.counts[measure])
            for measure, count in whole.counts.items()
            if measure in part.counts
        },
    )


def _scores(
    whole: Mapping[str, Scores], part: Mapping[str, Scores], minimum: int
) -> Mapping[str, Scores]:
    return {
        theme: _less(scores, part[theme])
        for theme, scores in whole.items()
        if theme in part and scores.companies - part[theme].companies >= minimum
    }


def _less(whole: Scores, part: Scores) -> Scores:
    companies = whole.companies - part.companies
    most = _FULL_TENTHS * companies
    return Scores(
        companies=companies,
        sum_tenths=min(max(0, whole.sum_tenths - part.sum_tenths), most),
        quantiles=NO_QUANTILES,
        deviation=None,
        bins=_each_less(whole.bins, part.bins),
        levels=_each_less(whole.levels, part.levels),
    )


def _each_less(whole: Sequence[int], part: Sequence[int]) -> Sequence[int]:
    return [max(0, all_of - some) for all_of, some in zip(whole, part, strict=True)]
