"""A request to change an assessment: whether it may, and whether it has been made before.

Two clients may change the same assessment at once. Each reads it, works out its change, and writes
that on condition that nobody else has written in between; if somebody has, it reads again.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import (
    AlreadySubmittedError,
    IdempotencyKeyReusedError,
    InvalidKeyError,
    NotFoundError,
    RevisionConflictError,
)
from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.noting_work import Write, note_shown, write_noted
from assessments.services.principals import Principal, authorise
from assessments.services.walls import seen_by
from assessments.storage.assessments import (
    ForChange,
    Key,
    Replay,
    find_for_change,
    forget_keys,
)

KEY_LIFETIME = timedelta(days=1)
MAX_KEY = 200
MAX_TRIES = 50
"""How often a change is worked out anew because others got in first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """What the client says of its request: the revision it knows, and a key to repeat it by."""

    expected_revision: int | None = None
    idempotency_key: str | None = None


class ChangeRequest:
    """One request to change an assessment: who asks, and on what terms."""

    def __init__(  # noqa: PLR0913 - one argument per part of a request
        self,
        environment: Environment,
        principal: Principal,
        assessment_id: UUID,
        *,
        operation: str,
        precondition: Precondition,
        payload: Sequence[object] = (),
    ) -> None:
        self._environment = environment
        self._principal = principal
        self._assessment_id = assessment_id
        self.database = seen_by(principal, environment, assessment_id)
        self._expected = precondition.expected_revision
        self.replayed: StoredAssessment | None = None
        self.key: Key | None = None
        if precondition.idempotency_key is not None:
            key = precondition.idempotency_key
            if not 1 <= len(key) <= MAX_KEY or not key.isprintable() or key != key.strip():
                raise InvalidKeyError(MAX_KEY)
            said = json.dumps([self._expected, payload], sort_keys=True, default=str)
            self.key = Key(
                key=key,
                operation=operation,
                payload_hash=hashlib.sha256(said.encode()).digest(),
                forgotten_before=environment.now() - KEY_LIFETIME,
            )

    async def read(self) -> StoredAssessment:
        """Return the assessment as it is now, if this request may change it."""
        now = self._environment.now()
        found = await find_for_change(
            self.database,
            self._assessment_id,
            key=None if self.key is None else self.key.key,
            since=self._expected,
            keys_since=now if self.key is None else self.key.forgotten_before,
        )
        authorise(self._principal, None if found is None else found.assessment, now)
        if found is None:
            raise NotFoundError
        self._replay(found)
        if self.replayed is None:
            self._refuse_if_stale(found)
        return found.assessment

    async def write(self, action: Action, current: StoredAssessment, write: Write) -> bool:
        """Change `current` by `write`, noted where that is due; return whether it was done."""
        return await write_noted(
            self._environment, self._principal, (action, current), self.database, write
        )

    async def unchanged(self, shown: StoredAssessment) -> StoredAssessment:
        """Return what is shown to whoever changed nothing now, once it is noted as a reading.

        Raises:
            NotFoundError: It was erased with its company meanwhile.
        """
        await note_shown(self._environment, self._principal, shown)
        return shown

    def _replay(self, found: ForChange) -> None:
        earlier = found.replay
        if earlier is None or self.key is None or not earlier.is_recent:
            return
        same = (earlier.operation, earlier.payload_hash) == (
            self.key.operation,
            self.key.payload_hash,
        )
        if not same:
            raise IdempotencyKeyReusedError
        self.replayed = _as_of(found, earlier)

    def _refuse_if_stale(self, found: ForChange) -> None:
        current = found.assessment
        if current.status == "submitted":
            raise AlreadySubmittedError(current.id)
        if self._expected is not None and self._expected != current.revision:
            raise RevisionConflictError(
                (current.questionnaire_slug, current.questionnaire_version),
                current.revision,
                _changed_since(found, self._expected),
                has_been=0 <= self._expected <= current.revision,
            )


def _as_of(found: ForChange, earlier: Replay) -> StoredAssessment:
    """Return the assessment as the `earlier` request left it."""
    answers: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    submitted = False
    for made, kind, new in found.changes:
        if made > earlier.revision:
            break
        if kind == "submitted":
            submitted = True
            continue
        document = facts if kind == "profile" else answers
        for slug, value in new.items():
            document.pop(slug, None)
            if value is not None:
                document[slug] = value
    current = found.assessment
    return replace(
        current,
        revision=earlier.revision,
        updated_at=earlier.made_at,
        answers=answers,
        facts=facts,
        status="submitted" if submitted else "draft",
        submitted_at=current.submitted_at if submitted else None,
        include_in_aggregates=submitted and current.include_in_aggregates,
        result=current.result if submitted else None,
    )


def _changed_since(found: ForChange, revision: int) -> Sequence[str]:
    """Return the questions whose answers changed after `revision`."""
    slugs = {
        slug
        for made, kind, new in found.changes
        if kind == "answers" and made > revision
        for slug in new
    }
    return sorted(slugs)


async def forget_old_keys(environment: Environment) -> int:
    """Delete idempotency keys that are not good any more; return how many."""
    return await forget_keys(environment.database, environment.now() - KEY_LIFETIME)
