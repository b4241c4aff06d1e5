"""What somebody holds by an access token alone, and tokens that are not quite it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from assessments.services.environment import Environment
from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.fixtures.endpoint import client_of
from tests.fixtures.respondent import fill_in, start
from tests.schema.matrix import ABOUT, CLUSTER, NONE, Target
from tests.schema.reviewing import shared_id

LIVE: Final = "live"
STATES: Final[Mapping[str, str]] = {
    LIVE: "token_revoked_at = NULL",
    "expired": "token_expires_at = started_at",
    "revoked": "token_revoked_at = started_at",
}
"""States of an access token, and what brings it there."""


async def held(environment: Environment, database: Database, state: str = LIVE) -> Target:
    """Return a submitted assessment that is shared with a cluster, its token in a state."""
    async with client_of(environment) as client:
        mine = await start(client, database)
        await fill_in(mine)
        await mine.submit()
        result = (await mine.read())["result"]["id"]
        of = replace(NONE, assessment=mine.id, result=result, token=mine.token, cluster=CLUSTER)
        shared = (await client.send(*ABOUT["shareAssessment"](of))).json()["data"]
    consent = shared["shareAssessment"]["consent"]["id"]
    uuid = parse_id_of("Assessment", mine.id)
    await database.run(f"UPDATE assessments SET {STATES[state]} WHERE id = $1", uuid)  # noqa: S608 - constants above
    return replace(of, consent=consent, shared=shared_id(consent), purpose="CASE")


def with_another_secret(credential: str) -> str:
    """Return a token or key that names the same, with a secret of which one letter is another."""
    return credential[:-2] + ("B" if credential[-2] == "A" else "A") + credential[-1]
