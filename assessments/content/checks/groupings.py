"""What figures are told by: each value is there, in one union, and no union is called like one."""

from collections.abc import Collection, Iterator

from assessments.cohorts.groupings import Grouping, Groupings
from assessments.company.size import SizeBand
from assessments.content.checks.references import Known
from assessments.content.checks.subject import Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem

RULE = "groupings"


def check_groupings(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per breach in ``cohorts.yaml``."""
    placed = subject.folder.groupings
    if placed is None:
        return
    for band in SizeBand:
        if band not in {known.slug for known in placed.item.size_bands}:
            message = f"`{band}` is missing; add it with a name"
            yield placed.problem(RULE, message, "size_bands")
    for key, groupings, known in (
        (
            "parts_of_country",
            placed.item.parts_of_country,
            Known(what="county", members=sorted(subject.counties), where="reference/regions.yaml"),
        ),
        (
            "wider_size_bands",
            placed.item.wider_size_bands,
            Known(what="size band", members=list(SizeBand), where="the program"),
        ),
    ):
        yield from _unions(placed, key, groupings, known)


def _unions(
    placed: Placed[Groupings], key: str, groupings: Collection[Grouping], known: Known
) -> Iterator[Problem]:
    taken = set[str]()
    for index, grouping in enumerate(groupings):
        yield from known.missing(placed, grouping.values, key, index, "values")
        for value in sorted(taken.intersection(grouping.values)):
            message = f"`{value}` is in another one already; leave it in one"
            yield placed.problem(RULE, message, key, index, "values")
        taken |= set(grouping.values)
        if grouping.slug in known.members or grouping.slug == "all":
            message = f"`{grouping.slug}` means a single value; choose another slug"
            yield placed.problem(RULE, message, key, index, "slug")
