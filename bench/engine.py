"""Times the pure engine, without a database, on made-up companies and the real content.

Figures are microseconds of one core per company, best of several rounds; compare them within one
run.
"""

import time
from collections.abc import Callable
from pathlib import Path

from assessments.content.library import build_library
from assessments.content.loading import load_folder
from assessments.questionnaire.encoding import decode_all
from assessments.services.accepting import accept_answers, accept_facts
from assessments.services.demonstration.creating import prepare
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import snapshot

COMPANIES = 200
ROUNDS = 5
CONTENT = Path(__file__).parents[1] / "content"


def best_of(work: Callable[[], object]) -> float:
    """Return the microseconds per company of the fastest of several rounds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - start)
    return min(rounds) / COMPANIES * 1e6


def main() -> None:
    """Print a table."""
    folder = load_folder(CONTENT)
    if folder.catalogue is None:
        raise SystemExit("The content cannot be read; run `make content`.")
    definitions = [placed.questionnaire.item for placed in folder.questionnaires]
    library = build_library(1, (1, folder.catalogue), definitions)
    questionnaire, catalogue = library.questionnaire("health-export"), library.catalogue
    if questionnaire is None:
        raise SystemExit("There is no questionnaire health-export.")
    evaluations: list[Callable[[], Evaluation]] = []
    documents: list[tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]] = []
    for number in range(COMPANIES):
        prepared = prepare(1, number, questionnaire, catalogue)
        today = prepared.company.at.date()
        facts = accept_facts(catalogue, facts={}, given=prepared.facts, today=today).document
        answers = accept_answers(
            questionnaire,
            catalogue,
            answers={},
            facts=facts,
            given=prepared.answers,
            now=prepared.company.at,
            today=today,
        ).document
        values, stated = decode_all(answers), decode_all(facts)
        documents.append((answers, facts))
        evaluations.append(
            lambda v=values, s=stated, t=today: Evaluation(questionnaire, catalogue, v, s, t)  # type: ignore[misc]
        )
    lines = {
        "walk (what is shown)": lambda: [make().walk for make in evaluations],
        "walk and score": lambda: [make().score for make in evaluations],
        "walk, score and match to the whole catalogue": lambda: [
            make().matches for make in evaluations
        ],
        "everything and the document of the result": lambda: [
            snapshot(make(), answers, facts)
            for make, (answers, facts) in zip(evaluations, documents, strict=True)
        ],
    }
    for name, work in lines.items():
        print(f"{name:48} {best_of(work):9.1f} µs")


if __name__ == "__main__":
    main()
