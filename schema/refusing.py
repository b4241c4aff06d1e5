"""Refusals outside the result unions, in the caller's language.

A ``SaidError`` carries its text in every language; ``said_in`` chooses one when the error is shown.
What graphql-core finds wrong with a value is said in both languages too (``core_words``); what it
finds wrong with a document is for developers, and English.
"""

import re

from graphql import GraphQLError, Node

from assessments.errors import AssessmentsError
from assessments.texts import Language, Text, both
from schema.core_words import own_words, without_values

BAD_USER_INPUT = "BAD_USER_INPUT"

_PLACE = re.compile(
    r"(?:Variable|Argument) '(?P<name>\$?\w+)' has invalid value(?: at (?P<place>\S+))?: "
)


class SaidError(GraphQLError):
    """A refusal with its text in every language."""

    def __init__(self, text: Text, *, code: str | None = None, node: Node | None = None) -> None:
        super().__init__(text.en, nodes=node, extensions=None if code is None else {"code": code})
        self.text = text


def bad_input(nb: str, en: str) -> SaidError:
    """Return the error for an argument that cannot be used."""
    return SaidError(both(nb, en), code=BAD_USER_INPUT)


def said_in(error: GraphQLError, language: Language) -> str:
    """Return the message of `error`; in `language` where there are words for it.

    A value in a variable or an argument is named by its place: ``$input.profile.foundedOn``.
    """
    cause = error if isinstance(error, SaidError) else error.original_error
    if isinstance(cause, AssessmentsError):
        return cause.message.into(language)
    place = _PLACE.match(error.message)
    found = error.message[place.end() :] if place is not None else error.message
    words = cause.text if isinstance(cause, SaidError) else own_words(found)
    if words is None:
        return without_values(error.message)
    if place is None:
        return words.into(language)
    return f"`{place['name']}{place['place'] or ''}`: {words.into(language)}"
