"""How schemes go together, in words of both languages."""

from fractions import Fraction

import pytest

from assessments.content import combining_words as said
from assessments.matching.aid_ceilings import de_minimis_room
from assessments.matching.combining import Combination, Needed
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from assessments.matching.offers import Basis, Criterion
from assessments.matching.outcome import Verdict
from assessments.questionnaire.values import Number
from assessments.texts import Language, Text, both
from tests.assessments.matching.made_offers import criterion

NB, EN = Language.NB, Language.EN
LANGUAGES = pytest.mark.parametrize("language", [NB, EN])


def aid(kind: AidKind, article: int | None = None) -> AidTerms:
    return AidTerms(schemes=("a",), kind=kind, article=article, basis=Basis.SOURCED)


def combination(how: Combines, note: Text | None = None) -> Combination:
    return Combination(scheme="b", how=how, note=note)


@LANGUAGES
def test_what_support_is(language: Language) -> None:
    kinds = {said.say_aid(aid(kind), language) for kind in AidKind}
    assert kinds == {words.into(language) for words in said.KINDS.values()}
    assert len(kinds) == len(AidKind)
    assert said.say_aid(None, language) == said.AID_NOT_KNOWN.into(language)


def test_the_article_is_named() -> None:
    assert said.say_aid(aid(AidKind.BLOCK_EXEMPTION, 25), NB).endswith("(GBER), artikkel 25")
    assert said.say_aid(aid(AidKind.BLOCK_EXEMPTION, 25), EN).endswith("(GBER), article 25")


@LANGUAGES
@pytest.mark.parametrize(
    ("how", "one", "two", "expected"),
    [
        (Combines.FREELY, AidKind.NO_AID, AidKind.DE_MINIMIS, said.FREELY),
        (Combines.WITHIN_CEILING, AidKind.DE_MINIMIS, AidKind.DE_MINIMIS, said.ONE_SUM),
        (Combines.WITHIN_CEILING, AidKind.DE_MINIMIS, AidKind.BLOCK_EXEMPTION, said.ONE_COST),
        (Combines.NOT_KNOWN, AidKind.UNION_FUNDS, AidKind.UNION_FUNDS, said.NOT_KNOWN),
    ],
)
def test_what_kinds_make_of_two_schemes(
    language: Language, how: Combines, one: AidKind, two: AidKind, expected: Text
) -> None:
    kinds = (aid(one), aid(two))
    assert said.say_combination(combination(how), kinds, language) == expected.into(language)


@LANGUAGES
def test_the_content_s_own_words_come_first(language: Language) -> None:
    note = both("Slik er det.", "So it is.")
    found = said.say_combination(combination(Combines.EXCLUDED, note), (None, None), language)
    assert found == note.into(language)


def test_what_is_not_known_at_all_is_said() -> None:
    assert said.say_together({}, NB, known=False) == said.NOTHING_KNOWN.nb
    assert said.say_together({}, EN, known=False) == said.NOTHING_KNOWN.en


def test_others_are_named_by_how_they_go_together() -> None:
    named = {Combines.NOT_KNOWN: ["D"], Combines.EXCLUDED: ["A", "B"], Combines.FREELY: ["C"]}
    assert said.say_together(named, NB, known=True) == (
        "Kan ikke kombineres med: A, B. Kan kombineres fritt med: C."
        " Vi vet ikke om det kan kombineres med: D."
    )
    assert said.say_together({Combines.WITHIN_CEILING: ["E"]}, EN, known=True) == (
        "Shares a ceiling with: E."
    )


def needed(*, hard: bool) -> Needed:
    asked = Criterion.model_validate(criterion("received", hard=hard))
    return Needed(scheme="a", criterion=asked, any_of=("b",))


def test_what_comes_first_is_said_with_whether_it_has() -> None:
    assert said.say_needed(needed(hard=True), ["B"], None, NB) == (
        "Først må dere ha fått støtte fra B."
    )
    assert said.say_needed(needed(hard=False), ["B", "C", "D"], Verdict.MET, EN) == (
        "It counts in favour to have had support from B, C or D. You have."
    )
    told = {said.say_needed(needed(hard=True), ["B"], verdict, EN) for verdict in Verdict}
    assert len(told) == len(Verdict)


def test_room_is_said_in_both_languages() -> None:
    fits = de_minimis_room(300_000, 250_000, 50_000)
    assert said.say_room(fits, 3, NB) == (
        "Konsernet kan få høyst 300\u00a0000 euro i bagatellmessig støtte over 3 år. Dere har"
        " 50\u00a0000 euro igjen. Det er plass til det meste ordningen gir."
    )
    full = de_minimis_room(300_000, 300_000, 50_000)
    assert said.say_room(full, 3, EN) == (
        "The group may have at most EUR 300,000 of de minimis aid over 3 years. You have EUR 0"
        " left. There is not room for the most that the scheme gives."
    )
    assert said.say_room(de_minimis_room(300_000, 1, None), 3, EN).endswith("EUR 299,999 left.")
    unknown = de_minimis_room(300_000, None, 50_000)
    assert said.say_room(unknown, 3, EN).endswith("We do not know how much of it has been used.")
    assert said.say_room(unknown, 3, NB).endswith("Vi vet ikke hvor mye av det som er brukt.")


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


@pytest.mark.parametrize(
    ("count", "nb", "en"),
    [(6, "a, b, c, d, e, f.", "a, b, c, d, e, f."), (7, "e og 2 andre.", "e and 2 others.")],
)
def test_a_long_list_is_cut_short(count: int, nb: str, en: str) -> None:
    named = {Combines.NOT_KNOWN: list("abcdefghij"[:count])}
    assert said.say_together(named, NB, known=True).endswith(nb)
    assert said.say_together(named, EN, known=True).endswith(en)
