"""Makes up companies: what they state about themselves.

Facts hang together: a pharmaceutical company has a medicine, a large one has revenue, an old one is
further on. `maturity`, 0 to 1, is what answers follow later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from assessments.questionnaire.given import Given, Shape

FIRST = datetime(2025, 1, 2, 8, tzinfo=UTC)
DAYS = 680
BETWEEN = timedelta(days=130)
"""How long after one occasion the next comes."""
GROWTH = 0.05
"""How much more mature a company is on each occasion."""
MOST_OCCASIONS = 3
COUNTIES = (
    ("03", 30), ("32", 12), ("46", 14), ("50", 12), ("11", 9), ("42", 4), ("34", 4), ("33", 4),
    ("31", 3), ("55", 3), ("15", 2), ("18", 2), ("39", 2), ("40", 1), ("56", 1),
)  # fmt: skip
SECTORS = (
    ("medtech", 30), ("digital_health", 30), ("biotech_pharma", 14), ("diagnostics", 9),
    ("welfare_technology", 12), ("health_service", 5),
)  # fmt: skip
STATUS_OF: dict[str, Sequence[tuple[str, int]]] = {
    "medtech": (("medical_device", 85), ("combination", 5), ("not_regulated", 6), ("unknown", 4)),
    "digital_health": (("medical_device", 45), ("not_regulated", 43), ("unknown", 12)),
    "biotech_pharma": (("medicine", 80), ("combination", 10), ("not_regulated", 10)),
    "diagnostics": (("ivd", 85), ("medical_device", 10), ("unknown", 5)),
    "welfare_technology": (("medical_device", 35), ("not_regulated", 55), ("unknown", 10)),
    "health_service": (("not_regulated", 90), ("unknown", 10)),
}
PRODUCT_OF = {
    "medtech": "device_hardware",
    "digital_health": "device_software",
    "biotech_pharma": "medicine",
    "diagnostics": "ivd",
    "welfare_technology": "welfare_technology",
    "health_service": "service",
}
MARKETS = (("SE", 40), ("DK", 35), ("DE", 30), ("GB", 25), ("US", 22), ("FI", 15), ("NL", 10))
CLUSTER_OF = {
    "medtech": "norway-health-tech",
    "digital_health": "norway-health-tech",
    "biotech_pharma": "the-life-science-cluster",
    "diagnostics": "oslo-cancer-cluster",
    "welfare_technology": "norway-health-tech",
    "health_service": "norway-health-tech",
}
NAMES = ("Nord", "Fjord", "Helse", "Medi", "Bio", "Vita", "Puls", "Klar", "Sans", "Trygg", "Livs")
ENDINGS = ("tek", "med", "data", "lab", "pharma", "care", "diagnostikk", "sense", "flyt", "node")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpCompany:
    """A company, what it states, and the moment at which it answers."""

    number: int
    maturity: float
    at: datetime
    facts: dict[str, Given]
    random: Random


def make_up(seed: int, number: int, occasion: int = 0) -> MadeUpCompany:
    """Return company `number` of the population `seed`, the first time or on a later occasion."""
    random = Random(f"{seed}:{number}")
    maturity = min(max(random.gauss(0.45, 0.2), 0.02) + GROWTH * occasion, 0.98)
    at = FIRST + timedelta(minutes=random.randrange(DAYS * 24 * 60))
    at += occasion * BETWEEN
    age = int(365 * (0.4 + 14 * maturity * random.random()))
    employees = max(1, round(random.lognormvariate(0.6 + 3.2 * maturity, 0.7)))
    sector = _pick(random, SECTORS)
    facts = {
        **_identity(random, at.date(), age, employees),
        **_product(random, sector),
        **_means(random, maturity, employees),
        **_markets(random, maturity, sector),
    }
    return MadeUpCompany(number=number, maturity=maturity, at=at, facts=facts, random=random)


def occasions(seed: int, number: int) -> range:
    """Return how often company `number` assesses itself: one to three times, within the days."""
    last = FIRST + timedelta(days=DAYS)
    within = (last - make_up(seed, number).at) // BETWEEN
    return range(1 + min(number % MOST_OCCASIONS, within))


def _pick(random: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return random.choices([w[0] for w in weighted], [w[1] for w in weighted])[0]


def _option(slug: str) -> Given:
    return Given(Shape.DONT_KNOW) if slug == "unknown" else Given(Shape.OPTION, slug)


def _number(value: float) -> Given:
    return Given(Shape.NUMBER, Decimal(round(value)))


def _happens(random: Random, chance: float) -> bool:
    return random.random() < chance


def _yes(random: Random, chance: float) -> Given:
    return Given(Shape.BOOLEAN, _happens(random, chance))


def _identity(random: Random, today: date, age: int, employees: int) -> dict[str, Given]:
    name = f"{random.choice(NAMES)}{random.choice(ENDINGS)} AS"
    return {
        "legal_name": Given(Shape.TEXT, name),
        "legal_form": _option(_pick(random, (("AS", 95), ("ENK", 5)))),
        "registered_in_norway": _yes(random, 1),
        "taxable_in_norway": _yes(random, 1),
        "founded_on": Given(Shape.DATE, today - timedelta(days=age)),
        "county_code": _option(_pick(random, COUNTIES)),
        "employees": _number(employees),
        "largest_corporate_owner_pct": _number(random.choice((0, 0, 0, 12, 30, 60))),
    }


def _product(random: Random, sector: str) -> dict[str, Given]:
    status = _pick(random, STATUS_OF[sector])
    second = [_pick(random, SECTORS)] if _happens(random, 0.2) else []
    digital = sector in {"digital_health", "welfare_technology"}
    return {
        "sectors": Given(Shape.OPTIONS, tuple(dict.fromkeys([sector, *second]))),
        "product_kinds": Given(Shape.OPTIONS, (PRODUCT_OF[sector],)),
        "regulatory_status": _option(status),
        "uses_ai": _yes(random, 0.55 if digital else 0.25),
        "processes_health_data": _yes(random, 0.85 if digital else 0.4),
        "needs_registry_data": _yes(random, 0.25),
    }


def _means(random: Random, maturity: float, employees: int) -> dict[str, Given]:
    sells = _happens(random, maturity * 1.4)
    revenue = employees * random.lognormvariate(13.2, 0.7) * maturity if sells else 0
    facts = {
        "revenue_nok": _number(min(revenue, 5e9)),
        "rd_content": _option(_pick(random, (("none", 15), ("some", 40), ("substantial", 45)))),
        "in_financial_difficulty": _yes(random, 0.04),
        "has_debt_collection": _yes(random, 0.05),
        "own_ip": _yes(random, 0.5 + 0.4 * maturity),
        "trl": _number(min(9, max(1, random.gauss(2 + 7 * maturity, 1.2)))),
        "co_financing_pct": _number(random.choice((20, 30, 40, 50, 50, 60))),
        "seeks_equity": _yes(random, 0.6),
        "research_partner": _yes(random, 0.4),
    }
    return {slug: given for slug, given in facts.items() if _happens(random, 0.85)} | {
        "revenue_nok": facts["revenue_nok"]
    }


def _markets(random: Random, maturity: float, sector: str) -> dict[str, Given]:
    chosen = tuple(code for code, weight in MARKETS if random.random() * 100 < weight)
    facts = {
        "target_markets": Given(Shape.OPTIONS, chosen),
        "export_ambition": _yes(random, 0.8),
        "sells_to_public": _yes(random, 0.7),
    }
    if _happens(random, 0.3 + 0.4 * maturity):
        facts["cluster_memberships"] = Given(Shape.OPTIONS, (CLUSTER_OF[sector],))
    return facts
