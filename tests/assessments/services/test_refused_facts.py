"""Every way in which a fact is refused: why, in words that help, and with nothing saved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pytest

from assessments.errors import ProfileRejectedError
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.refusals import Refusal
from assessments.services.given import GivenFact
from tests.assessments.services.caller import (
    CLEAR,
    DONT_KNOW,
    NEVER,
    NOT_APPLICABLE,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
    text,
)
from tests.assessments.services.wording import helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A fact, and what its refusal says; the words name each of `names` in both languages."""

    fact: str
    given: Given
    code: Refusal
    names: tuple[str, ...] = ()


def _invalid(fact: str, value: str, *names: str) -> Refused:
    return Refused(fact=fact, given=text(value), code=Refusal.INVALID_TEXT, names=names)


REFUSED: Final[dict[str, Refused]] = {
    "an unknown fact": Refused(fact="shoe_size", given=number(42), code=Refusal.UNKNOWN_FACT),
    "one that follows from another": Refused(
        fact="company_age_years", given=number(3), code=Refusal.NOT_STATED, names=("founded_on",)
    ),
    "one that follows from several": Refused(
        fact="is_sme",
        given=boolean(True),
        code=Refusal.NOT_STATED,
        names=("employees", "revenue_nok", "balance_nok", "largest_corporate_owner_pct"),
    ),
    "one that follows from what follows": Refused(
        fact="commercialised_products",
        given=DONT_KNOW,
        code=Refusal.NOT_STATED,
        names=("stage",),
    ),
    "consent, which is given when submitting": Refused(
        fact="consent_aggregate",
        given=boolean(True),
        code=Refusal.NOT_STATED,
        names=("`includeInAggregates`",),
    ),
    "a text for a number": Refused(
        fact="employees", given=text("12"), code=Refusal.WRONG_KIND, names=("`number`",)
    ),
    "a number for a text": Refused(
        fact="legal_name", given=number(1), code=Refusal.WRONG_KIND, names=("`text`",)
    ),
    "a county that there never was": Refused(
        fact="county_code",
        given=option("99"),
        code=Refusal.UNKNOWN_OPTION,
        names=("35", "03", "11"),
    ),
    "a county by its name": Refused(
        fact="county_code",
        given=option("oslo"),
        code=Refusal.UNKNOWN_OPTION,
        names=("03 – Oslo",),
    ),
    "a county by its old name, misspelt": Refused(
        fact="county_code",
        given=option("Hordalan"),
        code=Refusal.UNKNOWN_OPTION,
        names=("12 – Hordaland",),
    ),
    "a municipality for a county": Refused(
        fact="county_code",
        given=option("0301"),
        code=Refusal.UNKNOWN_OPTION,
        names=("03 – Oslo",),
    ),
    "a country by its name, misspelt": Refused(
        fact="target_markets",
        given=options("SE", "Denmak"),
        code=Refusal.UNKNOWN_OPTION,
        names=("2", "DK – "),
    ),
    "a stage by its words": Refused(
        fact="stage",
        given=option("idé eller konsept"),
        code=Refusal.UNKNOWN_OPTION,
        names=("idea", "prototype"),
    ),
    "a fact of almost that name": Refused(
        fact="use_ai", given=boolean(True), code=Refusal.UNKNOWN_FACT, names=("`uses_ai`",)
    ),
    "that it is not unknown": Refused(
        fact="uses_ai",
        given=Given(Shape.DONT_KNOW, payload=False),
        code=Refusal.WRONG_KIND,
        names=("`dontKnow`", "true"),
    ),
    "a cluster that there is not": Refused(
        fact="cluster_memberships", given=options("secret"), code=Refusal.UNKNOWN_OPTION
    ),
    "a market in small letters": Refused(
        fact="target_markets", given=options("se"), code=Refusal.UNKNOWN_OPTION, names=("SE",)
    ),
    "a market twice": Refused(
        fact="target_markets", given=options("SE", "SE"), code=Refusal.TOO_MANY
    ),
    "no sector": Refused(fact="sectors", given=options(), code=Refusal.NOTHING_CHOSEN),
    "no support beside some": Refused(
        fact="received_support_groups",
        given=options("none", "eu"),
        code=Refusal.EXCLUSIVE_OPTION,
    ),
    "fewer than nobody": Refused(
        fact="employees", given=number(-1), code=Refusal.OUT_OF_RANGE, names=("0",)
    ),
    "founded tomorrow": Refused(
        fact="founded_on",
        given=day("2026-11-23"),
        code=Refusal.OUT_OF_RANGE,
        names=("1", "1800", "22", "2026"),
    ),
    "never founded": Refused(fact="founded_on", given=NEVER, code=Refusal.NEVER_NOT_ALLOWED),
    "founded one day": Refused(
        fact="founded_on", given=Given(Shape.DATE, "spring"), code=Refusal.INVALID_DATE
    ),
    "half a krone": Refused(fact="revenue_nok", given=number("0.5"), code=Refusal.NOT_WHOLE),
    "five decimals": Refused(
        fact="employees", given=number("1.00001"), code=Refusal.TOO_PRECISE, names=("4",)
    ),
    "no number": Refused(
        fact="employees",
        given=Given(Shape.NUMBER, Decimal("Infinity")),
        code=Refusal.INVALID_NUMBER,
    ),
    "not applicable where everybody states": Refused(
        fact="uses_ai", given=NOT_APPLICABLE, code=Refusal.NOT_APPLICABLE_NOT_ALLOWED
    ),
    "not applicable to a name": Refused(
        fact="legal_name", given=NOT_APPLICABLE, code=Refusal.NOT_APPLICABLE_NOT_ALLOWED
    ),
    "an empty name": _invalid("legal_name", "  ", "200"),
    "a name of two lines": _invalid("legal_name", "Nord\nSør"),
    "an organisation number whose last digit is wrong": _invalid(
        "organisation_number", "923609017"
    ),
    "an organisation number of eight digits": _invalid("organisation_number", "92360901"),
    "an organisation number in other digits": _invalid("organisation_number", "٩٢٣٦٠٩٠١٦"),
    "a parent's number whose last digit is wrong": _invalid(
        "group_organisation_number", "923609017"
    ),
    "a municipality of a county that never was": _invalid("municipality_code", "9901", "3201"),
    "a municipality of three digits": _invalid("municipality_code", "301"),
    "a municipality by its name": _invalid("municipality_code", "Bærum"),
    "an industry by its name": _invalid("nace_codes", "Programmering", "62.010"),
    "an industry code with four decimals": _invalid("nace_codes", "62.0100"),
    "two industry codes": _invalid("nace_codes", "62.010, 32.500"),
}


def rejected(error: ProfileRejectedError) -> list[tuple[str, str, str]]:
    return [(one.path, one.fact, one.code) for one in error.rejections]


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
async def test_is_refused_and_saves_nothing(caller: Caller, case: Refused) -> None:
    await caller.state({"employees": number(3)})
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({case.fact: case.given})
    (rejection,) = refused.value.rejections
    assert (rejection.path, rejection.fact) == ("facts.0", case.fact)
    assert rejection.code == case.code
    assert helps(rejection.message, case.names)


async def test_a_number_abroad_is_refused_with_both_facts_named(caller: Caller) -> None:
    await caller.state({"registered_in_norway": boolean(False)})
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"organisation_number": text("974760673")})
    assert rejected(refused.value) == [("facts.0", "organisation_number", "CONTRADICTS")]
    both = ("`registered_in_norway`", "`organisation_number`")
    assert helps(refused.value.rejections[0].message, both)


async def test_never_is_not_named_where_it_is_no_answer(caller: Caller) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"founded_on": text("2026-01-01")})
    message = refused.value.rejections[0].message
    assert helps(message, ("`date`",))
    assert "`never`" not in message.nb + message.en


async def test_one_that_is_refused_stops_all_and_every_one_is_named(caller: Caller) -> None:
    given = [
        GivenFact("employees", "employees", number(3)),
        GivenFact("regionCode", "county_code", option("99")),
        GivenFact("facts.0", "uses_ai", boolean(True)),
        GivenFact("facts.1", "shoe_size", number(42)),
    ]
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state_listed(given)
    assert rejected(refused.value) == [
        ("regionCode", "county_code", "UNKNOWN_OPTION"),
        ("facts.1", "shoe_size", "UNKNOWN_FACT"),
    ]
    assert refused.value.code == "PROFILE_REJECTED"
    assert helps(refused.value.message)


@pytest.mark.parametrize(("path", "clears"), [("productKinds", "`null`"), ("facts.0", "`clear`")])
async def test_a_list_with_nothing_in_it_says_what_clears(
    caller: Caller, path: str, clears: str
) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state_listed([GivenFact(path, "product_kinds", options())])
    assert rejected(refused.value) == [(path, "product_kinds", "NOTHING_CHOSEN")]
    assert helps(refused.value.rejections[0].message, (clears,))


@pytest.mark.parametrize("second", [number(3), number(4), CLEAR, None])
async def test_a_fact_in_a_field_and_in_the_list_is_given_twice(
    caller: Caller, second: Given | None
) -> None:
    given = [
        GivenFact("employees", "employees", number(3)),
        GivenFact("facts.0", "employees", second),
    ]
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state_listed(given)
    assert rejected(refused.value) == [("facts.0", "employees", "GIVEN_TWICE")]
    assert "`employees`" in refused.value.rejections[0].message.nb
    assert helps(refused.value.rejections[0].message)


@pytest.mark.parametrize("fact", ["applicant_type", "consent_aggregate"])
async def test_what_follows_from_no_other_fact_is_not_said_to(caller: Caller, fact: str) -> None:
    assert caller.environment.library.catalogue.behind(fact) == ()
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({fact: DONT_KNOW})
    assert rejected(refused.value) == [("facts.0", fact, "NOT_STATED")]
    message = refused.value.rejections[0].message
    assert helps(message)
    assert "følger av" not in message.nb
    assert "follows from" not in message.en


async def test_a_derived_fact_cannot_be_cleared_either(caller: Caller) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"is_sme": None})
    assert rejected(refused.value) == [("facts.0", "is_sme", "NOT_STATED")]


async def test_every_unknown_option_of_a_list_is_told_by_its_place(caller: Caller) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"target_markets": options("DK", "Finlnd", "SE", "Denmak")})
    (one,) = refused.value.rejections
    assert "i listen finnes ikke: 2, 4. Mente dere FI – Finland, " in one.message.nb
    assert "do not exist: 2, 4. Did you mean FI – Finland, " in one.message.en
    assert "DK – Danmark?" in one.message.nb
    assert "DK – Denmark?" in one.message.en


async def test_of_very_many_unknown_options_the_first_are_told_and_how_many(
    caller: Caller,
) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"target_markets": options(*(f"Q{n}" for n in range(20)))})
    (one,) = refused.value.rejections
    assert " 14, 15, … (20 i alt)." in one.message.nb
    assert " 14, 15, … (20 in all)." in one.message.en


@pytest.mark.parametrize("said", ["UK", "england", "Scotland"])
async def test_a_country_is_found_by_what_people_call_it(caller: Caller, said: str) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"target_markets": options(said)})
    assert "Did you mean GB – United Kingdom?" in refused.value.rejections[0].message.en


async def test_nothing_is_made_of_a_few_letters(caller: Caller) -> None:
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state({"target_markets": options("EU")})
    assert "Did you mean" not in refused.value.rejections[0].message.en


async def test_what_is_refused_again_and_again_is_judged_once(caller: Caller) -> None:
    many = [GivenFact(f"facts.{n}", "target_markets", options("Denmak")) for n in range(500)]
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state_listed(many)
    codes = [code for _, _, code in rejected(refused.value)]
    assert codes == ["UNKNOWN_OPTION", *["GIVEN_TWICE"] * 499]


async def test_only_the_first_of_many_misspelt_facts_say_what_was_meant(caller: Caller) -> None:
    many = [GivenFact(f"facts.{n}", f"employees{n}", number(1)) for n in range(30)]
    async with caller.refused(ProfileRejectedError) as refused:
        await caller.state_listed(many)
    said = ["`employees`" in one.message.en for one in refused.value.rejections]
    assert said == [True] * 10 + [False] * 20
