"""The README's journey with curl: pasted block after block, it answers what the README shows."""

import re
import shlex
import subprocess
import sys
from typing import Final

import pytest

from tests.fixtures.content import ROOT
from tests.fixtures.server_process import ServerProcess

README: Final = (ROOT / "README.md").read_text("utf-8")
JOURNEY: Final = README[README.index("## The journey with curl") : README.index("## Try it on")]
BLOCK: Final = re.compile(r"```(?P<kind>sh|json|)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS: Final = [(found["kind"], found["text"]) for found in BLOCK.finditer(JOURNEY)]
SECONDS: Final = 120
PYTHON: Final = shlex.quote(sys.executable)
STAND_IN: Final = f"""
command -v curl >/dev/null || curl() {{ {PYTHON} -m tests.fixtures.curl "$@"; }}
"""


def bare(text: str) -> str:
    """Return `text` without blanks, which answers are shown with."""
    return re.sub(r"\s+", "", text)


def shown() -> list[str]:
    """Return the pieces of answers that the README shows, as they must come, without blanks."""
    lines = [part for kind, text in BLOCKS if kind != "sh" for part in re.split(r"\n(?=\S)", text)]
    pieces = [bare(piece) for line in lines for piece in line.split("…")]
    return [piece.rstrip("],}") for piece in pieces if len(piece) > 8]


def test_the_readme_shows_a_journey() -> None:
    assert len([kind for kind, _ in BLOCKS if kind == "sh"]) >= 8
    assert len(shown()) >= 12


@pytest.mark.whole
def test_what_the_readme_shows_is_what_comes(server_process: ServerProcess) -> None:
    server_process.start()
    script = "\n".join(text for kind, text in BLOCKS if kind == "sh")
    script = script.replace("http://127.0.0.1:8000", server_process.url)
    done = subprocess.run(
        ["bash", "-eu", "-c", STAND_IN + script],  # noqa: S607 - whichever shell readers have
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = bare(done.stdout)
    assert '"errors"' not in said
    assert [piece for piece in shown() if piece.replace('\\"', '"') not in said] == []
