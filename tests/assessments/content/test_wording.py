"""Verdicts and values in words, in both languages."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from assessments.content.value_words import say
from assessments.content.wording import (
    REASONS,
    say_absent,
    say_actual,
    say_grounds,
    say_outcome,
    say_unsettled,
    say_verdict,
)
from assessments.matching.compiled import CompiledOffer
from assessments.matching.offers import Criterion
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Marker, Number, Value, Values
from assessments.texts import Language, Text, say_day, say_number
from tests.assessments.matching.made_offers import compiled_offer, criterion
from tests.fixtures.engine import fact, options

FACT: TypeAdapter[Fact] = TypeAdapter(Fact)
ASKS = {"nb": "Bedriften er liten.", "en": "The company is small."}
SMALL_LEAF = {"fact": "staff", "op": "lt", "value": 50}
SMALL = Criterion.model_validate(criterion("small", SMALL_LEAF, text=ASKS))
STAFF = FACT.validate_python(
    fact("staff", "number", unit={"nb": "årsverk", "en": "full-time equivalents"})
)
SHARE = FACT.validate_python(fact("share", "percent", unit={"nb": "%", "en": "%"}))
FIGURED = FACT.validate_python(
    fact(
        "share",
        "number",
        asked=False,
        derived_from=["one", "two"],
        computed={"operation": "share", "of": ["one", "two"]},
    )
)
MONEY = FACT.validate_python(fact("money", "money", unit={"nb": "kroner", "en": "NOK"}))
SINCE = FACT.validate_python(fact("since", "date"))
MANY = FACT.validate_python(fact("many", "multiple_choice", options=options(dict.fromkeys("ab"))))
FLAG = FACT.validate_python(fact("flag"))
NAMES = (Text.model_validate({"nb": "Årsverk", "en": "Staff"}),)


@pytest.mark.parametrize(
    ("verdict", "grounds", "missing", "nb", "en"),
    [
        (Verdict.MET, "9", (), "Oppfylt (9).", "Met (9)."),
        (Verdict.UNMET, "99", (), "Ikke oppfylt (99).", "Not met (99)."),
        (Verdict.UNMET, None, (), "Ikke oppfylt.", "Not met."),
        (Verdict.UNKNOWN, None, (), "Kan ikke avgjøres ennå.", "Cannot tell yet."),
        (Verdict.UNKNOWN, "0", (), "Kan ikke avgjøres (0).", "Cannot tell (0)."),
        (
            Verdict.UNKNOWN,
            None,
            NAMES,
            "Kan ikke avgjøres ennå (mangler: Årsverk).",
            "Cannot tell yet (missing: Staff).",
        ),
        (
            Verdict.UNKNOWN,
            "0",
            NAMES,
            "Kan ikke avgjøres ennå (mangler: Årsverk; 0).",
            "Cannot tell yet (missing: Staff; 0).",
        ),
    ],
)
def test_a_verdict_says_what_is_asked_and_whether_it_is_met(
    verdict: Verdict, grounds: str | None, missing: Sequence[Text], nb: str, en: str
) -> None:
    said = [say_verdict(SMALL, verdict, grounds, missing, language) for language in Language]
    by_language = dict(zip(Language, said, strict=True))
    assert by_language[Language.NB] == f"{ASKS['nb']} {nb}"
    assert by_language[Language.EN] == f"{ASKS['en']} {en}"


@pytest.mark.parametrize(
    ("number", "nb", "en"),
    [
        (0, "0", "0"),
        (1_234_567, "1\u00a0234\u00a0567", "1,234,567"),
        (Fraction(1, 2), "0,5", "0.5"),
        (Fraction(249_999, 1000), "249,999", "249.999"),
        (Fraction(500_001, 10_000), "50,0001", "50.0001"),
        (Fraction(1094, 365), "2,99", "2.99"),
        (Fraction(2, 3), "0,66", "0.66"),
        (-3, "−3", "−3"),
        (Fraction(-1, 700), "0", "0"),
        (Fraction(-5, 4), "−1,25", "−1.25"),
    ],
)
def test_a_number_never_seems_to_reach_what_it_does_not(number: Number, nb: str, en: str) -> None:
    assert (say_number(number, Language.NB), say_number(number, Language.EN)) == (nb, en)


@pytest.mark.parametrize(
    ("of", "value", "nb", "en"),
    [
        (STAFF, 9, "9 årsverk", "9 full-time equivalents"),
        (SHARE, 50, "50 %", "50%"),
        (MONEY, 900, "900 kroner", "NOK 900"),
        (FLAG, True, "ja", "yes"),
        (FLAG, False, "nei", "no"),
        (STAFF, Marker.DONT_KNOW, "vet ikke", "not known"),
        (STAFF, Marker.NOT_APPLICABLE, "gjelder ikke", "does not apply"),
        (
            FIGURED,
            Marker.ABSENT,
            "kan ikke regnes ut, siden det deles på 0",
            "cannot be worked out, since it is divided by 0",
        ),
        (
            STAFF,
            Marker.ABSENT,
            "kan ikke regnes ut for denne dagen",
            "cannot be worked out for that day",
        ),
        (MANY, frozenset[str](), "ingen", "none"),
        (MANY, frozenset("ba"), "a, b", "a, b"),
    ],
)
def test_a_value_in_words(of: Fact, value: Value, nb: str, en: str) -> None:
    assert (say(of, value, Language.NB), say(of, value, Language.EN)) == (nb, en)


@pytest.mark.parametrize(
    ("day", "nb", "en"),
    [
        (date(2026, 12, 31), "31. desember 2026", "31 December 2026"),
        (date(1800, 1, 1), "1. januar 1800", "1 January 1800"),
    ],
)
def test_a_day_is_said_as_people_write_it(day: date, nb: str, en: str) -> None:
    assert (say_day(day, Language.NB), say_day(day, Language.EN)) == (nb, en)
    assert say_day(day, Language.NN) == nb
    assert say(SINCE, day, Language.NB) == nb


def test_what_a_criterion_looks_at() -> None:
    facts = {"staff": STAFF}
    assert say_actual(SMALL, facts, {"staff": 9, "other": 1}, Language.NB) == "9 årsverk"
    assert say_actual(SMALL, facts, {}, Language.NB) is None


def test_yes_and_no_are_said_with_what_they_are_about() -> None:
    condition = {"all": [{"fact": "flag", "op": "eq", "value": False}, SMALL_LEAF]}
    made = Criterion.model_validate(criterion("both", condition))
    known: Values = {"flag": False, "staff": 9}
    facts = {"flag": FLAG, "staff": STAFF}
    name = FLAG.name.en
    assert say_grounds(made, facts, known, Language.EN) == f"{name}: no; 9 full-time equivalents"
    assert say_actual(made, facts, known, Language.EN) == "no; 9 full-time equivalents"
    assert say_grounds(made, facts, {}, Language.EN) is None
    absent = say_grounds(made, facts, {"staff": Marker.ABSENT}, Language.EN)
    assert absent == f"{STAFF.name.en}: cannot be worked out for that day"


def test_what_cannot_be_worked_out_is_named() -> None:
    other = {"fact": "share", "op": "gt", "value": 1}
    made = Criterion.model_validate(criterion("both", {"all": [SMALL_LEAF, other]}))
    facts = {"staff": STAFF, "share": FIGURED}
    said = f"{FIGURED.name.en}: cannot be worked out, since it is divided by 0"
    assert say_absent(made, facts, {"staff": 9, "share": Marker.ABSENT}, Language.EN) == said
    for other_value in (Marker.NOT_APPLICABLE, Marker.DONT_KNOW, 5):
        assert say_absent(made, facts, {"share": other_value}, Language.EN) is None
    assert say_absent(made, facts, {}, Language.EN) is None
    assert say_absent(made, {}, {"share": Marker.ABSENT}, Language.EN) is None


HARD = compiled_offer(criteria=[criterion("a"), criterion("b", hard=False)])
OPEN = compiled_offer(open_to_all=True, criteria=[criterion("b", hard=False)])
REGISTERED = compiled_offer(open_to_all=True, criteria=[criterion("registered_in_norway")])


@pytest.mark.parametrize(
    ("of", "outcome", "verdicts", "nb", "en"),
    [
        (HARD, Outcome.ELIGIBLE, "MM", "Alle kriterier", "All criteria"),
        (HARD, Outcome.ELIGIBLE, "MU", "Alle absolutte", "All hard criteria"),
        (HARD, Outcome.ELIGIBLE, "M?", "Alle absolutte", "All hard criteria"),
        (
            REGISTERED,
            Outcome.ELIGIBLE,
            "M",
            "Tilbudet er åpent for alle.",
            "The offer is open to all.",
        ),
        (OPEN, Outcome.ELIGIBLE, "U", "Tilbudet er åpent for alle.", "The offer is open to all."),
        (HARD, Outcome.CANNOT_TELL, "?M", "Opplysninger mangler", "Facts are missing"),
        (HARD, Outcome.CANNOT_TELL, "M?", "Ingen kriterier kan", "No criterion can"),
        (OPEN, Outcome.CANNOT_TELL, "?", "Ingen kriterier kan", "No criterion can"),
        (HARD, Outcome.NEAR_MISS, "UM", "Ett absolutt kriterium er", "One hard criterion is not"),
        (
            HARD,
            Outcome.NOT_ELIGIBLE,
            "UM",
            "Ett absolutt kriterium er",
            "One hard criterion is not",
        ),
        (HARD, Outcome.NOT_ELIGIBLE, "MM", "Minst ett absolutt", "At least one hard"),
    ],
)
def test_every_outcome_has_its_reason(
    of: CompiledOffer, outcome: Outcome, verdicts: str, nb: str, en: str
) -> None:
    letters = {"M": Verdict.MET, "U": Verdict.UNMET, "?": Verdict.UNKNOWN}
    given = [letters[letter] for letter in verdicts]
    assert say_outcome(of, outcome, given, {"trl": None}, Language.NB).startswith(nb)
    assert say_outcome(of, outcome, given, {"trl": None}, Language.EN).startswith(en)


def test_what_is_unmet_is_named() -> None:
    criteria = [
        criterion("a", text={"nb": "Ikke «først».", "en": "First."}),
        criterion("b", text={"nb": "Myk.", "en": "Soft."}, hard=False),
        criterion("c", text={"nb": "Sist.", "en": "Last."}),
    ]
    of, unmet = compiled_offer(criteria=criteria), [Verdict.UNMET] * 3
    said = say_outcome(of, Outcome.NOT_ELIGIBLE, unmet, {}, Language.NB)
    within = "\N{LEFT SINGLE QUOTATION MARK}først\N{RIGHT SINGLE QUOTATION MARK}"
    assert said == f"Disse absolutte kriteriene er ikke oppfylt: «Ikke {within}», «Sist»."
    one = [Verdict.MET, Verdict.UNMET, Verdict.UNMET]
    said = say_outcome(of, Outcome.NEAR_MISS, one, {}, Language.EN)
    assert said == 'One hard criterion is not met: "Last". You can act on it or wait it out.'


def test_facts_are_not_called_missing_where_none_can_be_stated() -> None:
    given = [Verdict.UNKNOWN, Verdict.MET]
    said = say_outcome(HARD, Outcome.CANNOT_TELL, given, {}, Language.EN)
    assert said == "No criterion can settle this here. Ask the provider."


@pytest.mark.parametrize(
    ("said", "open_for_good"),
    [
        ({"trl": Marker.DONT_KNOW}, True),
        ({"trl": Marker.DONT_KNOW, "stage": Marker.NOT_APPLICABLE}, True),
        ({"trl": Marker.DONT_KNOW, "stage": None}, False),
        ({"trl": Marker.ABSENT}, False),
    ],
)
def test_what_the_company_does_not_know_is_not_called_missing(
    said: dict[str, Value | None], open_for_good: bool
) -> None:
    given = [Verdict.UNKNOWN, Verdict.MET]
    sentence = say_outcome(HARD, Outcome.CANNOT_TELL, given, said, Language.EN)
    assert sentence.startswith("This depends on something to which you answered") is open_for_good


def test_what_leaves_a_criterion_open_for_good_is_named_with_what_was_said() -> None:
    facts = {"staff": STAFF, "share": FIGURED, "many": MANY}
    known: Values = {"many": Marker.DONT_KNOW, "share": Marker.ABSENT}
    read = Criterion.model_validate(
        criterion("c", {"all": [SMALL_LEAF, {"fact": "share", "op": "gt", "value": 1}]})
    )
    said = say_unsettled(read, ["many", "staff", "gone"], facts, known, Language.EN)
    assert said == (
        f"{MANY.name.en}: not known;"
        f" {FIGURED.name.en}: cannot be worked out, since it is divided by 0"
    )
    assert say_unsettled(read, ["staff"], facts, {"staff": 5}, Language.EN) is None


def test_no_outcome_lacks_a_reason() -> None:
    elsewhere = {Outcome.CLOSED, Outcome.NOT_YET_OPEN, Outcome.NEAR_MISS, Outcome.NOT_ELIGIBLE}
    assert set(REASONS) == set(Outcome) - elsewhere


def test_what_is_worked_out_is_said_with_two_decimals() -> None:
    share = FACT.validate_python(fact("share", "number", asked=False, unit={"nb": "%", "en": "%"}))
    for value in (Fraction(37397, 10000), Fraction(1365, 365)):
        assert say(share, value, Language.NB) == "3,73 %"
    assert say(STAFF, Fraction(37397, 10000), Language.NB) == "3,7397 årsverk"


def test_what_is_worked_out_and_just_above_a_number_says_so() -> None:
    share = FACT.validate_python(fact("share", "number", asked=False, unit={"nb": "%", "en": "%"}))
    assert say(share, Fraction(10003, 1000), Language.NB) == "litt over 10 %"
    assert say(share, Fraction(10003, 1000), Language.EN) == "just over 10%"
    assert say(share, Fraction(1001, 100), Language.EN) == "10.01%"
    assert say(share, 10, Language.EN) == "10%"
