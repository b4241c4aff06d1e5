"""Details of chosen options, carried with the answer to a later version of the question.

A detail goes where the option that it stands beside has gone. None is cut, and two are never put
together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from assessments.questionnaire.carry_over import CarriedOption
from assessments.questionnaire.carrying import routes
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.details import asked_of
from assessments.questionnaire.encoding import DETAILS, Encoded
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.texts import Text, both


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedDetails:
    """Details by the options of the new question, and by old option why one has no place there."""

    kept: Mapping[str, Encoded]
    lost: Mapping[str, Text]


_NOT_ASKED = both(
    "Det spørres ikke lenger etter tekst til dette svaret.",
    "The new version asks for no text beside this answer.",
)
_TAKEN = both(
    "To av alternativene er blitt ett, og det dere skrev ved det andre, er beholdt. Legg til denne"
    " teksten om dere trenger begge.",
    "Two of the options have become one, and what you wrote beside the other was kept. Add this"
    " text to it if you need both.",
)


def details_of(answer: Mapping[str, Any]) -> Mapping[str, Encoded]:
    """Return the details of a stored answer, by option."""
    found: Mapping[str, Encoded] = answer.get(DETAILS, {})
    return found


def options_now(
    versions: Sequence[Questionnaire], source: str, to: str, options: Iterable[str]
) -> Mapping[str, str]:
    """Return what options of the old question `source` are called in the new question `to`.

    What has become yes or no, or is not there any more, is left out.
    """
    found = {slug: _option_now(versions, source, to, slug) for slug in options}
    return {slug: now for slug, now in found.items() if now is not None}


def _option_now(versions: Sequence[Questionnaire], source: str, to: str, option: str) -> str | None:
    at: Mapping[str, CarriedOption] = {source: option}
    for before, after in pairwise(versions):
        ways = routes(before, after)
        at = {
            new: options.get(slug, slug)
            for question, slug in at.items()
            if isinstance(slug, str)
            for new, options in ways[question]
        }
    now = at.get(to)
    return now if isinstance(now, str) else None


def carried_details(
    kind: AnswerKind,
    answer: Encoded,
    details: Mapping[str, Encoded],
    became: Mapping[str, str],
) -> CarriedDetails:
    """Return what of the `details` of an old answer has a place beside the carried `answer`.

    That is where the option asks for a detail in the new version too, and has room for it. Of two
    for the same option, the one whose option has kept its name goes first.

    Args:
        kind: The new question.
        answer: The answer to it, as it is stored.
        details: What stood beside the old answer, by option.
        became: What these options are called in the new question.
    """
    asked = asked_of(kind, answer)
    kept: dict[str, Encoded] = {}
    lost: dict[str, Text] = {}
    for option in sorted(details, key=lambda slug: became.get(slug) != slug):
        now = became.get(option)
        if now is None or now not in asked:
            lost[option] = _NOT_ASKED
        elif now in kept:
            lost[option] = _TAKEN
        elif len(details[option][Shape.TEXT.value]) > asked[now].maximum_length:
            lost[option] = _too_long(asked[now].maximum_length)
        else:
            kept[now] = details[option]
    return CarriedDetails(kept=kept, lost=lost)


def _too_long(most: int) -> Text:
    return both(
        f"Den nye versjonen har plass til {most} tegn. Skriv den kortere.",
        f"The new version has room for {most} characters. Write it shorter.",
    )


def lost_everywhere(places: Sequence[CarriedDetails]) -> Mapping[str, Text]:
    """Return by old option why its detail stands in none of the `places` that the answer went to.

    Where an answer was split, the reason is that of the first one.
    """
    return {
        option: why
        for place in places[:1]
        for option, why in place.lost.items()
        if all(option in other.lost for other in places)
    }
