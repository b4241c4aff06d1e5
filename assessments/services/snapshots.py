"""Results as documents: what is written once when an assessment is submitted, and read ever after.

A document speaks no language; its texts stand in the content versions that it names, which never
change either. Matches are kept short: a letter per verdict.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import rfc8785

from assessments.content.library import CompiledCatalogue
from assessments.matching.match import Match
from assessments.matching.missing import missing_facts
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import as_number, decode, decode_all, encode
from assessments.scoring.next_steps import NextStep
from assessments.scoring.progress import tally
from assessments.scoring.rounding import TENTHS, one_decimal, shown_parts, tenths
from assessments.scoring.score import FULL, ThemeScore
from assessments.services.evaluating import Evaluation

ENGINE_VERSION = "3.0.0"
"""Goes up when the same answers, facts and content would give another result.

The first number: a figure, an outcome or an order comes out otherwise. The second: documents say
more than before, and nothing else. Decision 19 has the whole rule, and a test holds it.
"""

ALL_TENTHS = FULL * TENTHS

_LETTERS = {Verdict.MET: "M", Verdict.UNMET: "U", Verdict.UNKNOWN: "?"}
_VERDICTS = {letter: verdict for verdict, letter in _LETTERS.items()}

Json = dict[str, Any]


def snapshot(
    evaluation: Evaluation,
    answers: Mapping[str, Json],
    facts: Mapping[str, Json],
    confirmed: Collection[str] = (),
) -> str:
    """Return the document of a submitted assessment, as JSON text; the same makes the same text.

    Args:
        evaluation: What follows from the answers and facts.
        answers: The stored answers; those to questions that are not shown are left out.
        facts: The stated facts as they are stored.
        confirmed: The warnings that the company confirmed; those that do not stand are left out.
    """
    asked = [q.slug for q in evaluation.questionnaire.questions]
    shown = {
        slug: dict(sorted(answers[slug].items()))
        for slug in asked
        if slug in answers and evaluation.walk.is_shown(slug)
    }
    known: dict[str, Json | None] = {
        slug: encode(value)
        for slug, value in evaluation.state.facts.items()
        if slug not in facts or value != decode(facts[slug])
    }
    known |= {slug: None for slug in facts if slug not in evaluation.state.facts}
    document = {
        "asOf": evaluation.as_of.isoformat(),
        "answers": shown,
        "facts": dict(sorted(facts.items())),
        "known": dict(sorted(known.items())),
        "score": _shown(evaluation.score.score),
        "level": evaluation.score.level,
        "weakest": evaluation.score.weakest and evaluation.score.weakest.theme.slug,
        "themes": [theme_entry(theme, evaluation) for theme in evaluation.score.themes],
        "gaps": evaluation.gaps,
        "matches": [_match(match, evaluation) for match in evaluation.matches],
        "nextFacts": [[n.fact, n.decides] for n in evaluation.next_facts],
        "nextSteps": steps_of(evaluation),
        "warnings": [check.slug for check in evaluation.checks],
        "confirmed": confirmed_of(evaluation, confirmed),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def confirmed_of(evaluation: Evaluation, confirmed: Collection[str]) -> list[str]:
    """Return those of the checks that stand which the company confirmed, in their order."""
    return [check.slug for check in evaluation.checks if check.slug in confirmed]


def hash_of_answers(
    questionnaire: tuple[str, int], answers: Mapping[str, Json], facts: Mapping[str, Json]
) -> bytes:
    """Return the SHA-256 of what a result rests on, as canonical JSON (RFC 8785).

    That is the questionnaire version, the answers to shown questions without their times, and the
    stated facts.
    """
    slug, version = questionnaire
    said = {s: {k: v for k, v in answer.items() if k != "at"} for s, answer in answers.items()}
    receipt: Any = {
        "questionnaire": {"slug": slug, "version": version},
        "answers": said,
        "facts": {s: dict(fact) for s, fact in facts.items()},
    }
    return hashlib.sha256(rfc8785.dumps(receipt)).digest()


def _shown(score: Fraction | None) -> int | float | None:
    return None if score is None else as_number(Fraction(one_decimal(score)))


def theme_entry(theme: ThemeScore, evaluation: Evaluation) -> Json:
    """Return the score of a theme as a document holds it."""
    counts = tally(theme.theme.questions, evaluation.walk)
    points = shown_parts([c.points for c in theme.counted])
    to_reach = 0 if theme.score is None else ALL_TENTHS - tenths(theme.score)
    lost = shown_parts([c.maximum_points - c.points for c in theme.counted], to_reach)
    return {
        "theme": theme.theme.slug,
        "score": _shown(theme.score),
        "level": theme.level,
        "uncapped": theme.uncapped_level,
        "answered": counts.answered,
        "notApplicable": counts.not_applicable,
        "dontKnow": counts.dont_know,
        "caps": [[cap.question, cap.index] for cap in theme.caps],
        "counted": [
            [c.question.slug, c.level, float(p), float(p + missed)]
            for c, p, missed in zip(theme.counted, points, lost, strict=True)
        ],
    }


def steps_of(evaluation: Evaluation) -> list[Json]:
    """Return the next steps as a document holds them, in order."""
    return [_step(step, evaluation) for step in evaluation.next_steps]


def steps_in(
    document: Json, questionnaire: CompiledQuestionnaire, catalogue: CompiledCatalogue
) -> list[Json]:
    """Return the next steps of a document; of one that is older than they are, work them out."""
    if "nextSteps" in document:
        found: list[Json] = document["nextSteps"]
        return found
    return steps_of(evaluated_again(document, questionnaire, catalogue))


def _step(step: NextStep, evaluation: Evaluation) -> Json:
    return {
        "question": step.question.slug,
        "from": step.from_level,
        "to": step.to_level,
        "themeGain": _shown(step.theme_gain),
        "gain": _shown(step.gain),
        "level": step.level_reached,
        "themeLevel": step.theme_level_reached,
        "caps": [[cap.question, cap.index] for cap in step.caps_lifted],
        "opens": list(evaluation.opened_by(step)),
        "reveals": list(step.reveals),
    }


def _match(match: Match, evaluation: Evaluation) -> list[Any]:
    missing = missing_facts(
        match, evaluation.state.facts, evaluation.known_stated, evaluation.needless
    )
    return [
        match.offer.slug,
        match.outcome.value,
        as_number(Fraction(one_decimal(match.relevance))),
        int(match.stale),
        "".join(_LETTERS[v] for v in match.verdicts),
        *([list(missing)] if missing else []),
    ]


@dataclass(frozen=True, slots=True)
class SnapshotMatch:
    """A match as a document holds it."""

    offer: str
    outcome: Outcome
    relevance: float
    stale: bool
    verdicts: tuple[Verdict, ...]
    missing: Sequence[str] = ()


def matches_of(document: Json) -> list[SnapshotMatch]:
    """Return the matches in a document, in listing order."""
    return [
        SnapshotMatch(
            offer,
            Outcome(outcome),
            relevance,
            bool(stale),
            tuple(_VERDICTS[letter] for letter in letters),
            *missing,
        )
        for offer, outcome, relevance, stale, letters, *missing in document["matches"]
    ]


def evaluated_again(
    document: Json, questionnaire: CompiledQuestionnaire, catalogue: CompiledCatalogue
) -> Evaluation:
    """Return what follows by today's rules from what a document keeps, as of its day."""
    return Evaluation(
        questionnaire=questionnaire,
        catalogue=catalogue,
        answers=decode_all(document["answers"]),
        stated=decode_all(document["facts"]),
        as_of=as_of(document),
    )


def as_of(document: Json) -> date:
    """Return the day from which ages and dates were counted."""
    return date.fromisoformat(document["asOf"])
