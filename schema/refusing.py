"""Refusals outside the result unions, in the caller's language.

A ``SaidError`` carries its text in every language; ``said_in`` chooses one when the error is shown.
What graphql-core itself finds wrong with a document or a variable is for developers, and English.
"""

import re

from graphql import GraphQLError, Node

from assessments.errors import AssessmentsError
from assessments.texts import Language, Text, both

BAD_USER_INPUT = "BAD_USER_INPUT"

_VARIABLE = re.compile(r"Variable '(?P<name>\$\w+)' has invalid value(?: at (?P<place>\S+))?: ")


class SaidError(GraphQLError):
    """A refusal with its text in every language."""

    def __init__(self, text: Text, *, code: str | None = None, node: Node | None = None) -> None:
        super().__init__(text.en, nodes=node, extensions=None if code is None else {"code": code})
        self.text = text


def bad_input(nb: str, en: str) -> SaidError:
    """Return the error for an argument that cannot be used."""
    return SaidError(both(nb, en), code=BAD_USER_INPUT)


def said_in(error: GraphQLError, language: Language) -> str:
    """Return the message of `error`; in `language` where the words are the program's own.

    A value in a variable is named by its place, as in ``$input.profile.foundedOn``.
    """
    cause = error if isinstance(error, SaidError) else error.original_error
    if isinstance(cause, AssessmentsError):
        return cause.message.into(language)
    if not isinstance(cause, SaidError):
        return error.message
    words = cause.text.into(language)
    variable = _VARIABLE.match(error.message)
    if variable is None:
        return words
    return f"`{variable['name']}{variable['place'] or ''}`: {words}"
