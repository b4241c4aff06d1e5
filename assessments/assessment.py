"""Companies, assessments, results, consents and reviews as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from assessments.texts import Text

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
    include_in_aggregates: bool = False
    """Whether the company agrees to be counted in figures about many."""
    invitation_id: UUID | None = None
    """The invitation that it was begun by."""
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

    @property
    def known(self) -> Json:
        """What it states, with the number that it has proven."""
        return {**self.facts, "organisation_number": {"text": self.organisation_number}}


class ConsentPurpose(StrEnum):
    """What something is shared for."""

    ADVICE = "advice"
    CONTACT = "contact"
    CASE = "case"
    APPLICATION = "application"


class ConsentScope(StrEnum):
    """How much is shared."""

    SUMMARY = "summary"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConsent:
    """That somebody may see an assessment; `recipient` is a slug, of a cluster or organisation."""

    id: UUID
    assessment_id: UUID
    company_id: UUID | None
    recipient: str
    recipient_name: Text
    purpose: ConsentPurpose
    scope: ConsentScope
    contact: str | None
    granted_at: datetime
    withdrawn_at: datetime | None


class Evidence(StrEnum):
    """What an advisor has seen of what stands behind an answer."""

    DOCUMENTED = "documented"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """What a recipient says of the answer to a question; at least one of the three is there."""

    id: UUID
    assessment_id: UUID
    recipient: str
    recipient_name: Text
    question: str
    level: int | None
    evidence: Evidence | None
    comment: str | None
    reviewed_at: datetime

    @property
    def said(self) -> tuple[int | None, Evidence | None, str | None]:
        """What it says."""
        return self.level, self.evidence, self.comment


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAssessment:
    """What a recipient sees of an assessment, by a consent that stands.

    `summary` is what every scope covers. Where the scope is the answers, `document` is the whole
    result and `reviews` has what the recipient says of them now. `proven_number` is the
    organisation number of the company that it belongs to, if any.
    """

    consent: StoredConsent
    submitted_at: datetime
    questionnaire_slug: str
    questionnaire_version: int
    catalogue_version: int
    region: str | None
    size_band: str | None
    sector: str | None
    proven_number: str | None
    summary: Json
    document: Json | None
    reviews: tuple[StoredReview, ...] = ()
