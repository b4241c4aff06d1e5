"""How schemes go together: state aid, what excludes what, and what must come first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import strawberry

from assessments.content.aid_words import ACTIVITIES, say_aid
from assessments.content.combining_words import say_combination, say_needed
from assessments.content.library import CompiledCatalogue
from assessments.matching import aid_ceilings, combining, offers
from assessments.matching.combining_terms import AidKind, AidTerms, Combines
from schema.context import Context
from schema.enums import describe_enum
from schema.types.entries import Source
from schema.types.verdict import Verdict

if TYPE_CHECKING:
    from schema.types.offers import Scheme

describe_enum(
    AidKind,
    "What support is under the rules on state aid.",
    {
        "DE_MINIMIS": "De minimis aid: small sums, whose total over three years has a ceiling.",
        "BLOCK_EXEMPTION": "State aid under the block exemption, Regulation (EU) No 651/2014.",
        "UNION_FUNDS": "Money that the Union itself manages, which is no state aid.",
        "NO_AID": "No state aid, for instance since it is given on market terms.",
    },
)
describe_enum(
    Combines,
    "How two schemes go together, as far as the content knows.",
    {
        "FREELY": "The rules on state aid set no common ceiling.",
        "WITHIN_CEILING": "They can be combined, and count together under a ceiling.",
        "EXCLUDED": "Whoever has the one cannot have the other.",
        "NOT_KNOWN": "The content does not know. It says neither yes nor no.",
    },
)

SchemeType = Annotated["Scheme", strawberry.lazy("schema.types.offers")]
SURE = "How sure that is: sourced or general_knowledge; null where it is not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A catalogue, and how its schemes are shown."""

    catalogue: CompiledCatalogue
    show: Callable[[offers.Scheme, CompiledCatalogue], "Scheme"]

    @property
    def rules(self) -> combining.CombiningRules:
        """What is known about the schemes together."""
        return self.catalogue.combining

    def schemes(self, slugs: Iterable[str]) -> list["Scheme"]:
        """Return the views of schemes."""
        return [self.show(self.rules.schemes[slug], self.catalogue) for slug in slugs]

    def sources(self, slugs: Iterable[str], context: Context) -> list[Source]:
        """Return the views of sources."""
        definition = self.catalogue.definition
        known = definition.sources_by_slug
        return [Source.of(known[slug], definition, context) for slug in slugs]

    def ceilings(
        self, found: Iterable[aid_ceilings.AidCeiling], context: Context
    ) -> list["AidCeiling"]:
        """Return the views of ceilings, which are as sure as the catalogue says."""
        confidence = self.catalogue.definition.state_aid.confidence
        return [AidCeiling.of(ceiling, confidence, context) for ceiling in found]


@strawberry.type(description="The most public support for an activity, all sources together.")
class AidCeiling:
    """GraphQL view of a ceiling."""

    activity: str = strawberry.field(
        description="The slug of the activity: industrial_research or experimental_development."
    )
    activity_text: str = strawberry.field(description="The activity, in words.")
    size: str = strawberry.field(
        description="The size of company: small, micro ones included, medium, or large."
    )
    percent: int = strawberry.field(description="The ceiling, in percent of the cost.")
    percent_in_collaboration: int = strawberry.field(
        description="The ceiling in percent where the project is carried out in collaboration."
    )
    confidence: offers.Confidence = strawberry.field(
        description="How sure the figures are; those that are not SOURCED are to be confirmed."
    )

    @classmethod
    def of(
        cls, ceiling: aid_ceilings.AidCeiling, confidence: offers.Confidence, context: Context
    ) -> "AidCeiling":
        """Build it in the caller's language."""
        words = ACTIVITIES.get(ceiling.activity)
        return cls(
            activity=ceiling.activity,
            activity_text=ceiling.activity if words is None else context.say(words),
            size=ceiling.size,
            percent=ceiling.percent,
            percent_in_collaboration=ceiling.in_collaboration,
            confidence=confidence,
        )


@strawberry.type(description="What support from a scheme is under the rules on state aid.")
class StateAid:
    """GraphQL view of state aid."""

    kind: AidKind = strawberry.field(description="What it is.")
    text: str = strawberry.field(description="What it is, in words.")
    article: int | None = strawberry.field(
        description="The article of the block exemption; null where it has none or nobody knows."
    )
    ceilings: list[AidCeiling] = strawberry.field(
        description="The ceilings for all public support together, by activity and size; the"
        " provider's own may be lower. Empty where they are not known."
    )
    basis: str = strawberry.field(description="How sure that is: sourced or general_knowledge.")
    note: str | None = strawberry.field(description="What to know besides.")
    sources: list[Source] = strawberry.field(description="Where it was read.")

    @classmethod
    def of(cls, aid: AidTerms, shelf: Shelf, context: Context) -> "StateAid":
        """Build it in the caller's language."""
        table = shelf.catalogue.definition.state_aid.rd_intensity_ceiling_pct
        found = aid_ceilings.rd_ceilings(table) if is_for_research(aid) else ()
        return cls(
            kind=aid.kind,
            text=say_aid(aid, context.language),
            article=aid.article,
            ceilings=shelf.ceilings(found, context),
            basis=aid.basis,
            note=context.say_any(aid.note),
            sources=shelf.sources(aid.sources, context),
        )


def is_for_research(aid: AidTerms | None) -> bool:
    """Tell whether the ceilings for research and development apply."""
    return aid is not None and aid.article == aid_ceilings.RD_ARTICLE


@strawberry.type(description="How a scheme goes together with another.")
class Combination:
    """GraphQL view of a combination."""

    scheme: SchemeType = strawberry.field(description="The other scheme.")
    how: Combines = strawberry.field(description="How they go together.")
    note: str = strawberry.field(description="What that means, in a sentence or two.")
    basis: str | None = strawberry.field(description=SURE)
    sources: list[Source] = strawberry.field(description="Where it was read.")

    @classmethod
    def of(
        cls, slug: str, found: combining.Combination, shelf: Shelf, context: Context
    ) -> "Combination":
        """Build how `slug` goes together with another, in the caller's language."""
        kinds = (shelf.rules.aid.get(slug), shelf.rules.aid.get(found.scheme))
        [scheme] = shelf.schemes([found.scheme])
        return cls(
            scheme=scheme,
            how=found.how,
            note=say_combination(found, kinds, context.language),
            basis=found.basis,
            sources=shelf.sources(found.sources, context),
        )


@strawberry.type(description="Support that a scheme asks for first.")
class NeededFirst:
    """GraphQL view of a need."""

    any_of: list[SchemeType] = strawberry.field(
        description="The schemes of which one is enough, in the criterion's order."
    )
    required: bool = strawberry.field(
        description="Whether it must have come first; else it only counts in favour."
    )
    criterion: str = strawberry.field(description="The slug of the scheme's criterion on it.")
    had: Verdict | None = strawberry.field(
        description="Whether the company has had it, in a match; UNKNOWN while it has not stated"
        " what support it has had. Null where no company is spoken of."
    )
    text: str = strawberry.field(description="What is asked, in words.")
    note: str | None = strawberry.field(description="What to know besides.")

    @classmethod
    def of(
        cls, needed: combining.Needed, had: Verdict | None, shelf: Shelf, context: Context
    ) -> "NeededFirst":
        """Build it in the caller's language."""
        names = [context.say(shelf.rules.schemes[slug].name) for slug in needed.any_of]
        return cls(
            any_of=shelf.schemes(needed.any_of),
            required=needed.criterion.hard,
            criterion=needed.criterion.slug,
            had=had,
            text=say_needed(needed, names, had, context.language),
            note=context.say_any(needed.criterion.note),
        )
