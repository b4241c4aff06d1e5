"""What stands beside tables: whom they are about, as of when, and how to read them."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from assessments.briefs.gathered import Named
from assessments.briefs.method import DECLARED, precision
from assessments.briefs.words import NOT_SHOWN, number
from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.cohorts.labels import label_of
from assessments.services.cohorts.method import count_margin, method_of
from assessments.services.cohorts.reading import AskedCohort, CohortFigures
from assessments.services.cohorts.values import counties, sectors, size_bands
from assessments.services.environment import day_of
from assessments.texts import Language, Text, both, listed, say_day

ALL = both("Alle", "All")


def notes(
    catalogue: Catalogue, asked: AskedCohort, named: Named, whole: CohortFigures
) -> Iterator[tuple[Text, Text]]:
    """Yield headings, each with what stands beside it.

    Args:
        catalogue: Where values have their names.
        asked: Whom the tables are about.
        named: What the content is called.
        whole: What is told of all of them.
    """
    yield both("Spørreskjema", "Questionnaire"), named.questionnaire[1]
    yield both("Klynge", "Cluster"), ALL if named.cluster is None else named.cluster[1]
    yield both("Fylker", "Counties"), _chosen(asked.regions, counties(catalogue))
    yield both("Størrelser", "Sizes"), _chosen(asked.size_bands, size_bands(catalogue))
    yield both("Bransjer", "Sectors"), _chosen(asked.sectors, sectors(catalogue))
    yield both("Kvartaler", "Quarters"), _quarters(catalogue, asked)
    yield both("Bedrifter", "Companies"), _companies(whole)
    yield both("Tall fra", "Figures of"), _day(whole)
    yield both("Hva tallene ikke sier", "What the figures do not say"), DECLARED
    yield both("Slik er bedriftene beskyttet", "How companies are protected"), method_of(whole)
    yield (
        both("Hvor nøyaktige tallene er", "How precise the figures are"),
        precision(whole.told, count_margin(whole)),
    )


def _chosen(given: AbstractSet[str] | None, names: Mapping[str, Text]) -> Text:
    chosen = [name for value, name in names.items() if value in (given or ())]
    if not chosen:
        return ALL
    return both(listed([name.nb for name in chosen]), listed([name.en for name in chosen]))


def _quarters(catalogue: Catalogue, asked: AskedCohort) -> Text:
    bounds = [
        label_of(catalogue, Dimension.QUARTER, one)
        for one in (asked.submitted_from, asked.submitted_to)
        if one
    ]
    if not bounds:
        return ALL
    return both("–".join(one.nb for one in bounds), "–".join(one.en for one in bounds))


def _companies(whole: CohortFigures) -> Text:
    if whole.told is None:
        return NOT_SHOWN
    return number(whole.told.companies, is_exact=whole.told.is_exact)


def _day(whole: CohortFigures) -> Text:
    if whole.released_at is None:
        return NOT_SHOWN
    day = day_of(whole.released_at)
    return both(say_day(day, Language.NB), say_day(day, Language.EN))
