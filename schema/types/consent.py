"""``type Consent``: to whom something is shared, what for and how much of it."""

import datetime as dt

import strawberry

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from schema.context import Context
from schema.enums import describe_enum
from schema.ids import global_id

describe_enum(
    ConsentPurpose,
    "What something is shared for.",
    {
        "ADVICE": "To give the company advice.",
        "CONTACT": "To get in touch with the company.",
        "CASE": "To be quoted in a brief, without the company's name.",
        "APPLICATION": "To go with an application of the company's.",
    },
)
describe_enum(
    ConsentScope,
    "How much is shared.",
    {
        "SUMMARY": "Profile in brief, scores, levels, gaps and the outcomes of offers: no answers,"
        " no amounts of money and nothing of how long the money lasts.",
        "ANSWERS": "The whole result, with answers and facts.",
    },
)


@strawberry.type(description="Somebody with whom something is shared.")
class Recipient:
    """GraphQL view of a recipient."""

    slug: str = strawberry.field(description="The slug of the cluster or organisation.")
    name: str = strawberry.field(description="What it was called when the consent was given.")


@strawberry.type(
    description="That a recipient may see an assessment; it can be withdrawn at any time."
)
class Consent:
    """GraphQL view of a consent."""

    id: strawberry.ID = strawberry.field(description="What `withdrawConsent` names.")
    recipient: Recipient = strawberry.field(description="Who may see it.")
    purpose: ConsentPurpose = strawberry.field(description="What for.")
    scope: ConsentScope = strawberry.field(description="How much of it.")
    contact: str | None = strawberry.field(
        description="Whom the recipient may get in touch with; null where the company named nobody,"
        " and once the consent is withdrawn."
    )
    granted_at: dt.datetime = strawberry.field(description="When it was given.")
    withdrawn_at: dt.datetime | None = strawberry.field(
        description="When it was withdrawn; null while it stands."
    )

    @classmethod
    def of(cls, stored: StoredConsent, context: Context) -> "Consent":
        """Build it in the caller's language."""
        name = context.say(stored.recipient_name)
        return cls(
            id=global_id("Consent", stored.id),
            recipient=Recipient(slug=stored.recipient, name=name),
            purpose=stored.purpose,
            scope=stored.scope,
            contact=stored.contact,
            granted_at=stored.granted_at,
            withdrawn_at=stored.withdrawn_at,
        )
