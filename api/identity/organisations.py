"""Organisation numbers in tokens.

The national issuers write them by ISO 6523 with the code of the Norwegian register in front:
``{"authority": "iso6523-actorid-upis", "ID": "0192:991825827"}``; Altinn's tokens write ``id``. A
plain number and a plain text are read too.
https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token
"""

from stdnum.no import orgnr

from api.identity.paths import as_object

AUTHORITY = "iso6523-actorid-upis"
NORWEGIAN = "0192:"
DIGITS = 9


def organisation_of(value: object) -> str | None:
    """Return the nine digits of the Norwegian organisation that a claim names, if it does."""
    fields = as_object(value)
    if fields:
        if fields.get("authority", AUTHORITY) != AUTHORITY:
            return None
        value = fields.get("ID", fields.get("id"))
    if not isinstance(value, str):
        return None
    number = value.removeprefix(NORWEGIAN)
    plain = len(number) == DIGITS and number.isascii() and number.isdigit()
    return number if plain and number[0] != "0" and orgnr.is_valid(number) else None
