"""Facts that follow from others.

Plain arithmetic is written in content, as `computed`, and comes last. To add what is not: write a
function of what is stated, list it in ``DERIVED`` under the fact's slug, and give the fact
``derived_from`` in content. The content check fails while the two disagree.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.company.age import years_between
from assessments.company.reference import Reference
from assessments.company.region import RegionFinder
from assessments.company.size import (
    FIGURES,
    SME_SIZES,
    Figures,
    SizeRules,
    figures_of,
    number_in,
)
from assessments.questionnaire.compiled import computations_of
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.values import Marker, Number, Value, Values

SOLD = frozenset({"first_sales", "growth", "scale"})
HOME = frozenset({"NO"})
UNITED_KINGDOM = frozenset({"GB", "XI"})
UNITED_STATES = frozenset({"US"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What derivations refer to, built once per catalogue version."""

    regions: RegionFinder
    sizes: SizeRules
    union: frozenset[str]
    union_and_efta: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stated:
    """The stated facts, with what the derivations ask of them."""

    facts: Values
    as_of: date
    rules: Rules

    def text(self, slug: str) -> str | None:
        """Return the option or text stated under `slug`."""
        value = self.facts.get(slug)
        return value if isinstance(value, str) else None

    def options(self, slug: str) -> frozenset[str] | None:
        """Return the options stated under `slug`."""
        value = self.facts.get(slug)
        return value if isinstance(value, frozenset) else None

    def number(self, slug: str) -> Number | None:
        """Return the number stated under `slug`."""
        return number_in(self.facts, slug)

    def not_known(self, *slugs: str) -> Value | None:
        """Return the marker to hand on: *don't know* where one of `slugs` is that, else nothing."""
        said = {self.facts.get(slug) for slug in slugs}
        return Marker.DONT_KNOW if Marker.DONT_KNOW in said else None

    @property
    def figures(self) -> Figures:
        """The company's own figures."""
        return figures_of(self.facts)


def _registered_in_norway(stated: Stated) -> Value | None:
    said = stated.facts.get("registered_in_norway")
    if isinstance(said, bool):
        return said
    return True if stated.text("organisation_number") is not None else said


def _company_age_years(stated: Stated) -> Value | None:
    founded_on = stated.facts.get("founded_on")
    if not isinstance(founded_on, date):
        return stated.not_known("founded_on")
    if stated.as_of < founded_on:
        return Marker.ABSENT  # there was no company yet; nothing that can be stated gives it an age
    return years_between(founded_on, stated.as_of)


def _county_code(stated: Stated) -> Value | None:
    county = stated.rules.regions.find(stated.text("county_code"), stated.text("municipality_code"))
    return county or stated.not_known("county_code", "municipality_code")


def _sme_size(stated: Stated) -> Value | None:
    said = stated.text("sme_size")
    by_figures = stated.rules.sizes.sme_size(stated.figures)
    return said or by_figures or stated.not_known("sme_size", *FIGURES.values())


def _is_sme(stated: Stated) -> Value | None:
    size = stated.facts.get("sme_size")
    if isinstance(size, str):
        return size in SME_SIZES
    known = stated.rules.sizes.is_sme(stated.figures)
    return stated.not_known("sme_size", *FIGURES.values()) if known is None else known


def _commercialised_products(stated: Stated) -> Value | None:
    stage = stated.text("stage")
    return stated.not_known("stage") if stage is None else stage in SOLD


def _targets(inside: Callable[[Rules, frozenset[str]], bool]) -> Callable[[Stated], Value | None]:
    def derive(stated: Stated) -> Value | None:
        markets = stated.options("target_markets")
        if markets is None:
            return stated.not_known("target_markets")
        return inside(stated.rules, markets)

    return derive


def _export_ambition(stated: Stated) -> Value | None:
    said = stated.facts.get("export_ambition")
    if isinstance(said, bool):
        return said
    abroad = (stated.options("target_markets") or frozenset()) - HOME
    sold = [stated.number(slug) or 0 for slug in ("export_share_pct", "export_revenue_nok")]
    return True if abroad or max(sold) > 0 else said


def _sells_to_public(stated: Stated) -> Value | None:
    said = stated.facts.get("sells_to_public")
    if isinstance(said, bool):
        return said
    return True if stated.facts.get("public_need_owner") is True else said


DERIVED: Mapping[str, Callable[[Stated], Value | None]] = {
    "registered_in_norway": _registered_in_norway,
    "company_age_years": _company_age_years,
    "county_code": _county_code,
    "sme_size": _sme_size,
    "is_sme": _is_sme,
    "commercialised_products": _commercialised_products,
    "sells_to_public": _sells_to_public,
    "export_ambition": _export_ambition,
    "targets_outside_eu_efta": _targets(lambda rules, at: not at <= rules.union_and_efta),
    "targets_eu": _targets(lambda rules, at: not at.isdisjoint(rules.union)),
    "targets_us": _targets(lambda _, at: not at.isdisjoint(UNITED_STATES)),
    "targets_uk": _targets(lambda _, at: not at.isdisjoint(UNITED_KINGDOM)),
}
"""How each derived fact follows; a function returns None for what cannot be told."""


TIMED: Mapping[str, str] = {"company_age_years": "founded_on"}
"""The derived facts that hang on the day, each with the date that they are counted from."""


class Derivation:
    """Turns what a company stated into all that is known about it."""

    def __init__(self, facts: Mapping[str, Fact], reference: Reference) -> None:
        groups = reference.market_groups
        self.rules = Rules(
            regions=RegionFinder(reference.regions),
            sizes=SizeRules(reference.sizes, reference.currencies.kroner_per["EUR"]),
            union=frozenset(groups["EU27"]),
            union_and_efta=frozenset(groups["EU27"]) | frozenset(groups["EFTA"]),
        )
        self._markers = _options_with_markers(facts.values())
        self._derived = {slug: DERIVED[slug] for slug in facts if slug in DERIVED}
        self._computations = computations_of(facts.values())

    @property
    def regions(self) -> RegionFinder:
        """The finder of counties."""
        return self.rules.regions

    def __call__(self, facts: Values, as_of: date) -> Values:
        """Return the stated `facts` as they are meant, and what follows from them on `as_of`."""
        meant = self.meant(facts)
        stated = Stated(meant, as_of, self.rules)
        known: dict[str, Value] = dict(meant)
        for slug, derive in self._derived.items():
            value = derive(stated)
            if value is None:
                known.pop(slug, None)
            else:
                known[slug] = value
        return self._computations.add_to(known)

    def needless(self, stated: Values) -> Mapping[str, frozenset[str]]:
        """Return the facts that cannot settle a derived one, by that one, as things are `stated`.

        A balance sheet total, for example, says nothing about the size of a company whose revenue
        is small enough by itself.
        """
        sizes, figures = self.rules.sizes, figures_of(stated)
        return {
            "sme_size": frozenset(FIGURES[name] for name in sizes.needless_for_size(figures)),
            "is_sme": frozenset(FIGURES[name] for name in sizes.needless_for_sme(figures)),
        }

    def meant(self, facts: Values) -> dict[str, Value]:
        """Return the stated `facts` as they are meant: some options say *don't know*."""
        meant = dict(facts)
        for slug, markers in self._markers:
            value = facts.get(slug)
            if isinstance(value, str) and value in markers:
                meant[slug] = markers[value]
        return meant


def _options_with_markers(facts: Iterable[Fact]) -> Sequence[tuple[str, Mapping[str, Marker]]]:
    """Return the facts of which options say *don't know* or *does not apply*, with these."""
    choices = (fact for fact in facts if isinstance(fact, OneOfOptions))
    found = ((fact.slug, fact.markers) for fact in choices)
    return [(slug, markers) for slug, markers in found if markers]
