"""The privacy notice, and who it is from."""

import strawberry

from assessments.services.privacy.notice import TITLE, sections_of
from assessments.services.privacy.notice import Section as Written
from assessments.services.privacy.terms import Terms
from schema.context import Context, Info


@strawberry.type(description="Who is responsible for the personal data (GDPR article 4(7)).")
class Controller:
    """GraphQL view of the controller."""

    name: str = strawberry.field(description="What it is called.")
    organisation_number: str = strawberry.field(
        description="Its Norwegian organisation number, nine digits."
    )
    is_made_up: bool = strawberry.field(
        description="Whether it or the contact is made up, as on a development server. Enter"
        " nothing about real companies or people there."
    )


@strawberry.type(description="A section of the privacy notice.")
class PrivacySection:
    """GraphQL view of a section."""

    slug: str = strawberry.field(description="Its name; it stays when the heading changes.")
    heading: str = strawberry.field(description="Its heading.")
    paragraphs: list[str] = strawberry.field(
        description="Its paragraphs, in reading order: plain text, in which addresses may stand."
    )

    @classmethod
    def of(cls, section: Written, context: Context) -> "PrivacySection":
        """Build it in the caller's language."""
        return cls(
            slug=section.slug,
            heading=context.say(section.heading),
            paragraphs=[context.say(paragraph) for paragraph in section.paragraphs],
        )


@strawberry.type(
    description="What this installation does with data about companies and people. `GET /privacy`"
    " has the same as a page."
)
class Privacy:
    """GraphQL view of the notice."""

    terms: strawberry.Private[Terms]

    @strawberry.field(description="What the notice is called.")
    def title(self, info: Info) -> str:
        """Resolve ``Privacy.title``."""
        return info.context.say(TITLE)

    @strawberry.field(description="Who is responsible.")
    def controller(self, info: Info) -> Controller:
        """Resolve ``Privacy.controller``."""
        return Controller(
            name=info.context.say(self.terms.controller),
            organisation_number=self.terms.organisation_number,
            is_made_up=self.terms.is_made_up,
        )

    @strawberry.field(
        description="Where to write about personal data: an e-mail address, or an https address."
    )
    def contact(self) -> str:
        """Resolve ``Privacy.contact``."""
        return self.terms.contact

    @strawberry.field(description="The notice, at most 20 sections in reading order.")
    def sections(self, info: Info) -> list[PrivacySection]:
        """Resolve ``Privacy.sections``."""
        return [PrivacySection.of(section, info.context) for section in sections_of(self.terms)]
