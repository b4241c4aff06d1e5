"""What the checks look at: a content folder that could be read, with everything by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assessments.content.cases.reading import Cases
from assessments.content.catalogue import Catalogue, Organisation, ProcurementRule, Requirement
from assessments.content.files import Placed, Reader
from assessments.content.library import Library, build_library
from assessments.content.loading import Folder, PlacedQuestionnaire
from assessments.content.yaml_reader import Document
from assessments.matching.offers import Offer
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.questions import Question

PlacedEntry = Placed[Offer] | Placed[Organisation] | Placed[Requirement] | Placed[ProcurementRule]

OTHER_FILES = (
    "words.yaml",
    "reference/regions.yaml",
    "reference/sizes.yaml",
    "reference/currencies.yaml",
    "reference/industries.yaml",
    "reference/countries.yaml",
    "reference/markets.yaml",
    "reference/device_classes.yaml",
    "reference/state_aid.yaml",
)
"""Files whose entries are not in the folder one by one."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A content folder whose files have the right form, and the date of the check."""

    folder: Folder
    catalogue: Catalogue
    cases: Cases
    today: date

    @cached_property
    def facts(self) -> Mapping[str, Placed[Fact]]:
        """The facts by slug."""
        return by_slug(self.folder.facts)

    @cached_property
    def offers(self) -> Mapping[str, Placed[Offer]]:
        """The offers by slug."""
        return by_slug(self.folder.offers)

    @cached_property
    def entries(self) -> Sequence[PlacedEntry]:
        """Every entry that a person checks against what its provider says."""
        folder = self.folder
        return (
            *folder.offers,
            *folder.organisations,
            *folder.requirements,
            *folder.procurement_rules,
        )

    @cached_property
    def themes(self) -> frozenset[str]:
        """The themes of every questionnaire."""
        return frozenset(theme for q in self.folder.questionnaires for theme in q.themes)

    @cached_property
    def groups(self) -> Mapping[str, frozenset[str]]:
        """The named groups of options."""
        groups = self.catalogue.reference.market_groups
        return {name: frozenset(members) for name, members in groups.items()}

    @cached_property
    def other_files(self) -> Mapping[str, Document]:
        """The files of ``OTHER_FILES`` by path."""
        reader = Reader(self.folder.root)
        documents = ((path, reader.document(path)) for path in OTHER_FILES)
        return {path: document for path, document in documents if document is not None}

    @cached_property
    def library(self) -> Library:
        """The content ready to evaluate; only once names, conditions and order are right."""
        definitions = [placed.questionnaire.item for placed in self.folder.questionnaires]
        return build_library(0, (0, self.catalogue), definitions)

    @cached_property
    def questions(self) -> Mapping[tuple[str, int], Sequence[Placed[Question]]]:
        """The questions in order, by the questionnaire's slug and version."""
        return {key_of(q): tuple(placed_questions(q)) for q in self.folder.questionnaires}

    @cached_property
    def counties(self) -> frozenset[str]:
        """The codes of today's counties, Svalbard and Jan Mayen."""
        regions = self.catalogue.reference.regions
        return frozenset(region.code for region in (*regions.current, *regions.special))

    def questions_of(self, questionnaire: PlacedQuestionnaire) -> Sequence[Placed[Question]]:
        """Return the questions of `questionnaire`, in order."""
        return self.questions[key_of(questionnaire)]

    def options(self, fact: str) -> frozenset[str]:
        """Return the options of `fact`; none where it has none or is not there."""
        placed = self.facts.get(fact)
        return frozenset() if placed is None else frozenset(c.slug for c in placed.item.choices)

    def other(self, path: str) -> Placed[Any]:
        """Return the file at `path`, one of ``OTHER_FILES``, to report problems in."""
        document = self.other_files[path]
        return Placed(document.data, document)


def key_of(placed: PlacedQuestionnaire) -> tuple[str, int]:
    """Return the slug and version of a questionnaire."""
    questionnaire = placed.questionnaire.item
    return questionnaire.slug, questionnaire.version


def placed_questions(placed: PlacedQuestionnaire) -> Iterator[Placed[Question]]:
    """Yield the questions of a questionnaire, in order."""
    for theme in placed.themes.values():
        for index, question in enumerate(theme.item.questions):
            yield Placed(question, theme.document, ("questions", index))


def by_slug(items: Iterable[Placed[Any]]) -> Mapping[str, Placed[Any]]:
    """Return `items` by their slugs."""
    return {placed.item.slug: placed for placed in items}
