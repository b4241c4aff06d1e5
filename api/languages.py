"""Chooses the language of an answer by ``Accept-Language`` (RFC 9110, 12.5.4)."""

from assessments.texts import Language

DEFAULT = Language.NB
MAX_RANGES = 20

_BY_TAG = {
    "nb": Language.NB,
    "no": Language.NB,
    "nn": Language.NN,
    "en": Language.EN,
}


def choose_language(accept_language: str | None) -> Language:
    """Return the best language for a header; bokmål where nothing fits."""
    best, best_quality = DEFAULT, 0.0
    for part in (accept_language or "").split(",")[:MAX_RANGES]:
        tag, _, parameter = part.strip().partition(";")
        language = _BY_TAG.get(tag.strip().lower().replace("_", "-").partition("-")[0])
        quality = quality_of(parameter)
        if language is not None and quality > best_quality:
            best, best_quality = language, quality
    return best


def quality_of(parameter: str) -> float:
    """Return the weight in the parameters of a range (RFC 9110, 12.4.2); 0 where it is none."""
    name, _, number = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        quality = float(number)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0
