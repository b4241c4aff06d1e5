"""Times the bounds of drafts, without a database, while made-up companies answer one by one.

Figures are milliseconds of one core per save, in addition to the walk over the questions. Every
draft is looked at once, as in use; the first companies only warm the tables up.
"""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from assessments.content.library import Library, build_library
from assessments.content.loading import load_folder
from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.values import Values
from assessments.services.accepting import accept_answers, accept_facts
from assessments.services.demonstration.creating import QUESTIONNAIRE, prepare
from assessments.services.evaluating import Evaluation

COMPANIES = 200
WARMING = 20
CONTENT = Path(__file__).parents[1] / "content"
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


def everything(library: Library, number: int) -> tuple[Values, Values]:
    """Return all that a made-up company says: answers and facts."""
    questionnaire, catalogue = library.questionnaire(QUESTIONNAIRE), library.catalogue
    if questionnaire is None:
        raise SystemExit("There is no such questionnaire.")
    prepared = prepare(1, number, questionnaire, catalogue)
    at = prepared.company.at
    facts = accept_facts(catalogue, facts={}, given=prepared.facts, today=at.date()).document
    answers = accept_answers(
        questionnaire,
        catalogue,
        answers={},
        facts=facts,
        given=prepared.answers,
        now=at,
        today=at.date(),
    ).document
    order = [q.slug for q in questionnaire.questions if q.slug in answers]
    known = decode_all(answers)
    return {slug: known[slug] for slug in order}, decode_all(facts)


def timed(library: Library, answers: Values, facts: Values) -> float:
    """Return the milliseconds that the bounds of a draft take."""
    questionnaire = library.questionnaire(QUESTIONNAIRE)
    if questionnaire is None:
        raise SystemExit("There is no such questionnaire.")
    evaluation = Evaluation(questionnaire, library.catalogue, answers, facts, DAY)
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
    folder = load_folder(CONTENT)
    if folder.catalogue is None:
        raise SystemExit("The content cannot be read; run `make content`.")
    definitions = [placed.questionnaire.item for placed in folder.questionnaires]
    library = build_library(1, (1, folder.catalogue), definitions)
    first = timed(library, {}, {})
    chance = Random(1)
    by_quarter: dict[int, list[float]] = {}
    for number in range(COMPANIES):
        answers, facts = everything(library, number)
        for said, stated in saves(answers, facts, chance):
            spent = timed(library, said, stated)
            if number >= WARMING:
                quarter = QUARTERS * len(said) // len(answers)
                by_quarter.setdefault(quarter, []).append(spent)
    print(f"the very first draft, nothing answered: {first:.1f} ms, tables built")
    print(f"{'bounds of a draft':34} {'median':>11}  {'95 of 100':>11}  {'saves':>6}")
    for quarter, times in sorted(by_quarter.items()):
        print(line(f"{quarter} of {QUARTERS} quarters answered", times))
    print(line("all", [spent for times in by_quarter.values() for spent in times]))
    print(line("nothing answered or stated", [timed(library, {}, {}) for _ in range(COMPANIES)]))


if __name__ == "__main__":
    main()
