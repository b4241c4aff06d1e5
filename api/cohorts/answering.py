"""``GET /cohorts/brief.json|pdf`` and ``/cohorts/tables.csv|xlsx``: figures about many, as files.

Whoever may read ``cohort`` may read these, and learns the same from them. To add a format: how a
file is made, in a module of its own, and its lines in ``_BRIEF`` and ``_BRIEF_FILES``, or in
``_TABLES`` and ``_TABLE_FILES``.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.cohorts.asking import (
    BAD_USER_INPUT,
    OF_BRIEF,
    OF_TABLES,
    asked_in,
    by_in,
    language_of,
)
from api.cohorts.csv_files import csv_file
from api.cohorts.rendering import BusyError, Rendering
from api.identity.header import authorization_of
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.refusing import AWAY, JSON, PRIVATE, refused, unavailable
from assessments.briefs.brief import Brief, written
from assessments.errors import NotFoundError
from assessments.services.briefs.reading import read_brief
from assessments.services.briefs.tables import Tables, read_tables
from assessments.services.cohorts.checking import checked
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.services.environment import Environment, day_of
from assessments.services.principals import Principal
from assessments.texts import Language, both

CSV: Final = "text/csv; charset=utf-8"
PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NOT_FOUND: Final = both(
    "Vi finner ikke tallene. Sjekk spørreskjemaet og klyngen, og logg inn som rådgiver for klyngen"
    " eller med en nøkkel som har tilgang til tall om mange (AGGREGATES).",
    "We cannot find the figures. Check the questionnaire and the cluster, and sign in as an"
    " advisor of the cluster or with a key that has the scope AGGREGATES.",
)

_BRIEF: Final = {"json": JSON, "pdf": PDF}
_TABLES: Final = {"csv": CSV, "xlsx": XLSX}


def cohort_routes(answer: Callable[[Request], Awaitable[Response]]) -> list[Route]:
    """Return the routes of the files, for GET alone."""
    paths = (
        *(f"/cohorts/brief.{kind}" for kind in _BRIEF),
        *(f"/cohorts/tables.{kind}" for kind in _TABLES),
    )
    routes = [Route(path, answer) for path in paths]
    for route in routes:
        route.methods = {"GET"}
    return routes


class CohortFiles:
    """Answers requests for files about many."""

    def __init__(self, environment: Environment, identity: Identity) -> None:
        self._environment = environment
        self._identity = identity
        self._rendering = Rendering()

    def close(self) -> None:
        """Begin no more files."""
        self._rendering.close()

    async def __call__(self, request: Request) -> Response:
        """Answer with the file that the path names; it comes whole or not at all."""
        language = language_of(request)
        name, _, kind = request.url.path.rpartition("/")[2].partition(".")
        try:
            principal = await self._identity.identify(authorization_of(request))
            answer = self._brief if name == "brief" else self._tables
            return await answer(request, principal, kind, language)
        except RefusedCredentialsError as error:
            return refused(error.status, error.code, error.text, language, error.headers)
        except FilterRejectedError as error:
            return refused(400, BAD_USER_INPUT, error.message, language, {})
        except NotFoundError as error:
            return refused(404, error.code, NOT_FOUND, language, {})
        except BusyError as error:
            return unavailable(error.message, language)
        except self._environment.shelf.unreachable:
            return unavailable(AWAY, language)

    async def _brief(
        self, request: Request, principal: Principal, kind: str, language: Language
    ) -> Response:
        asked = asked_in(request.query_params, OF_BRIEF)
        brief = await read_brief(self._environment, principal, asked, language)
        if brief is None:
            raise NotFoundError
        body = await self._rendering.make(partial(_BRIEF_FILES[kind], brief))
        at = None if brief.release is None else brief.release.released_at
        name = [asked.cluster or asked.questionnaire]
        return _file(body, _BRIEF[kind], _named(name, at, kind), language)

    async def _tables(
        self, request: Request, principal: Principal, kind: str, language: Language
    ) -> Response:
        given = asked_in(request.query_params, OF_TABLES)
        by = by_in(request.query_params, or_all=kind == "xlsx")
        asked = checked(self._environment.library.catalogue.definition, given)
        tables = await read_tables(self._environment, principal, asked, by)
        if tables is None:
            raise NotFoundError
        body = await self._rendering.make(partial(_TABLE_FILES[kind], tables, language))
        name = [asked.cluster or asked.questionnaire, by[0].value if len(by) == 1 else "all"]
        return _file(body, _TABLES[kind], _named(name, tables.released_at, kind), language)


def _json(brief: Brief) -> bytes:
    return written(brief).encode()


def _pdf(brief: Brief) -> bytes:
    """Return the PDF; what sets it is loaded with the first one, so that a start waits less."""
    pdf_file: Callable[[Brief], bytes] = import_module("api.cohorts.pdf_files").pdf_file
    return pdf_file(brief)


def _csv(tables: Tables, language: Language) -> bytes:
    return csv_file(tables.tables[0], language)


def _xlsx(tables: Tables, language: Language) -> bytes:
    """Return the workbook; what writes it is loaded with the first one."""
    module = import_module("api.cohorts.xlsx_files")
    xlsx_file: Callable[[Tables, Language], bytes] = module.xlsx_file
    return xlsx_file(tables, language)


_BRIEF_FILES: Final = {"json": _json, "pdf": _pdf}
_TABLE_FILES: Final = {"csv": _csv, "xlsx": _xlsx}


def _named(parts: list[str], released_at: datetime | None, kind: str) -> str:
    """Return the name of a file; slugs hold nothing that a header could be confused by."""
    day = [] if released_at is None else [day_of(released_at).isoformat()]
    return f"{'-'.join(['eksportklar', *parts, *day])}.{kind}"


def _file(body: bytes, media_type: str, name: str, language: Language) -> Response:
    headers = {
        **PRIVATE,
        "cache-control": "private, no-store",
        "content-disposition": f'attachment; filename="{name}"',
        "content-language": language.value,
    }
    return Response(body, headers=headers, media_type=media_type)
