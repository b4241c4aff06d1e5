"""A strategy for what is known of a company, to try SQL with."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Marker, Value, exact
from tests.assessments.storage.made_companies import STATED, known
from tests.conditions.random_conditions import SCORES, THEMES

NUMBERS: Final[dict[str, st.SearchStrategy[Value]]] = {
    "number": st.decimals(-(10**6), 10**6, places=4).map(exact),
    "revenue": st.integers(-(10**11), 10**11),
    "exported": st.integers(-(10**11), 10**11),
}
ANY_SCORE: Final = st.fractions(0, 100) | st.sampled_from(SCORES)


def _values(slug: str, some: Sequence[Value]) -> st.SearchStrategy[Value]:
    return st.sampled_from([*some, *Marker]) | NUMBERS.get(slug, st.nothing())


CLOSE: Final[list[dict[str, Value]]] = [
    {"exported": 1, "revenue": 3},
    {"exported": 2, "revenue": 3},
    {"exported": 49_999_999, "revenue": 10**8},
    {"exported": 10**11, "revenue": 2 * 10**11 - 1},
    {"exported": 0, "revenue": 0},
]
"""Figures whose share is close to a limit, or cannot be worked out."""


def _state(
    stated: dict[str, Value], close: dict[str, Value], scores: dict[str, Fraction | None]
) -> State:
    return State(facts=known({**stated, **close}), scores=scores)


STATES: Final = st.builds(
    _state,
    st.fixed_dictionaries(
        {}, optional={slug: _values(slug, some) for slug, some in STATED.items()}
    ),
    st.sampled_from([{}, *CLOSE]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(THEMES, ANY_SCORE)),
)
