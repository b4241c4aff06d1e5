"""The names of what figures are about, from the content in use."""

from collections.abc import Mapping
from typing import Final

from assessments.briefs.gathered import Basis, Named, Question
from assessments.content.library import Library
from assessments.matching.offers import Scheme
from assessments.questionnaire.definition import Questionnaire
from assessments.services.cohorts.breaking_down import Dimension
from assessments.texts import Text, both

DIMENSIONS: Final[Mapping[Dimension, Text]] = {
    Dimension.REGION: both("Fylker eller landsdeler", "Counties or larger regions"),
    Dimension.SIZE_BAND: both("Størrelser", "Sizes"),
    Dimension.SECTOR: both("Bransjer", "Sectors"),
    Dimension.CLUSTER: both("Klynger", "Clusters"),
    Dimension.QUARTER: both("Kvartaler", "Quarters"),
}
"""What figures are broken down by, in words."""


def named_in(library: Library, questionnaire: Questionnaire, cluster: str | None) -> Named:
    """Return the names of what figures about a questionnaire's answers are about.

    Args:
        library: The content in use.
        questionnaire: The version that names are taken from.
        cluster: The slug of a cluster of the catalogue; None for all companies.
    """
    catalogue = library.catalogue.definition
    return Named(
        questionnaire=(questionnaire.slug, questionnaire.title),
        cluster=None if cluster is None else (cluster, catalogue.offers_by_slug[cluster].name),
        levels={level.number: level.name for level in questionnaire.levels},
        themes={theme.slug: theme.title for theme in questionnaire.themes},
        barriers={slug: barrier.name for slug, barrier in questionnaire.barriers_by_slug.items()},
        schemes={offer.slug: offer.name for offer in catalogue.offers if isinstance(offer, Scheme)},
        questions={
            q.slug: Question(asked=q, theme=theme.title) for theme, q in questionnaire.questions
        },
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
