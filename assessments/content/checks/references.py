"""References: what an entry names must be there."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.content.catalogue import Organisation
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.matching.offers import (
    Application,
    Cluster,
    Incubator,
    Offer,
    Scheme,
    TestFacility,
)

RULE = "reference"
MAX_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The members of a closed set, what one is called, and where to find or add one."""

    what: str
    members: Collection[str]
    where: str

    def missing(
        self, placed: Placed[Any], slugs: Iterable[str], *place: str | int
    ) -> Iterator[Problem]:
        """Yield a problem per one of `slugs`, a list at `place`, that is no member."""
        for index, slug in enumerate(slugs):
            yield from self.one(placed, slug, *place, index)

    def one(self, placed: Placed[Any], slug: str | None, *place: str | int) -> Iterator[Problem]:
        """Yield a problem unless `slug`, at `place`, is None or a member."""
        if slug is None or slug in self.members:
            return
        few = len(self.members) <= MAX_NAMED
        choice = f"choose among {', '.join(self.members)}, or add it to" if few else "see"
        message = f"there is no {self.what} `{slug}`; {choice} {self.where}"
        yield placed.problem(RULE, message, *place)


def check_references(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per unknown name in an entry, barrier or questionnaire."""
    sources = Known(what="source", members=subject.catalogue.sources_by_slug, where="sources.yaml")
    for entry in subject.entries:
        yield from sources.missing(entry, entry.item.sources, "sources")
    themes, barriers = _themes(subject), _barriers(subject)
    for barrier in subject.folder.barriers:
        yield from themes.one(barrier, barrier.item.theme, "theme")
    for requirement in subject.folder.requirements:
        yield from barriers.missing(requirement, requirement.item.barriers, "barriers")
    for organisation in subject.folder.organisations:
        yield from _common(subject, organisation, themes, barriers)
    for offer in subject.folder.offers:
        yield from _common(subject, offer, themes, barriers)
        yield from _in_offer(subject, offer)
    yield from _in_questionnaires(subject, barriers)


def _themes(subject: Subject) -> Known:
    return Known(
        what="theme", members=sorted(subject.themes), where="a questionnaire's questionnaire.yaml"
    )


def _barriers(subject: Subject) -> Known:
    return Known(what="barrier", members=subject.catalogue.barriers_by_slug, where="barriers.yaml")


def _common(
    subject: Subject, entry: Placed[Offer] | Placed[Organisation], themes: Known, barriers: Known
) -> Iterator[Problem]:
    item = entry.item
    yield from themes.missing(entry, item.themes, "themes")
    yield from barriers.missing(entry, item.barriers, "barriers")
    kinds = Known(what="kind", members=subject.catalogue.words.offer_kinds, where="words.yaml")
    yield from kinds.one(entry, item.kind, "kind")
    seeds = Known(what="seed", members=subject.catalogue.about.seeds, where="about.yaml")
    yield from seeds.missing(entry, item.seeds, "seeds")
    offers = Known(what="offer", members=subject.offers, where="the folders of offers")
    if isinstance(item, Organisation):
        entries = Known(
            what="entry",
            members={*subject.offers, *(o.item.slug for o in subject.folder.organisations)},
            where="the folders of offers and organisations",
        )
        yield from entries.missing(entry, item.successors, "successors")
    else:
        yield from offers.one(entry, item.successor, "successor")


def _in_offer(subject: Subject, placed: Placed[Offer]) -> Iterator[Problem]:
    offer = placed.item
    field, application = _application(offer)
    modes = Known(
        what="way to apply", members=subject.catalogue.words.application_modes, where="words.yaml"
    )
    yield from modes.one(placed, application.mode, field, "mode")
    if isinstance(offer, Scheme):
        offers = Known(what="offer", members=subject.offers, where="the folders of offers")
        yield from offers.missing(placed, offer.reached_through, "reached_through")
        return
    counties = Known(
        what="county of today", members=sorted(subject.counties), where="reference/regions.yaml"
    )
    yield from counties.missing(placed, offer.counties, "counties")
    if isinstance(offer, Cluster):
        words = subject.catalogue.words.programme_levels
        levels = Known(what="programme level", members=words, where="words.yaml")
        for index, period in enumerate(offer.programme_levels):
            yield from levels.one(placed, period.level, "programme_levels", index, "level")
    if isinstance(offer, Cluster | Incubator):
        segments = _options(subject, "segment", "sectors")
        yield from segments.missing(placed, offer.segments, "segments")
    if isinstance(offer, TestFacility):
        kinds = _options(subject, "kind of product", "product_kinds")
        yield from kinds.missing(placed, offer.fits_product_kinds, "fits_product_kinds")
    if isinstance(offer, Incubator | TestFacility):
        schemes = [slug for slug, o in subject.offers.items() if isinstance(o.item, Scheme)]
        programmes = Known(what="scheme", members=schemes, where="the folder schemes")
        yield from programmes.one(placed, offer.programme, "programme")


def _options(subject: Subject, what: str, fact: str) -> Known:
    return Known(what=what, members=sorted(subject.options(fact)), where="facts.yaml")


def _application(offer: Offer) -> tuple[str, Application]:
    if isinstance(offer, Scheme):
        return "application", offer.application
    if isinstance(offer, TestFacility):
        return "access", offer.access
    return "joining", offer.joining


def _in_questionnaires(subject: Subject, barriers: Known) -> Iterator[Problem]:
    for questionnaire in subject.folder.questionnaires:
        own: Sequence[str] = tuple(questionnaire.themes)
        themes = Known(what="theme", members=own, where="questionnaire.yaml")
        for question in subject.questions_of(questionnaire):
            yield from barriers.missing(question, question.item.barriers, "barriers")
            for index, cap in enumerate(question.item.caps):
                yield from themes.one(question, cap.theme, "caps", index, "theme")
