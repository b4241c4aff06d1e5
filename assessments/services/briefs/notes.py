"""What stands beside tables: whom they are about, as of when, and how to read them."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from assessments.briefs.gathered import Figures, Named
from assessments.briefs.method import DECLARED, precision, protection
from assessments.briefs.words import NOT_SHOWN, number, quarter
from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.values import counties, sectors, size_bands
from assessments.texts import Language, Text, both, listed, say_day

ALL = both("Alle", "All")


def notes(
    catalogue: Catalogue, asked: AskedCohort, named: Named, whole: Figures, minimum: int
) -> Iterator[tuple[Text, Text]]:
    """Yield headings, each with what stands beside it.

    Args:
        catalogue: Where values have their names.
        asked: Whom the tables are about.
        named: What the content is called.
        whole: What is told of all of them.
        minimum: The fewest companies that a figure is about.
    """
    yield both("Spørreskjema", "Questionnaire"), named.questionnaire[1]
    yield both("Klynge", "Cluster"), ALL if named.cluster is None else named.cluster[1]
    yield both("Fylker", "Counties"), _chosen(asked.regions, counties(catalogue))
    yield both("Størrelser", "Sizes"), _chosen(asked.size_bands, size_bands(catalogue))
    yield both("Bransjer", "Sectors"), _chosen(asked.sectors, sectors(catalogue))
    yield both("Kvartaler", "Quarters"), _quarters(asked)
    yield both("Bedrifter", "Companies"), _companies(whole)
    yield both("Tall fra", "Figures of"), _day(whole)
    yield both("Hva tallene ikke sier", "What the figures do not say"), DECLARED
    yield both("Slik er bedriftene beskyttet", "How companies are protected"), protection(minimum)
    yield both("Hvor nøyaktige tallene er", "How precise the figures are"), precision(whole.told)


def _chosen(given: AbstractSet[str] | None, names: Mapping[str, Text]) -> Text:
    chosen = [name for value, name in names.items() if value in (given or ())]
    if not chosen:
        return ALL
    return both(listed([name.nb for name in chosen]), listed([name.en for name in chosen]))


def _quarters(asked: AskedCohort) -> Text:
    bounds = [quarter(one) for one in (asked.submitted_from, asked.submitted_to) if one is not None]
    if not bounds:
        return ALL
    return both("–".join(one.nb for one in bounds), "–".join(one.en for one in bounds))


def _companies(whole: Figures) -> Text:
    if whole.told is None:
        return NOT_SHOWN
    return number(whole.told.companies, is_exact=whole.told.is_exact)


def _day(whole: Figures) -> Text:
    if whole.released_at is None:
        return NOT_SHOWN
    day = whole.released_at.date()
    return both(say_day(day, Language.NB), say_day(day, Language.EN))
