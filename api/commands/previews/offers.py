"""Offers in words: whom they are for, what they ask and give, and how one applies."""

from collections.abc import Iterator

from api.commands.previews.combining import combining_lines
from api.commands.previews.saying import Saying
from assessments.matching.offers import (
    Application,
    BaseOffer,
    Cluster,
    Criterion,
    Incubator,
    Members,
    ProgrammeLevel,
    Scheme,
    Support,
    TestFacility,
)
from assessments.texts import Text, both, say_number

PROVIDER = both("Tilbyder", "Provider")
HARD, SOFT = both("Må", "Must"), both("Bør", "Should")
ACTIONABLE = both(
    "Dette kan bedriften gjøre noe med eller vente på.",
    "The company can act on this or wait it out.",
)
OPEN_TO_ALL = both("Åpent for alle bedrifter.", "Open to all companies.")
ALSO = both("Avgjøres av tilbyderen", "For the provider to judge")
APPLY, JOIN = both("Søknad", "Application"), both("Slik blir dere med", "Joining")
ACCESS, SERVICE = both("Tilgang", "Access"), both("Tjeneste", "Service")
LEAST, MOST = both("Minste beløp", "Least amount"), both("Største beløp", "Largest amount")
KRONER = both("{} kroner", "NOK {}")
COVERS = both("Dekker høyst", "Covers at most")
SURE = both("Beløp og andel", "Amount and share")
PROGRAMME = both("Nivå i klyngeprogrammet", "Level in the cluster programme")
MEMBERS = both("Medlemmer", "Members")
OPENS, CLOSES = both("Åpner", "Opens"), both("Siste dag", "Last day")
SUCCESSOR = both("Etterfølger", "Successor")


def offer_lines(saying: Saying, offer: BaseOffer) -> Iterator[str]:
    """Yield what an offer asks and gives."""
    if offer.provider is not None:
        url = offer.provider.url
        name = saying.say(offer.provider.name)
        yield saying.line(PROVIDER, name if url is None else f"{name} {url}")
    for criterion in offer.criteria:
        yield from _criterion(saying, criterion)
    if offer.open_to_all:
        yield saying.plain(OPEN_TO_ALL)
    for text in offer.also_requires:
        yield saying.line(ALSO, saying.say(text))
    yield from _of_its_type(saying, offer)
    if offer.valid_from is not None:
        yield saying.line(OPENS, offer.valid_from.isoformat())
    if offer.valid_to is not None:
        yield saying.line(CLOSES, offer.valid_to.isoformat())
    if offer.successor is not None:
        yield saying.line(SUCCESSOR, saying.entry(offer.successor))


def _criterion(saying: Saying, criterion: Criterion) -> Iterator[str]:
    said = f"{saying.say(criterion.text)} [{saying.condition(criterion.condition)}]"
    yield saying.line(HARD if criterion.hard else SOFT, f"{said}{saying.sure(criterion.basis)}")
    if criterion.actionable:
        yield f"  {saying.plain(ACTIONABLE)}"
    if criterion.note is not None:
        yield f"  {saying.plain(criterion.note)}"


def _of_its_type(saying: Saying, offer: BaseOffer) -> Iterator[str]:
    if isinstance(offer, Scheme):
        yield _application(saying, APPLY, offer.application)
        yield from _support(saying, offer.support)
        yield from combining_lines(saying, offer)
    if isinstance(offer, Cluster | Incubator):
        yield _application(saying, JOIN, offer.joining)
    if isinstance(offer, Cluster):
        yield from (_level(saying, period) for period in offer.programme_levels)
        if offer.members is not None:
            yield _members(saying, offer.members)
    if isinstance(offer, TestFacility):
        for service in offer.services:
            yield saying.line(SERVICE, saying.say(service.text))
        yield _application(saying, ACCESS, offer.access)


def _application(saying: Saying, label: Text, application: Application) -> str:
    catalogue = saying.folder.catalogue
    mode = None if catalogue is None else catalogue.words.application_modes.get(application.mode)
    said = application.mode if mode is None else saying.say(mode)
    note = "" if application.note is None else f". {saying.say(application.note)}"
    return saying.line(label, f"{said}{note}")


def _support(saying: Saying, support: Support) -> Iterator[str]:
    yield saying.plain(support.form)
    catalogue = saying.folder.catalogue
    if catalogue is not None:
        currencies = catalogue.reference.currencies
        for label, amount in ((LEAST, support.minimum_amount), (MOST, support.maximum_amount)):
            kroner = currencies.in_kroner(amount, support.currency)
            if kroner is not None:
                number = say_number(kroner, saying.language)
                yield saying.line(label, saying.say(KRONER).format(number))
    if support.rate_percent is not None:
        yield saying.line(COVERS, saying.say(_percent(support.rate_percent)))
    if support.basis is not None:
        yield saying.line(SURE, saying.basis(support.basis))
    if support.note is not None:
        yield saying.plain(support.note)


def _percent(percent: int) -> Text:
    return both(f"{percent} %", f"{percent}%")


def _level(saying: Saying, period: ProgrammeLevel) -> str:
    label = None
    if saying.folder.catalogue is not None:
        label = saying.folder.catalogue.words.programme_levels.get(period.level)
    said = period.level if label is None else saying.say(label)
    return saying.line(PROGRAMME, f"{said} ({period.since}–{period.until or ''})")


def _members(saying: Saying, members: Members) -> str:
    basis = "" if members.basis is None else f", {saying.say(members.basis)}"
    count = say_number(members.count, saying.language)
    return saying.line(MEMBERS, f"{count} ({members.as_of}{basis})")
