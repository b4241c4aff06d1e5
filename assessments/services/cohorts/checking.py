"""Whether figures can be asked for so: what is misspelt would else be told of as nobody.

A list names values, each of which exists and counts once, so none is longer than the content has
values. An empty one is refused: whoever has filtered all away would else be told of everybody.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.services.cohorts.values import counties, parts_of_country, sectors, size_bands
from assessments.texts import Text, both

QUARTER: Final = re.compile(r"[0-9]{4}-Q[1-4]")

NO_QUARTER: Final = both(
    "Oppgi et kvartal som år, bindestrek og Q1 til Q4, for eksempel 2026-Q3.",
    "Give a quarter as the year, a hyphen and Q1 to Q4, such as 2026-Q3.",
)
BACKWARDS: Final = both(
    "Oppgi et kvartal som ikke ligger før `submittedFrom`.",
    "Give a quarter that is not before `submittedFrom`.",
)


def checked(catalogue: Catalogue, asked: AskedCohort) -> AskedCohort:
    """Return what is asked about, parts of the country as their counties, where it can be asked so.

    Whether there are such a questionnaire and cluster is left to whoever reads.

    Raises:
        FilterRejectedError: A value does not exist, a list is empty, or a quarter is none.
    """
    wrong = dict(_wrong(catalogue, asked))
    if wrong:
        raise FilterRejectedError(wrong)
    return replace(asked, regions=_counties_in(catalogue, asked.regions))


def _wrong(catalogue: Catalogue, asked: AskedCohort) -> Iterator[tuple[str, Text]]:
    regions = {**counties(catalogue), **parts_of_country(catalogue)}
    lists = {
        "regions": (asked.regions, regions),
        "sizeBands": (asked.size_bands, size_bands(catalogue)),
        "sectors": (asked.sectors, sectors(catalogue)),
    }
    for name, (given, known) in lists.items():
        if given is not None and (not given or not given <= known.keys()):
            yield name, _choose_among(known)
    quarters = {"submittedFrom": asked.submitted_from, "submittedTo": asked.submitted_to}
    unread = [name for name, given in quarters.items() if not _is_quarter(given)]
    yield from ((name, NO_QUARTER) for name in unread)
    first, last = quarters.values()
    if not unread and first is not None and last is not None and last < first:
        yield "submittedTo", BACKWARDS


def _is_quarter(given: str | None) -> bool:
    return given is None or QUARTER.fullmatch(given) is not None


def _choose_among(known: Mapping[str, Text]) -> Text:
    nb = ", ".join(f"{value} ({name.nb})" for value, name in known.items())
    en = ", ".join(f"{value} ({name.en})" for value, name in known.items())
    return both(
        f"Oppgi minst én av disse og ingen andre, eller utelat feltet for å spørre om alle: {nb}.",
        f"Give at least one of these and no others, or leave the field out to ask about all: {en}.",
    )


def _counties_in(catalogue: Catalogue, given: AbstractSet[str] | None) -> frozenset[str] | None:
    if given is None:
        return None
    unions = catalogue.groupings.unions.regions
    return frozenset[str]().union(*(unions.get(value, {value}) for value in given))
