"""Reads what a request for a file about many asks for, from its query string."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from starlette.datastructures import QueryParams
from starlette.requests import Request

from api.languages import choose_language
from assessments.services.briefs.tables import EVERY, By
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.texts import Language, Text, both

BAD_USER_INPUT: Final = "BAD_USER_INPUT"

OF_BRIEF: Final = ("questionnaire", "cluster", "language")
OF_TABLES: Final = (
    *("questionnaire", "cluster", "regions", "sizeBands", "sectors"),
    *("submittedFrom", "submittedTo", "by", "language"),
)
LANGUAGES: Final[Mapping[str, Language]] = {"nb": Language.NB, "en": Language.EN}

_NEEDED: Final = both(
    "Oppgi hvilket spørreskjema det gjelder, for eksempel health-export.",
    "Say which questionnaire it is about, such as health-export.",
)
_ONCE: Final = both(
    "Oppgi dette bare én gang; skill flere verdier med komma.",
    "Give this once only; put commas between several values.",
)
_BY: Final[Mapping[str, By]] = {one.value: one for one in EVERY}


def language_of(request: Request) -> Language:
    """Return bokmål or English: by the query string, or else by ``Accept-Language``."""
    by_header = choose_language(request.headers.get("accept-language"))
    written = Language.EN if by_header is Language.EN else Language.NB
    return LANGUAGES.get(request.query_params.get("language", ""), written)


def asked_in(parameters: QueryParams, known: Sequence[str]) -> AskedCohort:
    """Return the cohort that is asked about; whether its values exist is for services to check.

    Raises:
        FilterRejectedError: A parameter is unknown, missing or given twice, or is no language.
    """
    wrong = dict(_wrong(parameters, known))
    if wrong:
        raise FilterRejectedError(wrong)
    return AskedCohort(
        questionnaire=parameters["questionnaire"],
        cluster=parameters.get("cluster"),
        regions=_values(parameters.get("regions")),
        size_bands=_values(parameters.get("sizeBands")),
        sectors=_values(parameters.get("sectors")),
        submitted_from=parameters.get("submittedFrom"),
        submitted_to=parameters.get("submittedTo"),
    )


def by_in(parameters: QueryParams, *, or_all: bool) -> Sequence[By]:
    """Return of which tables is asked: one, or all where none is named.

    Args:
        parameters: Those of the query string.
        or_all: Whether a file holds several.

    Raises:
        FilterRejectedError: There is no such table, or one has to be named.
    """
    given = parameters.get("by")
    if given is None and or_all:
        return EVERY
    if given is None or given not in _BY:
        raise FilterRejectedError({"by": _one_of(_BY)})
    return [_BY[given]]


def _wrong(parameters: QueryParams, known: Sequence[str]) -> Iterator[tuple[str, Text]]:
    if not parameters.keys() <= set(known):
        names = ", ".join(known)
        yield "?", both(f"Bruk bare disse feltene: {names}.", f"Use these fields only: {names}.")
    for name in known:
        if len(parameters.getlist(name)) > 1:
            yield name, _ONCE
    if not parameters.get("questionnaire"):
        yield "questionnaire", _NEEDED
    if parameters.get("language", "nb") not in LANGUAGES:
        yield "language", _one_of(LANGUAGES)


def _one_of(values: Mapping[str, object]) -> Text:
    listed = ", ".join(values)
    return both(f"Oppgi én av disse: {listed}.", f"Give one of these: {listed}.")


def _values(given: str | None) -> frozenset[str] | None:
    return None if given is None else frozenset(one for one in given.split(",") if one)
