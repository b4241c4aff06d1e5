"""Why a cap holds, or a question counts least, in words: what was said, or is not known."""

from assessments.questionnaire.compiled import CompiledCap
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.kinds.choice import Likert
from assessments.scoring.unknown_caps import FindOut
from assessments.texts import Text, both


def reason_of(definition: Questionnaire, cap: CompiledCap, to_find_out: FindOut) -> Text:
    """Return why `cap` holds; where it hangs on a don't know, that, and what to find out."""
    asked = _asked(definition, to_find_out)
    if asked is None:
        return cap.cap.reason
    level = cap.cap.maximum_level
    title = next(theme.title for theme in definition.themes if theme.slug == cap.cap.theme)
    theme = f"{title.nb[:1].lower()}{title.nb[1:]}"
    return both(
        f"Dere har svart «vet ikke», og det kan ikke gi et høyere nivå enn {level} for temaet"
        f" {theme}. Finn ut dette: {asked.nb}",
        f'You answered "don\'t know", which cannot give a level above {level} for'
        f" {title.en}. Find this out: {asked.en}",
    )


def reason_of_least(definition: Questionnaire, to_find_out: FindOut) -> Text | None:
    """Return why a question counts at the lowest level; None where no don't know is the reason."""
    asked = _asked(definition, to_find_out)
    if asked is None:
        return None
    return both(
        f"Teller på laveste nivå fordi dere har svart «vet ikke». Finn ut dette: {asked.nb}",
        f'Counts at the lowest level because you answered "don\'t know". Find this out: {asked.en}',
    )


def _asked(definition: Questionnaire, to_find_out: FindOut) -> Text | None:
    """Return the questions to find an answer to, quoted; None where there are none."""
    asked = [
        *(definition.questions_by_slug[slug] for slug in to_find_out.questions),
        *(definition.facts_by_slug[slug] for slug in to_find_out.facts),
    ]
    quoted = [_quoted(one.text, is_claim=isinstance(one, Likert)) for one in asked]
    if not quoted:
        return None
    return both(" ".join(text.nb for text in quoted), " ".join(text.en for text in quoted))


def _quoted(text: Text, *, is_claim: bool) -> Text:
    """Return a question in quotation marks; of a claim one has to find out how well it fits."""
    if is_claim:
        return both(f"«{text.nb}» (hvor godt det stemmer)", f'"{text.en}" (how well it fits)')
    return both(f"«{text.nb}»", f'"{text.en}"')
