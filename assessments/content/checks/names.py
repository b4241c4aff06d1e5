"""Names: nothing is called the same twice, and files are called what they hold."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assessments.content.checks.subject import Subject, placed_questions
from assessments.content.files import Placed
from assessments.content.loading import PlacedQuestionnaire
from assessments.content.problems import Problem
from assessments.content.yaml_reader import Place
from assessments.matching.offers import TestFacility
from assessments.questionnaire.kinds.choice import WithOptions

RULE = "duplicate"

Named = tuple[str, Placed[Any], Place]
"""A slug, and where it stands."""


def check_names(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per slug that is given twice among things that are looked up together."""
    folder = subject.folder
    yield from _twice("entry", _slugs(subject.entries))
    yield from _twice("source", _slugs(folder.sources))
    yield from _twice("barrier", _slugs(folder.barriers))
    yield from _twice("fact", _slugs(folder.facts))
    for fact in folder.facts:
        yield from _twice("option", _options(fact))
    for offer in folder.offers:
        yield from _twice("criterion", _parts(offer, "criteria", offer.item.criteria))
        if isinstance(offer.item, TestFacility):
            yield from _twice("service", _parts(offer, "services", offer.item.services))
    for questionnaire in folder.questionnaires:
        yield from _in_questionnaire(questionnaire)
    yield from _in_reference(subject)


def _in_questionnaire(placed: PlacedQuestionnaire) -> Iterator[Problem]:
    questions = list(placed_questions(placed))
    yield from _twice("question", _slugs(questions))
    for question in questions:
        yield from _twice("option", _options(question))
    whole = placed.questionnaire
    slugs: Sequence[Any] = whole.document.data["themes"]
    listed: list[Named] = [(str(slug), whole, ("themes", i)) for i, slug in enumerate(slugs)]
    yield from _twice("theme", listed)
    yield from _twice("check", _parts(whole, "checks", whole.item.checks or ()))
    yield from _file_names(placed)


def _file_names(placed: PlacedQuestionnaire) -> Iterator[Problem]:
    """Yield a problem where a questionnaire or a theme is not called what its file is."""
    whole = placed.questionnaire
    *_, slug, version, _ = whole.document.path.split("/")
    expected = {"slug": slug, "version": version}
    for name, folder in expected.items():
        if str(getattr(whole.item, name)) != folder:
            message = f"the {name} must be the folder's name, `{folder}`; rename one of them"
            yield whole.problem("slug", message, name)
    for stem, theme in placed.themes.items():
        if theme.item.slug != stem:
            message = f"the slug must be the file's name, `{stem}`; rename one of them"
            yield theme.problem("slug", message, "slug")


def _in_reference(subject: Subject) -> Iterator[Problem]:
    reference = subject.catalogue.reference
    countries = subject.other("reference/countries.yaml")
    codes = ((c.code, countries, ("countries", i)) for i, c in enumerate(reference.countries))
    yield from _twice("country", codes)
    regions = subject.other("reference/regions.yaml")
    parts = ("current", "special", "former")
    yield from _twice(
        "region",
        (
            (region.code, regions, (part, i))
            for part in parts
            for i, region in enumerate(getattr(reference.regions, part))
        ),
    )


def _slugs(items: Iterable[Placed[Any]]) -> Iterator[Named]:
    return ((placed.item.slug, placed, ("slug",)) for placed in items)


def _parts(owner: Placed[Any], name: str, parts: Sequence[Any]) -> Iterator[Named]:
    return ((part.slug, owner, (name, index, "slug")) for index, part in enumerate(parts))


def _options(placed: Placed[Any]) -> Iterator[Named]:
    if isinstance(placed.item, WithOptions):
        yield from _parts(placed, "options", placed.item.options)


def _twice(what: str, named: Iterable[Named]) -> Iterator[Problem]:
    first: dict[str, tuple[Placed[Any], Place]] = {}
    for slug, placed, place in named:
        if slug not in first:
            first[slug] = (placed, place)
            continue
        before, there = first[slug]
        document = before.document
        line = document.line_of((*before.place, *there))
        message = f"the {what} `{slug}` is also at {document.path}:{line}; rename one of them"
        yield placed.problem(RULE, message, *place)
