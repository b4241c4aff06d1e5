"""Sets a brief as PDF, with Typst.

Everything that is said goes in as data and is only ever shown as text: nothing in it is read as
markup. Fonts are those that come with Typst, and the time is that of the figures, so that the same
brief gives the same bytes.
"""

import json
import re
from datetime import datetime
from importlib.resources import files
from typing import Final, TypeAlias

import typst

from api.cohorts.pdf_words import WORDS
from assessments.briefs.brief import Brief, written
from assessments.services.environment import day_of
from assessments.texts import Language, say_day

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_TEMPLATE: Final = files("api.cohorts").joinpath("brief.typ").read_bytes()
_STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with a title, a language, and words for every picture."""
_NOT_IN_FONT: Final = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u017f–—‘’“”„•…−≤≥€]")
"""What the fonts may lack; a PDF for all readers must not have letters without a picture."""


def pdf_file(brief: Brief) -> bytes:
    """Return a brief as the bytes of a file, in its language."""
    language = Language(brief.language)
    released_at = None if brief.release is None else brief.release.released_at
    data: Json = {
        "brief": json.loads(written(brief)),
        "words": {name: text.into(language) for name, text in WORDS.items()},
        "released": "" if released_at is None else say_day(day_of(released_at), language),
    }
    return typst.compile(
        _TEMPLATE,
        sys_inputs={"data": json.dumps(_shown(data))},
        ignore_system_fonts=True,
        pdf_standards=[_STANDARD],
        timestamp=0 if released_at is None else int(datetime.timestamp(released_at)),
    )


def _shown(value: Json) -> Json:
    """Return a part of JSON with texts that every letter of can be shown."""
    if isinstance(value, str):
        return _NOT_IN_FONT.sub("?", value)
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_shown(part) for part in value]
    return value
