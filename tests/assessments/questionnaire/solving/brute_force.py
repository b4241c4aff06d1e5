"""Small worlds of every kind of question and fact, and all that companies can say in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from typing import Final

from hypothesis import assume
from hypothesis import strategies as st

from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.conditions.evaluate import Reading, State
from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.conditions.nodes import leaves as leaves_of
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.solving.solver import Asked
from assessments.questionnaire.solving.things import World
from assessments.questionnaire.values import NEVER, Marker, Number, Value, exact
from assessments.questionnaire.visibility import walk
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    SCALES,
    grouped,
    leaves,
    opposite,
)
from tests.fixtures.engine import CONDITION, DAY, EXEMPT, Data, compiled, fact, question, theme

MOST: Final = 1500
"""The most companies that are tried in a small world."""
NUMBERS: Final[list[Number]] = [-1, 0, Fraction(1, 2), 1, 2, 5, 6, Fraction(25, 2), 13]
WRITTEN: Final = fact("written", "boolean")
EXEMPT_FACT: Final = fact("exempt", "number", allows_not_applicable=True)
OF: Final = ["above", "below"]
BEHIND: Final = [
    fact("above", "number", allows_not_applicable=True, minimum=0, maximum=13, integer=True),
    fact("below", "number", minimum=0, maximum=1, integer=True),
]
"""Facts that conditions do not read; between them they make `WORKED` whatever a number can be."""
WORKED: Final = fact(
    "worked",
    "number",
    asked=False,
    derived_from=OF,
    computed={"operation": "ratio", "of": OF},
)
OVERALL: Final[Data] = {"slug": "overall", "kind": "score"}
EDGES: Final = (0, 20, 40, 100)
SCORES: Final = [None, *(Fraction(score) for score in (0, 10, 20, 30, 40, 70, 100))]
"""No score, each edge that conditions name, and one between each two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """A questionnaire, and what is asked of it."""

    questionnaire: CompiledQuestionnaire
    asked: tuple[Asked, ...]

    @property
    def world(self) -> World:
        """The world for the solver."""
        return World(
            questions={q.slug: q for q in self.questionnaire.questions},
            facts=self.questionnaire.definition.facts_by_slug,
            constants=self.questionnaire.constants,
            today=DAY,
        )

    def states(self) -> Iterator[State]:
        """Yield what is known of every company that has answered and stated everything."""
        stated_facts = (f for f in self.questionnaire.definition.facts if f.asked)
        facts = {f.slug: values_of_fact(f) for f in stated_facts}
        answers = {q.slug: values_of_answer(q) for q in self.questionnaire.questions}
        for stated in product(*facts.values()):
            for given in product(*answers.values()):
                known = dict(zip(facts, stated, strict=True))
                said = dict(zip(answers, given, strict=True))
                walked = walk(self.questionnaire, said, known, DAY, self.questionnaire.compute)
                shown = {slug for slug in said if walked.is_shown(slug)}
                if shown <= walked.state.answers.keys():
                    yield from self._scored(walked.state)

    def _scored(self, state: State) -> Iterator[State]:
        """Yield `state` with every score, where one is read, free of the answers."""
        for score in SCORES if self.reads_score else SCORES[:1]:
            yield State(answers=state.answers, facts=state.facts, scores={"overall": score})

    @property
    def reads_score(self) -> bool:
        """Whether the overall score is read."""
        conditions = (c for one in self.asked for c in one.conditions)
        return any(leaf.tag == "score" for c in conditions for leaf in leaves_of(c))


def values_of_fact(item: Fact) -> list[Value]:
    """Return all that a company can state, as it is meant."""
    exempt = [Marker.NOT_APPLICABLE] if item.allows_not_applicable else []
    return [*(item.meaning(value) for value in _plain(item)), Marker.DONT_KNOW, *exempt]


def values_of_answer(item: CompiledQuestion) -> list[Value]:
    """Return all that a company can answer; *does not apply* may not be accepted."""
    exempt = [] if item.question.not_applicable is None else [Marker.NOT_APPLICABLE]
    return [*_plain(item.question), Marker.DONT_KNOW, *exempt]


def _plain(kind: AnswerKind) -> list[Value]:
    if isinstance(kind, OneOfOptions):
        return list(kind.by_slug)
    if isinstance(kind, MultipleChoice):
        several = [o.slug for o in kind.options if not o.exclusive]
        sets = [frozenset(c) for n in range(1, 4) for c in combinations(several, n)]
        return [*sets, *(frozenset({o.slug}) for o in kind.options if o.exclusive)]
    if isinstance(kind, Numeric):
        within = [n for n in NUMBERS if exact(kind.minimum) <= n <= exact(kind.maximum)]
        return [n for n in within if not kind.integer or n == int(n)]
    if kind.shape == "date":
        never = [NEVER] if getattr(kind, "allow_never", False) else []
        return [DAY - timedelta(days=1), DAY, *never]
    return ["words"] if kind.shape == "text" else [True, False]


def _leaves(item: Data) -> st.SearchStrategy[Data]:
    if item is not OVERALL:
        return leaves(item)
    compared = st.tuples(st.sampled_from(["lt", "lte", "gt", "gte"]), st.sampled_from(EDGES))
    between = st.sampled_from([*pairwise(EDGES)])
    return st.one_of(
        compared.map(lambda to: _of_score(*to)),
        between.map(lambda ends: {"all": [_of_score("gt", ends[0]), _of_score("lt", ends[1])]}),
    )


def _of_score(op: str, value: int) -> Data:
    return {"score": "overall", "op": op, "value": value}


def _conditions(readable: list[Data]) -> st.SearchStrategy[Data]:
    leaf = st.sampled_from(readable).flatmap(_leaves)
    return st.recursive(
        leaf,
        lambda of: st.one_of(
            st.lists(of, min_size=2, max_size=3).flatmap(grouped), of.map(opposite)
        ),
        max_leaves=4,
    )


@st.composite
def _questions(draw: st.DrawFn, slug: str, readable: list[Data]) -> Data:
    kind = draw(st.sampled_from(QuestionKind)).value
    asked = question(slug, kind, **draw(st.sampled_from(SCALES[kind])), scored=kind != "text")
    if draw(st.integers(0, 2)):
        asked["visible_when"] = draw(_conditions(readable))
    exempt = draw(st.sampled_from(["no", "always", "when"]))
    if exempt != "no":
        allowed = {"allowed_when": draw(_conditions(readable))} if exempt == "when" else {}
        asked["not_applicable"] = EXEMPT | allowed
    if kind == "boolean":
        asked["writes_fact"] = {"fact": "written"}
    if kind == "single_choice":
        given = {option["slug"]: option["slug"] == "a" for option in asked["options"]}
        asked["writes_fact"] = {"fact": "written", "map": given}
    return asked


@st.composite
def small_worlds(draw: st.DrawFn) -> Small:
    """Return a questionnaire of up to three questions and two facts, and one or two conditions.

    One of the facts may be computed, and the conditions may read the overall score.
    """
    some = st.sampled_from([*ASKED, EXEMPT_FACT, WORKED, WORKED])
    facts = draw(st.lists(some, max_size=2, unique_by=str))
    asked: list[Data] = []
    for n in range(draw(st.integers(1, 3))):
        before = [*facts, *asked]
        asked.append(draw(_questions(f"q{n}", before or [ASKED[3]])))
    first_reads = [] if facts else [ASKED[3]]
    scores = draw(st.sampled_from([[], [OVERALL] * 3]))
    readable = [*facts, *asked, *asked, WRITTEN, *scores]
    conditions: list[Condition] = [
        CONDITION.validate_python(draw(_conditions(readable)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    behind = BEHIND if WORKED in facts else []
    named = {f["slug"]: f for f in (*behind, *facts, *first_reads, WRITTEN)}
    first = Asked(conditions=tuple(conditions[:2]), reading=draw(st.sampled_from(Reading)))
    others = tuple(Asked(conditions=(one,)) for one in conditions[2:])
    questionnaire = compiled(theme("t", *asked), facts=list(named.values()))
    answers = (values_of_answer(q) for q in questionnaire.questions)
    stated = (values_of_fact(f) for f in questionnaire.definition.facts if f.asked)
    small = Small(questionnaire=questionnaire, asked=(first, *others))
    of_scores = len(SCORES) if small.reads_score else 1
    assume(prod(map(len, (*answers, *stated))) * of_scores <= MOST)
    return small
