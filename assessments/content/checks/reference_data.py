"""Reference data: words for every closed set, codes that exist, and what the program reads."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import get_args

from assessments.content.checks.references import RULE, Known
from assessments.content.checks.subject import Subject
from assessments.content.problems import Problem
from assessments.matching.offers import Applicant, Confidence, Status
from assessments.questionnaire.conditions.nodes import Money

REGIONS = "reference/regions.yaml"
MARKETS = "reference/markets.yaml"
SIZES = "reference/sizes.yaml"
INDUSTRIES = "reference/industries.yaml"
STATE_AID = "reference/state_aid.yaml"
GROUPS_READ = ("EU27", "EFTA")
"""The groups of countries that derived facts read."""

CURRENCIES: tuple[str, ...] = get_args(Money.model_fields["currency"].annotation)


def check_reference_data(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per word, code, rate or source that is missing or unknown."""
    yield from _words(subject)
    yield from _phrases(subject)
    yield from _sources(subject)
    yield from _confidences(subject)
    yield from _codes(subject)
    yield from _regions(subject)
    reference = subject.catalogue.reference
    yield from _needed(subject, MARKETS, "market_groups", reference.market_groups, GROUPS_READ)
    yield from _needed(
        subject,
        "reference/currencies.yaml",
        "kroner_per",
        reference.currencies.kroner_per,
        CURRENCIES,
    )


def _phrases(subject: Subject) -> Iterator[Problem]:
    known = subject.catalogue.source_phrases
    for placed in subject.folder.sources:
        for field, written in placed.item.phrases.items():
            if written not in known:
                message = f"`{written}` is in one language only; add it to `source_phrases`"
                yield placed.problem(RULE, f"{message} in words.yaml, in both", field)


def _words(subject: Subject) -> Iterator[Problem]:
    words, place = subject.catalogue.words, subject.other("words.yaml")
    slugs = {entry.item.slug for entry in subject.entries}
    for slug in words.also_called.keys() - slugs:
        message = f"there is no entry `{slug}`; correct the slug, or take the line out"
        yield place.problem(RULE, message, "also_called", slug)
    sets: tuple[tuple[str, Collection[str], type[StrEnum]], ...] = (
        ("statuses", words.statuses, Status),
        ("confidences", words.confidences, Confidence),
        ("applicants", words.applicants, Applicant),
    )
    for key, given, members in sets:
        yield from _needed(subject, "words.yaml", key, given, [member.value for member in members])
    placed = subject.folder.about
    if placed is not None:
        for confidence in Confidence:
            if confidence not in placed.item.confidence_means:
                message = f"`{confidence}` is missing; add what it means"
                yield placed.problem(RULE, message, "confidence_means")


def _needed(
    subject: Subject, path: str, key: str, given: Collection[str], needed: Collection[str]
) -> Iterator[Problem]:
    for slug in needed:
        if slug not in given:
            message = f"`{slug}` is missing under `{key}`, and the program needs it; add it"
            yield subject.other(path).problem(RULE, message, key)


def _sources(subject: Subject) -> Iterator[Problem]:
    reference = subject.catalogue.reference
    known = Known(what="source", members=subject.catalogue.sources_by_slug, where="sources.yaml")
    for path, key, slugs in (
        (REGIONS, "sources", reference.regions.sources),
        (SIZES, "sources", reference.sizes.sources),
        (INDUSTRIES, "sources", reference.industries.sources),
        (MARKETS, "market_groups_sources", reference.market_groups_sources),
        (
            "reference/device_classes.yaml",
            "device_classes_sources",
            reference.device_classes_sources,
        ),
        (STATE_AID, "sources", subject.catalogue.state_aid.sources or ()),
    ):
        yield from known.missing(subject.other(path), slugs, key)


def _confidences(subject: Subject) -> Iterator[Problem]:
    reference = subject.catalogue.reference
    known = Known(what="confidence", members=list(Confidence), where="content/README.md")
    for path, said in (
        (SIZES, reference.sizes.confidence),
        (INDUSTRIES, reference.industries.confidence),
    ):
        yield from known.one(subject.other(path), said, "confidence")


def _codes(subject: Subject) -> Iterator[Problem]:
    reference = subject.catalogue.reference
    countries = Known(
        what="country",
        members={country.code for country in reference.countries},
        where="reference/countries.yaml",
    )
    markets = subject.other(MARKETS)
    for name, codes in reference.market_groups.items():
        yield from countries.missing(markets, codes, "market_groups", name)
    classes = Known(
        what="device class", members=sorted(subject.options("device_class")), where="facts.yaml"
    )
    for name, slugs in reference.device_classes.items():
        place = subject.other("reference/device_classes.yaml")
        yield from classes.missing(place, slugs, "device_classes", name)
    segments = Known(what="segment", members=sorted(subject.options("sectors")), where="facts.yaml")
    industries = subject.other(INDUSTRIES)
    for index, industry in enumerate(reference.industries.health_relevant):
        yield from segments.one(industries, industry.segment, "health_relevant", index, "segment")


def _regions(subject: Subject) -> Iterator[Problem]:
    known = Known(what="county of today", members=sorted(subject.counties), where=REGIONS)
    organisations = Known(
        what="organisation",
        members=sorted(o.item.slug for o in subject.folder.organisations),
        where="the folder of organisations",
    )
    placed = subject.other(REGIONS)
    regions = subject.catalogue.reference.regions
    for county in regions.moved_municipalities:
        yield from known.one(placed, county, "moved_municipalities", county)
    for index, region in enumerate(regions.former):
        yield from known.missing(placed, region.became, "former", index, "became")
        yield from organisations.one(placed, region.organisation, "former", index, "organisation")
        for field in ("municipalities", "municipality_codes"):
            for county in getattr(region, field):
                yield from known.one(placed, county, "former", index, field, county)
