"""What graphql-core finds wrong with a value, in both languages.

A client may pass on what a person typed, so these are said in the caller's language; what is wrong
with a document is a developer's mistake, and stays English. graphql-core has no codes for them; its
messages are told apart by how they begin. No value is repeated, nor the name of a field in one that
the schema does not know: it may be anything that was put in the wrong place. Where graphql-core
suggests a name, which it does in development only, and where a document cannot be parsed, its own
message stays, less what it repeats of values. To add one: its beginning and the words. Tests hold
the beginnings to the installed graphql-core.
"""

import re
from collections.abc import Mapping

from assessments.texts import Text, both

_NAMED = r"'(?P<name>[\w!\[\]]+)'"
_UNKNOWN = r"Expected value of type '[^']+' not to include unknown field"

_BEGINNINGS: Mapping[str, Text] = {
    rf"Within OneOf Input Object type {_NAMED}": both(
        "Oppgi nøyaktig ett av feltene i `{name}`, og ikke null.",
        "Give exactly one of the fields of `{name}`, and not null.",
    ),
    r"Expected variable '(?P<name>\$\w+)' provided": both(
        "Gi variabelen `{name}` en verdi som ikke er null.",
        "Give the variable `{name}` a value that is not null.",
    ),
    r"Expected a value of non-null type": both("Oppgi en verdi.", "Give a value."),
    r"Expected value of non-null type": both(
        "Oppgi en verdi som ikke er null.", "Give a value that is not null."
    ),
    r"Expected value of type '[^']+' to be an object": both(
        "Oppgi et objekt med felter, ikke en enkelt verdi.",
        "Give an object with fields, not a single value.",
    ),
    rf"Expected value of type '[^']+' to include required field {_NAMED}": both(
        "Feltet `{name}` mangler. Oppgi det.", "The field `{name}` is missing. Give it."
    ),
    rf"{_UNKNOWN} '[\s\S]*', found": both(
        "Et felt er ukjent. Fjern det, eller sjekk hvordan det skrives.",
        "A field is unknown. Remove it, or check its spelling.",
    ),
    r"Expected value of type '[^']+', (?:found|but encountered error)": both(
        "Verdien kan ikke leses. Oppgi en verdi av rett type.",
        "The value cannot be read. Give a value of the right type.",
    ),
    r"Value '[\s\S]*' does not exist in '\w+' enum\.$|Enum '\w+' cannot represent": both(
        "Oppgi en av verdiene som er listet opp i skjemaet.",
        "Give one of the values that the schema lists.",
    ),
    r"Int cannot represent non-integer": both(
        "Oppgi et helt tall, bare med sifre: uten anførselstegn og desimaler.",
        "Give a whole number in digits alone: without quotation marks or decimals.",
    ),
    r"Int cannot represent non 32-bit": both(
        "Oppgi et helt tall fra −2\u00a0147\u00a0483\u00a0648 til 2\u00a0147\u00a0483\u00a0647.",
        "Give a whole number from −2,147,483,648 to 2,147,483,647.",
    ),
    r"Float cannot represent": both(
        "Oppgi et tall, skrevet med sifre og uten anførselstegn.",
        "Give a number, written in digits and without quotation marks.",
    ),
    r"String cannot represent": both("Oppgi en tekst.", "Give a text."),
    r"Boolean cannot represent": both(
        "Oppgi true eller false, uten anførselstegn.",
        "Give true or false, without quotation marks.",
    ),
    r"ID cannot represent": both("Oppgi en id, som tekst.", "Give an id, as text."),
    r"Variable values are nested too deeply": both(
        "Variablene er nøstet for dypt. Send færre nivåer.",
        "The variables are nested too deeply. Send fewer levels.",
    ),
}
_WORDS = [(re.compile(beginning), words) for beginning, words in _BEGINNINGS.items()]


def own_words(message: str) -> Text | None:
    """Return what graphql-core's `message` about a value says; None where it is about others."""
    for beginning, words in _WORDS:
        found = beginning.match(message)
        if found is not None:
            names = found.groupdict()
            return both(words.nb.format_map(names), words.en.format_map(names))
    return None


_REPEATED = (
    # A text that a document has in the wrong place; the error says where it stands.
    (
        re.compile(r"(Unexpected|found) (BlockString|String|Name|Int|Float) '[\s\S]*'\.\Z"),
        r"\1 \2.",
    ),
    # The name of a field that a value has and should not, before a suggestion.
    (
        re.compile(r"not to include unknown field '[\s\S]*'\. Did"),
        "not to include an unknown field. Did",
    ),
    # What was found instead, after a suggestion.
    (re.compile(r"\? Found: [\s\S]*\Z"), "?"),
    (re.compile(r"\AValue '[\s\S]*' does not exist in"), "The value does not exist in"),
)


def without_values(message: str) -> str:
    """Return graphql-core's `message` without the values of the client's that it repeats."""
    for repeated, instead in _REPEATED:
        message = repeated.sub(instead, message)
    return message
