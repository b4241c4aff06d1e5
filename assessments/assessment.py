"""Companies, assessments and results as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResult:
    """A submitted result; `document` is its JSON text, as it was written."""

    id: UUID
    assessment_id: UUID
    questionnaire_slug: str
    questionnaire_version: int
    catalogue_version: int
    engine_version: str
    as_of: date
    computed_at: datetime
    answers_hash: bytes
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAssessment:
    """An assessment as it stands; `answers` and `facts` are encoded values by slug.

    `copied_from` has the assessments that its answers were copied from, each from the one before
    it; `carried_over` says what the last of these copyings carried and what it left.
    """

    id: UUID
    company_id: UUID | None
    questionnaire_slug: str
    questionnaire_version: int
    status: str
    revision: int
    answers: Json
    facts: Json
    token_hash: bytes | None
    token_expires_at: datetime | None
    token_revoked_at: datetime | None
    started_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    organisation_number: str | None = None
    """The number of the company that it belongs to, if it belongs to one."""
    copied_from: tuple[UUID, ...] = ()
    carried_over: Json | None = None
    result: StoredResult | None = None

    def is_carried(self, question: str) -> bool:
        """Tell whether the answer to `question` is still the one that was copied."""
        copied: Json = {} if self.carried_over is None else self.carried_over["answers"]
        if question not in copied or question not in self.answers:
            return False
        return bool(copied[question][1] == self.answers[question]["at"])


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCompany:
    """A company with the facts that it states, encoded, by slug."""

    id: UUID
    organisation_number: str
    facts: Json
    revision: int
    created_at: datetime
    updated_at: datetime
