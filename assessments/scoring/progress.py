"""How far an assessment has come, and what is missing before it can be submitted."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Marker, Values
from assessments.questionnaire.visibility import Walk

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the questions that are shown are answered; *don't know* is an answer."""

    answered: int
    visible: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means that nothing is left."""
        return WHOLE if not self.visible else WHOLE * self.answered // self.visible


@dataclass(frozen=True, slots=True)
class Tally:
    """How the shown questions of a theme were answered."""

    answered: int
    not_applicable: int
    dont_know: int


def progress(questions: Iterable[CompiledQuestion], walk: Walk) -> Progress:
    """Return the progress over `questions`."""
    shown = [q.slug for q in questions if walk.is_shown(q.slug)]
    return Progress(sum(slug in walk.state.answers for slug in shown), len(shown))


def tally(questions: Iterable[CompiledQuestion], walk: Walk) -> Tally:
    """Return how many of the shown `questions` have a value, do not apply, or are not known."""
    values = [walk.state.answers.get(q.slug) for q in questions if walk.is_shown(q.slug)]
    return Tally(
        answered=sum(v is not None and not isinstance(v, Marker) for v in values),
        not_applicable=sum(v is Marker.NOT_APPLICABLE for v in values),
        dont_know=sum(v is Marker.DONT_KNOW for v in values),
    )


def missing_questions(
    questionnaire: CompiledQuestionnaire, walk: Walk
) -> tuple[CompiledQuestion, ...]:
    """Return the required questions that are shown and not answered, in order."""
    return tuple(
        q
        for q in questionnaire.questions
        if q.question.required and walk.is_shown(q.slug) and q.slug not in walk.state.answers
    )


def missing_facts(questionnaire: CompiledQuestionnaire, stated: Values) -> tuple[Fact, ...]:
    """Return the facts that visibility or caps read and nobody has stated, in order."""
    return tuple(f for f in questionnaire.definition.asked_facts if f.slug not in stated)
