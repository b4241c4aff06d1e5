"""Times the pure engine, without a database, on made-up companies and the real content.

Figures are microseconds of one core per company, best of several rounds; compare them within one
run.
"""

import time
from collections.abc import Callable

from assessments.questionnaire.encoding import decode_all
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import snapshot
from bench.made_up import Content, Said, load, said_by

COMPANIES = 200
ROUNDS = 5

Work = Callable[[Evaluation, Said], object]


def best_of(work: Work, content: Content, companies: list[Said]) -> float:
    """Return the microseconds per company of the fastest of several rounds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        evaluations = [fresh(content, said) for said in companies]
        start = time.perf_counter()
        for evaluation, said in zip(evaluations, companies, strict=True):
            work(evaluation, said)
        rounds.append(time.perf_counter() - start)
    return min(rounds) / COMPANIES * 1e6


def fresh(content: Content, said: Said) -> Evaluation:
    """Return the evaluation of a company, in which nothing has been worked out yet."""
    return Evaluation(
        content.questionnaire,
        content.catalogue,
        decode_all(said.answers),
        decode_all(said.facts),
        said.today,
    )


LINES: dict[str, Work] = {
    "walk (what is shown)": lambda evaluation, _: evaluation.walk,
    "walk and score": lambda evaluation, _: evaluation.score,
    "walk, score and match to the whole catalogue": lambda evaluation, _: evaluation.matches,
    "walk, score and next steps": lambda evaluation, _: evaluation.next_steps,
    "everything and the document of the result": lambda evaluation, said: snapshot(
        evaluation, said.answers, said.facts
    ),
}


def main() -> None:
    """Print a table."""
    content = load()
    companies = [said_by(content, number) for number in range(COMPANIES)]
    for name, work in LINES.items():
        print(f"{name:48} {best_of(work, content, companies):9.1f} µs")


if __name__ == "__main__":
    main()
