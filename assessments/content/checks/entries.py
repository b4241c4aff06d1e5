"""Entries of the catalogue: status, dates and what a person has checked agree."""

from collections.abc import Iterator

from assessments.content.catalogue import Organisation
from assessments.content.checks.subject import PlacedEntry, Subject
from assessments.content.files import Placed
from assessments.content.problems import Problem
from assessments.matching.compiled import REGISTERED
from assessments.matching.offers import Confidence, Criterion, Offer, Status
from assessments.questionnaire.conditions.nodes import ScoreLeaf, facts_read, leaves

FROM_SOURCES = frozenset({Confidence.SOURCED, Confidence.PARTLY_SOURCED})
OPEN = frozenset({Status.ACTIVE, Status.ACTIVE_CHANGED, Status.UNCERTAIN})
SUCCEEDED = frozenset({Status.MERGED, Status.RENAMED})


EXPIRED = "expired"
"""The rule that an entry breaks by nothing but the passing of time."""


def check_entries(subject: Subject) -> Iterator[Problem]:
    """Yield a problem per entry that contradicts itself."""
    for entry in subject.entries:
        yield from _checked(subject, entry)
    for organisation in subject.folder.organisations:
        yield from _status(subject, organisation, organisation.item.successors, "successors")
    for offer in subject.folder.offers:
        successor = offer.item.successor
        yield from _status(subject, offer, (successor,) if successor else (), "successor")
        yield from _open_to_all(offer)


def is_beside_registration(criterion: Criterion) -> bool:
    """Tell whether `criterion` asks for more than being registered in Norway."""
    reads_score = any(isinstance(leaf, ScoreLeaf) for leaf in leaves(criterion.condition))
    return reads_score or bool(facts_read(criterion.condition) - {REGISTERED})


def _checked(subject: Subject, entry: PlacedEntry) -> Iterator[Problem]:
    item = entry.item
    if item.confidence in FROM_SOURCES and not item.sources:
        message = f"it is said to be {item.confidence.value}, but no source is named"
        remedy = "name them in `sources`, or set the confidence to general_knowledge"
        yield entry.problem("sources", f"{message}; {remedy}", "confidence")
    if item.checked_on is not None and item.checked_by is None:
        message = "nobody is said to have checked the entry; name them in `checked_by`"
        yield entry.problem("checked", message, "checked_on")
    if item.checked_by is not None and item.checked_on is None:
        message = "it is not said when the entry was checked; write the date in `checked_on`"
        yield entry.problem("checked", message, "checked_by")
    if item.checked_on is not None and item.checked_on > subject.today:
        message = "nobody can have checked the entry in the future; correct the date"
        yield entry.problem("checked", message, "checked_on")


def _status(
    subject: Subject,
    entry: Placed[Offer] | Placed[Organisation],
    successors: tuple[str, ...],
    field: str,
) -> Iterator[Problem]:
    item = entry.item
    if item.valid_to is not None and item.valid_to < subject.today and item.status in OPEN:
        message = f"it ended on {item.valid_to} but is still {item.status.value}"
        yield entry.problem(EXPIRED, f"{message}; set the status to ended or the date", "status")
    if (
        item.valid_from is not None
        and item.valid_to is not None
        and item.valid_to < item.valid_from
    ):
        message = "it ends before it begins; correct one of the dates"
        yield entry.problem("dates", message, "valid_to")
    if item.status in SUCCEEDED and not successors:
        message = f"it is {item.status.value} but has no successor; name it in `{field}`"
        yield entry.problem("successor", message, "status")


def _open_to_all(offer: Placed[Offer]) -> Iterator[Problem]:
    if not offer.item.open_to_all:
        return
    for index, criterion in enumerate(offer.item.criteria):
        if criterion.hard and is_beside_registration(criterion):
            message = f"it is open to all, so `{criterion.slug}` cannot exclude anyone"
            yield offer.problem(
                "open-to-all",
                f"{message}; set `hard: false` or take `open_to_all` out",
                "criteria",
                index,
                "hard",
            )
