"""The condition tree as it is written in content.

A leaf compares an answer, a fact or a score with a constant; ``all``, ``any`` and ``not`` put
leaves together. Every leaf has an id that stays when the tree around it changes.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from assessments.questionnaire.conditions.operators import Operator

MAX_CHILDREN = 50


class Money(BaseModel):
    """An amount in another currency than kroner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[Decimal, Field(ge=0)]
    currency: Literal["EUR", "USD"]


Constant = bool | int | Decimal | str | Money | tuple[str, ...] | None


class _Node(BaseModel):
    tag: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class _Leaf(_Node):
    id: str | None = None
    op: Operator
    value: Constant = None

    @property
    def slug(self) -> str:
        """The slug of what is compared."""
        return str(getattr(self, self.tag))

    @property
    def clause(self) -> str:
        """The id of this leaf: the one given, or what it compares and how."""
        return self.id or f"{self.slug}-{self.op}"


class AnswerLeaf(_Leaf):
    """Compares the answer to a question."""

    tag: ClassVar[str] = "answer"
    answer: str


class FactLeaf(_Leaf):
    """Compares a fact about the company."""

    tag: ClassVar[str] = "fact"
    fact: str


class ScoreLeaf(_Leaf):
    """Compares the score, 0 to 100, of a theme or ``overall``; for criteria only."""

    tag: ClassVar[str] = "score"
    score: str


class AllOf(_Node):
    """Met when every child is."""

    tag: ClassVar[str] = "all"

    children: Annotated[
        tuple["Condition", ...], Field(alias="all", min_length=1, max_length=MAX_CHILDREN)
    ]


class AnyOf(_Node):
    """Met when at least one child is."""

    tag: ClassVar[str] = "any"

    children: Annotated[
        tuple["Condition", ...], Field(alias="any", min_length=1, max_length=MAX_CHILDREN)
    ]


class Negation(_Node):
    """Met when its child is unmet."""

    tag: ClassVar[str] = "not"

    child: Annotated["Condition", Field(alias="not")]


KEYS = ("all", "any", "not", "answer", "fact", "score")


def _which(given: object) -> str | None:
    if isinstance(given, dict):
        return next((key for key in KEYS if key in given), None)
    return getattr(given, "tag", None)


Leaf = AnswerLeaf | FactLeaf | ScoreLeaf

Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Negation, Tag("not")]
    | Annotated[AnswerLeaf, Tag("answer")]
    | Annotated[FactLeaf, Tag("fact")]
    | Annotated[ScoreLeaf, Tag("score")],
    Discriminator(
        _which,
        custom_error_type="condition",
        custom_error_message=(
            "this is no condition; give it one of the keys all, any, not, answer, fact or score"
        ),
    ),
]

for _model in (AllOf, AnyOf, Negation):
    _model.model_rebuild()


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield every leaf of `condition`, left to right."""
    if isinstance(condition, AllOf | AnyOf):
        for child in condition.children:
            yield from leaves(child)
    elif isinstance(condition, Negation):
        yield from leaves(condition.child)
    else:
        yield condition


def answers_read(condition: Condition) -> frozenset[str]:
    """Return the slugs of the questions that `condition` reads."""
    return frozenset(leaf.answer for leaf in leaves(condition) if isinstance(leaf, AnswerLeaf))


def facts_read(condition: Condition) -> frozenset[str]:
    """Return the slugs of the facts that `condition` reads."""
    return frozenset(leaf.fact for leaf in leaves(condition) if isinstance(leaf, FactLeaf))


def without_ids(condition: Condition) -> Condition:
    """Return `condition` without the ids of its leaves: what it says, whatever it is called."""
    if isinstance(condition, AllOf | AnyOf):
        children = tuple(without_ids(child) for child in condition.children)
        return condition.model_copy(update={"children": children})
    if isinstance(condition, Negation):
        return condition.model_copy(update={"child": without_ids(condition.child)})
    return condition.model_copy(update={"id": None})
