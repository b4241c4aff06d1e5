"""Content versions as JSON documents: what is stored when they are published."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire


def to_document(model: Catalogue | Questionnaire) -> str:
    """Return `model` as JSON with sorted keys, defaults written out; equal content, equal text."""
    plain = model.model_dump(mode="python", by_alias=True, exclude_none=True)
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def digest_of(document: str) -> str:
    """Return the SHA-256 of `document`, hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


def digest_of_questionnaire(questionnaire: Questionnaire) -> str:
    """Return the digest of what a version's own files say.

    What it takes in from elsewhere, facts and barriers and groups of countries, stays as it was
    when the version was published, and may be worded anew for later ones.
    """
    around: dict[str, object] = {"facts": (), "barriers": (), "groups": {}, "rates": {}}
    return digest_of(to_document(questionnaire.model_copy(update=around)))


def digest_of_derivation(catalogue: Catalogue) -> str:
    """Return the digest of what facts are worked out by: their definitions and reference data."""
    around = catalogue.model_dump(mode="python", include={"facts", "reference"}, exclude_none=True)
    return digest_of(json.dumps(around, ensure_ascii=False, sort_keys=True, default=_plain))


def catalogue_from(document: str) -> Catalogue:
    """Return the catalogue that `document` was made of."""
    return TypeAdapter(Catalogue).validate_python(_parsed(document))


def questionnaire_from(document: str) -> Questionnaire:
    """Return the questionnaire that `document` was made of."""
    return TypeAdapter(Questionnaire).validate_python(_parsed(document))


def _parsed(document: str) -> Any:
    return json.loads(document, parse_float=Decimal)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a content document")
