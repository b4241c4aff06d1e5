"""The application as the settings make it: whom it believes."""

import time
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.identity.development import sign
from api.settings import EnvironmentName, Settings


@pytest.mark.parametrize(
    ("environment", "status"),
    [(EnvironmentName.DEVELOPMENT, 200), (EnvironmentName.PRODUCTION, 401)],
)
async def test_a_development_server_believes_its_own_tokens_and_production_does_not(
    settings: Settings,
    database_dsn: str,
    tmp_path: Path,
    environment: EnvironmentName,
    status: int,
) -> None:
    changed = {"data_dir": tmp_path, "environment": environment}
    app = create_app(settings.model_copy(update=changed), database_dsn)
    claims = {"sub": "me", "role": "administrator"}
    token = sign(tmp_path, claims, now=int(time.time()), seconds=60)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        sent = await http.post(
            "/graphql",
            json={"query": "{ __typename }"},
            headers={"authorization": f"Bearer {token}"},
        )
    assert sent.status_code == status
