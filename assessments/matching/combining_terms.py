"""What the content knows about schemes together, as authored in ``combining.yaml``.

Which scheme must come before another is not here: it is a criterion on the support received.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from assessments.matching.offers import Basis
from assessments.questionnaire.kinds.base import Authored, Slug
from assessments.texts import Text


class AidKind(StrEnum):
    """What support from a scheme is under the rules on state aid."""

    DE_MINIMIS = "de_minimis"
    BLOCK_EXEMPTION = "block_exemption"
    UNION_FUNDS = "union_funds"
    NO_AID = "no_aid"


class Combines(StrEnum):
    """How two schemes go together."""

    FREELY = "freely"
    WITHIN_CEILING = "within_ceiling"
    EXCLUDED = "excluded"
    NOT_KNOWN = "not_known"


Slugs = Annotated[tuple[Slug, ...], Field(min_length=1)]
Article = Annotated[int, Field(ge=1)]


class AidTerms(Authored):
    """What support from some schemes is; `article` is that of the block exemption, where known."""

    schemes: Slugs
    kind: AidKind
    article: Article | None = None
    basis: Basis
    note: Text | None = None
    sources: tuple[Slug, ...] = ()


class PairTerms(Authored):
    """How one scheme goes together with some others; it holds both ways."""

    scheme: Slug
    others: Slugs
    how: Literal[Combines.FREELY, Combines.WITHIN_CEILING, Combines.EXCLUDED]
    basis: Basis
    note: Text
    sources: tuple[Slug, ...] = ()


class CombiningTerms(Authored):
    """All that is known; what does not stand here is not known.

    `money_kinds` are the kinds of offers that give money; none where nobody has said which do.
    """

    money_kinds: tuple[Slug, ...] = ()
    state_aid: tuple[AidTerms, ...] = ()
    combinations: tuple[PairTerms, ...] = ()
