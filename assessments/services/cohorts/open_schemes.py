"""How many schemes of today's catalogue relieve what companies lack."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Scheme
from assessments.matching.outcome import outcome_by_date


def open_schemes(catalogue: CompiledCatalogue, on: date) -> Mapping[str, int]:
    """Return by barrier how many schemes relieve it that companies can apply to on a day.

    Those that companies come to only through others are not counted: nor do they make a barrier a
    met one.
    """
    return Counter(
        barrier
        for compiled in catalogue.offers
        if isinstance(compiled.offer, Scheme)
        and compiled.is_for_companies
        and outcome_by_date(compiled.offer, on) is None
        for barrier in compiled.offer.barriers
    )
