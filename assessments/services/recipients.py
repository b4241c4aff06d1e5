"""With whom an assessment can be shared: clusters and organisations of the catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from assessments.content.catalogue import Catalogue, Organisation
from assessments.content.library import CompiledCatalogue
from assessments.content.search import folded
from assessments.errors import RecipientEndedError, UnknownRecipientError
from assessments.matching.offers import GONE, Cluster
from assessments.texts import Text

Recipient = Cluster | Organisation

POLICY = "policy"
"""The kind of those organisations that are documents, and read nothing."""

MAX_LIKE = 100
"""Longer names are not compared with those of recipients."""

MAX_ALIKE = 3


def find_recipient(catalogue: CompiledCatalogue, slug: str) -> Recipient:
    """Return the cluster or organisation with a slug.

    Raises:
        UnknownRecipientError: There is none; those with almost that name are suggested.
        RecipientEndedError: It has ended or merged; what took its place is named.
    """
    recipients = recipients_by_slug(catalogue.definition)
    found = recipients.get(slug)
    if found is None:
        raise UnknownRecipientError([_named(entry) for entry in _alike(slug, recipients.values())])
    if found.status in GONE:
        became = catalogue.search.became(found)
        instead = [_named(entry) for entry in became if isinstance(entry, Cluster | Organisation)]
        raise RecipientEndedError(found.name, instead)
    return found


def recipients_by_slug(definition: Catalogue) -> dict[str, Recipient]:
    """Return all of them, those that have ended included."""
    return {entry.slug: entry for entry in _recipients(definition)}


def _recipients(definition: Catalogue) -> Iterator[Recipient]:
    yield from (offer for offer in definition.offers if isinstance(offer, Cluster))
    yield from (entry for entry in definition.organisations if entry.kind != POLICY)


def _alike(given: str, recipients: Iterable[Recipient]) -> Sequence[Recipient]:
    """Return those that may have been meant, the most like first."""
    sought = folded(given)
    if not sought or len(given) > MAX_LIKE:
        return []
    named = {name: entry for entry in recipients for name in _names(entry)}
    within = sorted(name for name in named if sought in name)
    close = get_close_matches(sought, named, n=MAX_ALIKE)
    found = {named[name].slug: named[name] for name in (*close, *within)}
    return list(found.values())[:MAX_ALIKE]


def _names(entry: Recipient) -> Iterator[str]:
    for name in (entry.slug, entry.name.nb, entry.name.en, *entry.aliases):
        yield folded(name)


def _named(entry: Recipient) -> tuple[str, Text]:
    return entry.slug, entry.name
