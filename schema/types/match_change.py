"""Offers whose outcome has turned."""

import strawberry

from assessments.content.turning_words import say_reasons
from assessments.services.turned import Turned
from schema.context import Context
from schema.types.match_outcome import MatchOutcome
from schema.types.offer import Offer
from schema.types.offers import offer_of


@strawberry.type(description="An offer whose outcome is another one, and why.")
class MatchChange:
    """GraphQL view of an offer that has turned."""

    offer: Offer = strawberry.field(description="The offer, as the catalogue last had it.")
    before: MatchOutcome | None = strawberry.field(
        description="The outcome before; null where the catalogue did not have the offer."
    )
    after: MatchOutcome | None = strawberry.field(
        description="The outcome after; null where the catalogue has the offer no more."
    )
    reason: str = strawberry.field(
        description="Why, in sentences: what has changed about the offer, the time or the company."
    )

    @classmethod
    def of(cls, turned: Turned, context: Context) -> "MatchChange":
        """Build it."""
        catalogue = turned.catalogue
        return cls(
            offer=offer_of(catalogue.offers_by_slug[turned.slug].offer, catalogue),
            before=turned.before,
            after=turned.after,
            reason=say_reasons(turned.reasons, catalogue, context.language),
        )
