"""Says in words what support is under the rules on state aid, and what ceilings leave."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from assessments.matching.aid_ceilings import AidCeiling, DeMinimisRoom
from assessments.matching.combining_terms import AidKind, AidTerms
from assessments.matching.outcome import Verdict
from assessments.questionnaire.values import Number
from assessments.texts import AND, Language, Text, both, say_number

KINDS: Mapping[AidKind, Text] = {
    AidKind.DE_MINIMIS: both("Bagatellmessig støtte (de minimis)", "De minimis aid"),
    AidKind.BLOCK_EXEMPTION: both(
        "Statsstøtte etter gruppeunntaket (GBER)", "State aid under the block exemption (GBER)"
    ),
    AidKind.UNION_FUNDS: both(
        "Midler som EU selv forvalter, og som ikke er statsstøtte",
        "Money that the EU itself manages, which is not state aid",
    ),
    AidKind.NO_AID: both("Ikke statsstøtte", "Not state aid"),
}
AID_NOT_KNOWN = both(
    "Vi vet ikke om støtten er statsstøtte. Spør tilbyderen.",
    "We do not know whether the support is state aid. Ask the provider.",
)
ARTICLE = both("artikkel", "article")
ACTIVITIES: Mapping[str, Text] = {
    "industrial_research": both("Industriell forskning", "Industrial research"),
    "experimental_development": both("Eksperimentell utvikling", "Experimental development"),
}
SUPPORT_IS = both("Støtten er {kind}.", "The support is {kind}.")
CEILINGS = both(
    "All offentlig støtte til de samme kostnadene kan til sammen dekke høyst {shares}. Det følger"
    " av «{fact}».",
    "All public support for the same costs may together cover at most {shares}. That follows from"
    " '{fact}'.",
)
CEILINGS_UNKNOWN = both(
    "Hvor mye offentlig støtte kan dekke av de samme kostnadene, avhenger av «{fact}», som vi"
    " ikke kjenner.",
    "How much of the same costs public support may cover depends on '{fact}', which we do not"
    " know.",
)
SHARE = both(
    "{percent} % til {activity} ({together} % i samarbeid)",
    "{percent}% for {activity} ({together}% in collaboration)",
)
RECEIVED_SO_FAR = both(
    "Konsernet har fått {received} euro i bagatellmessig støtte de siste {years} årene.",
    "The group has received EUR {received} of de minimis aid over the last {years} years.",
)
ROOM_UNKNOWN = both(
    "Konsernet kan få høyst {ceiling} euro i bagatellmessig støtte over {years} år. Vi vet ikke"
    " hvor mye dere har fått; oppgi «{fact}» når dere vet det.",
    "The group may have at most EUR {ceiling} of de minimis aid over {years} years. We do not know"
    " how much you have received; state '{fact}' once you know it.",
)
ROOM = both(
    "Taket er {ceiling} euro, så dere kan få inntil {room} euro til.",
    "The ceiling is EUR {ceiling}, so you can have up to EUR {room} more.",
)
_FULL_NB = "så dere kan ikke få mer før noe av støtten er over {years} år gammel."
_FULL_EN = "so you can have no more until some of the aid is over {years} years old."
REACHED = both(
    f"Det er hele taket på {{ceiling}} euro, {_FULL_NB}",
    f"That is the whole ceiling of EUR {{ceiling}}, {_FULL_EN}",
)
EXCEEDED = both(
    f"Det er over taket på {{ceiling}} euro, {_FULL_NB}",
    f"That is above the ceiling of EUR {{ceiling}}, {_FULL_EN}",
)
FITS = both(
    "Det er nok til det høyeste beløpet som ordningen gir.",
    "That is enough for the highest amount that the scheme gives.",
)
DOES_NOT_FIT = both(
    "Det er mindre enn det høyeste beløpet som ordningen gir.",
    "That is less than the highest amount that the scheme gives.",
)
TO_CONFIRM = both(
    "Taket må bekreftes før dere regner med det.",
    "The ceiling is to be confirmed before you rely on it.",
)
CEILINGS_TO_CONFIRM = both(
    "Satsene må bekreftes før dere regner med dem.",
    "The rates are to be confirmed before you rely on them.",
)


def say_aid(aid: AidTerms | None, language: Language) -> str:
    """Return what support is under the rules on state aid."""
    if aid is None:
        return AID_NOT_KNOWN.into(language)
    kind = KINDS[aid.kind].into(language)
    return kind if aid.article is None else f"{kind}, {ARTICLE.into(language)} {aid.article}"


def say_support(aid: AidTerms | None, language: Language) -> str:
    """Return the same as a sentence of its own."""
    said = say_aid(aid, language)
    if aid is None:
        return said
    return SUPPORT_IS.into(language).format(kind=f"{said[0].lower()}{said[1:]}")


def say_ceilings(
    ceilings: Sequence[AidCeiling], fact: Text, language: Language, *, to_confirm: bool
) -> str:
    """Return the ceilings for research, which follow from `fact`; none where it is not known.

    `to_confirm` tells whether they rest on no source.
    """
    shares = f" {AND.into(language)} ".join(
        SHARE.into(language).format(
            percent=one.percent,
            together=one.in_collaboration,
            activity=_activity(one.activity, language),
        )
        for one in ceilings
    )
    template = CEILINGS if ceilings else CEILINGS_UNKNOWN
    said = template.into(language).format(fact=fact.into(language), shares=shares)
    return f"{said} {CEILINGS_TO_CONFIRM.into(language)}" if ceilings and to_confirm else said


def _activity(slug: str, language: Language) -> str:
    words = ACTIVITIES.get(slug)
    return slug if words is None else words.into(language).lower()


def say_room(
    found: DeMinimisRoom, years: int, fact: Text, language: Language, *, to_confirm: bool
) -> str:
    """Return what is left of the de minimis aid that a group may have, and what that means.

    `fact` is the name of what the company states about it; `to_confirm` tells whether the ceiling
    rests on no source.
    """
    parts = (*_of_room(found), TO_CONFIRM) if to_confirm else _of_room(found)
    said = " ".join(words.into(language) for words in parts)
    numbers = {
        "ceiling": found.ceiling,
        "received": found.received or 0,
        "room": found.room or 0,
        "years": years,
    }
    shown = {name: say_number(number, language) for name, number in numbers.items()}
    return said.format_map({**shown, "fact": fact.into(language)})


def _of_room(found: DeMinimisRoom) -> Iterator[Text]:
    if found.received is None or found.room is None:
        yield ROOM_UNKNOWN
        return
    yield RECEIVED_SO_FAR
    if not found.room:
        yield EXCEEDED if found.received > found.ceiling else REACHED
        return
    yield ROOM
    if found.fits is not Verdict.UNKNOWN:
        yield FITS if found.fits is Verdict.MET else DOES_NOT_FIT


def in_euro(amount: int, currency: str, kroner_per: Mapping[str, Fraction]) -> Number | None:
    """Return `amount` in euro by these rates; None where a rate is not known."""
    kroner = Fraction(1) if currency == "NOK" else kroner_per.get(currency)
    euro = kroner_per.get("EUR")
    return None if kroner is None or euro is None else amount * kroner / euro
