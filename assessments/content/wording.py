"""Says values and verdicts in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from assessments.matching.compiled import CompiledOffer
from assessments.matching.offers import Criterion
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.conditions.nodes import FactLeaf, Leaf, leaves
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.values import Marker, Never, Number, Value, Values
from assessments.texts import MAX_DECIMALS, Language, Text, both, say_day, say_number

Facts = Mapping[str, Fact]

YES, NO = both("ja", "yes"), both("nei", "no")
NONE = both("ingen", "none")
NEVER_WORD = both("aldri", "never")
DONT_KNOW = both("vet ikke", "not known")
NOT_APPLICABLE = both("gjelder ikke", "does not apply")
NO_RESULT = both("kan ikke regnes ut", "cannot be worked out")
MET = both("Oppfylt", "Met")
UNMET = both("Ikke oppfylt", "Not met")
UNKNOWN = both("Kan ikke avgjøres ennå", "Cannot tell yet")
PERCENT = "%"
CURRENCIES = frozenset({"NOK", "EUR"})
MISSING = both("mangler", "missing")
OPEN_TO_ALL = both("Tilbudet er åpent for alle.", "The offer is open to all.")
NOTHING_TO_CHECK = both(
    "Ingen kriterier kan avgjøre dette her. Spør tilbyderen.",
    "No criterion can settle this here. Ask the provider.",
)
_MARKERS = {Marker.DONT_KNOW: DONT_KNOW, Marker.NOT_APPLICABLE: NOT_APPLICABLE}
REASONS: Mapping[Outcome, Text] = {
    Outcome.ELIGIBLE: both(
        "Alle kriterier som kan kontrolleres, er oppfylt.",
        "All criteria that can be checked are met.",
    ),
    Outcome.CANNOT_TELL: both(
        "Opplysninger mangler, så det kan ikke avgjøres ennå.",
        "Facts are missing, so that nobody can tell yet.",
    ),
    Outcome.NEAR_MISS: both(
        "Ett kriterium er ikke oppfylt, og det kan dere gjøre noe med eller vente ut.",
        "One criterion is not met, and you can act on it or wait it out.",
    ),
    Outcome.REACHED_THROUGH: both(
        "Bare andre kan søke; dere når tilbudet gjennom dem.",
        "Only others may apply; you reach the offer through them.",
    ),
    Outcome.NOT_YET_OPEN: both("Tilbudet har ikke åpnet ennå.", "The offer has not opened yet."),
    Outcome.CLOSED: both(
        "Tilbudet er stengt, avsluttet eller mellom utlysninger.",
        "The offer is closed, has ended or is between calls.",
    ),
    Outcome.NOT_ELIGIBLE: both(
        "Minst ett absolutt kriterium er ikke oppfylt.", "At least one hard criterion is not met."
    ),
}


def say(fact: Fact, value: Value, language: Language) -> str:
    """Return `value` of `fact` in words: options by their text, numbers with their unit."""
    if isinstance(value, bool):
        return (YES if value else NO).into(language)
    if isinstance(value, Marker):
        return _MARKERS.get(value, NO_RESULT).into(language)
    if isinstance(value, Number):
        return _with_unit(fact, value, language)
    if isinstance(value, frozenset):
        texts = sorted(_option(fact, slug, language) for slug in value)
        return ", ".join(texts) or NONE.into(language)
    return _option(fact, value, language) if isinstance(value, str) else _say_time(value, language)


def _with_unit(fact: Fact, number: Number, language: Language) -> str:
    """Say a number with its unit: in Norwegian 50 % and 900 kroner, in English 50% and NOK 900."""
    digits = say_number(number, language, MAX_DECIMALS if fact.asked else 2)
    if not isinstance(fact, Numeric) or fact.unit is None:
        return digits
    unit = fact.unit.into(language)
    if language is Language.EN and unit == PERCENT:
        return f"{digits}{unit}"
    return f"{unit} {digits}" if unit in CURRENCIES else f"{digits} {unit}"


def _say_time(value: date | Never, language: Language) -> str:
    return NEVER_WORD.into(language) if isinstance(value, Never) else say_day(value, language)


def _option(fact: Fact, slug: str, language: Language) -> str:
    text = next((choice.text for choice in fact.choices if choice.slug == slug), None)
    return slug if text is None else text.into(language)


def say_actual(criterion: Criterion, facts: Facts, known: Values, language: Language) -> str | None:
    """Return the company's own values that `criterion` looks at; None while none is known."""
    found = [
        say(facts[slug], known[slug], language)
        for slug in dict.fromkeys(_read(criterion))
        if slug in known and slug in facts
    ]
    return "; ".join(found) or None


def say_grounds(
    criterion: Criterion,
    facts: Facts,
    known: Values,
    language: Language,
    blamed: Sequence[Leaf] = (),
) -> str | None:
    """Return what the verdict of `criterion` rests on: values, and yes or no of what.

    Where it is known which comparisons are to blame, only what they read is named.
    """
    read = [leaf.slug for leaf in blamed if isinstance(leaf, FactLeaf)] or _read(criterion)
    found = [
        f"{facts[slug].name.into(language)}: {said}" if isinstance(known[slug], bool) else said
        for slug in dict.fromkeys(read)
        if slug in known and slug in facts
        for said in [say(facts[slug], known[slug], language)]
    ]
    return "; ".join(found) or None


def _read(criterion: Criterion) -> Sequence[str]:
    return [leaf.fact for leaf in leaves(criterion.condition) if isinstance(leaf, FactLeaf)]


def say_verdict(
    criterion: Criterion,
    verdict: Verdict,
    actual: str | None,
    missing: Sequence[Text],
    language: Language,
) -> str:
    """Return what `criterion` asks, whether it is met, and what that rests on."""
    asks = criterion.text.into(language)
    if verdict is Verdict.UNKNOWN:
        names = ", ".join(name.into(language) for name in missing)
        why = f" ({MISSING.into(language)}: {names})" if names else ""
        return f"{asks} {UNKNOWN.into(language)}{why}."
    answer = (MET if verdict is Verdict.MET else UNMET).into(language)
    return f"{asks} {answer}{f' ({actual})' if actual else ''}."


def say_outcome(
    offer: CompiledOffer, outcome: Outcome, verdicts: Sequence[Verdict], language: Language
) -> str:
    """Return in a sentence why a company has `outcome` with `offer`."""
    if outcome is Outcome.ELIGIBLE and offer.offer.open_to_all:
        return OPEN_TO_ALL.into(language)
    hard = [v for c, v in zip(offer.criteria, verdicts, strict=True) if c.criterion.hard]
    if outcome is Outcome.CANNOT_TELL and Verdict.UNKNOWN not in hard:
        return NOTHING_TO_CHECK.into(language)
    return REASONS[outcome].into(language)
