"""How a scheme goes together with others, in words."""

from collections.abc import Iterator, Sequence

from api.commands.previews.saying import Saying
from assessments.content.aid_words import ACTIVITIES, say_aid, say_room
from assessments.content.catalogue import StateAid
from assessments.content.combining_words import (
    NO_MONEY,
    NOTHING_KNOWN,
    TOGETHER,
    say_combination,
    say_needed,
)
from assessments.matching.aid_ceilings import (
    DE_MINIMIS_RECEIVED,
    RD_ARTICLE,
    SIZE,
    AidCeiling,
    de_minimis_room,
    rd_ceilings,
)
from assessments.matching.combining import CombiningRules
from assessments.matching.combining_terms import AidKind, AidTerms, Combines, CombiningTerms
from assessments.matching.offers import Scheme
from assessments.texts import Text, both

AID = both("Statsstøtte", "State aid")
CEILING = both(
    "Høyeste støtteandel: {activity}, {size}: {percent} %, i samarbeid {together} %",
    "Highest share of support: {activity}, {size}: {percent}%, in collaboration {together}%",
)
PRECEDES = both("Kreves først av", "Required first by")


def combining_lines(saying: Saying, scheme: Scheme) -> Iterator[str]:
    """Yield what the support is, and what the scheme goes together with, comes after and before."""
    terms = saying.folder.combining
    rules = CombiningRules(
        (placed.item for placed in saying.folder.offers),
        CombiningTerms() if terms is None else terms.item,
    )
    if rules.is_known(scheme.slug):
        yield from _aid(saying, rules.aid.get(scheme.slug))
        yield from _together(saying, rules, scheme.slug)
    else:
        yield saying.plain(NOTHING_KNOWN if rules.gives_money(scheme.slug) else NO_MONEY)
    for needed in rules.needs_first(scheme.slug):
        names = _names(saying, rules, needed.any_of)
        yield f"    {say_needed(needed, names, None, saying.language)}"
        if needed.criterion.note is not None:
            yield saying.plain(needed.criterion.note)
    later = rules.needed_by(scheme.slug)
    if later:
        yield saying.line(PRECEDES, "; ".join(_names(saying, rules, later)))


def _aid(saying: Saying, aid: AidTerms | None) -> Iterator[str]:
    sure = saying.sure(None if aid is None else aid.basis)
    yield saying.line(AID, f"{say_aid(aid, saying.language)}{sure}")
    if aid is None:
        return
    if aid.note is not None:
        yield saying.plain(aid.note)
    catalogue = saying.folder.catalogue
    if catalogue is not None and aid.article == RD_ARTICLE:
        for ceiling in rd_ceilings(catalogue.state_aid.rd_intensity_ceiling_pct):
            sure = saying.sure(catalogue.state_aid.confidence)
            yield f"    {_ceiling(saying, ceiling)}{sure}"
    if catalogue is not None and aid.kind is AidKind.DE_MINIMIS:
        yield from _room(saying, catalogue.state_aid)
    yield from saying.sources(aid.sources)


def _room(saying: Saying, ceilings: StateAid) -> Iterator[str]:
    """Yield what a company reads that has not stated what it has received."""
    fact = saying.fact(DE_MINIMIS_RECEIVED)
    name = both(DE_MINIMIS_RECEIVED, DE_MINIMIS_RECEIVED) if fact is None else fact.name
    room = de_minimis_room(ceilings.de_minimis_ceiling_eur, None, None)
    unsure = ceilings.is_to_confirm
    said = say_room(room, ceilings.period_years, name, saying.language, to_confirm=unsure)
    yield f"    {said}"


def _ceiling(saying: Saying, ceiling: AidCeiling) -> str:
    fact = saying.fact(SIZE)
    sizes = {} if fact is None else {choice.slug: choice.text for choice in fact.choices}
    return saying.say(CEILING).format(
        activity=_said(saying, ACTIVITIES.get(ceiling.activity), ceiling.activity),
        size=_said(saying, sizes.get(ceiling.size), ceiling.size),
        percent=ceiling.percent,
        together=ceiling.in_collaboration,
    )


def _said(saying: Saying, text: Text | None, slug: str) -> str:
    return slug if text is None else saying.say(text)


def _together(saying: Saying, rules: CombiningRules, slug: str) -> Iterator[str]:
    """Yield a line per way to go together, with the others of which the same is said."""
    found: dict[tuple[Combines, str, tuple[str, ...]], list[str]] = {}
    for combination in rules.known_with(slug):
        kinds = (rules.aid.get(slug), rules.aid.get(combination.scheme))
        said = say_combination(combination, kinds, saying.language)
        sure = saying.sure(combination.basis)
        alike = (combination.how, f"{said}{sure}", tuple(combination.sources))
        found.setdefault(alike, []).append(combination.scheme)
    for (how, said, sources), others in found.items():
        names = "; ".join(_names(saying, rules, others))
        yield saying.line(TOGETHER[how], f"{names}. {said}")
        yield from (f"  {line}" for line in saying.sources(sources))


def _names(saying: Saying, rules: CombiningRules, slugs: Sequence[str]) -> list[str]:
    known = rules.schemes
    return [saying.say(known[slug].name) if slug in known else slug for slug in slugs]
