"""A questionnaire with every question shown or hidden as it is now, whatever is answered then.

It tells by trying what a step brings with the shown questions as they are.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from assessments.questionnaire.compiled import CompiledQuestionnaire, Derive, nothing_derived
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import Standing
from tests.assessments.questionnaire.random_questionnaires import Case
from tests.fixtures.engine import (
    EXEMPT,
    Data,
    Evaluation,
    critical_values,
    evaluate,
    fact,
    from_data,
)

_STAYS: Final[Mapping[Standing, str]] = {
    Standing.UNMET: "stays_unmet",
    Standing.THROUGH_DONT_KNOW: "stays_unknown",
    Standing.UNDECIDED: "stays_open",
}
"""Facts that no answer gives, to keep a question hidden for the reason that it is hidden now."""
ADDED: Final[Values] = {"stays_unmet": False, "stays_unknown": Marker.DONT_KNOW}


@dataclass(frozen=True, slots=True)
class AsShown:
    """A company now, and the same questionnaire with every question shown or hidden as now."""

    case: Case
    now: Evaluation
    questionnaire: CompiledQuestionnaire
    derive: Derive

    @classmethod
    def of(cls, case: Case, derive: Derive = nothing_derived) -> "AsShown":
        """Keep what `case` is shown as it is; `derive` tells what follows from facts."""
        now = evaluate(case.questionnaire, case.answers, case.facts, derive=derive)
        data = deepcopy(case.data)
        data["facts"] = [*data["facts"], *(fact(slug) for slug in _STAYS.values())]
        for asked in (q for t in data["themes"] for q in t["questions"]):
            _fix(asked, now)
        return cls(case, now, from_data(data), derive)

    def answered(self, slug: str, value: Value) -> Evaluation:
        """Return what answering one question so comes to."""
        answers: dict[str, Value] = {**self.case.answers, slug: value}
        stated = {**self.case.facts, **ADDED}
        return evaluate(self.questionnaire, answers, stated, derive=self.derive)

    def singles(self) -> dict[str, list[Evaluation]]:
        """Return what taking a question to its next level comes to, by question, by trying."""
        asked = {q.slug: q.question for q in self.case.questionnaire.questions}
        found: dict[str, list[Evaluation]] = {}
        for slug in filter(self.now.walk.is_shown, self.now.counted):
            meant = [v for v in critical_values(asked[slug]) if _is_known(asked[slug].meaning(v))]
            tried = [self.answered(slug, value) for value in meant]
            higher = [then for then in tried if then.counted[slug] > self.now.counted[slug]]
            least = min((then.counted[slug] for then in higher), default=None)
            if least is not None:
                found[slug] = [then for then in higher if then.counted[slug] == least]
        return found


def _is_known(value: Value) -> bool:
    return not isinstance(value, Marker)


def _fix(asked: Data, now: Evaluation) -> None:
    standing = now.walk.standings[asked["slug"]]
    if standing is Standing.SHOWN:
        asked.pop("visible_when", None)
        asked.pop("level_when_not_shown", None)
    else:
        asked["visible_when"] = {"fact": _STAYS[standing], "op": "eq", "value": True}
    if "not_applicable" in asked:
        del asked["not_applicable"]
        if now.walk.state.answers.get(asked["slug"]) is Marker.NOT_APPLICABLE:
            asked["not_applicable"] = EXEMPT
