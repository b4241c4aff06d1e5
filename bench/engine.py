"""Times the pure engine, without a database, on made-up companies and the real content.

Figures are microseconds of processor time per company, best of several rounds, and the share of it
that conditions take: those that each line evaluates, timed alone. Compare them within one run.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from assessments.assessment import StoredResult
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.conditions.evaluate import Evaluator
from assessments.questionnaire.encoding import decode_all
from assessments.scoring.rounding import one_decimal, shown_parts
from assessments.services.evaluating import Evaluation
from assessments.services.snapshots import snapshot
from assessments.services.turned import turned_since
from bench.made_up import Content, Said, load, said_by

COMPANIES = 200
ROUNDS = 5
MILLION = 1e6
HALF_A_YEAR = timedelta(days=180)

Work = Callable[[Evaluation, Said], object]
Conditions = Callable[[Content], Iterator[Evaluator]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: what is worked out before, what is timed, and its conditions."""

    name: str
    before: Work
    work: Work
    conditions: Conditions | None = None
    aim: float | None = None
    """Microseconds."""


def best_of(line: Line, content: Content, companies: list[Said]) -> float:
    """Return the microseconds per company of the fastest of several rounds."""
    rounds: list[float] = []
    for _ in range(ROUNDS):
        spent = 0.0
        for said in companies:
            evaluation = fresh(content, said)
            line.before(evaluation, said)
            start = time.process_time()
            line.work(evaluation, said)
            spent += time.process_time() - start
        rounds.append(spent)
    return min(rounds) / len(companies) * MILLION


def fresh(content: Content, said: Said) -> Evaluation:
    """Return the evaluation of a company, in which nothing has been worked out yet."""
    return Evaluation(
        content.questionnaire,
        content.catalogue,
        decode_all(said.answers),
        decode_all(said.facts),
        said.today,
    )


def explained(evaluation: Evaluation, said: Said) -> object:
    """Score, and say why: what each question adds as displayed, caps, levels and gaps."""
    del said
    score = evaluation.score
    shown = [
        (one_decimal(theme.score), shown_parts([counted.points for counted in theme.counted]))
        for theme in score.themes
        if theme.score is not None
    ]
    return score.weakest, shown, evaluation.gaps


def rules(content: Content) -> Iterator[Evaluator]:
    """Yield the conditions that decide what is shown and which caps hold."""
    for question in content.questionnaire.questions:
        if question.visible is not None:
            yield question.visible
    for theme in content.questionnaire.themes:
        yield from (cap.holds for cap in theme.caps)


def criteria(content: Content) -> Iterator[Evaluator]:
    """Yield the conditions of criteria, each once."""
    yield from content.catalogue.offers[0].conditions


def nothing(evaluation: Evaluation, said: Said) -> object:
    """Work nothing out."""
    del evaluation, said
    return None


class SinceResult:
    """What has turned since a result half a year ago, by an older catalogue and older rules.

    That is the dearest: the company is evaluated by today's rules, by today's catalogue, and today.
    """

    def __init__(self) -> None:
        self._kept: tuple[StoredResult, CompiledCatalogue]

    def keep(self, evaluation: Evaluation, said: Said) -> None:
        """Prepare the result."""
        slug, version = evaluation.questionnaire.key
        result = StoredResult(
            id=UUID(int=1),
            assessment_id=UUID(int=1),
            questionnaire_slug=slug,
            questionnaire_version=version,
            catalogue_version=evaluation.catalogue.version,
            engine_version="1.0.0",
            as_of=said.today,
            computed_at=datetime.combine(said.today, datetime.min.time(), UTC),
            answers_hash=b"",
            document=snapshot(evaluation, said.answers, said.facts),
        )
        self._kept = result, evaluation.catalogue

    def look(self, evaluation: Evaluation, said: Said) -> object:
        """Work out the matches of today, and what turned."""
        result, old = self._kept
        now = replace(evaluation, as_of=said.today + HALF_A_YEAR, catalogue=_newer(old))
        return now.matches, turned_since(result, json.loads(result.document), old, now)


@lru_cache(maxsize=1)
def _newer(catalogue: CompiledCatalogue) -> CompiledCatalogue:
    return CompiledCatalogue(catalogue.definition, catalogue.version + 1)


SINCE = SinceResult()

LINES = (
    Line(name="what is shown", before=nothing, work=lambda e, _: e.walk),
    Line(
        name="score and explain one assessment",
        before=nothing,
        work=explained,
        conditions=rules,
        aim=300,
    ),
    Line(
        name="match a company to the whole catalogue",
        before=lambda e, _: (e.state, e.gaps),
        work=lambda e, _: e.matches,
        conditions=criteria,
        aim=1000,
    ),
    Line(name="next steps", before=lambda e, _: e.score, work=lambda e, _: e.next_steps),
    Line(
        name="all of it, and the document of the result",
        before=nothing,
        work=lambda e, said: snapshot(e, said.answers, said.facts),
    ),
    Line(name="matches now, and what turned since", before=SINCE.keep, work=SINCE.look),
)


def conditions_of(line: Line, content: Content) -> Line | None:
    """Return a line that times the conditions of `line` alone."""
    if line.conditions is None:
        return None
    found = tuple(line.conditions(content))
    return Line(
        name="conditions",
        before=lambda e, _: e.state,
        work=lambda e, _: [evaluate(e.state) for evaluate in found],
    )


def main() -> None:
    """Print a table."""
    content = load()
    companies = [said_by(content, number) for number in range(COMPANIES)]
    print(f"{'':44} {'':>12}  {'conditions':>10}  {'aim':>8}")
    for line in LINES:
        spent = best_of(line, content, companies)
        alone = conditions_of(line, content)
        share = "" if alone is None else f"{best_of(alone, content, companies) / spent:10.0%}"
        aim = "" if line.aim is None else f"{line.aim:5.0f} µs"
        print(f"{line.name:44} {spent:9.1f} µs  {share:>10}  {aim:>8}")


if __name__ == "__main__":
    main()
