"""What the bounds of a questionnaire version need on one day, built once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
)
from assessments.questionnaire.facts import Fact
from assessments.scoring.bounds.inputs import Alternatives

NONE = -1
"""In place of an input where there is none."""

Mask = int
"""A set of inputs: bit n stands for input n. Questions come first, then facts that rules read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many choices are tried; beyond them bounds stay true, but may be wider than need be.

    `alternatives` of one input; `rows` of what one question or cap hangs on, times the inputs that
    each has to be looked at; `linked` of what some of a theme hang on together, and `together` of
    what several themes do.
    """

    alternatives: int = 64
    rows: int = 2048
    linked: int = 256
    together: int = 1024


USUAL = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """What a condition reads: questions and facts, as inputs."""

    questions: tuple[int, ...]
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedQuestion:
    """A question as an input, with what its standing and its *does not apply* hang on."""

    compiled: CompiledQuestion
    slug: str
    visible: Reads | None
    allowed: Reads | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFact:
    """A fact that rules read; `writers` are the questions that give it.

    `bases` are the facts that a `derived` one follows from, itself included if it may be stated;
    None where answers have a part in it.
    """

    fact: Fact
    slug: str
    writers: tuple[int, ...]
    derived: bool
    bases: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A scored question with a weight, or a cap, of one theme.

    `input` is the question's own. `closure` has every input that it could ever hang on, and
    `reduced` the questions among them.
    """

    number: int
    cap: CompiledCap | None
    input: int
    weight: int
    reads: Reads
    closure: tuple[int, ...]
    reduced: CompiledQuestionnaire


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A questionnaire version on one day, ready to have the bounds of drafts worked out."""

    questionnaire: CompiledQuestionnaire
    as_of: date
    limits: Limits
    questions: tuple[PlannedQuestion, ...]
    facts: tuple[PlannedFact, ...]
    alternatives: tuple[Alternatives | None, ...]
    elements: tuple[Element, ...]
    themes: tuple[tuple[Element, ...], ...]
    fact_of: Mapping[str, Fact]
    untried: Mask
    """The inputs with more alternatives than are tried."""
    derived: Mask
    """The facts that follow from others, and are tried as if they followed from nothing."""

    def choices_of(self, number: int) -> range:
        """Return the numbers of the alternatives of an input."""
        return range(len(self.alternatives[number] or ()))

    def size_of(self, mask: Mask) -> int:
        """Return how many choices there are of the inputs in `mask`."""
        size = 1
        while mask:
            lowest = mask & -mask
            size *= len(self.alternatives[lowest.bit_length() - 1] or ())
            mask ^= lowest
        return size
