"""Builds the catalogue and the questionnaires from a content folder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assessments.cohorts.groupings import Groupings
from assessments.company.reference import (
    Country,
    Currencies,
    Industries,
    Reference,
    Regions,
    Sizes,
)
from assessments.content.about import About
from assessments.content.catalogue import (
    Catalogue,
    Organisation,
    ProcurementRule,
    QuestionnaireAdvice,
    Requirement,
    Source,
    StateAid,
    Words,
)
from assessments.content.fact_files import OFFER_FOLDERS, list_under, load_facts
from assessments.content.files import Placed, Reader
from assessments.content.problems import Problem
from assessments.matching.combining_terms import CombiningTerms
from assessments.matching.offers import Offer
from assessments.questionnaire.conditions.nodes import Money, facts_read, leaves
from assessments.questionnaire.definition import Barrier, Questionnaire, Theme, conditions_of
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import Authored

COMBINING = "combining.yaml"
COHORTS = "cohorts.yaml"
"""What is known about schemes together; content from before there was such a file has none."""


class Markets(Authored):
    """The groups of countries that conditions may name."""

    market_groups: dict[str, tuple[str, ...]]
    market_groups_note: Any
    market_groups_sources: tuple[str, ...] = ()


class DeviceClasses(Authored):
    """The classes of medical devices by who vouches for them."""

    device_classes: dict[str, tuple[str, ...]]
    device_classes_sources: tuple[str, ...] = ()


@dataclass(slots=True)
class PlacedQuestionnaire:
    """A questionnaire version, and where its themes stand."""

    questionnaire: Placed[Questionnaire]
    themes: dict[str, Placed[Theme]]


@dataclass(slots=True)
class Folder:
    """A content folder that has been read; `catalogue` is None while a file cannot be used."""

    root: Path
    problems: list[Problem]
    about: Placed[About] | None = None
    barriers: list[Placed[Barrier]] = field(default_factory=list[Placed[Barrier]])
    facts: list[Placed[Fact]] = field(default_factory=list[Placed[Fact]])
    offers: list[Placed[Offer]] = field(default_factory=list[Placed[Offer]])
    organisations: list[Placed[Organisation]] = field(default_factory=list[Placed[Organisation]])
    requirements: list[Placed[Requirement]] = field(default_factory=list[Placed[Requirement]])
    procurement_rules: list[Placed[ProcurementRule]] = field(
        default_factory=list[Placed[ProcurementRule]]
    )
    sources: list[Placed[Source]] = field(default_factory=list[Placed[Source]])
    advice: list[Placed[QuestionnaireAdvice]] = field(
        default_factory=list[Placed[QuestionnaireAdvice]]
    )
    combining: Placed[CombiningTerms] | None = None
    groupings: Placed[Groupings] | None = None
    questionnaires: list[PlacedQuestionnaire] = field(default_factory=list[PlacedQuestionnaire])
    catalogue: Catalogue | None = None


def load_folder(root: Path) -> Folder:
    """Read the content folder at `root`; what is wrong with single files is in ``problems``."""
    reader = Reader(root)
    folder = Folder(root, reader.problems)
    folder.about = reader.whole("about.yaml", TypeAdapter(About))
    folder.barriers = reader.listed("barriers.yaml", "barriers", TypeAdapter(Barrier))
    folder.sources = reader.listed("sources.yaml", "sources", TypeAdapter(Source))
    for name, (kind, adapter) in OFFER_FOLDERS.items():
        folder.offers += reader.each(name, adapter, type=kind)
    folder.organisations = reader.each("organisations", TypeAdapter(Organisation))
    folder.requirements = reader.each("regulatory_requirements", TypeAdapter(Requirement))
    folder.procurement_rules = reader.each("procurement_rules", TypeAdapter(ProcurementRule))
    folder.advice = reader.each("advice", TypeAdapter(QuestionnaireAdvice))
    if (root / COMBINING).exists():
        folder.combining = reader.whole(COMBINING, TypeAdapter(CombiningTerms))
    if (root / COHORTS).exists():
        folder.groupings = reader.whole(COHORTS, TypeAdapter(Groupings))
    reference = _reference(reader)
    if reference is not None:
        folder.facts = load_facts(reader, folder.offers, reference)
        _finish(reader, folder, reference)
    return folder


def _finish(reader: Reader, folder: Folder, reference: Reference) -> None:
    state_aid = reader.whole("reference/state_aid.yaml", TypeAdapter(StateAid))
    words = reader.whole("words.yaml", TypeAdapter(Words))
    folder.questionnaires = list(_questionnaires(reader, folder, reference))
    if folder.problems or folder.about is None or state_aid is None or words is None:
        return
    folder.catalogue = Catalogue(
        about=folder.about.item,
        words=words.item,
        barriers=_items(folder.barriers),
        facts=_items(folder.facts),
        reference=reference,
        state_aid=state_aid.item,
        offers=_items(folder.offers),
        organisations=_items(folder.organisations),
        requirements=_items(folder.requirements),
        procurement_rules=_items(folder.procurement_rules),
        sources=_items(folder.sources),
        advice=_items(folder.advice),
        combining=CombiningTerms() if folder.combining is None else folder.combining.item,
        groupings=Groupings() if folder.groupings is None else folder.groupings.item,
    )


def _items(placed: Iterable[Placed[Any]]) -> tuple[Any, ...]:
    return tuple(p.item for p in placed)


def _reference(reader: Reader) -> Reference | None:
    regions = reader.whole("reference/regions.yaml", TypeAdapter(Regions))
    sizes = reader.whole("reference/sizes.yaml", TypeAdapter(Sizes))
    currencies = reader.whole("reference/currencies.yaml", TypeAdapter(Currencies))
    industries = reader.whole("reference/industries.yaml", TypeAdapter(Industries))
    countries = reader.listed("reference/countries.yaml", "countries", TypeAdapter(Country))
    markets = reader.whole("reference/markets.yaml", TypeAdapter(Markets))
    classes = reader.whole("reference/device_classes.yaml", TypeAdapter(DeviceClasses))
    if not (regions and sizes and currencies and industries and markets and classes):
        return None
    return Reference(
        regions=regions.item,
        countries=_items(countries),
        sizes=sizes.item,
        currencies=currencies.item,
        industries=industries.item,
        **dict(markets.item),
        **dict(classes.item),
    )


def _questionnaires(
    reader: Reader, folder: Folder, reference: Reference
) -> Iterable[PlacedQuestionnaire]:
    for file in sorted(reader.root.glob("questionnaires/*/*/questionnaire.yaml")):
        path = file.parent.relative_to(reader.root).as_posix()
        found = _questionnaire(reader, path, folder, reference)
        if found is not None:
            yield found


def _questionnaire(
    reader: Reader, path: str, folder: Folder, reference: Reference
) -> PlacedQuestionnaire | None:
    document = reader.document(f"{path}/questionnaire.yaml")
    slugs = list_under(reader, document, "themes")
    if document is None:
        return None
    themes: dict[str, Placed[Theme]] = {}
    for slug in dict.fromkeys(str(slug) for slug in slugs):
        theme = reader.whole(f"{path}/{slug}.yaml", TypeAdapter(Theme))
        if theme is not None:
            themes[slug] = theme
    if not slugs or len(themes) < len(set(map(str, slugs))):
        return None
    around = {
        "themes": _items(themes.values()),
        "facts": _items(folder.facts),
        "groups": reference.market_groups,
        "rates": reference.currencies.kroner_per,
    }
    bare = reader.item(document, (), TypeAdapter(Questionnaire), around)
    if bare is None:
        return None
    embedded = _embed(bare.item, _items(folder.barriers))
    return PlacedQuestionnaire(Placed(embedded, document), themes)


def _embed(questionnaire: Questionnaire, barriers: Sequence[Barrier]) -> Questionnaire:
    """Keep of the facts, barriers, groups and rates only what the questionnaire refers to."""
    needed = _with_bases(questionnaire)
    compared = [leaf for one in conditions_of(questionnaire) for leaf in leaves(one)]
    named = {slug for _, question in questionnaire.questions for slug in question.barriers}
    read = {str(leaf.value) for leaf in compared if leaf.op == "contains_outside"}
    paid = {leaf.value.currency for leaf in compared if isinstance(leaf.value, Money)}
    return questionnaire.model_copy(
        update={
            "facts": tuple(f for f in questionnaire.facts if f.slug in needed),
            "barriers": tuple(b for b in barriers if b.slug in named),
            "groups": {n: g for n, g in questionnaire.groups.items() if n in read},
            "rates": {c: r for c, r in questionnaire.rates.items() if c in paid},
        }
    )


def _with_bases(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the facts that conditions read, and those they derive from."""
    facts = {fact.slug: fact for fact in questionnaire.facts}
    found: set[str] = set()
    waiting = {slug for one in conditions_of(questionnaire) for slug in facts_read(one)}
    while waiting:
        slug = waiting.pop()
        found.add(slug)
        if slug in facts:
            waiting |= set(facts[slug].derived_from) - found
    return frozenset(found)
