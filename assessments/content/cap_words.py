"""Why a cap holds, in words: by what the company has said, or because it does not know."""

from assessments.questionnaire.compiled import CompiledCap
from assessments.questionnaire.definition import Questionnaire
from assessments.scoring.unknown_caps import FindOut
from assessments.texts import Text, both


def reason_of(definition: Questionnaire, cap: CompiledCap, to_find_out: FindOut) -> Text:
    """Return why `cap` holds; where it hangs on a don't know, that, and what to find out."""
    asked = [
        *(definition.questions_by_slug[slug].text for slug in to_find_out.questions),
        *(definition.facts_by_slug[slug].text for slug in to_find_out.facts),
    ]
    if not asked:
        return cap.cap.reason
    level = cap.cap.maximum_level
    nb = " ".join(f"«{text.nb}»" for text in asked)
    en = " ".join(f'"{text.en}"' for text in asked)
    title = next(theme.title for theme in definition.themes if theme.slug == cap.cap.theme)
    theme = f"{title.nb[:1].lower()}{title.nb[1:]}"
    return both(
        f"Dere har svart «vet ikke», og det kan ikke gi et høyere nivå enn {level} for temaet"
        f" {theme}. Finn ut dette: {nb}",
        f'You answered "don\'t know", which cannot give a level above {level} for'
        f" {title.en}. Find this out: {en}",
    )
