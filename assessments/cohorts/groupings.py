"""What figures are told by, and what is told of together where single values may not be."""

from collections.abc import Mapping
from functools import cached_property

from assessments.cohorts.cohort import Unions
from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Text


class Band(Authored):
    """Companies of about the same headcount."""

    slug: Slug
    name: Text


class Grouping(Authored):
    """Counties or bands of which figures are told together."""

    slug: Slug
    name: Text
    values: tuple[str, ...]


class Groupings(Authored):
    """How companies are told apart in figures, as content says it."""

    size_bands: tuple[Band, ...] = ()
    parts_of_country: tuple[Grouping, ...] = ()
    wider_size_bands: tuple[Grouping, ...] = ()

    @cached_property
    def unions(self) -> Unions:
        """The values that are told of together."""
        return Unions(
            regions=_by_slug(self.parts_of_country), size_bands=_by_slug(self.wider_size_bands)
        )


def _by_slug(groupings: tuple[Grouping, ...]) -> Mapping[str, frozenset[str]]:
    return {grouping.slug: frozenset(grouping.values) for grouping in groupings}
