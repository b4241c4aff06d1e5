"""Says in words how schemes go together."""

from collections.abc import Mapping, Sequence

from assessments.matching.combining import Combination, Needed
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from assessments.matching.outcome import Verdict
from assessments.texts import OR, Language, Text, both

FREELY = both(
    "Statsstøttereglene setter ikke noe felles tak for de to.",
    "The rules on state aid set no common ceiling for the two.",
)
ONE_SUM = both(
    "Begge regnes med i summen av bagatellmessig støtte, som har et tak.",
    "Both count towards the sum of de minimis aid, which has a ceiling.",
)
ONE_COST = both(
    "De kan kombineres, men støtten til de samme kostnadene regnes sammen og kan ikke overstige den"
    " høyeste tillatte støtteandelen.",
    "They can be combined, but support for the same costs counts together and may not exceed the"
    " highest share that is allowed.",
)
NOT_KNOWN = both(
    "Vi vet ikke om de to kan kombineres. Spør tilbyderne.",
    "We do not know whether the two can be combined. Ask the providers.",
)
NOTHING_KNOWN = both(
    "Vi vet ikke om dette kan kombineres med annen støtte. Spør tilbyderen.",
    "We do not know whether this can be combined with other support. Ask the provider.",
)
NO_MONEY = both(
    "Tilbudet gir ikke penger. Vi vet ikke om verdien av hjelpen regnes som statsstøtte; spør"
    " tilbyderen hvis dere også søker om penger.",
    "The offer gives no money. We do not know whether the value of the help counts as state aid;"
    " ask the provider if you also apply for money.",
)
EXCLUDES = both("Kan ikke kombineres med", "Cannot be combined with")
SHARES = both("Har felles tak med", "Shares a ceiling with")
FREE = both("Kan kombineres fritt med", "Can be combined freely with")
UNCLEAR = both(
    "Vi vet ikke om det kan kombineres med", "We do not know whether it can be combined with"
)
TOGETHER: Mapping[Combines, Text] = {
    Combines.EXCLUDED: EXCLUDES,
    Combines.WITHIN_CEILING: SHARES,
    Combines.FREELY: FREE,
    Combines.NOT_KNOWN: UNCLEAR,
}
"""What to say before the names of schemes, by how they go together, in the order to say it."""
MUST = both("Først må dere ha fått støtte fra", "You must first have had support from")
HELPS = both(
    "Det teller positivt å ha fått støtte fra", "It counts in favour to have had support from"
)
HAD: Mapping[Verdict, Text] = {
    Verdict.MET: both("Det har dere.", "You have."),
    Verdict.UNMET: both("Det har dere ikke oppgitt at dere har.", "You have not stated that."),
    Verdict.UNKNOWN: both(
        "Vi vet ikke om dere har det; oppgi hvilken støtte dere har fått, når dere vet det.",
        "We do not know whether you have; state what support you have had once you know it.",
    ),
}
MORE = both("og {count} andre", "and {count} others")
MOST_NAMED = 5


def say_combination(
    combination: Combination, kinds: tuple[AidTerms | None, AidTerms | None], language: Language
) -> str:
    """Return how two schemes of these kinds go together: the content's note where it has one."""
    if combination.note is not None:
        return combination.note.into(language)
    if combination.how is Combines.NOT_KNOWN:
        return NOT_KNOWN.into(language)
    if combination.how is Combines.FREELY:
        return FREELY.into(language)
    one_sum = all(aid is not None and aid.kind is AidKind.DE_MINIMIS for aid in kinds)
    return (ONE_SUM if one_sum else ONE_COST).into(language)


def say_together(named: Mapping[Combines, Sequence[str]], language: Language) -> str:
    """Return in a few words which schemes, by name, go together with one, and how."""
    return " ".join(
        f"{said.into(language)}: {_some_of(named[how], language)}."
        for how, said in TOGETHER.items()
        if named.get(how)
    )


def _some_of(names: Sequence[str], language: Language) -> str:
    """Return the first names, and how many more there are; some names have commas in them."""
    if len(names) <= MOST_NAMED + 1:
        return "; ".join(names)
    more = MORE.into(language).format(count=len(names) - MOST_NAMED)
    return f"{'; '.join(names[:MOST_NAMED])} {more}"


def say_needed(
    needed: Needed, names: Sequence[str], had: Verdict | None, language: Language
) -> str:
    """Return what must come first, and whether the company has had it where that is asked."""
    start = (MUST if needed.criterion.hard else HELPS).into(language)
    *others, last = names
    listed = f"{', '.join(others)} {OR.into(language)} {last}" if others else last
    asked = f"{start} {listed}."
    return asked if had is None else f"{asked} {HAD[had].into(language)}"
