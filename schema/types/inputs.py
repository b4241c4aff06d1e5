"""Inputs of answers, facts and profiles, and what they say to the services."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

import strawberry

from assessments.questionnaire.given import Given, Shape
from assessments.services.given import GivenAnswer, GivenFact
from assessments.texts import Language, say_number
from schema.refusing import bad_input
from schema.scalars import GivenDate, GivenNumber, GivenWhole

MAX_CHOSEN = 500
MAX_ANSWERS = 1_000


@strawberry.input(
    one_of=True, description="A value: exactly one of the fields, the one that the kind asks for."
)
class AnswerValueInput:
    """Exactly one field."""

    option: strawberry.Maybe[str] = strawberry.field(
        description="The slug of an option, for a single choice or a step of a Likert scale."
    )
    options: strawberry.Maybe[list[str]] = strawberry.field(
        description="The slugs of options, for a multiple choice."
    )
    number: strawberry.Maybe[GivenNumber] = strawberry.field(
        description="A number, a percentage, or whole kroner."
    )
    boolean: strawberry.Maybe[bool] = strawberry.field(description="Yes or no.")
    text: strawberry.Maybe[str] = strawberry.field(description="A text.")
    date: strawberry.Maybe[GivenDate] = strawberry.field(description="A date.")
    never: strawberry.Maybe[bool] = strawberry.field(
        description="True: never, for a date question that allows it."
    )
    not_applicable: strawberry.Maybe[bool] = strawberry.field(
        description="True: it does not apply, where the question allows that."
    )
    dont_know: strawberry.Maybe[bool] = strawberry.field(
        description="True: it is not known; always allowed."
    )
    clear: strawberry.Maybe[bool] = strawberry.field(description="True: takes the answer back.")


@strawberry.input(description="What is said of a chosen option that asks for a detail.")
class OptionDetailInput:
    """An option and a text."""

    option: str = strawberry.field(description="The option's slug.")
    text: str = strawberry.field(description="In the company's own words.")


@strawberry.input(description="An answer to a question.")
class AnswerInput:
    """A question and a value."""

    question: str = strawberry.field(description="The question's slug.")
    value: AnswerValueInput = strawberry.field(description="The answer.")
    details: list[OptionDetailInput] | None = strawberry.field(
        default=None,
        description="Details of chosen options, at most 500. They belong to the answer: a new"
        " answer without them takes them away.",
    )


@strawberry.input(description="A fact about the company.")
class FactInput:
    """A fact and a value."""

    fact: str = strawberry.field(description="The fact's slug.")
    value: AnswerValueInput = strawberry.field(description="What is stated.")


@strawberry.input(
    description="What a company states about itself. Every field is optional: null clears it,"
    " absent leaves it as it is. `facts` can state everything else, and *don't know* of anything."
)
class CompanyProfileInput:
    """A profile, or changes to one."""

    name: strawberry.Maybe[str | None] = strawberry.field(description="Fact `legal_name`.")
    region_code: strawberry.Maybe[str | None] = strawberry.field(
        description="Fact `county_code`: two digits, also an old code."
    )
    municipality_code: strawberry.Maybe[str | None] = strawberry.field(
        description="Fact `municipality_code`: four digits."
    )
    industry_code: strawberry.Maybe[str | None] = strawberry.field(
        description="Fact `nace_codes`: an industry code, for instance 62.010."
    )
    employees: strawberry.Maybe[GivenNumber | None] = strawberry.field(
        description="Fact `employees`: full-time equivalents."
    )
    annual_revenue_nok: strawberry.Maybe[GivenWhole | None] = strawberry.field(
        description="Fact `revenue_nok`: last financial year, whole kroner."
    )
    export_revenue_nok: strawberry.Maybe[GivenWhole | None] = strawberry.field(
        description="Fact `export_revenue_nok`: last financial year, whole kroner."
    )
    founded_on: strawberry.Maybe[GivenDate | None] = strawberry.field(
        description="Fact `founded_on`."
    )
    product_kinds: strawberry.Maybe[list[str] | None] = strawberry.field(
        description="Fact `product_kinds`."
    )
    device_class: strawberry.Maybe[str | None] = strawberry.field(
        description="Fact `device_class`."
    )
    target_markets: strawberry.Maybe[list[str] | None] = strawberry.field(
        description="Fact `target_markets`: ISO 3166-1 alpha-2 codes."
    )
    clusters: strawberry.Maybe[list[str] | None] = strawberry.field(
        description="Fact `cluster_memberships`: slugs of clusters."
    )
    group_organisation_number: strawberry.Maybe[str | None] = strawberry.field(
        description="Fact `group_organisation_number`: of the parent company."
    )
    facts: strawberry.Maybe[list[FactInput] | None] = strawberry.field(
        description="Any facts, by slug."
    )


_SHAPES: tuple[tuple[str, Shape], ...] = (
    ("option", Shape.OPTION),
    ("options", Shape.OPTIONS),
    ("number", Shape.NUMBER),
    ("boolean", Shape.BOOLEAN),
    ("text", Shape.TEXT),
    ("date", Shape.DATE),
    ("never", Shape.NEVER),
    ("not_applicable", Shape.NOT_APPLICABLE),
    ("dont_know", Shape.DONT_KNOW),
    ("clear", Shape.CLEAR),
)

_FIELDS: tuple[tuple[str, str, str, Shape], ...] = (
    ("name", "name", "legal_name", Shape.TEXT),
    ("region_code", "regionCode", "county_code", Shape.OPTION),
    ("municipality_code", "municipalityCode", "municipality_code", Shape.TEXT),
    ("industry_code", "industryCode", "nace_codes", Shape.TEXT),
    ("employees", "employees", "employees", Shape.NUMBER),
    ("annual_revenue_nok", "annualRevenueNok", "revenue_nok", Shape.NUMBER),
    ("export_revenue_nok", "exportRevenueNok", "export_revenue_nok", Shape.NUMBER),
    ("founded_on", "foundedOn", "founded_on", Shape.DATE),
    ("product_kinds", "productKinds", "product_kinds", Shape.OPTIONS),
    ("device_class", "deviceClass", "device_class", Shape.OPTION),
    ("target_markets", "targetMarkets", "target_markets", Shape.OPTIONS),
    ("clusters", "clusters", "cluster_memberships", Shape.OPTIONS),
    (
        "group_organisation_number",
        "groupOrganisationNumber",
        "group_organisation_number",
        Shape.TEXT,
    ),
)
"""Per typed field: its name here, its name in the API, the fact that it states, and its shape."""


def given_value(value: AnswerValueInput) -> Given:
    """Return what a client gave.

    Raises:
        SaidError: A list is absurdly long.
    """
    for name, shape in _SHAPES:
        field: strawberry.Some[Any] | None = getattr(value, name)
        if field is None:
            continue
        return Given(shape, _payload(field.value))
    raise bad_input(
        "Oppgi nøyaktig ett av feltene i verdien.", "Give exactly one of the fields of the value."
    )


def _payload(value: Any) -> Any:
    if isinstance(value, list):
        return _chosen(cast("list[str]", value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _chosen(slugs: list[str]) -> tuple[str, ...]:
    if len(slugs) > MAX_CHOSEN:
        raise bad_input(
            f"Velg høyst {MAX_CHOSEN} alternativer.", f"Choose at most {MAX_CHOSEN} options."
        )
    return tuple(slugs)


def given_answers(answers: list[AnswerInput]) -> list[GivenAnswer]:
    """Return answers as services take them.

    Raises:
        SaidError: There are absurdly many.
    """
    if len(answers) > MAX_ANSWERS:
        raise bad_input(
            f"Send høyst {say_number(MAX_ANSWERS, Language.NB)} svar om gangen.",
            f"Send at most {say_number(MAX_ANSWERS, Language.EN)} answers at once.",
        )
    return [
        GivenAnswer(answer.question, given_value(answer.value), _details(answer))
        for answer in answers
    ]


def _details(answer: AnswerInput) -> tuple[tuple[str, str], ...]:
    given = answer.details or []
    if len(given) > MAX_CHOSEN:
        raise bad_input(
            f"Gi detaljer til høyst {MAX_CHOSEN} alternativer om gangen.",
            f"Give details of at most {MAX_CHOSEN} options at once.",
        )
    return tuple((detail.option, detail.text) for detail in given)


def given_facts(profile: CompanyProfileInput) -> list[GivenFact]:
    """Return a profile as services take it: one entry per fact that it mentions.

    Raises:
        SaidError: A list in it is absurdly long.
    """
    return [*_typed(profile), *_listed(profile)]


def _typed(profile: CompanyProfileInput) -> Iterator[GivenFact]:
    for name, path, fact, shape in _FIELDS:
        field: strawberry.Some[Any] | None = getattr(profile, name)
        if field is None:
            continue
        value = field.value
        yield GivenFact(path, fact, None if value is None else Given(shape, _payload(value)))


def _listed(profile: CompanyProfileInput) -> Iterator[GivenFact]:
    listed = profile.facts.value if profile.facts is not None else None
    if listed is not None and len(listed) > MAX_CHOSEN:
        raise bad_input(
            f"Oppgi høyst {MAX_CHOSEN} opplysninger om gangen.",
            f"State at most {MAX_CHOSEN} facts at once.",
        )
    for place, one in enumerate(listed or []):
        yield GivenFact(f"facts.{place}", one.fact, given_value(one.value))
