"""What is shared, as recipients read it: from a view that cuts each result to its consent."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from assessments.assessment import SharedAssessment
from assessments.storage.consents import consent_in
from assessments.storage.database import Connection, Row
from assessments.storage.reviews import standing_reviews

_SHARED = """
    SELECT s.consent_id AS id, s.assessment_id, s.company_id, s.recipient, s.recipient_name,
        s.purpose, s.scope, s.contact, s.granted_at, NULL::timestamptz AS withdrawn_at,
        s.submitted_at, s.questionnaire_slug, s.questionnaire_version, s.catalogue_version,
        s.region, s.size_band, s.sector, s.proven_number, s.summary, s.document
    FROM shared_assessments s
"""
_PAGE = f"""
    {_SHARED}
    WHERE s.recipient = $1
      AND ($2::timestamptz IS NULL OR (s.granted_at, s.consent_id) < ($2, $3::uuid))
    ORDER BY s.granted_at DESC, s.consent_id DESC LIMIT $4
"""
_ONE = f"{_SHARED} WHERE s.consent_id = $1"
_POSITION = "SELECT shared_position($1, $2) AS at"


async def shared_position(
    connection: Connection, recipient: str, consent_id: UUID
) -> datetime | None:
    """Return when a consent was given to a recipient that the caller reads for; None for others.

    It may have been withdrawn since.
    """
    row = await connection.fetchrow(_POSITION, recipient, consent_id)
    return None if row is None else row["at"]


async def shared_with(
    connection: Connection, recipient: str, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[SharedAssessment]:
    """Return what is shared with a recipient, the last shared first, those after `before`."""
    at, consent_id = before if before is not None else (None, None)
    rows = await connection.fetch(_PAGE, recipient, at, consent_id, limit)
    return await _with_reviews(connection, [_shared(row) for row in rows])


async def shared_by(connection: Connection, consent_id: UUID) -> SharedAssessment | None:
    """Return what a consent shares with a recipient that the caller reads for."""
    rows = await connection.fetch(_ONE, consent_id)
    found = await _with_reviews(connection, [_shared(row) for row in rows])
    return found[0] if found else None


async def _with_reviews(
    connection: Connection, shared: Sequence[SharedAssessment]
) -> list[SharedAssessment]:
    """Return the same, with what each recipient says of the answers that it sees."""
    seen = {one.consent.assessment_id for one in shared if one.document is not None}
    if not seen:
        return list(shared)
    found = await standing_reviews(connection, sorted(seen))
    return [
        one
        if one.document is None
        else replace(
            one,
            reviews=tuple(
                review
                for review in found
                if review.assessment_id == one.consent.assessment_id
                and review.recipient == one.consent.recipient
            ),
        )
        for one in shared
    ]


def _shared(row: Row) -> SharedAssessment:
    document = row["document"]
    return SharedAssessment(
        consent=consent_in(row),
        submitted_at=row["submitted_at"],
        questionnaire_slug=row["questionnaire_slug"],
        questionnaire_version=row["questionnaire_version"],
        catalogue_version=row["catalogue_version"],
        region=row["region"],
        size_band=row["size_band"],
        sector=row["sector"],
        proven_number=row["proven_number"],
        summary=_read(row["summary"]),
        document=None if document is None else _read(document),
    )


def _read(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return read
