"""Times the bounds of drafts, without a database, while made-up companies answer one by one.

Figures are milliseconds of one core per save, in addition to the walk over the questions. Every
draft is looked at once, as in use; the first companies only warm the tables up.
"""

import time
from collections.abc import Iterator
from datetime import date
from random import Random

from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.values import Values
from assessments.services.evaluating import Evaluation
from bench.made_up import Content, load, said_by

COMPANIES = 200
WARMING = 20
DAY = date(2026, 11, 26)
QUARTERS = 4


def saves(answers: Values, facts: Values, chance: Random) -> Iterator[tuple[Values, Values]]:
    """Yield the drafts of a company, in the order in which it is asked; some state facts late."""
    nothing: Values = {}
    stated = facts if chance.random() < 3 / 4 else nothing
    said = list(answers.items())
    for number in range(len(said) + 1):
        yield dict(said[:number]), stated
    yield answers, facts


def timed(content: Content, answers: Values, facts: Values) -> float:
    """Return the milliseconds that the bounds of a draft take."""
    evaluation = Evaluation(content.questionnaire, content.catalogue, answers, facts, DAY)
    evaluation.walk  # noqa: B018 - it is not what is timed
    start = time.perf_counter()
    evaluation.bounds  # noqa: B018 - it is what is timed
    return (time.perf_counter() - start) * 1e3


def line(name: str, times: list[float]) -> str:
    """Return a line of the table."""
    ordered = sorted(times)
    middle, high = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    return f"{name:34} {middle:8.2f} ms  {high:8.2f} ms  {len(ordered):6}"


def main() -> None:
    """Print a table."""
    content = load()
    first = timed(content, {}, {})
    chance = Random(1)
    by_quarter: dict[int, list[float]] = {}
    for number in range(COMPANIES):
        everything = said_by(content, number)
        answers, facts = decode_all(everything.answers), decode_all(everything.facts)
        for said, stated in saves(answers, facts, chance):
            spent = timed(content, said, stated)
            if number >= WARMING:
                quarter = QUARTERS * len(said) // len(answers)
                by_quarter.setdefault(quarter, []).append(spent)
    print(f"the very first draft, nothing answered: {first:.1f} ms, tables built")
    print(f"{'bounds of a draft':34} {'median':>11}  {'95 of 100':>11}  {'saves':>6}")
    for quarter, times in sorted(by_quarter.items()):
        print(line(f"{quarter} of {QUARTERS} quarters answered", times))
    print(line("all", [spent for times in by_quarter.values() for spent in times]))
    print(line("nothing answered or stated", [timed(content, {}, {}) for _ in range(COMPANIES)]))


if __name__ == "__main__":
    main()
