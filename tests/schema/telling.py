"""Sixty companies of which figures are told, with answers that are counted, and who asks."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

import pytest

from assessments.cohorts.measures import bin_of
from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.services.publishing import publish
from tests.assessments.services.cells.releasing import OF_LEVELS, QUESTIONNAIRE, Releasing
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.database import connected, new_database
from tests.fixtures.environment import NOON, environment_on
from tests.fixtures.startup import Json

THEMES: Final = ("scaling", "internationalisation", "regulatory_testing", "public_procurement")
IN_CLUSTER: Final = 35
EVERYBODY: Final[Json] = {"questionnaire": QUESTIONNAIRE}
OF_CLUSTER: Final[Json] = {**EVERYBODY, "cluster": CLUSTER}
NARROW: Final[Json] = {**OF_CLUSTER, "regions": ["03"]}
"""Of whom nothing is told: it would leave five of the cluster."""
INVITED: Final = 12

_INVITE: Final = """
    WITH made AS (
        INSERT INTO invitations (id, cluster, code, created_at, created_by, expires_at)
        VALUES (gen_random_uuid(), $1, 'code', now(), 'issuer:advisor', now() + interval '1 day')
        RETURNING id
    )
    INSERT INTO invited_organisations (invitation_id, cluster, organisation_number, invited_at)
    SELECT made.id, $1, n.number, now() FROM made, unnest($2::text[]) AS n (number)
"""


class Answering(Releasing):
    """Companies whose results are counted under measures of every kind."""

    def said(self, days: int, counted: Sequence[int]) -> tuple[dict[int, int], set[int]]:
        """Return scores, each company its own, and answers."""
        place = len(self.world.results)
        amounts, keys = dict[int, int](), [self.asked(counted)]
        for at, of in enumerate(("overall", *THEMES)):
            tenths = (days * 37 + place * 13 + at * 101) % 1001
            amounts[self.measures[f"score:{of}"]] = tenths
            level = sum(tenths >= 10 * least for least in OF_LEVELS)
            keys += [f"bin:{of}:{bin_of(tenths)}", f"level:{of}:{level}"]
        keys += [f"answer_level:S04:{place % 3}", "option:S04:12to24", "option:S11:skattefunn"]
        keys += ["barrier:risk_relief", "unmet:national_rollout", "lever:S04"]
        keys += ["scheme:skattefunn:ELIGIBLE", "scheme:eksfin-arbeidskapital:CANNOT_TELL"]
        if place % 2:
            keys += ["barrier:competence", "unmet:competence", "lever:S01"]
        return amounts, {self.measures[key] for key in keys}

    def asked(self, counted: Sequence[int]) -> str:
        """Return what everybody says of a question that all are asked."""
        return "dont_know:R02" if counted else "not_applicable:R02"


@pytest.fixture(scope="module")
async def answering(
    server: str,
    empty_database_dsn: str,
    catalogue_definition: Catalogue,
    questionnaire_definitions: list[Questionnaire],
) -> AsyncIterator[Answering]:
    """Thirty companies in Oslo, all in a cluster, and thirty in Vestland, five of them in it."""
    async with (
        new_database(server, empty_database_dsn) as dsn,
        connected(dsn, size=4) as database,
    ):
        await publish(database, catalogue_definition, questionnaire_definitions, NOON)
        made = Answering(await environment_on(database))
        await made.empty()
        await made.many(0, 30, 0, ("03", "micro", "medtech"))
        await made.many(30, 30, 0, ("46", "small", "medtech"))
        await made.join_many(0, IN_CLUSTER, 0)
        await made.release()
        await database.run(_INVITE, CLUSTER, list(made.companies[:INVITED]))
        yield made


@pytest.fixture
def adviser(answering: Answering) -> Asker:
    """An advisor of the cluster."""
    return Asker(environment=answering.environment, principal=advisor_of(CLUSTER))
