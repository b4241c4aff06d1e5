"""What support is under the rules on state aid, and what ceilings leave, in both languages."""

from fractions import Fraction

import pytest

from assessments.content import aid_words as said
from assessments.matching.aid_ceilings import AidCeiling, de_minimis_room
from assessments.matching.combining_terms import AidKind, AidTerms
from assessments.matching.offers import Basis
from assessments.questionnaire.values import Number
from assessments.texts import Language, both

NB, EN = Language.NB, Language.EN
LANGUAGES = pytest.mark.parametrize("language", [NB, EN])
RECEIVED = both("Mottatt", "Received")


def aid(kind: AidKind, article: int | None = None) -> AidTerms:
    return AidTerms(schemes=("a",), kind=kind, article=article, basis=Basis.SOURCED)


@LANGUAGES
def test_what_support_is(language: Language) -> None:
    kinds = {said.say_aid(aid(kind), language) for kind in AidKind}
    assert kinds == {words.into(language) for words in said.KINDS.values()}
    assert len(kinds) == len(AidKind)
    assert said.say_aid(None, language) == said.AID_NOT_KNOWN.into(language)


def test_the_article_is_named() -> None:
    assert said.say_aid(aid(AidKind.BLOCK_EXEMPTION, 25), NB).endswith("(GBER), artikkel 25")
    assert said.say_aid(aid(AidKind.BLOCK_EXEMPTION, 25), EN).endswith("(GBER), article 25")


@pytest.mark.parametrize(
    ("kind", "nb", "en"),
    [
        (
            AidKind.DE_MINIMIS,
            "Støtten er bagatellmessig støtte (de minimis).",
            "The support is de minimis aid.",
        ),
        (
            AidKind.UNION_FUNDS,
            "Støtten er midler som EU selv forvalter, og som ikke er statsstøtte.",
            "The support is money that the EU itself manages, which is not state aid.",
        ),
        (AidKind.NO_AID, "Støtten er ikke statsstøtte.", "The support is not state aid."),
        (
            None,
            "Vi vet ikke om støtten er statsstøtte. Spør tilbyderen.",
            "We do not know whether the support is state aid. Ask the provider.",
        ),
    ],
)
def test_what_support_is_as_a_sentence(kind: AidKind | None, nb: str, en: str) -> None:
    terms = None if kind is None else aid(kind)
    assert (said.say_support(terms, NB), said.say_support(terms, EN)) == (nb, en)


def test_ceilings_are_said_with_the_fact_that_they_follow_from() -> None:
    size = both("Størrelse", "Size")
    ceilings = [
        AidCeiling(activity=activity, size="small", percent=percent, in_collaboration=percent + 15)
        for activity, percent in (("experimental_development", 45), ("testing", 70))
    ]
    assert said.say_ceilings(ceilings, size, NB, to_confirm=False) == (
        "All offentlig støtte til de samme kostnadene kan til sammen dekke høyst 45 % til"
        " eksperimentell utvikling (60 % i samarbeid) og 70 % til testing (85 % i samarbeid)."
        " Det følger av «Størrelse»."
    )
    assert said.say_ceilings(ceilings, size, EN, to_confirm=False) == (
        "All public support for the same costs may together cover at most 45% for experimental"
        " development (60% in collaboration) and 70% for testing (85% in collaboration)."
        " That follows from 'Size'."
    )
    assert said.say_ceilings([], size, NB, to_confirm=False) == (
        "Hvor mye offentlig støtte kan dekke av de samme kostnadene, avhenger av «Størrelse», som"
        " vi ikke kjenner."
    )
    assert said.say_ceilings([], size, EN, to_confirm=False) == (
        "How much of the same costs public support may cover depends on 'Size', which we do not"
        " know."
    )


HAD_NB = "Konsernet har fått {} euro i bagatellmessig støtte de siste 3 årene. "
HAD_EN = "The group has received EUR {} of de minimis aid over the last 3 years. "
REACHED, EXCEEDED = "300\u00a0000", "900\u00a0000"
FULL_NB = (
    "taket på 300\u00a0000 euro, så dere kan ikke få mer før noe av støtten er over 3 år gammel."
)
FULL_EN = (
    "ceiling of EUR 300,000, so you can have no more until some of the aid is over 3 years old."
)


@pytest.mark.parametrize(
    ("received", "most", "nb", "en"),
    [
        (
            None,
            50_000,
            (
                "Konsernet kan få høyst 300\u00a0000 euro i bagatellmessig støtte over 3 år. Vi vet"
                " ikke hvor mye dere har fått; oppgi «Mottatt» når dere vet det."
            ),
            (
                "The group may have at most EUR 300,000 of de minimis aid over 3 years. We do not"
                " know how much you have received; state 'Received' once you know it."
            ),
        ),
        (
            250_000,
            50_000,
            HAD_NB.format("250\u00a0000") + "Taket er 300\u00a0000 euro, så dere kan få inntil"
            " 50\u00a0000 euro til. Det er nok til det høyeste beløpet som ordningen gir.",
            HAD_EN.format("250,000") + "The ceiling is EUR 300,000, so you can have up to EUR"
            " 50,000 more. That is enough for the highest amount that the scheme gives.",
        ),
        (
            250_001,
            50_000,
            HAD_NB.format("250\u00a0001") + "Taket er 300\u00a0000 euro, så dere kan få inntil"
            " 49\u00a0999 euro til. Det er mindre enn det høyeste beløpet som ordningen gir.",
            HAD_EN.format("250,001") + "The ceiling is EUR 300,000, so you can have up to EUR"
            " 49,999 more. That is less than the highest amount that the scheme gives.",
        ),
        (
            0,
            None,
            HAD_NB.format("0") + "Taket er 300\u00a0000 euro, så dere kan få inntil"
            " 300\u00a0000 euro til.",
            HAD_EN.format("0") + "The ceiling is EUR 300,000, so you can have up to EUR 300,000"
            " more.",
        ),
        (
            300_000,
            50_000,
            f"{HAD_NB.format(REACHED)}Det er hele {FULL_NB}",
            f"{HAD_EN.format('300,000')}That is the whole {FULL_EN}",
        ),
        (
            900_000,
            50_000,
            f"{HAD_NB.format(EXCEEDED)}Det er over {FULL_NB}",
            f"{HAD_EN.format('900,000')}That is above the {FULL_EN}",
        ),
    ],
)
def test_room_is_said_with_what_it_means(
    received: int | None, most: int | None, nb: str, en: str
) -> None:
    found = de_minimis_room(300_000, received, most)
    assert said.say_room(found, 3, RECEIVED, NB, to_confirm=False) == nb
    assert said.say_room(found, 3, RECEIVED, EN, to_confirm=False) == en


RATES = {"EUR": Fraction(117, 10), "USD": Fraction(10)}


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (50_000, "EUR", 50_000),
        (117, "NOK", 10),
        (1, "NOK", Fraction(10, 117)),
        (117, "USD", 100),
        (1, "GBP", None),
    ],
)
def test_amounts_in_euro_are_exact(amount: int, currency: str, expected: Number | None) -> None:
    assert said.in_euro(amount, currency, RATES) == expected


def test_without_a_rate_for_the_euro_nothing_is_known_in_it() -> None:
    assert said.in_euro(1, "NOK", {}) is None


@LANGUAGES
def test_figures_without_a_source_are_said_to_be_to_confirm(language: Language) -> None:
    room = de_minimis_room(300_000, 0, None)
    sure = said.say_room(room, 3, RECEIVED, language, to_confirm=False)
    unsure = said.say_room(room, 3, RECEIVED, language, to_confirm=True)
    assert unsure == f"{sure} {said.TO_CONFIRM.into(language)}"
    small = AidCeiling(activity="testing", size="small", percent=70, in_collaboration=80)
    for ceilings, more in (([small], f" {said.CEILINGS_TO_CONFIRM.into(language)}"), ([], "")):
        sure = said.say_ceilings(ceilings, RECEIVED, language, to_confirm=False)
        unsure = said.say_ceilings(ceilings, RECEIVED, language, to_confirm=True)
        assert unsure == f"{sure}{more}"
