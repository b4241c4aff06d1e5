"""What reference data are called, and what they say of themselves.

A new part gets a name in ``NAMES`` and a line in ``parts_of``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Confidence
from assessments.texts import Text, both

NAMES: Mapping[str, Text] = {
    "regions": both("Fylker og kommuner", "Counties and municipalities"),
    "markets": both("Grupper av land", "Groups of countries"),
    "sizes": both("Grensene for små og mellomstore bedrifter", "The limits for SMEs"),
    "currencies": both("Valutakurser", "Exchange rates"),
    "industries": both("Næringskoder", "Industry codes"),
    "device_classes": both("Risikoklasser for medisinsk utstyr", "Risk classes of devices"),
    "state_aid": both("Tak for offentlig støtte", "Ceilings of public support"),
}
"""By the name of the file under ``content/reference``, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePart:
    """A part of the reference data: how sure it is, its rule, what to know, where it was read.

    `confidence` is None where the content gives none for the part as a whole.
    """

    slug: str
    confidence: Confidence | None = None
    rule: Text | None = None
    notes: tuple[Text, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def name(self) -> Text:
        """What it is called."""
        return NAMES[self.slug]


def parts_of(catalogue: Catalogue) -> Iterator[ReferencePart]:
    """Yield the parts of the reference data, in the order of ``NAMES``."""
    reference, aid = catalogue.reference, catalogue.state_aid
    regions, sizes, industries = reference.regions, reference.sizes, reference.industries
    yield ReferencePart(
        slug="regions",
        rule=regions.rule,
        notes=(regions.confidence_note,),
        sources=regions.sources,
    )
    yield ReferencePart(
        slug="markets",
        notes=(reference.market_groups_note,),
        sources=reference.market_groups_sources,
    )
    yield ReferencePart(
        slug="sizes",
        confidence=_confidence(sizes.confidence),
        rule=sizes.rule,
        sources=sizes.sources,
    )
    yield ReferencePart(slug="currencies", notes=(reference.currencies.note,))
    yield ReferencePart(
        slug="industries",
        confidence=_confidence(industries.confidence),
        rule=industries.rule,
        notes=tuple(industries.standards.values()),
        sources=industries.sources,
    )
    yield ReferencePart(slug="device_classes", sources=reference.device_classes_sources)
    yield ReferencePart(
        slug="state_aid",
        confidence=aid.confidence,
        notes=(aid.legal_act, aid.rd_note),
        sources=aid.sources or (),
    )


def _confidence(said: str) -> Confidence | None:
    """Return the member; None for what an earlier catalogue said that is none."""
    return next((member for member in Confidence if member == said), None)
