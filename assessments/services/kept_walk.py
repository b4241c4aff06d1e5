"""What was known of a company when its result was made, for what a document does not spell out."""

from typing import Any

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.visibility import Walk, walk
from assessments.services.snapshots import as_of


def kept_walk(document: dict[str, Any], questionnaire: CompiledQuestionnaire) -> Walk:
    """Return the walk that `document` was made after; all that followed from facts is in it."""
    facts = {**document["facts"], **document["known"]}
    known = {slug: value for slug, value in facts.items() if value is not None}
    answers = decode_all(document["answers"])
    return walk(questionnaire, answers, decode_all(known), as_of(document))
