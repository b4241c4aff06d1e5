"""Entries of the catalogue in words."""

from collections.abc import Iterator

from api.commands.previews.combining import combining_lines
from api.commands.previews.saying import Saying
from assessments.content.catalogue import Entry, Organisation, Requirement
from assessments.matching.offers import BaseOffer, Cluster, ProgrammeLevel, Scheme
from assessments.texts import both

HARD, SOFT = both("Må", "Must"), both("Bør", "Should")
ALSO = both("Avgjøres av tilbyderen", "For the provider to judge")
VERIFY = both("Må bekreftes", "To be verified")
OPENS, CLOSES = both("Åpner", "Opens"), both("Siste dag", "Last day")
STATUS, SURE = both("Status", "Status"), both("Sikkerhet", "Confidence")
CHECKED = both("Kontrollert", "Checked")
NEVER = both("aldri av en person", "never by a person")
BY = both("av", "by")
SUCCESSOR = both("Etterfølger", "Successor")
APPLIES = both("Gjelder når", "Applies when")
PROGRAMME = both("Nivå i klyngeprogrammet", "Level in the cluster programme")


def entry_lines(saying: Saying, entry: BaseOffer | Entry) -> Iterator[str]:
    """Yield the lines that show an entry."""
    yield saying.head(entry.name)
    if isinstance(entry, BaseOffer | Organisation):
        yield saying.plain(entry.summary)
    if isinstance(entry, Requirement):
        yield saying.plain(entry.requirement)
        for applies in entry.applies_when:
            yield saying.line(APPLIES, saying.condition(applies.condition))
    if isinstance(entry, BaseOffer):
        yield from _offer(saying, entry)
    for text in entry.to_verify:
        yield saying.line(VERIFY, saying.say(text))
    yield from _standing(saying, entry)


def _offer(saying: Saying, offer: BaseOffer) -> Iterator[str]:
    for criterion in offer.criteria:
        said = f"{saying.say(criterion.text)} [{saying.condition(criterion.condition)}]"
        yield saying.line(HARD if criterion.hard else SOFT, said)
    for text in offer.also_requires:
        yield saying.line(ALSO, saying.say(text))
    if isinstance(offer, Scheme):
        yield saying.plain(offer.support.form)
        yield from combining_lines(saying, offer)
    if isinstance(offer, Cluster):
        yield from (_level(saying, period) for period in offer.programme_levels)
    if offer.valid_from is not None:
        yield saying.line(OPENS, offer.valid_from.isoformat())
    if offer.valid_to is not None:
        yield saying.line(CLOSES, offer.valid_to.isoformat())
    if offer.successor is not None:
        yield saying.line(SUCCESSOR, offer.successor)


def _level(saying: Saying, period: ProgrammeLevel) -> str:
    label = None
    if saying.folder.catalogue is not None:
        label = saying.folder.catalogue.words.programme_levels.get(period.level)
    said = period.level if label is None else saying.say(label)
    return saying.line(PROGRAMME, f"{said} ({period.since}–{period.until or ''})")


def _standing(saying: Saying, entry: BaseOffer | Entry) -> Iterator[str]:
    """Yield how sure the entry is, who has checked it, and where it was read."""
    catalogue = saying.folder.catalogue
    if catalogue is not None:
        words = catalogue.words
        if isinstance(entry, BaseOffer | Organisation):
            yield saying.line(STATUS, saying.say(words.statuses[entry.status]))
        yield saying.line(SURE, saying.say(words.confidences[entry.confidence]))
    checked = saying.say(NEVER)
    if entry.checked_on is not None:
        by = "" if entry.checked_by is None else f" {saying.say(BY)} {entry.checked_by}"
        checked = f"{entry.checked_on.isoformat()}{by}"
    yield saying.line(CHECKED, checked)
    yield from saying.sources(entry.sources)
