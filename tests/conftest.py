"""Fixtures live in tests/fixtures, one module per concern."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.collecting",
    "tests.fixtures.commands",
    "tests.fixtures.content",
    "tests.fixtures.environment",
    "tests.fixtures.http",
    "tests.fixtures.looping",
    "tests.fixtures.ready_content",
    "tests.fixtures.respondent",
    "tests.fixtures.server_process",
    "tests.fixtures.endpoint",
    "tests.fixtures.managers",
    "tests.fixtures.asker",
    "tests.fixtures.filled",
    "tests.fixtures.parts",
]
