"""Finds entries of the catalogue by their names, old and new."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.company.reference import Region
from assessments.content.catalogue import Catalogue, Organisation, ProcurementRule, Requirement
from assessments.matching.offers import BaseOffer, Scheme
from assessments.texts import Text, both

Entry = BaseOffer | Organisation | Requirement | ProcurementRule | Region

MAX_STEPS = 5

_BETWEEN = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, the name under which it was, and what it has become.

    What was found by its slug is shown by its name.
    """

    entry: Entry
    name: Text
    became: tuple[Entry, ...]


def folded(text: str) -> str:
    """Return `text` for comparing: lower case, å æ ø and accents as plain letters, one blank."""
    lower = text.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    return _BETWEEN.sub(" ", plain).strip()


class Search:
    """An index over a catalogue version."""

    def __init__(self, catalogue: Catalogue) -> None:
        regions = catalogue.reference.regions.every
        self._by_slug: dict[str, Entry] = {
            **catalogue.organisations_by_slug,
            **{o.slug: o for o in catalogue.offers},
        }
        self._by_code = {r.code: r for r in regions}
        self._parts = {r.organisation: r.became for r in regions if r.organisation is not None}
        entries: list[Entry] = [*catalogue.offers, *catalogue.organisations]
        entries += [*catalogue.requirements, *catalogue.procurement_rules, *regions]
        called = catalogue.words.also_called
        self._names = [
            (folded(name), shown, entry)
            for entry in entries
            for name, shown in _names(entry, called)
        ]
        self._texts = {offer.slug: _text_of(offer) for offer in catalogue.offers}
        self._scheme_names = {
            offer.slug: " ".join(folded(name) for name, _ in _names(offer, called))
            for offer in catalogue.offers
            if isinstance(offer, Scheme)
        }

    def find(self, text: str) -> Sequence[Hit]:
        """Return the entries with `text` in a name: exact names first, then by name."""
        sought = folded(text)
        if not sought:
            return []
        best: dict[int, tuple[int, str, Text, Entry]] = {}
        for name, shown, entry in self._names:
            rank = _rank(sought, name, of_region=isinstance(entry, Region))
            if rank is not None and (id(entry) not in best or rank < best[id(entry)][0]):
                best[id(entry)] = (rank, name, shown, entry)
        found = sorted(best.values(), key=lambda hit: hit[:2])
        return [Hit(entry, shown, self.became(entry)) for _, _, shown, entry in found]

    def became(self, entry: Entry) -> tuple[Entry, ...]:
        """Return what an ended, merged or former entry became, followed to the end."""
        followed: list[Entry] = []
        for successor in self._successors(entry):
            last = successor
            for _ in range(MAX_STEPS):
                further = self._successors(last)
                if not further:
                    break
                last = further[0]
            followed.append(last)
        return tuple(followed)

    def _successors(self, entry: Entry) -> Sequence[Entry]:
        if isinstance(entry, Region):
            return [self._by_code[code] for code in entry.became]
        if isinstance(entry, Requirement | ProcurementRule):
            return ()
        if isinstance(entry, Organisation):
            named = [self._by_slug[slug] for slug in entry.successors if slug in self._by_slug]
            return named or [self._by_code[code] for code in self._parts.get(entry.slug, ())]
        successor = self._by_slug.get(entry.successor or "")
        return [] if successor is None else [successor]

    def schemes_matching(self, text: str) -> frozenset[str]:
        """Return the slugs of the schemes that have every word of `text`.

        It stands in a name, in the summary or in the provider's name. A blank text is no wish and
        fits all; one of signs only has no word that could be found.
        """
        words = folded(text).split()
        if not words and text.strip():
            return frozenset()
        return frozenset(
            slug
            for slug, names in self._scheme_names.items()
            if all(word in names or word in self._texts[slug] for word in words)
        )


def _text_of(offer: BaseOffer) -> str:
    said = [offer.summary] if offer.provider is None else [offer.summary, offer.provider.name]
    return folded(" ".join(f"{text.nb} {text.en}" for text in said))


def _names(entry: Entry, called: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Text]]:
    """Yield what an entry is found by, each with what is shown for it."""
    aliases: Sequence[str] = ()
    if isinstance(entry, Region):
        aliases = (
            entry.code,
            f"{entry.name.nb} {entry.code}",
            f"{entry.code} {entry.name.nb}",
        )
    elif isinstance(entry, BaseOffer | Organisation):
        aliases = entry.aliases
    own = () if isinstance(entry, Region) else called.get(entry.slug, ())
    for name in dict.fromkeys((entry.name.nb, entry.name.en, *aliases, *own)):
        yield name, both(name, name)
    if not isinstance(entry, Region):
        yield entry.slug, entry.name


def _rank(sought: str, name: str, *, of_region: bool) -> int | None:
    """Return how well `name` fits; digits are a region's code only as a whole."""
    if name == sought:
        return 0
    if of_region and sought.isdigit() and sought not in name.split():
        return None
    if name.startswith(sought):
        return 1
    return 2 if len(sought) > 1 and sought in name else None
