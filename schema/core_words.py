"""What graphql-core finds wrong with a value, in Norwegian.

A client may pass on what a person typed, so these are said in the caller's language; a misspelt
field is a developer's mistake, and stays English. graphql-core has no codes for them; its English
messages are told apart by how they begin. No value is repeated. To add one: its beginning and the
words. Tests hold the beginnings to the installed graphql-core.
"""

import re
from collections.abc import Mapping

_NAMED = r"'(?P<name>[\w!\[\]]+)'"

_BEGINNINGS: Mapping[str, str] = {
    rf"Within OneOf Input Object type {_NAMED}": (
        "Oppgi nøyaktig ett av feltene i `{name}`, og ikke null."
    ),
    r"Expected variable '(?P<name>\$\w+)' provided": (
        "Gi variabelen `{name}` en verdi som ikke er null."
    ),
    r"Expected a value of non-null type": "Oppgi en verdi.",
    r"Expected value of non-null type": "Oppgi en verdi som ikke er null.",
    r"Expected value of type '[^']+' to be an object": (
        "Oppgi et objekt med felter, ikke en enkelt verdi."
    ),
    rf"Expected value of type '[^']+' to include required field {_NAMED}": (
        "Feltet `{name}` mangler. Oppgi det."
    ),
    r"Int cannot represent non-integer": "Oppgi et helt tall, skrevet med sifre.",
    r"Int cannot represent non 32-bit": (
        "Oppgi et helt tall fra −2\u00a0147\u00a0483\u00a0648 til 2\u00a0147\u00a0483\u00a0647."
    ),
    r"String cannot represent": "Oppgi en tekst.",
    r"Boolean cannot represent": "Oppgi true eller false.",
    r"ID cannot represent": "Oppgi en id, som tekst.",
}
_WORDS = [(re.compile(beginning), words) for beginning, words in _BEGINNINGS.items()]


def norwegian(message: str) -> str | None:
    """Return what graphql-core's `message` about a value says; None where it is about others."""
    for beginning, words in _WORDS:
        found = beginning.match(message)
        if found is not None:
            return words.format_map(found.groupdict())
    return None
