"""How schemes go together, in words of both languages."""

import pytest

from assessments.content import combining_words as said
from assessments.matching.combining import Combination, Needed
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from assessments.matching.offers import Basis, Criterion
from assessments.matching.outcome import Verdict
from assessments.texts import Language, Text, both
from tests.assessments.matching.made_offers import criterion

NB, EN = Language.NB, Language.EN
LANGUAGES = pytest.mark.parametrize("language", [NB, EN])


def aid(kind: AidKind, article: int | None = None) -> AidTerms:
    return AidTerms(schemes=("a",), kind=kind, article=article, basis=Basis.SOURCED)


def combination(how: Combines, note: Text | None = None) -> Combination:
    return Combination(scheme="b", how=how, note=note)


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


def test_others_are_named_by_how_they_go_together() -> None:
    named = {Combines.NOT_KNOWN: ["D"], Combines.EXCLUDED: ["A", "B"], Combines.FREELY: ["C"]}
    assert said.say_together(named, NB) == (
        "Kan ikke kombineres med: A; B. Kan kombineres fritt med: C."
        " Vi vet ikke om det kan kombineres med: D."
    )
    assert said.say_together({Combines.WITHIN_CEILING: ["E"]}, EN) == ("Shares a ceiling with: E.")


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


@pytest.mark.parametrize(
    ("count", "nb", "en"),
    [(6, "a; b; c; d; e; f.", "a; b; c; d; e; f."), (7, "e og 2 andre.", "e and 2 others.")],
)
def test_a_long_list_is_cut_short(count: int, nb: str, en: str) -> None:
    named = {Combines.NOT_KNOWN: list("abcdefghij"[:count])}
    assert said.say_together(named, NB).endswith(nb)
    assert said.say_together(named, EN).endswith(en)
