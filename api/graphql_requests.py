"""GraphQL requests over HTTP: what a body says, and why one cannot be used."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from starlette.requests import Request

from api.no_text import place_of_no_text
from assessments.texts import Language, Text, both, say_number
from schema.execution.run import Asked
from schema.refusing import BAD_USER_INPUT

MAX_NESTING = 60
MAX_NUMBER = 100
MAX_OPERATION_NAME = 200


class UnusableRequestError(Exception):
    """A request that is refused before GraphQL sees it."""

    code = BAD_USER_INPUT

    def __init__(self, status: int, text: Text, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text.en)
        self.status = status
        self.text = text
        self.headers = dict(headers or {})


async def read_request(request: Request, max_bytes: int) -> Asked:
    """Return the GraphQL request in a POST with a JSON body.

    Raises:
        UnusableRequestError: With the status to answer and what to do.
    """
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    if media_type.strip().lower() != "application/json":
        raise _refused(
            "Send forespørselen som `Content-Type: application/json`.",
            "Send the request as `Content-Type: application/json`.",
            415,
        )
    charset = parameters.lower().replace(" ", "").partition("charset=")[2].strip('"')
    if charset not in {"", "utf-8", "utf8"}:
        raise _refused("Send forespørselen i UTF-8.", "Send the request in UTF-8.", 415)
    return _parse(await _body(request, max_bytes))


async def _body(request: Request, max_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            raise UnusableRequestError(
                413,
                both(
                    f"Forespørselen er større enn {say_number(max_bytes, Language.NB)} byte."
                    " Send mindre om gangen.",
                    f"The request is larger than {say_number(max_bytes, Language.EN)} bytes."
                    " Send less at once.",
                ),
                {"connection": "close"},
            )
    return bytes(body)


def _parse(body: bytes) -> Asked:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _refused("Innholdet er ikke UTF-8.", "The body is not UTF-8.") from None
    if nesting(text) > MAX_NESTING:
        raise _refused(
            f"JSON-teksten har mer enn {MAX_NESTING} nivåer inni hverandre.",
            f"The JSON is nested deeper than {MAX_NESTING} levels.",
        )
    try:
        data = json.loads(text, parse_float=_number, parse_int=_whole, parse_constant=_constant)
    except _BadNumberError as error:
        raise UnusableRequestError(400, error.text) from None
    except ValueError:
        raise _refused("Innholdet er ikke JSON.", "The body is not JSON.") from None
    return _request(data)


def _request(data: object) -> Asked:
    fields = _object(data)
    if fields is None:
        raise _refused(
            "Innholdet må være ett JSON-objekt med en `query`.",
            "The body must be one JSON object with a `query`.",
        )
    query, name = fields.get("query"), fields.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise _refused(
            "Oppgi GraphQL-dokumentet som en streng under `query`.",
            "Give the GraphQL document as a string under `query`.",
        )
    variables = _object(fields.get("variables"))
    if variables is None and fields.get("variables") is not None:
        raise _refused("`variables` må være et JSON-objekt.", "`variables` must be a JSON object.")
    if name is not None and (not isinstance(name, str) or len(name) > MAX_OPERATION_NAME):
        raise _refused(
            "`operationName` må være en kort streng.", "`operationName` must be a short string."
        )
    _refuse_no_text(query=query, name=name, variables=variables)
    return Asked(query=query, variables=variables, operation_name=name or None)


def _refuse_no_text(*, query: str, name: str | None, variables: object) -> None:
    """Refuse characters that nothing can store, with the place of the first."""
    parts = ((query, "query"), (name, "operationName"), (variables, "$"))
    places = (place_of_no_text(part, place) for part, place in parts)
    place = next((found for found in places if found is not None), None)
    if place is not None:
        named = "variables" if place == "$" else place
        raise _refused(
            f"`{named}`: Teksten har tegn som ikke kan lagres: nulltegn (U+0000) eller halve tegn"
            " (enslige surrogater). Ta dem bort, og send på nytt.",
            f"`{named}`: The text has characters that cannot be stored: NUL (U+0000) or half"
            " characters (lone surrogates). Take them out, and send the request again.",
        )


def _refused(nb: str, en: str, status: int = 400) -> UnusableRequestError:
    return UnusableRequestError(status, both(nb, en))


def _object(value: object) -> dict[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


class _BadNumberError(ValueError):
    """A number that no field takes."""

    def __init__(self, nb: str, en: str) -> None:
        super().__init__(en)
        self.text = both(nb, en)


class _Number(Decimal):
    """A number that GraphQL's own messages show as it was written."""

    def __inspect__(self) -> str:
        return str(self)


_TOO_LARGE = 10**MAX_NUMBER
"""Stands for any number with more digits, which takes time to read: the field that it is for
refuses it, with its place, among everything else that is wrong."""


def _number(digits: str) -> Decimal:
    try:
        number = _Number(digits)
    except InvalidOperation:  # Not even Decimal holds such an exponent.
        number = None
    if number is None or len(digits) > MAX_NUMBER or abs(number.adjusted()) > MAX_NUMBER:
        return _Number(_TOO_LARGE)
    return number


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= MAX_NUMBER else _TOO_LARGE


def _constant(word: str) -> object:
    raise _BadNumberError(f"{word} er ikke JSON.", f"{word} is no JSON.")


_STRINGS_AND_BRACKETS = re.compile(
    r'''
    """(?:[^"\\]++|\\"""|\\|"(?!""))*+(?:""")?  # a block string of GraphQL
    |"(?:[^"\\\n\r]++|\\.)*+"?                  # a string of either
    |\#[^\n\r]*+                                 # a comment of GraphQL
    |[\[\]{}]
    ''',
    re.VERBOSE,
)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def nesting(text: str) -> int:
    """Return how deep the brackets of a JSON or GraphQL text nest, without parsing it."""
    deepest = depth = 0
    for found in _STRINGS_AND_BRACKETS.finditer(text):
        depth += _STEPS.get(found.group(), 0)
        deepest = max(deepest, depth)
    return deepest
