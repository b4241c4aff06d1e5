"""Keeps what this release writes, once and for ever: python -m tests.frozen.freeze

Run it when ``ENGINE_VERSION`` has gone up, and leave what it wrote for earlier versions alone.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from api import embedded_database
from api.migrating import migrate
from assessments.content.loading import load_folder
from assessments.services.publishing import publish
from assessments.services.snapshots import ENGINE_VERSION
from tests.contract.operations import operation
from tests.fixtures.content import CONTENT
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON, environment_on
from tests.fixtures.respondent import fill_in, start
from tests.frozen.written import FOLDER, LANGUAGES, Json, keep, required_fields, rows_of
from tests.migrations.steps import history


async def _freeze(dsn: str) -> None:
    folder = load_folder(CONTENT)
    assert folder.catalogue is not None
    questionnaires = [placed.questionnaire.item for placed in folder.questionnaires]
    async with connected(dsn, size=2) as database:
        await publish(database, folder.catalogue, questionnaires, NOON)
        async with client_of(await environment_on(database)) as client:
            respondent = await start(client, database)
            await fill_in(respondent)
            done = await respondent.submit()
            assert done["__typename"] == "SubmitAssessmentSuccess", done
            shown: Json = {}
            for client.language in LANGUAGES:
                shown[client.language] = await respondent.read()
        (FOLDER / ENGINE_VERSION / "Assessment.graphql").write_text(
            operation("Assessment") + "\n", "utf-8"
        )
        keep(ENGINE_VERSION, "shown", shown)
        keep(ENGINE_VERSION, "required", dict(required_fields()))
        keep(
            ENGINE_VERSION,
            "database",
            {
                "revision": history()[-1].revision,
                "id": respondent.id,
                "token": respondent.token,
                "rows": await rows_of(database),
            },
        )


def main() -> None:
    """Write the documents of this release."""
    (FOLDER / ENGINE_VERSION).mkdir(parents=True, exist_ok=False)
    with TemporaryDirectory() as folder, embedded_database.start(Path(folder)) as embedded:
        migrate(embedded.dsn)
        asyncio.run(_freeze(embedded.dsn))


if __name__ == "__main__":
    main()
