"""Facts: the stated ones as conditions see them, and those that follow from others."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from tests.reference.calendar_steps import age_in_years
from tests.reference.conditions import EFTA, EU27
from tests.reference.counties import county_of
from tests.reference.sizes import is_sme, size_of
from tests.reference.values import Special, Value

MEANS: Final[dict[tuple[str, str], Special]] = {
    ("regulatory_status", "unknown"): Special.DONT_KNOW,
    ("device_class", "unknown"): Special.DONT_KNOW,
    ("sme_size", "unknown"): Special.DONT_KNOW,
    ("device_class", "not_applicable"): Special.NOT_APPLICABLE,
}
"""Delivered options that are no value."""
SELLING: Final = frozenset({"first_sales", "growth", "scale"})
BRITISH: Final = frozenset({"GB", "XI"})
NEVER_STATED: Final = frozenset(
    {
        "company_age_years",
        "is_sme",
        "commercialised_products",
        "targets_outside_eu_efta",
        "targets_eu",
        "targets_us",
        "targets_uk",
        "home_revenue_nok",
        "export_share_by_figures",
        "export_share_discrepancy",
    }
)


def as_meant(field: str, value: Value) -> Value:
    """Return the value, or what it stands for when it is an option that is no value."""
    return MEANS.get((field, value), value) if isinstance(value, str) else value


def stated_facts(facts: Mapping[str, Value]) -> dict[str, Value]:
    """Return the stated facts, each as it is meant, without those that nobody states."""
    return {f: as_meant(f, value) for f, value in facts.items() if f not in NEVER_STATED}


def with_derived(stated: Mapping[str, Value], as_of: date) -> dict[str, Value]:
    """Return the facts as criteria see them; what cannot be derived is absent."""
    derived: dict[str, Value | None] = {
        "registered_in_norway": _registered(stated),
        "company_age_years": _age(stated.get("founded_on"), as_of),
        "county_code": county_of(stated),
        "sme_size": size_of(stated),
        "is_sme": is_sme(stated),
        "commercialised_products": _commercialised(stated.get("stage")),
        "export_ambition": _said_or(stated, "export_ambition", implied=_sells_abroad(stated)),
        "sells_to_public": _said_or(
            stated, "sells_to_public", implied=stated.get("public_need_owner") is True
        ),
        **_targets(stated.get("target_markets")),
    }
    effective = {**stated, **derived, **_by_figures(stated)}
    return {field: value for field, value in effective.items() if value is not None}


def _by_figures(stated: Mapping[str, Value]) -> dict[str, Value | None]:
    """Return what the figures of sales give, as far as it is a number."""
    sold, abroad = _figure(stated, "revenue_nok"), _figure(stated, "export_revenue_nok")
    said = _figure(stated, "export_share_pct")
    found: dict[str, Value | None] = {}
    if sold is None or abroad is None:
        return found
    found["home_revenue_nok"] = sold - abroad
    if sold:
        found["export_share_by_figures"] = abroad / sold * 100
        if said is not None:
            found["export_share_discrepancy"] = said - abroad / sold * 100
    return found


def _figure(stated: Mapping[str, Value], field: str) -> Fraction | None:
    value = stated.get(field)
    return Fraction(value) if isinstance(value, int | Fraction) else None


def _registered(stated: Mapping[str, Value]) -> Value | None:
    said = stated.get("registered_in_norway")
    if isinstance(said, bool):
        return said
    return True if isinstance(stated.get("organisation_number"), str) else said


def _said_or(stated: Mapping[str, Value], field: str, *, implied: bool) -> Value | None:
    """Return yes or no as stated, else yes where something else says so."""
    said = stated.get(field)
    return True if implied and not isinstance(said, bool) else said


def _sells_abroad(stated: Mapping[str, Value]) -> bool:
    markets = stated.get("target_markets")
    if isinstance(markets, frozenset) and any(country != "NO" for country in markets):
        return True
    sold = (stated.get("export_share_pct"), stated.get("export_revenue_nok"))
    return any(isinstance(part, int | Fraction) and part > 0 for part in sold)


def _age(founded_on: Value | None, as_of: date) -> Value | None:
    return age_in_years(founded_on, as_of) if isinstance(founded_on, date) else founded_on


def _commercialised(stage: Value | None) -> Value | None:
    return stage in SELLING if isinstance(stage, str) else stage


def _targets(markets: Value | None) -> dict[str, Value | None]:
    if not isinstance(markets, frozenset):
        fields = ("targets_outside_eu_efta", "targets_eu", "targets_us", "targets_uk")
        return dict.fromkeys(fields, markets)
    return {
        "targets_outside_eu_efta": bool(markets - EU27 - EFTA),
        "targets_eu": bool(markets & EU27),
        "targets_us": "US" in markets,
        "targets_uk": bool(markets & BRITISH),
    }
