"""Entries of the catalogue in words."""

from collections.abc import Iterator

from api.commands.previews.offers import offer_lines
from api.commands.previews.rules import procurement_lines, requirement_lines
from api.commands.previews.saying import Saying
from assessments.content.catalogue import Entry, Organisation, ProcurementRule, Requirement
from assessments.matching.offers import GONE, BaseOffer
from assessments.texts import both, say_period

KIND = both("Type", "Kind")
THEMES = both("Temaer", "Themes")
ALIASES = both("Andre navn", "Other names")
BEGAN, ENDED = both("Begynte", "Began"), both("Siste dag", "Last day")
BECAME = both("Ble til", "Became")
NOTES = both("Merk", "Note")
VERIFY = both("Må bekreftes", "To be verified")
STATUS, SURE = both("Status", "Status"), both("Sikkerhet", "Confidence")
SINCE = both("{} siden {}", "{} since {}")
ON_A_DAY, IN_A_PERIOD = both("{} {}", "{} on {}"), both("{} i {}", "{} in {}")
A_DAY = len("2026-12-31")
ADDRESS = both("Adresse", "Address")
CHECKED = both("Kontrollert", "Checked")
NEVER = both("aldri av en person", "never by a person")
BY = both("av", "by")


def entry_lines(saying: Saying, entry: BaseOffer | Entry) -> Iterator[str]:
    """Yield the lines that show an entry."""
    yield saying.head(entry.name)
    if isinstance(entry, BaseOffer | Organisation):
        yield saying.plain(entry.summary)
        yield from _described(saying, entry)
    if isinstance(entry, BaseOffer):
        yield from offer_lines(saying, entry)
    if isinstance(entry, Organisation):
        yield from _organisation(saying, entry)
    if isinstance(entry, Requirement):
        yield from requirement_lines(saying, entry)
    if isinstance(entry, ProcurementRule):
        yield from procurement_lines(saying, entry)
    if entry.notes is not None:
        yield saying.line(NOTES, saying.say(entry.notes))
    for text in entry.to_verify:
        yield saying.line(VERIFY, saying.say(text))
    yield from _standing(saying, entry)


def _described(saying: Saying, entry: BaseOffer | Organisation) -> Iterator[str]:
    catalogue = saying.folder.catalogue
    if catalogue is not None and entry.kind in catalogue.words.offer_kinds:
        yield saying.line(KIND, saying.say(catalogue.words.offer_kinds[entry.kind]))
    if entry.aliases:
        yield saying.line(ALIASES, "; ".join(entry.aliases))
    if entry.themes:
        yield saying.line(THEMES, "; ".join(saying.theme(slug) for slug in entry.themes))
    yield from saying.barriers(entry.barriers)


def _organisation(saying: Saying, entry: Organisation) -> Iterator[str]:
    if entry.valid_from is not None:
        yield saying.line(BEGAN, entry.valid_from.isoformat())
    if entry.valid_to is not None:
        yield saying.line(ENDED, entry.valid_to.isoformat())
    if entry.successors:
        yield saying.line(BECAME, "; ".join(saying.entry(slug) for slug in entry.successors))


def _since(saying: Saying, entry: BaseOffer | Organisation, status: str) -> str:
    """Return `status` with when it began, or, of what happens once, when it happened."""
    since = entry.status_since
    if since is None:
        return status
    happened = ON_A_DAY if len(since) == A_DAY else IN_A_PERIOD
    words = saying.say(happened if entry.status in GONE else SINCE)
    return words.format(status, say_period(since, saying.language))


def _standing(saying: Saying, entry: BaseOffer | Entry) -> Iterator[str]:
    """Yield how sure the entry is, who has checked it, and where it was read."""
    catalogue = saying.folder.catalogue
    if catalogue is not None:
        words = catalogue.words
        if isinstance(entry, BaseOffer | Organisation):
            said = saying.say(words.statuses[entry.status])
            yield saying.line(STATUS, _since(saying, entry, said))
        yield saying.line(SURE, saying.say(words.confidences[entry.confidence]))
    if isinstance(entry, BaseOffer | Organisation) and entry.url is not None:
        yield saying.line(ADDRESS, f"{entry.url}{saying.sure(entry.url_basis)}")
    checked = saying.say(NEVER)
    if entry.checked_on is not None:
        by = "" if entry.checked_by is None else f" {saying.say(BY)} {entry.checked_by}"
        checked = f"{entry.checked_on.isoformat()}{by}"
    yield saying.line(CHECKED, checked)
    yield from saying.sources(entry.sources)
