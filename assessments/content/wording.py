"""Says verdicts and outcomes in words."""

from collections.abc import Callable, Mapping, Sequence

from assessments.content.value_words import SAID, say
from assessments.matching.compiled import CompiledOffer
from assessments.matching.offers import Criterion
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.conditions.nodes import FactLeaf, Leaf, leaves
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Marker, Value, Values
from assessments.texts import Language, Text, both, listed

Facts = Mapping[str, Fact]

MET = both("Oppfylt", "Met")
UNMET = both("Ikke oppfylt", "Not met")
UNKNOWN = both("Kan ikke avgjøres ennå", "Cannot tell yet")
UNSETTLED = both("Kan ikke avgjøres", "Cannot tell")
MISSING = both("mangler", "missing")
OPEN_TO_ALL = both("Tilbudet er åpent for alle.", "The offer is open to all.")
HARD_MET = both(
    "Alle absolutte kriterier som kan kontrolleres, er oppfylt. De andre viser bare hvor godt"
    " tilbudet passer.",
    "All hard criteria that can be checked are met. The others only show how well the offer fits.",
)
NOTHING_TO_CHECK = both(
    "Ingen kriterier kan avgjøre dette her. Spør tilbyderen.",
    "No criterion can settle this here. Ask the provider.",
)
NOT_KNOWN = both(
    "Dette avhenger av noe dere har svart «vet ikke» eller «gjelder ikke» på. Finn det ut, eller"
    " spør tilbyderen.",
    'This depends on something to which you answered "don\'t know" or "does not apply". Find out,'
    " or ask the provider.",
)
REASONS: Mapping[Outcome, Text] = {
    Outcome.ELIGIBLE: both(
        "Alle kriterier som kan kontrolleres, er oppfylt.",
        "All criteria that can be checked are met.",
    ),
    Outcome.CANNOT_TELL: both(
        "Opplysninger mangler, så det kan ikke avgjøres ennå.",
        "Facts are missing, so that nobody can tell yet.",
    ),
    Outcome.REACHED_THROUGH: both(
        "Bare andre kan søke; dere når tilbudet gjennom dem.",
        "Only others may apply; you reach the offer through them.",
    ),
}


SOME_UNMET = both(
    "Minst ett absolutt kriterium er ikke oppfylt.", "At least one hard criterion is not met."
)
ONE_UNMET = both(
    "Ett absolutt kriterium er ikke oppfylt: {}.", "One hard criterion is not met: {}."
)
SEVERAL_UNMET = both(
    "Disse absolutte kriteriene er ikke oppfylt: {}.", "These hard criteria are not met: {}."
)
ACT_OR_WAIT = both(
    "Det kan dere gjøre noe med eller vente ut.", "You can act on it or wait it out."
)
QUOTED = both("«{}»", '"{}"')
INNER_QUOTES = str.maketrans(
    {
        "«": "\N{LEFT SINGLE QUOTATION MARK}",
        "»": "\N{RIGHT SINGLE QUOTATION MARK}",
        '"': "'",
    }
)
"""What quotation marks become inside of others."""


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
    """Return what a certain verdict of `criterion` rests on: values, named where they need it.

    Where it is known which comparisons are to blame, only what they read is named.
    """
    read = [leaf.slug for leaf in blamed if isinstance(leaf, FactLeaf)] or _read(criterion)
    found = [
        f"{facts[slug].name.into(language)}: {said}" if _is_bare(known[slug]) else said
        for slug in dict.fromkeys(read)
        if slug in known and slug in facts
        for said in [say(facts[slug], known[slug], language)]
    ]
    return "; ".join(found) or None


def _is_bare(value: Value) -> bool:
    """Tell whether the words for `value` do not show what it is about."""
    return isinstance(value, bool) or value is Marker.ABSENT


def say_absent(criterion: Criterion, facts: Facts, known: Values, language: Language) -> str | None:
    """Return which facts `criterion` reads that cannot be worked out, and why; None if all can."""
    found = [
        f"{facts[slug].name.into(language)}: {say(facts[slug], Marker.ABSENT, language)}"
        for slug in dict.fromkeys(_read(criterion))
        if slug in facts and known.get(slug) is Marker.ABSENT
    ]
    return "; ".join(found) or None


def say_unsettled(
    criterion: Criterion, asked: Sequence[str], facts: Facts, known: Values, language: Language
) -> str | None:
    """Return what leaves `criterion` open for good: what was said, or cannot be worked out.

    `asked` are the facts that could settle it; those that nobody has stated are not named.
    """
    said = [
        f"{facts[slug].name.into(language)}: {say(facts[slug], known[slug], language)}"
        for slug in asked
        if slug in facts and is_said(known.get(slug))
    ]
    absent = say_absent(criterion, facts, known, language)
    return "; ".join([*said, *([absent] if absent else [])]) or None


def facts_asked(criterion: Criterion, behind: Callable[[str], Sequence[str]]) -> Sequence[str]:
    """Return the facts to ask for to settle `criterion`, by those `behind` each that it reads."""
    return list(dict.fromkeys(base for slug in _read(criterion) for base in behind(slug)))


def is_said(value: Value | None) -> bool:
    """Tell whether `value` is that the company does not know, or that it does not apply."""
    return isinstance(value, Marker) and value in SAID


def _read(criterion: Criterion) -> Sequence[str]:
    return [leaf.fact for leaf in leaves(criterion.condition) if isinstance(leaf, FactLeaf)]


def say_verdict(
    criterion: Criterion,
    verdict: Verdict,
    grounds: str | None,
    missing: Sequence[Text],
    language: Language,
) -> str:
    """Return what `criterion` asks, whether it is met, and what that rests on.

    `grounds` are what ``say_grounds`` returns, of an unknown verdict what ``say_unsettled`` does;
    `missing` are the names of facts that nobody has stated.
    """
    names = listed([name.into(language) for name in missing])
    lacking = f"{MISSING.into(language)}: {names}" if names else None
    why = "; ".join(said for said in (lacking, grounds) if said)
    open_for_good = verdict is Verdict.UNKNOWN and not names and grounds is not None
    answer = (UNSETTLED if open_for_good else _ANSWERS[verdict]).into(language)
    return f"{criterion.text.into(language)} {answer}{f' ({why})' if why else ''}."


_ANSWERS = {Verdict.MET: MET, Verdict.UNMET: UNMET, Verdict.UNKNOWN: UNKNOWN}


def say_outcome(
    offer: CompiledOffer,
    outcome: Outcome,
    verdicts: Sequence[Verdict],
    missing: Mapping[str, Value | None],
    language: Language,
) -> str:
    """Return in a sentence why a company has `outcome` with an `offer` that is not shut.

    `missing` are the facts that would settle it, with what the company has said of each.
    """
    if outcome is Outcome.ELIGIBLE and offer.offer.open_to_all:
        return OPEN_TO_ALL.into(language)
    if outcome is Outcome.ELIGIBLE and any(verdict is not Verdict.MET for verdict in verdicts):
        return HARD_MET.into(language)
    judged = zip(offer.criteria, verdicts, strict=True)
    hard = [(c.criterion, verdict) for c, verdict in judged if c.criterion.hard]
    if outcome in {Outcome.NEAR_MISS, Outcome.NOT_ELIGIBLE}:
        unmet = _unmet([c for c, verdict in hard if verdict is Verdict.UNMET], language)
        near = outcome is Outcome.NEAR_MISS
        return f"{unmet} {ACT_OR_WAIT.into(language)}" if near else unmet
    is_unknown = any(verdict is Verdict.UNKNOWN for _, verdict in hard)
    if outcome is Outcome.CANNOT_TELL and (not is_unknown or not missing):
        return NOTHING_TO_CHECK.into(language)
    if outcome is Outcome.CANNOT_TELL and all(map(is_said, missing.values())):
        return NOT_KNOWN.into(language)
    return REASONS[outcome].into(language)


def _unmet(criteria: Sequence[Criterion], language: Language) -> str:
    """Say that hard `criteria` are unmet, quoted, since each is worded as if it were met."""
    if not criteria:
        return SOME_UNMET.into(language)
    texts = (criterion.text.into(language).rstrip(".") for criterion in criteria)
    named = ", ".join(QUOTED.into(language).format(text.translate(INNER_QUOTES)) for text in texts)
    return (ONE_UNMET if len(criteria) == 1 else SEVERAL_UNMET).into(language).format(named)
