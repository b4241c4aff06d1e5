"""What the parts of a result look at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.content.library import CompiledCatalogue
from assessments.services.snapshots import steps_in
from schema.types.theme_result import DocumentView


@dataclass(frozen=True)
class ResultView(DocumentView):
    """A stored result with the content versions that it names."""

    catalogue: CompiledCatalogue

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """The next steps; worked out now where the document is older than they are."""
        return steps_in(self.document, self.questionnaire, self.catalogue)
