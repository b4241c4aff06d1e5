"""Reviews of answers: each row once, and superseded by the next of the same recipient."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from assessments.assessment import Evidence, StoredReview
from assessments.storage.database import Connection, Database, Row
from assessments.texts import Text

_COLUMNS = """
    id, assessment_id, recipient, recipient_name, question, level, evidence, comment, reviewed_at
"""
_LOCK = "SELECT lock_for_review($1) AS locked"
_STANDING = f"""
    SELECT {_COLUMNS} FROM reviews WHERE assessment_id = ANY ($1) AND superseded_at IS NULL
    ORDER BY reviewed_at DESC, recipient, question
"""  # noqa: S608 - the columns are constants
_SUPERSEDE = "UPDATE reviews SET superseded_at = $2 WHERE id = ANY ($1) AND superseded_at IS NULL"
_ADD = """
    INSERT INTO reviews (
        id, assessment_id, company_id, recipient, recipient_name, question, level, evidence,
        comment, reviewed_at
    )
    SELECT n.id, c.assessment_id, c.company_id, c.recipient, c.recipient_name, n.question, n.level,
        n.evidence, n.comment, $2
    FROM consents c, unnest($3::uuid[], $4::text[], $5::smallint[], $6::text[], $7::text[])
        AS n (id, question, level, evidence, comment)
    WHERE c.id = $1
    RETURNING id
"""


async def lock_for_review(connection: Connection, consent_id: UUID) -> bool:
    """Let nobody else review what a consent shares until the transaction ends.

    Returns:
        Whether the consent stands, is the caller's, and shares the answers.
    """
    row = await connection.fetchrow(_LOCK, consent_id)
    return row is not None and bool(row["locked"])


async def standing_reviews(
    connection: Connection, assessments: Sequence[UUID]
) -> list[StoredReview]:
    """Return what is said of answers of some assessments now, the last said first."""
    return [_review(row) for row in await connection.fetch(_STANDING, list(assessments))]


async def reviews_of(database: Database, assessment_id: UUID) -> list[StoredReview]:
    """Return what is said of the answers of an assessment now, the last said first."""
    async with database.reading() as connection:
        return await standing_reviews(connection, [assessment_id])


async def supersede_reviews(connection: Connection, ids: Sequence[UUID], at: datetime) -> None:
    """Let reviews stand no more."""
    await connection.execute(_SUPERSEDE, list(ids), at)


async def add_reviews(
    connection: Connection, consent_id: UUID, at: datetime, new: Sequence[StoredReview]
) -> bool:
    """Add reviews by whoever a consent is given to, of what it shares; return whether it stands."""
    added = await connection.fetch(
        _ADD,
        consent_id,
        at,
        [review.id for review in new],
        [review.question for review in new],
        [review.level for review in new],
        [review.evidence for review in new],
        [review.comment for review in new],
    )
    return len(added) == len(new)


def _review(row: Row) -> StoredReview:
    evidence = row["evidence"]
    return StoredReview(
        id=row["id"],
        assessment_id=row["assessment_id"],
        recipient=row["recipient"],
        recipient_name=Text(**json.loads(row["recipient_name"])),
        question=row["question"],
        level=row["level"],
        evidence=None if evidence is None else Evidence(evidence),
        comment=row["comment"],
        reviewed_at=row["reviewed_at"],
    )
