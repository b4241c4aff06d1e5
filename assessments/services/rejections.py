"""The words in which given answers and facts are refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from assessments.content.library import CompiledCatalogue
from assessments.errors import AnswerRejection, ProfileRejection
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.given import ONLY_TRUE, Given
from assessments.questionnaire.kinds.choice import MAX_LIKE
from assessments.questionnaire.refusals import NotAccepted, Refusal, Rejected
from assessments.services.given import GivenAnswer, GivenFact
from assessments.texts import OR, Language, Text, both

MOST_HINTS = 10
"""How many refusals of a request say what may have been meant, which takes time to find."""


def refused_answer(question: str, rejected: Rejected) -> AnswerRejection:
    """Return the rejection of the answer to `question`."""
    return AnswerRejection(question=question, code=rejected.code, message=rejected.message)


def refused_fact(one: GivenFact, refused: NotAccepted) -> ProfileRejection:
    """Return the rejection of a fact that was given."""
    reason = refused.rejected
    in_field = reason.code is Refusal.NOTHING_CHOSEN and one.has_field
    message = _NULL_CLEARS if in_field else reason.message
    return ProfileRejection(path=one.path, fact=one.fact, code=reason.code, message=message)


_NULL_CLEARS = both(
    "Velg minst ett alternativ, eller send `null` for å ta opplysningen bort.",
    "Choose at least one option, or send `null` to take the fact out.",
)
"""A list of a value is cleared by `clear` beside it, which a field of its own does not have."""


def unknown_question(questions: Mapping[str, object], said: str) -> Rejected:
    """Return why the slug `said`, which none of `questions` has, is refused."""
    meant = said.strip().upper()
    nb = f"Mente dere {meant}? " if meant in questions else ""
    en = f"Did you mean {meant}? " if meant in questions else ""
    return Rejected(
        code=Refusal.UNKNOWN_QUESTION,
        message=both(
            f"Spørreskjemaet har ikke noe slikt spørsmål. {nb}{_QUESTIONS.nb}",
            f"The questionnaire has no such question. {en}{_QUESTIONS.en}",
        ),
    )


_QUESTIONS = both(
    "Hent dem som finnes, med `questionnaire { themes { questions { slug } } }`.",
    "Fetch those that there are by `questionnaire { themes { questions { slug } } }`.",
)


def given_twice_over(given: Iterable[GivenAnswer]) -> Iterator[AnswerRejection]:
    """Yield a rejection per answer whose question stands before it already."""
    seen: set[str] = set()
    for answer in given:
        if answer.question in seen:
            yield refused_answer(answer.question, given_twice(answer.question).rejected)
        seen.add(answer.question)


def given_twice(slug: str) -> NotAccepted:
    """Return the refusal of a question or a fact that stands twice in one request."""
    return NotAccepted(
        Refusal.GIVEN_TWICE,
        f"Oppgitt to ganger i samme forespørsel: `{slug}`. Oppgi det én gang.",
        f"Given twice in the same request: `{slug}`. Give it once.",
    )


def not_stated(catalogue: CompiledCatalogue, fact: Fact) -> NotAccepted:
    """Return the refusal of a fact that nobody states, with what to do instead.

    It names the facts that it follows from; if there are none, it says what is known of it.
    """
    named = [catalogue.facts[slug] for slug in catalogue.behind(fact.slug)]
    whole = [catalogue.facts[slug] for slug in catalogue.instead(fact.slug)]
    if not named:
        why = _FOLLOWS_FROM_NONE.get(fact.slug, _LEFT_OUT)
        return NotAccepted(Refusal.NOT_STATED, why.nb, why.en)
    how_nb, how_en = _instead(named, whole, Language.NB), _instead(named, whole, Language.EN)
    return NotAccepted(
        Refusal.NOT_STATED,
        f"Denne opplysningen kan ikke oppgis; den følger av andre.{how_nb}",
        f"This cannot be stated; it follows from other facts.{how_en}",
    )


def _instead(named: Sequence[Fact], whole: Sequence[Fact], language: Language) -> str:
    """Return which facts to state, or which one that says the same as a whole."""
    start, between = _STATE.into(language), OR.into(language)
    lists = [
        ", ".join(f"`{fact.slug}` ({fact.name.into(language)})" for fact in facts)
        for facts in (named, whole)
        if facts
    ]
    return f" {start}: {f'; {between} '.join(lists)}."


_STATE = both("Oppgi i stedet", "State instead")

_FOLLOWS_FROM_NONE: Mapping[str, Text] = {
    "applicant_type": both(
        "Egenvurderingen er for bedrifter, så dette oppgis ikke. Utelat opplysningen.",
        "The self-assessment is for companies, so this is not stated. Leave the fact out.",
    ),
    "consent_aggregate": both(
        "Samtykke oppgis ikke som en opplysning. Bruk `includeInAggregates` når dere leverer.",
        "Consent is not stated as a fact. Use `includeInAggregates` when you submit.",
    ),
}
_LEFT_OUT = both(
    "Denne opplysningen kan ikke oppgis. Utelat den.", "This fact cannot be stated. Leave it out."
)


def unknown_fact(catalogue: CompiledCatalogue, slug: str, *, hint: bool = True) -> NotAccepted:
    """Return the refusal of a fact that there is not; with a `hint` those of almost that name."""
    asked = [fact.slug for fact in catalogue.facts.values() if fact.asked]
    small = slug.strip().casefold()
    found = get_close_matches(small, asked) if hint and len(small) <= MAX_LIKE else ()
    alike = ", ".join(f"`{name}`" for name in found)
    nb = f"Mente dere {alike}? Sjekk stavemåten." if alike else "Sjekk stavemåten."
    en = f"Did you mean {alike}? Check the spelling." if alike else "Check the spelling."
    return NotAccepted(
        Refusal.UNKNOWN_FACT,
        f"Det finnes ingen slik opplysning. {nb}",
        f"There is no such fact. {en}",
    )


def refuse_false(given: Given) -> None:
    """Raise ``NotAccepted`` where a field that says something only where it is true is false."""
    if given.shape in ONLY_TRUE and given.payload is not True:
        raise NotAccepted(
            Refusal.WRONG_KIND,
            f"Feltet `{given.shape}` kan bare være true. Bruk feltet for svaret dere vil gi.",
            f"The field `{given.shape}` can only be true. Use the field of the answer you give.",
        )
