"""How figures were protected, in words that may be quoted; docs/disclosure.md has it at length."""

from decimal import Decimal
from fractions import Fraction

from assessments.cohorts.margins import margin_of_counts, margin_of_mean
from assessments.services.cohorts.readers import CohortFigures
from assessments.texts import Language, Text, both, say_number


def count_margin(figures: CohortFigures) -> int | None:
    """Return the margin of counts by answer, in companies; None where nothing is told."""
    return None if figures.told is None else margin_of_counts(figures.parts)


def mean_margin(figures: CohortFigures) -> Decimal | None:
    """Return the margin of the overall mean in points, 0 for exact; None where nothing is told."""
    if figures.told is None:
        return None
    return margin_of_mean(figures.noised, figures.told.companies)


def method_of(figures: CohortFigures) -> Text:
    """Return how figures are protected, in sentences."""
    mean, counts, least = mean_margin(figures), count_margin(figures), figures.minimum
    if mean is None or counts is None:
        return _withheld(least)
    about = both(
        f"Tallene gjelder minst {least} bedrifter som har valgt å svare og samtykket i å bli talt"
        " med.",
        f"The figures are about at least {least} companies that chose to answer and agreed to be"
        " counted.",
    )
    steps = both(
        f"Tallene endres i trinn på minst {least} bedrifter.",
        f"The figures change in steps of at least {least} companies.",
    )
    noise = _noised(mean, counts) if figures.noised else _exact(counts, figures.parts)
    parts = (about, noise, steps)
    return both(" ".join(part.nb for part in parts), " ".join(part.en for part in parts))


def _withheld(least: int) -> Text:
    return both(
        f"Det vises ingen tall: gruppen er på færre enn {least} bedrifter, det er for snevert,"
        " eller tallene kunne ha røpet noe om enkeltbedrifter. Spør om flere bedrifter.",
        f"No figures are shown: the cohort is of fewer than {least} companies, it is too"
        " narrow, or the figures could have told of single companies. Ask about more companies.",
    )


def _exact(counts: int, parts: int) -> Text:
    whole = both("kvartiler og standardavvik", "quartiles and standard deviations")
    exact = both(
        "Antall bedrifter og gjennomsnitt er nøyaktige der alle bedriftene har en poengsum",
        "The number of companies and means are exact where every company has a score",
    )
    others = (
        both(f", og det er også {whole.nb}.", f", and so are {whole.en}.")
        if parts == 1
        else both(
            f"; {whole.nb} er lest av et stolpediagram.", f"; {whole.en} are read from a bar chart."
        )
    )
    return both(
        f"{exact.nb}{others.nb} Antall bedrifter med et bestemt svar har alltid litt støy, i nitten"
        f" av tjue tilfeller høyst {counts}.",
        f"{exact.en}{others.en} The number of companies with a certain answer always carries a"
        f" little noise, in nineteen of twenty cases at most {counts}.",
    )


def _noised(mean: Decimal, counts: int) -> Text:
    points = Fraction(mean)
    nb, en = say_number(points, Language.NB), say_number(points, Language.EN)
    return both(
        "Alle tall har litt støy, den samme hver gang det spørres om de samme bedriftene. I nitten"
        f" av tjue tilfeller er den høyst {counts} for et antall bedrifter og høyst {nb} poeng for"
        " gjennomsnittet.",
        "All figures carry a little noise, the same each time the same companies are asked about."
        f" In nineteen of twenty cases it is at most {counts} for a number of companies and at most"
        f" {en} points for the mean.",
    )
