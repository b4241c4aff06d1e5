"""What the delivered content lacks and was accepted as it was.

``accepted_gaps.yaml`` lists entry, rule and a digest of the entry. A gap is a warning while the
entry is what it was then; once somebody has changed it, the gap must be mended with it.
``scripts/accept_gaps.py`` writes the file.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, TypeAdapter

from assessments.content.files import Placed, Reader
from assessments.content.problems import Problem
from assessments.questionnaire.kinds.base import Authored, Slug

FILE = "accepted_gaps.yaml"
DIGITS = 16

GapRule = Literal["undated-source", "no-cases", "unchecked"]
"""The rules whose breach may be accepted."""


class AcceptedGap(Authored):
    """That the entry with this digest breaks the rule."""

    entry: Slug
    rule: GapRule
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that an entry lacks: the rule, a digest of the entry as it is, and the problem."""

    entry: str
    rule: GapRule
    digest: str
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedGaps:
    """The accepted gaps by entry and rule, and what is wrong with their file."""

    by_entry: Mapping[tuple[str, str], Placed[AcceptedGap]]
    problems: tuple[Problem, ...]

    def accepts(self, gap: Gap) -> bool:
        """Tell whether `gap` was accepted of the entry as it is now."""
        accepted = self.by_entry.get((gap.entry, gap.rule))
        return accepted is not None and accepted.item.digest == gap.digest

    def outdated(self, gaps: Iterable[Gap]) -> Iterator[Problem]:
        """Yield a problem per accepted gap that is no longer among `gaps`."""
        present = {(gap.entry, gap.rule) for gap in gaps}
        for (entry, rule), placed in self.by_entry.items():
            if (entry, rule) not in present:
                message = f"`{entry}` no longer breaks `{rule}`; take this line out"
                yield placed.problem("outdated-acceptance", message)


def load_accepted_gaps(root: Path) -> AcceptedGaps:
    """Return the accepted gaps of the content folder at `root`; none where there is no file."""
    reader = Reader(root)
    gaps: list[Placed[AcceptedGap]] = []
    if (root / FILE).is_file():
        gaps = reader.listed(FILE, "gaps", TypeAdapter(AcceptedGap))
    return AcceptedGaps(
        by_entry={(gap.item.entry, gap.item.rule): gap for gap in gaps},
        problems=tuple(reader.problems),
    )


def digest_of(*data: Any) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of `data` as canonical JSON.

    One argument stands for itself, several for their list.
    """
    whole = data[0] if len(data) == 1 else list(data)
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def raw_of(placed: Placed[Any]) -> Any:
    """Return what stands in the file for `placed`."""
    data = placed.document.data
    for step in placed.place:
        data = data[step]
    return data
