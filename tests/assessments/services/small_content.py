"""A small questionnaire and three offers, for results that can be worked out by hand.

`FACTS` and `ANSWERS` are one company's; test_snapshot.py works out what follows from them.
"""

from typing import Final

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from tests.assessments.matching.made_offers import OFFER, criterion, offer
from tests.assessments.services.caller import (
    DONT_KNOW,
    Answers,
    boolean,
    number,
    option,
    options,
    text,
)
from tests.fixtures.engine import (
    EXEMPT,
    Data,
    bands,
    cap,
    question,
    questionnaire_data,
    theme,
)
from tests.fixtures.engine import options as option_data

SLUG: Final = "small"
KEY: Final = (SLUG, 1)
BARRIERS: Final = ("capital_access", "competence", "market_insight")

USES_AI: Final[Data] = {"fact": "uses_ai", "op": "eq", "value": True}
NO_AI: Final[Data] = {"fact": "uses_ai", "op": "eq", "value": False}

THEMES: Final = (
    theme(
        "growth",
        question(
            "G1",
            weight="1.5",
            barriers=["capital_access"],
            caps=[cap("market", 2, {"answer": "G1", "op": "eq", "value": "b"})],
        ),
        question(
            "G2",
            "percent",
            bands=bands((0, 0), (25, 2), (75, 4)),
            visible_when={"answer": "G1", "op": "ne", "value": "a"},
            level_when_not_shown=0,
        ),
        question(
            "G3",
            "boolean",
            weight="0.7",
            yes_level=4,
            no_level=0,
            barriers=["competence"],
            not_applicable={**EXEMPT, "allowed_when": NO_AI},
        ),
    ),
    theme(
        "market",
        question("M1", barriers=["market_insight"]),
        question(
            "M2",
            "multiple_choice",
            options=option_data(
                dict.fromkeys(["x", "y", "z", "none"], None), none={"exclusive": True}
            ),
            bands=bands((0, 0), (1, 2), (2, 4)),
            barriers=["competence", "market_insight"],
            visible_when=USES_AI,
        ),
        weight=2,
    ),
    theme("words", question("W1", "text", scored=False, weight=0, required=False)),
)

OFFERS: Final = (
    offer(
        "grant",
        barriers=["capital_access", "competence"],
        criteria=[
            criterion("uses_ai"),
            criterion("few", {"fact": "employees", "op": "lt", "value": 50}),
            criterion("own_ip", hard=False),
        ],
    ),
    offer(
        "loan",
        barriers=["market_insight"],
        checked_on="2026-11-01",
        criteria=[criterion("ready", {"fact": "trl", "op": "gte", "value": 5})],
    ),
    offer(
        "club",
        "cluster",
        criteria=[criterion("in_oslo", {"fact": "county_code", "op": "in", "value": ["03"]})],
    ),
)

FACTS: Final[Answers] = {
    "legal_name": text("Nord"),
    "employees": number("12.5"),
    "municipality_code": text("4601"),
    "sectors": options("digital_health", "medtech"),
    "uses_ai": boolean(True),
}
ANSWERS: Final[Answers] = {
    "G1": option("b"),
    "G2": number("30.5"),
    "G3": DONT_KNOW,
    "M1": option("c"),
    "M2": options("x"),
    "W1": text("«Ord»"),
}


def small_catalogue(delivered: Catalogue, *offers: Data) -> Catalogue:
    """Return the delivered catalogue with these offers alone."""
    made = [OFFER.validate_python(one) for one in offers or OFFERS]
    return delivered.model_copy(update={"offers": tuple(made)})


def small_questionnaire(delivered: Catalogue, **fields: object) -> Questionnaire:
    """Return the small questionnaire, with the fact that it reads and the barriers it names."""
    around = {
        "slug": SLUG,
        "facts": [delivered.facts_by_slug["uses_ai"]],
        "barriers": [delivered.barriers_by_slug[slug] for slug in BARRIERS],
    }
    return Questionnaire.model_validate({**questionnaire_data(*THEMES), **around, **fields})
