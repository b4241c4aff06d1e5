"""The names of what figures are about, from the content in use."""

from collections.abc import Mapping
from typing import Final

from assessments.briefs.gathered import Basis, Named, Question
from assessments.content.catalogue import Catalogue
from assessments.content.library import Library
from assessments.matching.offers import Scheme
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.definition import Theme as Asking
from assessments.questionnaire.questions import Question as Asked
from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.cohorts.values import (
    counties,
    parts_of_country,
    sectors,
    size_bands,
    wider_size_bands,
)
from assessments.texts import Text, both

DIMENSIONS: Final[Mapping[Dimension, Text]] = {
    Dimension.REGION: both("Fylker eller landsdeler", "Counties or larger regions"),
    Dimension.SIZE_BAND: both("Størrelser", "Sizes"),
    Dimension.SECTOR: both("Bransjer", "Sectors"),
    Dimension.CLUSTER: both("Klynger", "Clusters"),
    Dimension.QUARTER: both("Kvartaler", "Quarters"),
}
"""What figures are broken down by, in words."""

_TRUE_FALSE: Final = {"true": both("Ja", "Yes"), "false": both("Nei", "No")}


def named_in(library: Library, questionnaire: Questionnaire, cluster: str | None) -> Named:
    """Return the names of what figures about a questionnaire's answers are about.

    Args:
        library: The content in use.
        questionnaire: The version that names are taken from.
        cluster: The slug of a cluster of the catalogue; None for all companies.
    """
    catalogue = library.catalogue.definition
    barriers = {**catalogue.barriers_by_slug, **questionnaire.barriers_by_slug}
    asked = {b for _, question in questionnaire.questions for b in question.barriers}
    return Named(
        questionnaire=(questionnaire.slug, questionnaire.title),
        cluster=None if cluster is None else (cluster, catalogue.offers_by_slug[cluster].name),
        levels={level.number: level.name for level in questionnaire.levels},
        themes={theme.slug: theme.title for theme in questionnaire.themes},
        barriers={slug: barrier.name for slug, barrier in barriers.items() if slug in asked},
        schemes={offer.slug: offer.name for offer in catalogue.offers if isinstance(offer, Scheme)},
        questions={q.slug: _question(theme, q) for theme, q in questionnaire.questions},
    )


def basis_of(library: Library, questionnaire: Questionnaire) -> Basis:
    """Return what figures about a questionnaire's answers rest on."""
    about = library.catalogue.definition.about
    return Basis(
        catalogue=about.title,
        compiled_on=about.compiled_on,
        how_compiled=about.how_compiled,
        scoring=about.scoring_basis,
        versions=sorted(v for slug, v in library.questionnaires if slug == questionnaire.slug),
    )


def values_of(catalogue: Catalogue, by: Dimension) -> Mapping[str, Text]:
    """Return the names of the values of a dimension, by slug or code; quarters name themselves."""
    match by:
        case Dimension.REGION:
            return {**counties(catalogue), **parts_of_country(catalogue)}
        case Dimension.SIZE_BAND:
            return {**size_bands(catalogue), **wider_size_bands(catalogue)}
        case Dimension.SECTOR:
            return sectors(catalogue)
        case Dimension.CLUSTER:
            return {offer.slug: offer.name for offer in catalogue.offers}
        case Dimension.QUARTER:
            return {}


def _question(theme: Asking, question: Asked) -> Question:
    options = {choice.slug: choice.text for choice in question.choices}
    return Question(
        text=question.text,
        theme=theme.title,
        options=_TRUE_FALSE if question.kind == "boolean" else options,
    )
