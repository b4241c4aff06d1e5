"""``GET /companies/ID.json``: everything about a company, for whoever is signed in for it."""

import json
from collections.abc import Awaitable, Callable
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.identity.header import authorization_of
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.languages import choose_language
from api.refusing import AWAY, JSON, PRIVATE, refused, unavailable
from assessments.errors import NotFoundError, Sought
from assessments.services.downloading import download
from assessments.services.environment import Environment
from schema.ids import parse_id_of


def download_route(answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """Return the route of the download: for GET alone, since what is fetched is noted.

    Starlette would let HEAD in as well.
    """
    route = Route("/companies/{company_id}.json", answer)
    route.methods = {"GET"}
    return route


class Downloads:
    """Answers requests for downloads."""

    def __init__(self, environment: Environment, identity: Identity) -> None:
        self._environment = environment
        self._identity = identity

    async def company(self, request: Request) -> Response:
        """Answer with everything about the company in the path; it comes whole or not at all."""
        language = choose_language(request.headers.get("accept-language"))
        try:
            principal = await self._identity.identify(authorization_of(request))
            found = await download(self._environment, principal, _company_in(request))
        except RefusedCredentialsError as error:
            return refused(error.status, error.code, error.text, language, error.headers)
        except NotFoundError:
            absent = NotFoundError(Sought.COMPANY)
            return refused(404, absent.code, absent.message, language, {})
        except self._environment.shelf.unreachable:
            return unavailable(AWAY, language)
        body = json.dumps(found, ensure_ascii=False, indent=2)
        disposition = {"content-disposition": 'attachment; filename="eksportklar.json"'}
        return Response(body, media_type=JSON, headers={**PRIVATE, **disposition})


def _company_in(request: Request) -> UUID:
    """Return which company the path names.

    Raises:
        NotFoundError: It is no id of a company.
    """
    company_id = parse_id_of("Company", request.path_params["company_id"])
    if company_id is None:
        raise NotFoundError
    return company_id
