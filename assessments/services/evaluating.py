"""Everything that follows from a company's answers and facts on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assessments.content.library import CompiledCatalogue
from assessments.matching.match import Match, is_eligible, match_offers
from assessments.matching.missing import Needless, NextFact, next_facts
from assessments.matching.offers import Scheme
from assessments.matching.outcome import Outcome
from assessments.questionnaire.checking import CompiledCheck, standing
from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.encoding import Encoded, encode
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Walk, overridden_facts, walk, written_facts
from assessments.scoring.bounds.planning import plan_of
from assessments.scoring.bounds.working import DraftBounds, bounds
from assessments.scoring.gaps import gaps
from assessments.scoring.next_steps import Assessed, NextStep, next_steps
from assessments.scoring.progress import Progress, missing_facts, missing_questions, progress
from assessments.scoring.score import Score, score


@dataclass(frozen=True)
class Evaluation:
    """An assessment as of a day; each part is worked out when somebody asks for it."""

    questionnaire: CompiledQuestionnaire
    catalogue: CompiledCatalogue
    answers: Values
    stated: Values
    as_of: date

    @cached_property
    def walk(self) -> Walk:
        """Which questions are shown, and all that is known."""
        return walk(
            self.questionnaire, self.answers, self.stated, self.as_of, self.catalogue.derive
        )

    @cached_property
    def score(self) -> Score:
        """The scores of the themes and overall."""
        return score(self.questionnaire, self.walk, self.as_of)

    @cached_property
    def gaps(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that show each gap, by barrier."""
        return gaps(self.score, self.walk)

    @cached_property
    def state(self) -> State:
        """What criteria look at: answers, facts and scores."""
        return _with_scores(self.walk.state, self.score)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """What the company can make of every offer, in listing order."""
        return match_offers(self.catalogue.offers, self.state, frozenset(self.gaps), self.as_of)

    @cached_property
    def next_facts(self) -> tuple[NextFact, ...]:
        """The facts worth asking next."""
        return tuple(
            next_facts(
                self.matches,
                self.state.facts,
                self.known_stated,
                self.catalogue.fact_order,
                self.needless,
            )
        )

    @cached_property
    def next_steps(self) -> tuple[NextStep, ...]:
        """Each question one level up, the most rewarding first."""
        return next_steps(
            Assessed(
                questionnaire=self.questionnaire,
                answers=self.answers,
                stated=self.stated,
                as_of=self.as_of,
                walk=self.walk,
                score=self.score,
                derive=self.catalogue.derive,
            )
        )

    @cached_property
    def _open_now(self) -> frozenset[str]:
        return frozenset(m.offer.slug for m in self.matches if m.outcome is Outcome.ELIGIBLE)

    def opened_by(self, step: NextStep) -> tuple[str, ...]:
        """Return the schemes that are open to the company after `step` and are not now."""
        after = _with_scores(step.state, step.after)
        return tuple(
            offer.slug
            for offer in self.catalogue.readers.touched(self.state, after)
            if isinstance(offer.offer, Scheme)
            and offer.slug not in self._open_now
            and is_eligible(offer, after, self.as_of)
        )

    @cached_property
    def written(self) -> Mapping[str, Encoded]:
        """The facts that answers to shown questions give, as they would be stored."""
        found = written_facts(self.questionnaire, self.walk)
        return {fact: encode(value) for fact, value in found.items()}

    @cached_property
    def known_stated(self) -> Values:
        """What was stated, or said by an answer that gives a fact."""
        written = self.written
        known = self.state.facts
        meant = self.catalogue.derive.meant(self.stated)
        return {**meant, **{slug: known[slug] for slug in written if slug in known}}

    @cached_property
    def needless(self) -> Needless:
        """The facts that cannot settle a derived one any more, by that one."""
        return self.catalogue.derive.needless(self.known_stated)

    @cached_property
    def overridden(self) -> Mapping[str, str]:
        """The stated facts that an answer gives otherwise, with the question of each."""
        meant = self.catalogue.derive.meant(self.stated)
        return overridden_facts(self.questionnaire, self.walk, meant)

    @cached_property
    def bounds(self) -> DraftBounds:
        """How low and how high the scores and levels can still become."""
        plan = plan_of(self.questionnaire, self.as_of)
        return bounds(plan, self.answers, self.stated, self.walk)

    @cached_property
    def checks(self) -> tuple[CompiledCheck, ...]:
        """The checks across questions that stand."""
        return standing(self.questionnaire.checks, self.walk.state)

    @cached_property
    def progress(self) -> Progress:
        """How many of the shown questions are answered."""
        return progress(self.questionnaire.questions, self.walk)

    @cached_property
    def missing(self) -> tuple[CompiledQuestion, ...]:
        """The required questions that are shown and not answered."""
        return missing_questions(self.questionnaire, self.walk)

    @cached_property
    def missing_facts(self) -> tuple[Fact, ...]:
        """The facts that visibility or caps read and nobody has stated."""
        return missing_facts(self.questionnaire, self.stated)


def _with_scores(state: State, score: Score) -> State:
    return State(
        answers=state.answers,
        facts=state.facts,
        scores={**score.by_theme, "overall": score.score},
    )


@dataclass(frozen=True)
class ProfileEvaluation:
    """A profile alone, without an assessment, as of a day."""

    catalogue: CompiledCatalogue
    stated: Values
    as_of: date

    @property
    def gaps(self) -> Mapping[str, tuple[str, ...]]:
        """No answer shows a gap."""
        return {}

    @cached_property
    def state(self) -> State:
        """What criteria look at."""
        return State(facts=self.catalogue.derive(self.stated, self.as_of))

    @cached_property
    def known_stated(self) -> Values:
        """What was stated, as it is meant."""
        return self.catalogue.derive.meant(self.stated)

    @cached_property
    def needless(self) -> Needless:
        """The facts that cannot settle a derived one any more, by that one."""
        return self.catalogue.derive.needless(self.known_stated)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """What the company can make of every offer, in listing order."""
        return match_offers(self.catalogue.offers, self.state, frozenset(), self.as_of)

    @cached_property
    def next_facts(self) -> tuple[NextFact, ...]:
        """The facts worth asking next."""
        return tuple(
            next_facts(
                self.matches,
                self.state.facts,
                self.known_stated,
                self.catalogue.fact_order,
                self.needless,
            )
        )
