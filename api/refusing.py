"""Refuses a request for a file: what is wrong and what to do, in the caller's language."""

import json
from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from assessments.texts import Language, Text, both

JSON: Final = "application/json"
UNAVAILABLE: Final = "UNAVAILABLE"
AWAY: Final = both(
    "Dataene kan ikke hentes akkurat nå. Prøv igjen om litt.",
    "The data cannot be fetched right now. Try again soon.",
)
PRIVATE: Final = {
    "cache-control": "no-store",
    "vary": "Accept-Language, Authorization",
    "x-content-type-options": "nosniff",
}
"""What every answer about somebody is sent with."""


def refused(
    status: int, code: str, text: Text, language: Language, headers: Mapping[str, str]
) -> Response:
    """Return the answer that refuses, in the form of a GraphQL error."""
    error = {"message": text.into(language), "extensions": {"code": code}}
    said = {**PRIVATE, "content-language": language.value, **headers}
    return Response(json.dumps({"errors": [error]}, ensure_ascii=False), status, said, JSON)


def unavailable(text: Text, language: Language) -> Response:
    """Return the answer that asks to try again in a moment."""
    return refused(503, UNAVAILABLE, text, language, {"retry-after": "5"})
