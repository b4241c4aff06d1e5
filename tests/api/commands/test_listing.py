"""The list of commands: true, complete, and there at once."""

import subprocess
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

import pytest

from api import commands
from api.commands import COMMANDS, command_line
from tests.architecture.tree import ROOT
from tests.fixtures.commands import CommandLine

HEAVY: Final = {"alembic", "asyncpg", "graphql", "pydantic", "sqlalchemy", "strawberry", "uvicorn"}
LISTED: Final = """
import sys
from api.commands import main
sys.argv = ["eksportklar", "--help"]
try:
    main()
except SystemExit:
    print(*{name.split(".")[0] for name in sys.modules})
"""


def _words(name: str) -> str:
    """Return what the module of a command says that it is for."""
    module: Any = import_module(f"api.commands.{name}")
    if hasattr(module, "app"):
        return str(module.app.info.help)
    return str(getattr(module, name).__doc__).split("\n\n", maxsplit=1)[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    assert COMMANDS[name] == _words(name)


def test_every_module_with_commands_is_listed() -> None:
    found = (m.name for m in iter_modules(commands.__path__))
    modules: dict[str, Any] = {name: import_module(f"api.commands.{name}") for name in found}
    assert {n for n, m in modules.items() if hasattr(m, "app") or n in COMMANDS} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_asked_for_is_there(command_line: CommandLine, name: str) -> None:
    ran = command_line.run(name, "--help")
    assert ran.code == 0
    assert any(f"Usage: eksportklar {name} " in line for line in ran.out)


def test_what_is_no_command_is_refused(command_line: CommandLine) -> None:
    ran = command_line.run("--nothing", "nonsense")
    assert (ran.code, ran.out) == (2, [])


def test_without_a_command_none_is_imported() -> None:
    registered = [found.name for found in command_line(None).registered_commands]
    assert registered == list(COMMANDS)


def test_the_list_needs_nothing_heavy() -> None:
    """Every import here is waited for by whoever starts the program."""
    done = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split("\n")[-2].split())
