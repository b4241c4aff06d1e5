"""What the engine makes of a company, in the words of the files."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from assessments.questionnaire.checking import standing
from assessments.questionnaire.compiled import CompiledCap, CompiledQuestionnaire
from assessments.questionnaire.encoding import encode, encode_text
from assessments.questionnaire.facts import Fact, TextFact
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import Standing, Walk, walk
from assessments.scoring.bounds.overall import Bounds
from assessments.scoring.bounds.planning import plan_of
from assessments.scoring.bounds.working import bounds
from assessments.scoring.gaps import gaps
from assessments.scoring.next_steps import Assessed, NextStep, next_steps
from assessments.scoring.progress import missing_facts, missing_questions, progress
from assessments.scoring.rounding import one_decimal, shown_parts
from assessments.scoring.score import Score, score
from tests.conformance.building import Company

OVERALL = "overall"
HIDDEN = {
    Standing.UNMET: "unmet",
    Standing.THROUGH_DONT_KNOW: "dontKnow",
    Standing.UNDECIDED: "open",
}

Seen = dict[str, Any]


def text(number: Fraction | None) -> str | None:
    """Return an exact number as the files write it."""
    return None if number is None else str(number)


class Evaluated:
    """One company, evaluated."""

    def __init__(self, questionnaire: CompiledQuestionnaire, company: Company) -> None:
        self.questionnaire = questionnaire
        self.company = company
        self.walk: Walk = walk(
            questionnaire, company.answers, company.facts, company.as_of, questionnaire.compute
        )
        self.score: Score = score(questionnaire, self.walk, company.as_of)

    def answers(self) -> Seen:
        """What is shown, missing, done, and known."""
        standings = self.walk.standings.items()
        counted = [c for theme in self.score.themes for c in theme.counted]
        done = progress(self.questionnaire.questions, self.walk)
        return {
            "shown": [slug for slug, s in standings if s is Standing.SHOWN],
            "hidden": {slug: HIDDEN[s] for slug, s in standings if s is not Standing.SHOWN},
            "levels_counted": {c.question.slug: c.level for c in counted},
            "missing": [q.slug for q in missing_questions(self.questionnaire, self.walk)],
            "missing_facts": [
                fact.slug for fact in missing_facts(self.questionnaire, self.company.facts)
            ],
            "progress": (done.answered, done.visible, done.percent),
            "facts_known": self._facts(),
            "checks": [
                check.slug for check in standing(self.questionnaire.checks, self.walk.state)
            ],
            "gaps": {b: list(found) for b, found in gaps(self.score, self.walk).items()},
        }

    def scores(self) -> Seen:
        """Scores, levels and caps."""
        themes = {theme.theme.slug: theme for theme in self.score.themes}
        weakest = self.score.weakest
        return {
            "scores": {
                **{slug: text(theme.score) for slug, theme in themes.items()},
                OVERALL: text(self.score.score),
            },
            "levels": {
                **{slug: theme.level for slug, theme in themes.items()},
                OVERALL: self.score.level,
            },
            "uncapped_levels": {slug: theme.uncapped_level for slug, theme in themes.items()},
            "caps": {slug: [cap_name(c) for c in t.caps] for slug, t in themes.items() if t.caps},
            "weakest": None if weakest is None else weakest.theme.slug,
            "points": {
                c.question.slug: text(c.points) for theme in themes.values() for c in theme.counted
            },
        }

    def displayed(self) -> Seen:
        """Scores and points as people see them."""
        scored = {theme.theme.slug: theme.score for theme in self.score.themes}
        scored[OVERALL] = self.score.score
        return {
            "displayed": {s: str(one_decimal(n)) for s, n in scored.items() if n is not None},
            "displayed_points": {
                theme.theme.slug: {
                    counted.question.slug: str(shown)
                    for counted, shown in zip(
                        theme.counted, shown_parts([c.points for c in theme.counted]), strict=True
                    )
                }
                for theme in self.score.themes
                if theme.counted
            },
        }

    def bounds(self) -> Mapping[str, Seen]:
        """The bounds of each theme, and overall."""
        company = self.company
        plan = plan_of(self.questionnaire, company.as_of)
        found = bounds(plan, company.answers, company.facts, self.walk)
        slugs = [theme.slug for theme in self.questionnaire.themes]
        themes = dict(zip(slugs, found.themes, strict=True))
        return {slug: range_of(of) for slug, of in {**themes, OVERALL: found.overall}.items()}

    def next_steps(self) -> list[Seen]:
        """The next steps, the most rewarding first."""
        assessed = Assessed(
            questionnaire=self.questionnaire,
            answers=self.company.answers,
            stated=self.company.facts,
            as_of=self.company.as_of,
            walk=self.walk,
            score=self.score,
            derive=self.questionnaire.compute,
        )
        return [step_of(step) for step in next_steps(assessed)]

    def _facts(self) -> Seen:
        kinds = self.questionnaire.definition.facts_by_slug
        return {slug: known(kinds[slug], value) for slug, value in self.walk.state.facts.items()}


def known(fact: Fact, value: Value) -> Seen:
    """Return a fact as a file writes it, numbers exactly."""
    if value is Marker.ABSENT:
        return {"absent": True}
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return {"number": text(Fraction(value))}
    if isinstance(fact, TextFact) and isinstance(value, str):
        return encode_text(value)
    return encode(value)


def cap_name(cap: CompiledCap) -> str:
    """Return the question of `cap`, with its place where it is not the first of it."""
    return cap.question if not cap.index else f"{cap.question}#{cap.index + 1}"


def range_of(found: Bounds) -> Seen:
    """Return bounds as a file writes them."""
    return {
        "score": (text(found.lowest), text(found.highest)),
        "level": (found.lowest_level, found.highest_level),
        "decided": found.decided,
        "exact": found.exact,
        "may_be_null": found.may_be_null,
    }


def step_of(step: NextStep) -> Seen:
    """Return a step as a file writes it."""
    return {
        "question": step.question.slug,
        "levels": (step.from_level, step.to_level),
        "theme_gain": text(step.theme_gain),
        "gain": text(step.gain),
        "reveals": list(step.reveals),
        "caps_lifted": [cap_name(cap) for cap in step.caps_lifted],
        "level_reached": step.level_reached,
        "theme_level_reached": step.theme_level_reached,
    }
