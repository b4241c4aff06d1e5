"""What every resolver can reach."""

from dataclasses import dataclass, field

from strawberry.types.info import Info as StrawberryInfo

from assessments.content.library import Library
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.texts import Language, Text
from schema.loaders.consents import ConsentsLoader, consents_loader
from schema.loaders.figures import FiguresLoader, figures_loader


@dataclass(slots=True, kw_only=True)
class Context:
    """A request's dependencies; note the absence of a database session.

    `library` is the content as it was when the request began, so that one answer never mixes two
    versions.
    """

    environment: Environment
    library: Library
    principal: Principal
    language: Language
    consents: ConsentsLoader = field(init=False)
    """Reads the consents of assessments, for all of a list at once."""
    figures: FiguresLoader = field(init=False)
    """Reads what is told of cohorts, for all parts of an answer at once."""

    def __post_init__(self) -> None:
        self.consents = consents_loader(self.environment, lambda: self.principal)
        self.figures = figures_loader(self.environment, lambda: self.principal)

    def say(self, text: Text) -> str:
        """Return `text` in the caller's language."""
        return text.into(self.language)

    def say_any(self, text: Text | None) -> str | None:
        """Return `text` in the caller's language; None stays None."""
        return None if text is None else text.into(self.language)


Info = StrawberryInfo[Context, None]

__all__ = ["Context", "Info"]
